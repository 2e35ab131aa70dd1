package support_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"gangway/applications/support"
	"gangway/internal/fault"
	"gangway/internal/upload"
)

func TestLengthsAreCountedAsPeopleCount(t *testing.T) {
	for _, tt := range []struct {
		name  string
		check func(string) error
		text  string
		good  bool
	}{
		{"a question of 100 characters", support.CheckQuestion, strings.Repeat("问", 100), true},
		{"a question of 101 characters", support.CheckQuestion, strings.Repeat("问", 101), false},
		{"an accent is no character of its own", support.CheckQuestion, strings.Repeat("e\u0301", 100), true},
		{"no question", support.CheckQuestion, "", false},
		{"nothing was tried", support.CheckTried, "", true},
		{"500 characters of what was tried", support.CheckTried, strings.Repeat("试", 500), true},
		{"501 characters of what was tried", support.CheckTried, strings.Repeat("试", 501), false},
		{"a reply of 1000 characters", support.CheckReply, strings.Repeat("答", 1000), true},
		{"a reply of 1001 characters", support.CheckReply, strings.Repeat("答", 1001), false},
		{"no reply", support.CheckReply, "", false},
	} {
		err := tt.check(tt.text)
		if good := err == nil; good != tt.good || !good && !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v", tt.name, err)
		}
	}
}

func TestACategoryIsKnownByItsIDAndItsNames(t *testing.T) {
	for _, c := range support.Categories {
		for _, typed := range []string{string(c), c.Label().Chinese, c.Label().English} {
			if got, err := support.ParseCategory(typed); got != c || err != nil || typed == "" {
				t.Errorf("%q: got %q, %v; want %q", typed, got, err, c)
			}
		}
	}
	if _, err := support.ParseCategory("weather"); !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "account, application") {
		t.Errorf("got %v, want the categories", err)
	}
}

func TestATicketIsOverdueOnlyWhileTheStaffAreToAnswer(t *testing.T) {
	now := time.Date(2026, 11, 24, 16, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		state support.State
		due   time.Time
		want  bool
	}{
		{support.Open, now.Add(-time.Second), true}, {support.Open, now, false},
		{support.Answered, now.Add(-time.Hour), false}, {support.Closed, now.Add(-time.Hour), false},
	} {
		if got := (support.Ticket{State: tt.state, DueAt: tt.due}).Overdue(now); got != tt.want {
			t.Errorf("%s, due %s: got %v", tt.state, tt.due, got)
		}
	}
}

func TestOnlyImagesAndPDFsOfSomeSizeAreAttached(t *testing.T) {
	for what, f := range map[string]upload.File{
		"a program that says to be a picture": {Name: "a.png", Content: []byte("#!/bin/sh\n")},
		"nothing":                             {Name: "a.pdf"},
		"too much":                            {Name: "a.pdf", Content: []byte("%PDF-1.7" + strings.Repeat(" ", support.LargestFile) + "%%EOF")},
	} {
		if _, err := support.Take(f); !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v, want %v", what, err, fault.Invalid)
		}
	}
	got, err := support.Take(upload.File{Name: "a.png", Content: []byte("%PDF-1.7\n%%EOF")})
	if err != nil || got.Kind != upload.PDF || got.Size != 14 {
		t.Errorf("got %+v, %v; want a PDF, whatever its name says", got, err)
	}
}
