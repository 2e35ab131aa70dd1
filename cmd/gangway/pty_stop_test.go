package main

import (
	"reflect"
	"syscall"
)

func closeTheTerminal(h *house) {
	v := h.sits("wang", "apply", "taobao-online")
	v.answers("1/12 姓名", "")
	v.asked("2/12 性别")
	v.HangUp()
	v.waits()
	if got := v.cmd.ProcessState.ExitCode(); got != exitInterrupted {
		h.Errorf("got exit status %d, want %d", got, exitInterrupted)
	}
	h.wantOnly("draft", map[string]any{"name": "王小明"})

	v = h.sits("wang", "apply", "taobao-online")
	v.asked("2/12 性别")
	v.Types(ctrlC)
	v.ends(exitInterrupted)
}

func endBySignal(h *house) {
	questions := []string{"1/12 姓名", "2/12 性别"} // a line of text, a list
	for i := range questions {
		v := h.sits("wang", "apply", "taobao-online")
		for _, q := range questions[:i] {
			v.answers(q, "")
		}
		v.asked(questions[i])
		if reflect.DeepEqual(v.State(), v.before) {
			h.Error("the terminal takes keys as before while a question is asked, so that nothing is to be restored")
		}
		v.signals(syscall.SIGTERM)
		v.reads("已中断")
		v.ends(exitInterrupted)
	}
}
