package term

import (
	"context"
	"errors"
	"os/signal"
	"syscall"
	"testing"
	"time"

	"gangway/internal/term/termtest"
)

// each runs the test for every way to ask.
func each(t *testing.T, test func(t *testing.T, ask func(p *person) (outcome <-chan error, ready func()))) {
	q := Question{Prompt: "班次", Options: shifts}
	asks := map[string]func(p *person) error{
		"Text":       func(p *person) error { _, err := p.Text(q); return err },
		"Secret":     func(p *person) error { _, err := p.Secret(q); return err },
		"Choose":     func(p *person) error { _, err := p.Choose(q); return err },
		"ChooseMany": func(p *person) error { _, err := p.ChooseMany(q); return err },
		"Confirm":    func(p *person) error { _, err := p.Confirm(q); return err },
	}
	for name, ask := range asks {
		t.Run(name, func(t *testing.T) {
			test(t, func(p *person) (<-chan error, func()) {
				c := make(chan error, 1)
				go func() { c <- ask(p) }()
				return c, func() { p.WaitsFor("\n>") }
			})
		})
	}
}

func wantInterrupted(t *testing.T, c <-chan error) {
	t.Helper()
	select {
	case err := <-c:
		if !errors.Is(err, ErrInterrupted) {
			t.Errorf("got %v, want ErrInterrupted", err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("still asking")
	}
}

func TestKeysThatBreakOff(t *testing.T) {
	for name, key := range map[string]string{"Ctrl-C": "\x03", "Ctrl-D on an empty line": "\x04"} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, ask func(*person) (<-chan error, func())) {
				p := sit(t, desk{})
				before := p.State()
				c, ready := ask(p)
				ready()
				p.Types(key)
				wantInterrupted(t, c)
				p.WantsAsBefore(before)
			})
		})
	}
}

func TestCtrlCBreaksOffInTheMiddle(t *testing.T) {
	p := sit(t, desk{})
	c := asked(p.Text, Question{Prompt: "姓名"})
	p.WaitsFor(">")
	p.Types("王\x1b]0;\x03")
	if _, err := result(t, c); !errors.Is(err, ErrInterrupted) {
		t.Errorf("got %v, want ErrInterrupted", err)
	}
}

func TestCtrlDAfterTextIsNoEnd(t *testing.T) {
	p := sit(t, desk{})
	c := asked(p.Text, Question{Prompt: "姓名"})
	p.WaitsFor(">")
	p.Types("王\x04\r")
	if got := answered(t, c); got != "王" {
		t.Errorf("got %q", got)
	}
}

func TestAHangUpBreaksOff(t *testing.T) {
	each(t, func(t *testing.T, ask func(*person) (<-chan error, func())) {
		p := sit(t, desk{})
		c, ready := ask(p)
		ready()
		p.HangUp()
		wantInterrupted(t, c)
	})
}

func TestSignalsGiveTheTerminalBack(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(s.String(), func(t *testing.T) {
			each(t, func(t *testing.T, ask func(*person) (<-chan error, func())) {
				ctx, stop := signal.NotifyContext(t.Context(), s)
				defer stop()
				p := sit(t, desk{ctx: ctx})
				before := p.State()
				c, ready := ask(p)
				ready()
				if err := syscall.Kill(syscall.Getpid(), s); err != nil {
					t.Fatal(err)
				}
				wantInterrupted(t, c)
				p.WantsAsBefore(before)
			})
		})
	}
}

func TestNothingIsAskedOnceInterrupted(t *testing.T) {
	each(t, func(t *testing.T, ask func(*person) (<-chan error, func())) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		p := sit(t, desk{ctx: ctx})
		c, _ := ask(p)
		wantInterrupted(t, c)
		if seen := p.Sees(); seen != "" {
			t.Errorf("the screen shows %q", seen)
		}
	})
}

func TestTheTerminalIsRestoredAfterAnAnswer(t *testing.T) {
	p := sit(t, desk{})
	before := p.State()
	text := asked(p.Text, Question{Prompt: "姓名"})
	p.WaitsFor(">")
	p.Types("王\r")
	answered(t, text)
	p.WantsAsBefore(before)
	choice := asked(p.Choose, Question{Prompt: "班次", Options: shifts})
	p.WaitsFor("> 早班")
	p.Types("\r")
	answered(t, choice)
	p.WantsAsBefore(before)
}

func TestNoTerminalIsAskedForTheCursor(t *testing.T) {
	each(t, func(t *testing.T, ask func(*person) (<-chan error, func())) {
		p := sit(t, desk{})
		c, ready := ask(p)
		ready()
		p.Types("a\x03")
		wantInterrupted(t, c)
		if p.Finds(func(s *termtest.Screen) bool { return s.Asked }) {
			t.Error("a terminal that does not answer ESC [ 6 n would hang")
		}
	})
}
