package render

import (
	"bytes"
	"encoding/csv"

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
		cells[i] = text.Cell(cell)
	}
	w.Write(cells)
}

func (w csvWriter) table(t Table) {
	t = t.with(text.Cell)
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
