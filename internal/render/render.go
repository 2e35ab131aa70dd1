// Package render is how results look: as tables and pages for people, as JSON for programs, as CSV and Markdown for
// documents. It writes values that others fetched, and it is the only package that knows the table library.
//
// Whatever a person typed is made inert on its way out, in every format: see text.Clean.
package render

import (
	"bytes"
	"io"
	"math"

	"gangway/internal/lang"
)

// A Printer writes results to one place in one format. Make one with New.
type Printer struct {
	w       io.Writer
	format  Format
	width   int
	color   bool
	speaker lang.Speaker

	// BOM puts a byte order mark before CSV, which spreadsheets need to recognise UTF-8.
	BOM bool
}

// New returns a Printer for w. Tables, pages and lessons keep to width cells; 0 means any width, which suits a pipe.
// With color, headings are bold and code is coloured; without it not a single escape sequence is written.
// The speaker's language decides the few words and marks that render adds itself.
func New(w io.Writer, format Format, width int, color bool, speaker lang.Speaker) Printer {
	if width <= 0 {
		width = math.MaxInt32
	}
	return Printer{w: w, format: format, width: width, color: color, speaker: speaker}
}

// List writes a list of results. values is a slice whose elements have JSON tags; table is called only for the
// formats that show a table, and says the same for people.
func (p Printer) List(values any, table func() Table) error {
	var b bytes.Buffer
	var err error
	switch p.format {
	case JSON:
		err = writeJSONList(&b, values)
	case JSONL:
		err = writeJSONLines(&b, values)
	case CSV:
		p.writeCSV(&b, func(w csvWriter) { w.table(table()) })
	case Markdown:
		markdownTable(&b, table())
	default:
		writeLines(&b, p.table(table().clean()))
	}
	return p.send(b, err)
}

// Value writes one result. value has JSON tags; page is called only for the formats that are not JSON, and says the
// same for people.
func (p Printer) Value(value any, page func() Page) error {
	var b bytes.Buffer
	var err error
	switch p.format {
	case JSON:
		err = writeJSON(&b, value, "  ")
	case JSONL:
		err = writeJSON(&b, value, "")
	case CSV:
		p.writeCSV(&b, func(w csvWriter) { w.page(page()) })
	case Markdown:
		markdownPage(&b, page())
	default:
		writeLines(&b, p.page(page()))
	}
	return p.send(b, err)
}

// send writes a whole result at once, or nothing if it could not be made.
func (p Printer) send(result bytes.Buffer, err error) error {
	if err == nil {
		_, err = p.w.Write(result.Bytes())
	}
	return err
}

func writeLines(b *bytes.Buffer, lines []string) {
	for _, line := range lines {
		b.WriteString(line)
		b.WriteByte('\n')
	}
}
