package term

import (
	"os"
	"strconv"

	xterm "golang.org/x/term"
)

// What is assumed of a terminal that does not tell its size, and of a file or pipe.
const (
	usualColumns = 80
	usualRows    = 24
	fileColumns  = 100
)

// Width returns the number of columns to lay out for f: COLUMNS if that is set, else what the terminal says, else 100
// when f is no terminal.
func Width(f *os.File, getenv func(string) string) int {
	if n, err := strconv.Atoi(getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if !isTerminal(f) {
		return fileColumns
	}
	columns, _ := size(f)
	return columns
}

// size returns the columns and rows of the terminal f as they are now; a terminal of no size is taken for a usual one.
func size(f *os.File) (columns, rows int) {
	columns, rows, err := xterm.GetSize(int(f.Fd()))
	if err != nil || columns == 0 {
		columns = usualColumns
	}
	if err != nil || rows == 0 {
		rows = usualRows
	}
	return columns, rows
}
