package term

import (
	"os"
	"testing"

	"github.com/creack/pty"
)

// env returns a getenv of the given name and value.
func env(name, value string) func(string) string {
	return func(n string) string {
		if n == name {
			return value
		}
		return ""
	}
}

// aTerminal returns a terminal of a size, and a pipe.
func aTerminal(t *testing.T, columns, rows int) (tty, pipe *os.File) {
	t.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(tty, &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)}); err != nil {
		t.Fatal(err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { master.Close(); tty.Close(); r.Close(); w.Close() })
	return tty, w
}

func TestWidth(t *testing.T) {
	tty, pipe := aTerminal(t, 57, 20)
	sizeless, _ := aTerminal(t, 0, 0)
	tests := []struct {
		name    string
		file    *os.File
		columns string
		want    int
	}{
		{"what the terminal says", tty, "", 57},
		{"COLUMNS before that", tty, "70", 70},
		{"COLUMNS that is no number", tty, "wide", 57},
		{"COLUMNS that is no width", tty, "0", 57},
		{"a terminal of no size", sizeless, "", 80},
		{"a pipe", pipe, "", 100},
		{"a pipe with COLUMNS", pipe, "70", 70},
	}
	for _, test := range tests {
		if got := Width(test.file, env("COLUMNS", test.columns)); got != test.want {
			t.Errorf("%s: got %d, want %d", test.name, got, test.want)
		}
	}
}

func TestInteractive(t *testing.T) {
	tty, pipe := aTerminal(t, 80, 24)
	tests := []struct {
		name    string
		in, out *os.File
		term    string
		want    bool
	}{
		{"both are terminals", tty, tty, "xterm", true},
		{"no TERM", tty, tty, "", true},
		{"answers from a pipe", pipe, tty, "xterm", false},
		{"questions to a pipe", tty, pipe, "xterm", false},
		{"a terminal that cannot move the cursor", tty, tty, "dumb", false},
		{"no files", nil, nil, "xterm", false},
	}
	for _, test := range tests {
		if got := Interactive(test.in, test.out, env("TERM", test.term)); got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}
