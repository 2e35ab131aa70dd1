package main

import (
	"fmt"
	"runtime/debug"
	"time"

	"gangway/internal/term"
)

// A meter tells how far long work has come: on a terminal in one line that is written over, elsewhere in a line now and
// then. Work that is over within a second is not told of.
type meter struct {
	*app
	began, told time.Time
	line        bool // a line stands on the terminal
}

// A terminal is told often enough to look alive, a log seldom enough to be read.
const (
	meterQuiet    = time.Second
	meterTerminal = 200 * time.Millisecond
	meterLog      = 10 * time.Second
)

// A million rows make garbage faster than they keep anything: collecting it half as often costs a few megabytes and saves a
// twentieth of the work.
const meterGCPercent = 200

// meter begins long work.
func (a *app) meter() *meter {
	debug.SetGCPercent(meterGCPercent)
	return &meter{app: a, began: time.Now(), told: time.Now()}
}

// tell says how many are done of how many, if it is time to.
func (m *meter) tell(done, total int) {
	now, terminal := time.Now(), term.Interactive(m.errOut, m.errOut, m.getenv)
	pause := meterLog
	if terminal {
		pause = meterTerminal
	}
	if now.Sub(m.began) < meterQuiet || now.Sub(m.told) < pause || done == 0 {
		return
	}
	m.told = now
	rate := float64(done) / now.Sub(m.began).Seconds()
	left := time.Duration(float64(max(0, total-done)) / rate * float64(time.Second)).Round(time.Second)
	text := m.sayf("%d of %d done, %d a second, %s left", done, total, int(rate), left)
	if !terminal {
		fmt.Fprintln(m.errOut, text)
		return
	}
	fmt.Fprintf(m.errOut, "\r\x1b[K%s", text)
	m.line = true
}

// end takes the line off the terminal.
func (m *meter) end() {
	if m.line {
		fmt.Fprint(m.errOut, "\r\x1b[K")
	}
}

// took returns the seconds since the work began.
func (m *meter) took() float64 { return time.Since(m.began).Seconds() }
