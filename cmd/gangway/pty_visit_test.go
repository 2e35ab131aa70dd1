package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	xterm "golang.org/x/term"

	"gangway/internal/term/termtest"
)

// A visit is a command of an account at a terminal, and the person who answers its questions.
type visit struct {
	*termtest.Terminal
	h      *house
	cmd    *exec.Cmd
	before *xterm.State
	done   chan error
}

// What is pressed beside letters.
const (
	enter = "\r"
	down  = "\x1b[B"
	up    = "\x1b[A"
	ctrlC = "\x03"
	back  = "\x7f"
	space = " "
	erase = "\x15" // what was typed
)

// sits starts a command at a fresh terminal.
func (h *house) sits(account string, args ...string) *visit {
	h.Helper()
	const rows = 60 // so that a question stands on the screen with all its options
	v := &visit{Terminal: termtest.Open(h.T, h.columns, rows), h: h, cmd: h.command(account, args...), done: make(chan error, 1)}
	v.before = v.State()
	v.cmd.Stdin, v.cmd.Stdout, v.cmd.Stderr = v.File, v.File, v.File
	v.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := v.cmd.Start(); err != nil {
		h.Fatal(err)
	}
	go func() { v.done <- v.cmd.Wait() }()
	return v
}

// run runs a command without a terminal and reads its JSON into what is given.
func (h *house) run(into any, account string, args ...string) {
	h.Helper()
	c := h.command(account, append(args, "-o", "json")...)
	out, err := c.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		h.Fatalf("gangway %q: %v\n%s", args, err, exit.Stderr)
	}
	if err == nil && into != nil {
		err = json.Unmarshal(out, into)
	}
	if err != nil {
		h.Fatalf("gangway %q: %v\n%s", args, err, out)
	}
}

// flat is a text without what depends on the width.
func flat(s string) string { return strings.Join(strings.Fields(s), "") }

// asked waits until the question that stands last on the screen, with its help, has these words in it.
func (v *visit) asked(words string) {
	v.h.Helper()
	v.Waits("the question “"+words+"”", func(s *termtest.Screen) bool {
		return strings.Contains(flat(lastQuestion(s.String())), flat(words))
	})
}

// lastQuestion returns the last row that begins with a question mark and those that are indented below it.
func lastQuestion(screen string) string {
	var question []string
	within := false
	for row := range strings.SplitSeq(screen, "\n") {
		switch {
		case strings.HasPrefix(row, "? "):
			question, within = []string{row}, true
		case within && strings.HasPrefix(row, "  "):
			question = append(question, row)
		default:
			within = false
		}
	}
	return strings.Join(question, "\n")
}

// answers waits for a question and answers it: with text, with letters that leave one option of a list, or with arrows.
func (v *visit) answers(question, keys string) {
	v.h.Helper()
	v.asked(question)
	v.Types(keys + enter)
}

// reads waits for words, wherever the lines break, also when they went out at the top.
func (v *visit) reads(words string) {
	v.h.Helper()
	v.Waits("“"+words+"”", func(s *termtest.Screen) bool { return strings.Contains(flat(s.Transcript()), flat(words)) })
}

// ends waits for the end of the command, which has an exit status, keeps within the width, and leaves the terminal as
// it was.
func (v *visit) ends(status int) string {
	v.h.Helper()
	v.waits()
	if got := v.cmd.ProcessState.ExitCode(); got != status {
		v.h.Errorf("%q: got exit status %d, want %d", v.cmd.Args, got, status)
	}
	v.Settles()
	v.WantsAsBefore(v.before)
	seen := ""
	v.Finds(func(s *termtest.Screen) bool {
		seen = s.Transcript()
		if s.Overflows > 0 {
			v.h.Errorf("%q: %d lines are wider than %d columns:\n%s", v.cmd.Args, s.Overflows, v.h.columns, seen)
		}
		return true
	})
	if v.h.lang == "zh-CN" {
		wantNoEnglish(v.h, seen)
	}
	return seen
}

func (v *visit) waits() {
	v.h.Helper()
	select {
	case <-v.done:
	case <-time.After(20 * time.Second):
		v.h.Fatalf("%q does not end; the screen is\n%s", v.cmd.Args, v.Sees())
	}
}

// signals sends the command a signal.
func (v *visit) signals(s os.Signal) {
	v.h.Helper()
	if err := v.cmd.Process.Signal(s); err != nil {
		v.h.Fatal(err)
	}
}
