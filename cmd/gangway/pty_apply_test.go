package main

import (
	"strings"

	"github.com/google/go-cmp/cmp"
)

// A kept application is what the stories look at in one.
type kept struct {
	ID, State string
	Answers   map[string]any
	Fixes     []struct{ Field, Text string }
}

// only returns the only application of wang.
func (h *house) only() (a kept) {
	h.Helper()
	var list []kept
	if h.run(&list, "wang", "application", "list"); len(list) != 1 {
		h.Fatalf("got %d applications, want one", len(list))
	}
	h.run(&a, "wang", "application", "show", list[0].ID)
	return a
}

// wantOnly looks at the state of the only application and at some of its answers.
func (h *house) wantOnly(state string, answers map[string]any) {
	h.Helper()
	a := h.only()
	if a.State != state {
		h.Errorf("the application is %q, want %q", a.State, state)
	}
	for field, want := range answers {
		if diff := cmp.Diff(want, a.Answers[field]); diff != "" {
			h.Errorf("%s: want -, got +\n%s", field, diff)
		}
	}
}

func applyLeaveAndGoOn(h *house) {
	v := h.sits("wang", "apply")
	v.answers("您要申请哪个报名项目？", "taobao")
	v.answers("1/12 姓名", erase+"王小红"+back+"明")
	v.asked("2/12 性别")
	v.Types(ctrlC)
	v.reads("草稿已保存；运行 gangway apply taobao-online 继续填写")
	v.ends(exitInterrupted)
	h.wantOnly("draft", map[string]any{"name": "王小明", "sex": nil})

	v = h.sits("wang", "apply", "taobao-online")
	v.answers("2/12 性别", "")
	v.answers("3/12 出生日期", "")
	v.answers("4/12 手机号码", "")
	v.answers("5/12 邮箱", "")
	v.answers("6/12 QQ号", "")
	v.answers("7/12 学历", "大专")
	v.answers("8/12 客服或电商工作经验", "一年")
	v.reads("! ")
	v.answers("8/12 客服或电商工作经验", erase+"12")
	v.answers("9/12 打字速度", "66")
	v.answers("10/12 熟悉淘宝平台", "是")
	v.answers("11/12 能熟练使用电脑", "是")
	v.reads("姓名：王小明")
	v.answers("以上内容都正确吗？", "修改：学历")
	v.answers("学历", "本科")
	v.reads("学历：本科")
	v.answers("以上内容都正确吗？", "提交")
	v.answers("我声明以上信息真实", "") // it begins at no
	v.reads("草稿已保存，尚未提交")
	seen := v.ends(exitDone)
	form, _, _ := strings.Cut(seen, "\n申请：")
	h.looks("apply", form)
	if strings.Contains(seen, "? 1/12") {
		h.Errorf("an answer that was kept is asked for again:\n%s", seen)
	}
	h.wantOnly("draft", map[string]any{"education": "bachelor", "truthful": nil})

	v = h.sits("wang", "apply", "taobao-online")
	v.answers("6/12 QQ号", "12345")
	v.answers("以上内容都正确吗？", "")
	v.answers("我声明以上信息真实", up)
	v.reads("已提交。审核将在 2026-11-26 23:59 前完成")
	v.ends(exitDone)
	h.wantOnly("submitted", map[string]any{"name": "王小明", "qq": "12345", "education": "bachelor", "truthful": true})
}

func applyInEnglish(h *house) {
	h.lang = "en"
	v := h.sits("wang", "apply", "taobao-online")
	v.answers("1/12 Name", "")
	v.asked("2/12 Sex")
	v.Types(ctrlC)
	v.reads("The draft is kept; go on with gangway apply taobao-online")
	v.ends(exitInterrupted)
	h.wantOnly("draft", map[string]any{"name": "王小明", "sex": nil})
}

func mendAReturned(h *house) {
	h.run(nil, "rev", "review", "return", h.only().ID, "--reason", "incomplete", "--fix", "email: 请换一个能收到邮件的邮箱")
	v := h.sits("wang", "apply", "taobao-online")
	v.asked("需要修改：请换一个能收到邮件的邮箱")
	v.answers("5/12 邮箱", erase+"xiaoming@example.com")
	v.answers("以上内容都正确吗？", "")
	v.answers("我声明以上信息真实", "是")
	v.reads("已提交")
	seen := v.ends(exitDone)
	if strings.Count(seen, "/12 ") != 1 {
		h.Errorf("more is asked for than is to be mended:\n%s", seen)
	}
	h.wantOnly("submitted", map[string]any{"email": "xiaoming@example.com"})
}
