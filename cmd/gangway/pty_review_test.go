package main

import (
	"strings"

	"github.com/google/go-cmp/cmp"
)

// threeWaiting is a script at whose end three applications wait for review.
const threeWaiting = `journey submitted
as wang
exec sh -c 'grep -v "taobao\|computer" form.yaml > jd11.yaml'
gangway apply jd11 --from jd11.yaml
as chief
gangway notify send
exec sh -c 'rm $DATA/outbox/*'
as zhao
stdin pw
gangway register zhao --mobile 13800000002 --email zhao@example.com --consent --password-stdin
stdin pw
gangway login zhao --password-stdin
gangway profile complete --from zhao.yaml
gangway profile verify-mobile
as chief
gangway notify send
code CODE
as zhao
gangway profile verify-mobile --code $CODE
gangway apply jd11 --from zhao-form.yaml
exec cp -a $HOME $HOMES/waiting
-- zhao.yaml --
legal_name: 赵小云
id_type: resident_id
id_number: "110105198101010021"
mobile: "13800000002"
consent_identity: true
-- zhao-form.yaml --
name: 赵小云
sex: female
birth_date: 1981-01-01
mobile: "13800000002"
email: zhao@example.com
education: college
experience_months: 12
typing_speed: 90
truthful: true
`

func (h *house) waiting() (ids []string) {
	h.Helper()
	var list []kept
	h.run(&list, "rev", "review", "list")
	for _, a := range list {
		ids = append(ids, a.ID)
	}
	return ids
}

func approveByChoosing(h *house) {
	ids := h.waiting()
	if len(ids) != 3 {
		h.Fatalf("got %d waiting, want 3", len(ids))
	}
	v := h.sits("rev", "review", "approve")
	v.asked("选择哪些申请？")
	v.Types(enter)
	v.reads("! 此项必填")
	v.answers("选择哪些申请？", space+down+down+space)
	v.reads("已处理2份，未能处理0份")
	seen := v.ends(exitDone)
	for _, id := range []string{ids[0], ids[2]} {
		if _, rows, _ := strings.Cut(seen, "批次"); !strings.Contains(rows, id) {
			h.Errorf("the result does not name %s:\n%s", id, seen)
		}
	}
	if diff := cmp.Diff([]string{ids[1]}, h.waiting()); diff != "" {
		h.Errorf("still waiting: want -, got +\n%s", diff)
	}

	v = h.sits("rev", "review", "approve")
	v.asked("选择哪些申请？")
	h.run(nil, "rev", "review", "approve", ids[1]) // meanwhile, at another desk
	v.answers("选择哪些申请？", space)
	v.ends(exitConflict)
}

func returnByChoosing(h *house) {
	v := h.sits("rev", "review", "return")
	v.answers("选择哪些申请？", space)
	v.answers("原因", "证明")
	v.answers("哪些内容需要修改？", down+down+down+down+space)
	v.answers("修改要求：邮箱", "请换一个能收到邮件的邮箱")
	v.reads("已处理1份，未能处理0份")
	v.ends(exitDone)
	a := h.only()
	want := []struct{ Field, Text string }{{"email", "请换一个能收到邮件的邮箱"}}
	if diff := cmp.Diff(want, a.Fixes); a.State != "returned" || diff != "" {
		h.Errorf("the application is %q; fixes: want -, got +\n%s", a.State, diff)
	}
}
