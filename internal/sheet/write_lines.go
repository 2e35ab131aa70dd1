package sheet

import (
	"bufio"
	"io"
	"strings"

	"gangway/internal/text"
)

// linesWriter writes JSON lines: an object for each row, its keys in the order of the columns.
type linesWriter struct {
	out    *bufio.Writer
	titles []Title
}

func newLinesWriter(w io.Writer, titles []Title) *linesWriter {
	return &linesWriter{bufio.NewWriterSize(w, 64<<10), titles}
}

// Write writes a line.
func (l *linesWriter) Write(cells []string) error {
	l.out.WriteByte('{')
	for i, t := range l.titles {
		if i > 0 {
			l.out.WriteByte(',')
		}
		cell := ""
		if i < len(cells) {
			cell = text.Clean(cells[i])
		}
		l.quote(t.ID)
		l.out.WriteByte(':')
		if t.Number && isPlainNumber(cell) {
			l.out.WriteString(cell)
		} else {
			l.quote(cell)
		}
	}
	_, err := l.out.WriteString("}\n")
	return err
}

// quote writes a cleaned text as a JSON string. It has no control characters, so that only these two need an escape.
func (l *linesWriter) quote(s string) {
	l.out.WriteByte('"')
	for {
		n := strings.IndexAny(s, `"\`)
		if n < 0 {
			break
		}
		l.out.WriteString(s[:n])
		l.out.WriteByte('\\')
		l.out.WriteByte(s[n])
		s = s[n+1:]
	}
	l.out.WriteString(s)
	l.out.WriteByte('"')
}

// Close writes what is left.
func (l *linesWriter) Close() error { return l.out.Flush() }
