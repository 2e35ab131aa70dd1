package main

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"gangway/internal/fault"
	"gangway/internal/term"
)

func TestExitStatus(t *testing.T) {
	unasked := fault.New(fault.Invalid, "there is no terminal").Because(term.ErrNotInteractive)
	for _, c := range []struct {
		name string
		err  error
		want int
	}{
		{"anything without a kind has failed", errors.New("the disk is full"), 1},
		{"a command line that is not understood", fault.New(fault.Usage, "unknown flag"), 2},
		{"an input or a rule that is not met", fault.New(fault.Invalid, "not a mobile number"), 3},
		{"an answer nobody was there to give", unasked, 3},
		{"nobody signed in", fault.New(fault.SignIn, "you are not signed in"), 4},
		{"not allowed", fault.New(fault.Denied, "needs the role manager"), 4},
		{"not found", fault.New(fault.NotFound, "there is no application"), 5},
		{"already so, or changed by someone else", fault.New(fault.Conflict, "taken"), 6},
		{"a batch with refusals", fault.New(fault.Partial, "1 of 2 refused"), 7},
		{"a result that says itself what is wrong", shown{fault.Partial}, 7},
		{"interrupted at a question", term.ErrInterrupted, 130},
		{"interrupted by a signal", context.Canceled, 130},
		{"a kind below other words", fmt.Errorf("opening the store: %w", fault.New(fault.NotFound, "there is none")), 5},
		{"a kind among others", errors.Join(errors.New("closing"), fault.New(fault.Conflict, "taken")), 6},
		{"an interruption counts for more than what it caused", fault.New(fault.Invalid, "no answer").Because(term.ErrInterrupted), 130},
	} {
		if got := exitStatus(c.err); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}
