package render

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode/utf8"

	"gangway/internal/text"
)

// A csvWriter writes records of guarded cells. It writes to memory, which cannot fail, so errors are not looked at.
type csvWriter struct{ *csv.Writer }

// writeCSV lets content write records to b.
func (p Printer) writeCSV(b *bytes.Buffer, content func(csvWriter)) {
	if p.BOM {
		b.WriteString("\ufeff")
	}
	w := csvWriter{csv.NewWriter(b)}
	content(w)
	w.Flush()
}

func (w csvWriter) record(cells ...string) {
	for i, cell := range cells {
		cells[i] = guard(cell)
	}
	w.Write(cells)
}

func (w csvWriter) table(t Table) {
	t = t.with(guard)
	w.Write(t.titles())
	w.WriteAll(t.Rows)
}

// page writes a record for each field and text, and the tables; an empty line stands before each next section.
func (w csvWriter) page(p Page) {
	for i, s := range p.Sections {
		if i > 0 {
			w.Write(nil)
		}
		for _, f := range s.Fields {
			w.record(f.Title, f.Value)
		}
		for _, t := range s.Text {
			w.record(t)
		}
		if s.Lesson != "" {
			w.record(s.Lesson)
		}
		if len(s.Table.Columns) > 0 {
			w.table(s.Table)
		}
	}
}

// guard cleans a cell and keeps spreadsheets from taking it for a formula: a cell that could be one, and is no plain
// number, gets a leading apostrophe. Spaces do not count as a beginning, since some programs drop them.
func guard(cell string) string {
	clean := text.Clean(cell)
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(clean, " \u00a0\u3000"))
	formula := strings.ContainsRune("=+-@＝＋－＠", first) && !isNumber(clean)
	if formula || cell != "" && strings.ContainsRune("\t\r\n", rune(cell[0])) {
		return "'" + clean
	}
	return clean
}

// isNumber reports whether s is a sign and digits, with a decimal point or without.
func isNumber(s string) bool {
	digits := strings.Replace(s[1:], ".", "", 1)
	return (s[0] == '+' || s[0] == '-') && digits != "" && strings.Trim(digits, "0123456789") == ""
}
