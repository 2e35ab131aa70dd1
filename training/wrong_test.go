package training_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/quizzes"
	"gangway/training"
)

var (
	basics = training.Ref{Course: "basics", Lesson: "one"}
	right  = map[string]quizzes.Answer{"s": {"a"}, "m": {"b", "a"}, "t": {"true"}}
)

func TestWrongNamesTheChecksToDoAgain(t *testing.T) {
	_, lesson, err := training.Library{FS: files("12")}.Lesson(basics)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name    string
		answers map[string]quizzes.Answer
		want    []string // nil when the answers are refused
		details string
	}{
		{"all right", right, []string{}, ""},
		{"in capitals", map[string]quizzes.Answer{"s": {"A"}, "m": {"A", "B"}, "t": {"True"}}, []string{}, ""},
		{"one wrong", map[string]quizzes.Answer{"s": {"b"}, "m": {"a", "b"}, "t": {"true"}}, []string{"s"}, ""},
		{"one of two options", map[string]quizzes.Answer{"s": {"a"}, "m": {"a"}, "t": {"true"}}, []string{"m"}, ""},
		{"none answered", nil, []string{"s", "m", "t"}, ""},
		{"one left out", map[string]quizzes.Answer{"s": {"a"}, "m": {"a", "b"}}, []string{"t"}, ""},
		{"answers that fit nothing", map[string]quizzes.Answer{"s": {"z"}, "y": {"a"}, "t": {"maybe"}, "x": {"a"}}, nil,
			"s: there is no option \"z\"; the options are a, b\nt: there is no option \"maybe\"; the options are true, false\nx: the lesson has no such question\ny: the lesson has no such question"},
	} {
		got, err := lesson.Wrong(tt.answers)
		if diff := cmp.Diff(tt.want, got); diff != "" || details(err) != tt.details || (err != nil) != (tt.want == nil) || err != nil && !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, err, diff)
		}
	}
}

func TestALessonIsDoneWhenEveryCheckIsRight(t *testing.T) {
	for _, tt := range []struct {
		name    string
		answers map[string]quizzes.Answer
		wrong   []string
		done    []training.Ref
	}{
		{"right", right, []string{}, []training.Ref{basics}},
		{"wrong", map[string]quizzes.Answer{"s": {"b"}, "m": {"a", "b"}, "t": {"true"}}, []string{"s"}, nil},
	} {
		s := &shelf{application: applications.Application{ID: "a1", Program: "post", Account: "own", State: applications.Approved}}
		wrong, err := school(s, "12").Finish(t.Context(), applicant, basics, tt.answers)
		if diff := cmp.Diff(tt.wrong, wrong) + cmp.Diff(tt.done, s.finished); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, err, diff)
		}
		if s.application.State != applications.Training {
			t.Errorf("%s: got %s, want the training begun", tt.name, s.application.State)
		}
	}
}

func TestALessonNobodyAssigned(t *testing.T) {
	s := &shelf{application: applications.Application{ID: "a1", Program: "entry", Account: "own", State: applications.Approved}}
	if _, err := school(s, "12").Finish(t.Context(), applicant, basics, right); !errors.Is(err, fault.Denied) || s.finished != nil {
		t.Errorf("got %v and %v, want %v", err, s.finished, fault.Denied)
	}
}
