package main

import (
	"fmt"
	"strings"
	"syscall"
	"time"

	"gangway/internal/term/termtest"
)

// A paper is an exam as it is sat.
type paper struct {
	Attempt   string
	Questions []struct {
		ID, Type string
		Points   int
		Answer   []string
	}
}

func sitAnExam(h *house) {
	v := h.sits("wang", "quiz", "take", "redlines")
	v.asked("第1题/共20题，剩余 30:00")
	var p paper
	h.run(&p, "wang", "quiz", "start", "redlines") // shows the open one
	const before = 3
	for i := range before {
		v.solves(p, i)
	}
	v.asked("第4题")
	v.signals(syscall.SIGKILL)
	v.waits()

	h.moves(5 * time.Minute)
	v = h.sits("wang", "quiz", "take", "redlines")
	v.asked("第4题/共20题，剩余 25:00")
	for i := before; i < len(p.Questions); i++ {
		v.solves(p, i)
	}
	v.answers("试题已全部作答，剩余时间 25:00", "交卷")
	v.reads("答卷")
	seen := v.ends(exitDone)
	if strings.Contains(seen, "第3题") {
		h.Errorf("a question that was answered is asked again:\n%s", seen)
	}
	var result struct{ State string }
	if h.run(&result, "wang", "quiz", "result", p.Attempt); result.State != "pending" {
		h.Errorf("the attempt is %q, want pending", result.State)
	}
}

// solves answers question i of a paper somehow.
func (v *visit) solves(p paper, i int) {
	v.h.Helper()
	number := fmt.Sprintf("第%d题", i+1)
	switch p.Questions[i].Type {
	case "multiple":
		v.answers(number, space+down+space)
	case "short":
		v.answers(number, "您好，可以的，请放心。")
	default:
		v.answers(number, "")
	}
}

func (h *house) moves(by time.Duration) {
	h.Helper()
	now, err := time.Parse(time.RFC3339, h.now)
	if err != nil {
		h.Fatal(err)
	}
	h.now = now.Add(by).Format(time.RFC3339)
}

func gradeAnAnswer(h *house) {
	var p paper
	h.run(&p, "wang", "quiz", "start", "redlines")
	v := h.sits("wang", "quiz", "take", "redlines")
	for i := range p.Questions {
		v.solves(p, i)
	}
	v.answers("试题已全部作答", "交卷")
	v.ends(exitDone)

	var waiting []struct {
		Response, Text string
		Max            int
	}
	h.run(&waiting, "tra", "grade", "list")
	if len(waiting) != 1 {
		h.Fatalf("got %d answers to grade, want one", len(waiting))
	}
	v = h.sits("tra", "grade", "next")
	points := fmt.Sprintf("分数（0至%d）", waiting[0].Max)
	v.asked(points)
	v.reads("评分标准：")
	v.reads(waiting[0].Text)
	v.answers(points, fmt.Sprint(waiting[0].Max+1))
	v.reads(fmt.Sprintf("! 请给0至%d分", waiting[0].Max))
	v.answers(points, erase+"3")
	v.answers("给申请人的评语", "不错")
	if seen := v.ends(exitDone); strings.Contains(seen, "王小明") {
		h.Errorf("the name is not hidden:\n%s", seen)
	}
	if h.run(&waiting, "tra", "grade", "list"); len(waiting) != 0 {
		h.Errorf("still to grade: %+v", waiting)
	}
	var result struct {
		Questions []struct {
			Comment string
			Points  int
		}
	}
	h.run(&result, "wang", "quiz", "result", p.Attempt)
	graded := 0
	for _, q := range result.Questions {
		if q.Comment == "不错" && q.Points == 3 {
			graded++
		}
	}
	if graded != 1 {
		h.Errorf("got %d questions with the points and the comment, want one: %+v", graded, result.Questions)
	}
}

func learnALesson(h *house) {
	h.run(nil, "chief", "notify", "send") // training begins when the applicant has been told
	const name = "platform-rules/two-marketplaces"
	var lesson struct {
		Checks []struct {
			ID, Stem string
			Options  []struct{ ID string }
		}
	}
	h.run(&lesson, "wang", "learn", "show", name)
	var keys []struct {
		Lesson, ID string
		Key        any
	}
	h.run(&keys, "tra", "train", "checks", "platform-rules", "--keys")
	key := map[string]string{}
	for _, k := range keys {
		if k.Lesson == "two-marketplaces" {
			key[k.ID] = fmt.Sprint(k.Key)
		}
	}
	v := h.sits("wang", "learn")
	const heading = "发票：天猫没有“不开”"
	for i, c := range lesson.Checks {
		right := 0
		for at, o := range c.Options {
			if strings.Contains(key[c.ID], o.ID) {
				right = at
			}
		}
		if i == 0 {
			v.answers(c.Stem, strings.Repeat(down, right+1)) // past the end it begins again
			v.reads("回答不正确，请重看上面这一节。")
			v.Waits("the section again", func(s *termtest.Screen) bool { return strings.Count(s.Transcript(), heading) == 2 })
			v.Waits("the question again", func(s *termtest.Screen) bool {
				return strings.Count(flat(s.Transcript()), "?"+flat(c.Stem)) == 2
			})
		}
		v.answers(c.Stem, strings.Repeat(down, right))
	}
	v.reads("本课时已完成")
	v.ends(exitDone)
	var lessons []struct{ Lesson, State string }
	if h.run(&lessons, "wang", "learn", "list"); lessons[0].Lesson != "two-marketplaces" || lessons[0].State != "done" {
		h.Errorf("the lessons are %+v", lessons)
	}
}

func activateASeat(h *house) {
	v := h.sits("chief", "golive", "activate", h.only().ID)
	v.answers("店铺主账号名称", "示例小店")
	v.answers("子账号名称", "小明")
	v.answers("名称一经创建不能修改", "") // it begins at no
	v.ends(exitDone)
	var seats []any
	if h.run(&seats, "chief", "golive", "export"); len(seats) != 0 {
		h.Errorf("planned without consent: %v", seats)
	}
	h.wantOnly("certified", nil)
}
