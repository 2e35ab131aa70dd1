// Package termtest is a terminal for tests: a pseudo-terminal, its screen cell by cell, and the person in front of it.
// It knows neither package term nor the program that runs in it.
package termtest

import (
	"os"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/google/go-cmp/cmp"
	xterm "golang.org/x/term"
)

// patience bounds every wait, also on a machine that is busy with other tests.
const patience = 20 * time.Second

// A Terminal is a pseudo-terminal with somebody in front of it.
type Terminal struct {
	File *os.File // the program's end

	t      testing.TB
	master *os.File
	mu     sync.Mutex
	screen *Screen
}

// Open returns a terminal of a size. It is closed when the test ends.
func Open(t testing.TB, columns, rows int) *Terminal {
	t.Helper()
	master, file, err := openBoth()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { master.Close(); file.Close() })
	if err := pty.Setsize(file, &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)}); err != nil {
		t.Fatal(err)
	}
	terminal := &Terminal{File: file, t: t, master: master, screen: NewScreen(columns, rows)}
	go terminal.watch()
	return terminal
}

// openBoth returns both ends of a pseudo-terminal. A read from the master ends when it is closed, as it must for a
// hang-up; that takes a descriptor that does not block.
func openBoth() (master, file *os.File, err error) {
	blocking, file, err := pty.Open()
	if err != nil {
		return nil, nil, err
	}
	defer blocking.Close()
	fd, err := syscall.Dup(int(blocking.Fd()))
	if err != nil {
		return nil, nil, err
	}
	syscall.CloseOnExec(fd)
	err = syscall.SetNonblock(fd, true)
	return os.NewFile(uintptr(fd), "master"), file, err
}

func (t *Terminal) watch() {
	b := make([]byte, 4096)
	for {
		n, err := t.master.Read(b)
		if err != nil {
			return
		}
		t.mu.Lock()
		t.screen.Write(b[:n])
		t.mu.Unlock()
	}
}

// Types presses keys.
func (t *Terminal) Types(keys string) {
	t.t.Helper()
	if _, err := t.master.Write([]byte(keys)); err != nil {
		t.t.Fatal(err)
	}
}

// HangUp closes the terminal's window.
func (t *Terminal) HangUp() { t.master.Close() }

// Grow makes the window higher.
func (t *Terminal) Grow(rows int) {
	t.t.Helper()
	t.mu.Lock()
	defer t.mu.Unlock()
	t.screen.Grow(rows)
	size := &pty.Winsize{Cols: uint16(t.screen.columns), Rows: uint16(t.screen.rows)}
	if err := pty.Setsize(t.File, size); err != nil {
		t.t.Fatal(err)
	}
}

// Sees returns the rows of the screen.
func (t *Terminal) Sees() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.screen.String()
}

// Finds reports what ok says of the screen.
func (t *Terminal) Finds(ok func(s *Screen) bool) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return ok(t.screen)
}

// Waits until what is on the screen satisfies ok.
func (t *Terminal) Waits(what string, ok func(s *Screen) bool) {
	t.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if t.Finds(ok) {
			return
		}
	}
	t.t.Fatalf("never saw %s; the screen is\n%s", what, t.Sees())
}

// WaitsFor waits for a text.
func (t *Terminal) WaitsFor(text string) {
	t.t.Helper()
	t.Waits("“"+text+"”", func(s *Screen) bool { return strings.Contains(s.String(), text) })
}

// WaitsForScreen waits for exactly these rows.
func (t *Terminal) WaitsForScreen(rows ...string) {
	t.t.Helper()
	want := strings.Join(rows, "\n")
	t.Waits("\n"+want+"\n", func(s *Screen) bool { return s.String() == want })
}

// Settles waits until all that was written is on the screen.
func (t *Terminal) Settles() {
	t.t.Helper()
	t.mu.Lock()
	want := t.screen.nulls + 1
	t.mu.Unlock()
	if _, err := t.File.Write([]byte{0}); err != nil {
		t.t.Fatal(err)
	}
	t.Waits("the end of what was written", func(s *Screen) bool { return s.nulls >= want })
}

// State returns how the terminal takes keys at present.
func (t *Terminal) State() *xterm.State {
	t.t.Helper()
	state, err := xterm.GetState(int(t.File.Fd()))
	if err != nil {
		t.t.Fatal(err)
	}
	return state
}

// WantsAsBefore complains unless the terminal takes keys as it did before and shows its cursor.
func (t *Terminal) WantsAsBefore(before *xterm.State) {
	t.t.Helper()
	if diff := cmp.Diff(before, t.State(), cmp.Exporter(func(reflect.Type) bool { return true })); diff != "" {
		t.t.Error("the terminal was not restored:\n", diff)
	}
	t.Waits("the cursor", func(s *Screen) bool { return !s.Hidden })
}
