package main

import "strings"

// A keptTicket is what the stories look at in one.
type keptTicket struct {
	ID, State, Category, Application, Question, Tried string
	Replies                                           []struct{ Side, Text string }
}

// tickets returns the tickets of wang.
func (h *house) tickets() (list []keptTicket) {
	h.Helper()
	h.run(&list, "wang", "ticket", "list")
	return list
}

func openATicket(h *house) {
	// The entries that may answer it come first; who breaks off has opened nothing.
	v := h.sits("wang", "ticket", "open")
	v.answers("您的问题", strings.Repeat("长", 101))
	v.reads("共101个字，最多100个字")
	v.answers("您的问题", erase+"审核太慢了怎吗"+back+"么办？")
	v.reads("超过三天还没审核怎么办？（另见 gangway ask review-overdue）")
	v.answers("这解决了您的问题吗？", "") // it begins at no
	v.answers("是哪方面的问题？", "审核")
	v.answers("与哪份申请有关？", "")
	v.asked("您已经试过什么？")
	v.Types("看了" + ctrlC)
	v.reads("已中断")
	v.ends(exitInterrupted)
	if list := h.tickets(); len(list) != 0 {
		h.Fatalf("a ticket that was broken off was opened: %+v", list)
	}

	// Whose question is answered opens none.
	v = h.sits("wang", "ticket", "open", "--question", "审核要多久？")
	v.answers("这解决了您的问题吗？", up)
	v.reads("没有提交工单")
	v.ends(exitDone)

	v = h.sits("wang", "ticket", "open")
	v.answers("您的问题", "审核太慢了怎么办？")
	v.answers("这解决了您的问题吗？", "")
	v.answers("是哪方面的问题？", "审核")
	v.answers("与哪份申请有关？", "都不是")
	v.answers("您已经试过什么？", "看了“进度”")
	v.reads("工作人员已收到，应在 2026-11-24 23:59 前答复")
	v.ends(exitDone)
	list := h.tickets()
	if len(list) != 1 || list[0].Question != "审核太慢了怎么办？" || list[0].Category != "application" || list[0].Application != "" {
		h.Fatalf("got %+v", list)
	}

	v = h.sits("rev", "ticket", "reply", list[0].ID)
	v.answers("您的回复", "请再等一天")
	v.ends(exitDone)
	var shown keptTicket
	h.run(&shown, "wang", "ticket", "show", list[0].ID)
	if shown.Tried != "看了“进度”" || len(shown.Replies) != 1 || shown.Replies[0].Text != "请再等一天" {
		h.Errorf("got %+v", shown)
	}
}

func askAndGoOn(h *house) {
	v := h.sits("wang", "ask", "子账号", "改名")
	v.reads("不能。子账号一旦在平台上建好")
	v.answers("这解决了您的问题吗？", up)
	v.ends(exitDone)

	v = h.sits("wang", "ask")
	v.answers("您想问什么？", "发票")
	v.reads("天猫店铺必须开发票")
	v.answers("这解决了您的问题吗？", "")
	v.answers("要问工作人员吗？", "")
	v.answers("是哪方面的问题？", "规则")
	v.answers("与哪份申请有关？", "")
	v.answers("您已经试过什么？", "")
	v.reads("工作人员已收到")
	v.ends(exitDone)
	list := h.tickets()
	if len(list) != 1 || list[0].Question != "发票" || list[0].Category != "rules" || list[0].Application == "" {
		h.Errorf("got %+v, want a ticket with the question that was not answered", list)
	}

	// Who is not signed in, or may not ask, hears how.
	for _, account := range []string{"nobody", "rev"} {
		v = h.sits(account, "ask", "今天天气怎么样")
		v.reads("知识库里没有这个问题的答案")
		v.reads("申请人登录后可以问工作人员")
		v.ends(exitDone)
	}
}
