package main

import (
	"fmt"
	"strings"
	"syscall"
	"time"
)

// startExam starts the exam and returns its attempt and questions.
func (h *house) startExam() (attempt string, questions []check) {
	h.Helper()
	var paper struct {
		Attempt   string
		Questions []check
	}
	h.run(&paper, "wang", "quiz", "start", "redlines", "--yes")
	h.learnKeys(paper.Questions, "", "bank", "show", "redlines", "--keys")
	return paper.Attempt, paper.Questions
}

// solves answers the questions from one number to another.
func (v *visit) solves(questions []check, from, to int) {
	v.h.Helper()
	for i := from; i <= to; i++ {
		v.answers(fmt.Sprintf("第%d题/共%d题", i, len(questions)), questions[i-1].keys())
	}
}

func sitAnExam(h *house) {
	v := h.sits("wang", "quiz", "take", "redlines")
	v.answers("现在开始第1次考试（共3次机会）吗？", "是")
	v.asked("第1题/共20题，剩余 30:00")
	attempt, questions := h.startExam() // shows the one that is open
	v.solves(questions, 1, 3)
	v.asked("第4题")
	v.signals(syscall.SIGKILL)
	v.waits()

	h.moves(5 * time.Minute)
	v = h.sits("wang", "quiz", "take", "redlines")
	v.asked("第4题/共20题，剩余 25:00")
	v.solves(questions, 4, 20)
	v.answers("试题已全部作答，剩余时间 25:00", "交卷")
	v.reads(attempt)
	if seen := v.ends(exitDone); strings.Contains(seen, "第3题") {
		h.Errorf("a question that was answered is asked again:\n%s", seen)
	}
	var result struct{ State string }
	if h.run(&result, "wang", "quiz", "result", attempt); result.State != "pending" {
		h.Errorf("the attempt is %q, want pending: all is right, and a trainer grades the short answer", result.State)
	}
}

// moves lets time go by.
func (h *house) moves(by time.Duration) {
	h.Helper()
	now, err := time.Parse(time.RFC3339, h.now)
	if err != nil {
		h.Fatal(err)
	}
	h.now = now.Add(by).Format(time.RFC3339)
}
