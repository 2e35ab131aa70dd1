package sheet

import (
	"io"

	"gangway/internal/fault"
)

// A Title is the head of a column that is written.
type Title struct {
	ID     string // the key in JSON lines
	Text   string // the header in CSV and XLSX, in the reader's language
	Width  int    // cells of a terminal that its texts usually take, in XLSX; 0 for as many as the title takes
	Number bool   // texts in it that are plain numbers are written as numbers, in XLSX and JSON lines
}

// A Writer writes a table row by row. Texts are cleaned as text.Clean does, and none can become a formula.
type Writer interface {
	// Write writes a row: a cell for each column; missing ones are empty. It keeps nothing of cells.
	Write(cells []string) error
	// Close ends the table, which is not whole before, and leaves what it was written to open.
	Close() error
}

// WriteOptions are the choices there are for a Writer.
type WriteOptions struct {
	BOM   bool   // begin CSV with a byte order mark, for spreadsheets that take it for the local encoding without
	Sheet string // the name of the sheet in XLSX; empty for "Sheet1"
}

// NewWriter writes the header, where the format has one, and returns what writes the rows.
func NewWriter(w io.Writer, format Format, titles []Title, options WriteOptions) (Writer, error) {
	switch format {
	case CSV:
		return newCSVWriter(w, titles, options.BOM)
	case XLSX:
		return newXLSXWriter(w, titles, options.Sheet)
	case JSONL:
		return newLinesWriter(w, titles), nil
	}
	return nil, fault.New(fault.Usage, "a table is not written as %q; use csv, xlsx or jsonl", string(format))
}

// isPlainNumber reports whether a text is a number as JSON and spreadsheets write it, short enough to be kept exactly. One
// that begins with a zero, as a code may, is none.
func isPlainNumber(s string) bool {
	digits := 0
	point := -1
	for i := range len(s) {
		switch {
		case '0' <= s[i] && s[i] <= '9':
			digits++
		case s[i] == '-' && i == 0:
		case s[i] == '.' && point < 0 && digits > 0:
			point = i
		default:
			return false
		}
	}
	unsigned := s
	if s != "" && s[0] == '-' {
		unsigned = s[1:]
	}
	leading := len(unsigned) > 1 && unsigned[0] == '0' && unsigned[1] != '.'
	return digits > 0 && digits <= exact && point != len(s)-1 && !leading
}
