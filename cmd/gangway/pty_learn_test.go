package main

import (
	"slices"
	"strings"

	"gangway/internal/term/termtest"
)

// A check is a question at the end of a lesson or of an exam, with what is right.
type check struct {
	ID, Type, Stem string
	Options        []struct{ ID string }
	right          []string
}

// checks returns the questions of a lesson.
func (h *house) checks(course, lesson string) []check {
	h.Helper()
	var shown struct{ Checks []check }
	h.run(&shown, "wang", "learn", "show", course+"/"+lesson)
	h.learnKeys(shown.Checks, lesson, "train", "checks", course, "--keys")
	return shown.Checks
}

// learnKeys asks a command of the trainer for what is right in a lesson, or in no lesson.
func (h *house) learnKeys(checks []check, lesson string, args ...string) {
	h.Helper()
	var keys []struct {
		Lesson, ID string
		Key        any
	}
	h.run(&keys, "tra", args...)
	for _, k := range keys {
		i := slices.IndexFunc(checks, func(c check) bool { return c.ID == k.ID })
		if i < 0 || k.Lesson != lesson {
			continue
		}
		switch key := k.Key.(type) {
		case string:
			checks[i].right = []string{key}
		case []any:
			for _, id := range key {
				checks[i].right = append(checks[i].right, id.(string))
			}
		}
	}
}

const shortAnswer = "您好，可以的，请放心。"

// keys returns what to press to answer the question right.
func (c check) keys() string {
	if c.Type == "short" {
		return shortAnswer
	}
	var keys strings.Builder
	for _, o := range c.Options {
		right := slices.Contains(c.right, o.ID)
		switch {
		case right && c.Type != "multiple":
			return keys.String()
		case right:
			keys.WriteString(space)
		}
		keys.WriteString(down)
	}
	return keys.String()
}

func learnALesson(h *house) {
	h.run(nil, "chief", "notify", "send") // training begins when the applicant has been told
	checks := h.checks("platform-rules", "two-marketplaces")
	v := h.sits("wang", "learn")
	first := checks[0]
	const section = "发票：天猫没有“不开”"
	v.answers(first.Stem, first.keys()+down) // one too far
	v.reads("回答不正确，请重看上面这一节。")
	v.Waits("the section and the question again", func(s *termtest.Screen) bool {
		seen := flat(s.Transcript())
		return strings.Count(seen, section) == 2 && strings.Count(seen, "?"+flat(first.Stem)) == 2
	})
	for _, c := range checks {
		v.answers(c.Stem, c.keys())
	}
	v.reads("本课时已完成")
	v.ends(exitDone)
	var lessons []struct{ Lesson, State string }
	if h.run(&lessons, "wang", "learn", "list"); lessons[0].Lesson != "two-marketplaces" || lessons[0].State != "done" {
		h.Errorf("the lessons are %+v", lessons)
	}
}
