package term

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"gangway/internal/term/termtest"
)

const reference = "您好，这款有现货。"

// A copyist is a person who copies one line.
type copyist struct {
	*person
	over  atomic.Bool
	begun atomic.Int32
	done  chan outcome[Copied]
}

func copies(t *testing.T, d desk) *copyist {
	t.Helper()
	c := &copyist{person: sit(t, d), done: make(chan outcome[Copied], 1)}
	go func() {
		copied, err := c.Copy(Copying{Title: "1/3", Line: reference, Over: c.over.Load,
			Begun: func() error { c.begun.Add(1); return nil }})
		c.done <- outcome[Copied]{copied, err}
	}()
	c.WaitsForScreen("1/3", "  "+reference, ">")
	return c
}

func (c *copyist) wants(t *testing.T, want Copied) {
	t.Helper()
	if got := answered(t, c.done); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestALineIsCopiedWithBackspace(t *testing.T) {
	c := copies(t, desk{})
	before := c.begun.Load()
	c.Types("您好，那")
	c.WaitsForScreen("1/3", "  "+reference, "> 您好，那")
	c.Types("\x7f这款有现货。\r")
	c.wants(t, Copied{reference, true})
	c.WaitsForScreen("1/3", "  "+reference, "> "+reference)
	if got := c.begun.Load(); before != 0 || got != 1 {
		t.Errorf("the clock was started %d times, %d of them before anything was typed; want once, at the first character", got, before)
	}
}

func TestWhatStandsWhenTheTimeIsOverCounts(t *testing.T) {
	c := copies(t, desk{})
	c.Types("您好，")
	c.WaitsForScreen("1/3", "  "+reference, "> 您好，")
	c.over.Store(true)
	c.wants(t, Copied{"您好，", false})
}

func TestEnterOnAnEmptyLineIsASlip(t *testing.T) {
	c := copies(t, desk{})
	c.Types("\r\r您\r")
	c.wants(t, Copied{"您", true})
}

func TestAPasteIsDropped(t *testing.T) {
	c := copies(t, desk{})
	c.Types("\x1b[200~" + reference + "\r" + reference + "\x1b[201~您\r")
	c.wants(t, Copied{"您", true})
}

func TestCopyingIsBrokenOff(t *testing.T) {
	for name, keys := range map[string]string{"Ctrl-C": "您\x03", "Ctrl-D on an empty line": "\x04", "Ctrl-C in a paste": "\x1b[200~您\x03"} {
		t.Run(name, func(t *testing.T) {
			p := sit(t, desk{})
			before := p.State()
			done := make(chan error, 1)
			go func() {
				_, err := p.Copy(Copying{Line: reference, Over: func() bool { return false }, Begun: func() error { return nil }})
				done <- err
			}()
			p.WaitsFor("\n>")
			p.Types(keys)
			wantInterrupted(t, done)
			p.WantsAsBefore(before)
		})
	}
}

func TestAClockThatCannotStartEndsTheCopying(t *testing.T) {
	p := sit(t, desk{})
	refused := errors.New("refused")
	done := make(chan error, 1)
	go func() {
		_, err := p.Copy(Copying{Line: reference, Over: func() bool { return false }, Begun: func() error { return refused }})
		done <- err
	}()
	p.WaitsFor(">")
	p.Types("您")
	select {
	case err := <-done:
		if !errors.Is(err, refused) {
			t.Errorf("got %v, want the refusal", err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("still copying")
	}
}

func TestAHangUpBreaksCopyingOff(t *testing.T) {
	c := copies(t, desk{})
	c.HangUp()
	select {
	case o := <-c.done:
		if !errors.Is(o.err, ErrInterrupted) {
			t.Errorf("got %v, want ErrInterrupted", o.err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("still copying")
	}
}

func TestALongLineStaysOnOneRowOfANarrowTerminal(t *testing.T) {
	c := copies(t, desk{columns: 24})
	c.Types("一二三四五六七八九十一二三四五")
	c.WaitsForScreen("1/3", "  "+reference, "> <七八九十一二三四五")
	if c.Finds(func(s *termtest.Screen) bool { return s.Overflows > 0 }) {
		t.Error("the line overflows")
	}
	c.Types("\r")
	c.wants(t, Copied{"一二三四五六七八九十一二三四五", true})
}
