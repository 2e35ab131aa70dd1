package sheet

import (
	"bufio"
	"io"
	"strings"

	"gangway/internal/text"
)

// csvWriter writes CSV as RFC 4180 has it, with CRLF.
type csvWriter struct {
	out  *bufio.Writer
	size int
}

func newCSVWriter(w io.Writer, titles []Title, mark bool) (*csvWriter, error) {
	c := &csvWriter{bufio.NewWriterSize(w, 64<<10), len(titles)}
	if mark {
		c.out.WriteString("\ufeff")
	}
	header := make([]string, len(titles))
	for i, t := range titles {
		header[i] = t.Text
	}
	return c, c.Write(header)
}

// Write writes a record. A single empty cell is quoted, or it would be an empty line.
func (c *csvWriter) Write(cells []string) error {
	for i := range c.size {
		if i > 0 {
			c.out.WriteByte(',')
		}
		cell := ""
		if i < len(cells) {
			cell = text.Cell(cells[i])
		}
		c.cell(cell, c.size == 1 && cell == "")
	}
	_, err := c.out.WriteString("\r\n")
	return err
}

func (c *csvWriter) cell(cell string, always bool) {
	if !always && !needsQuotes(cell) {
		c.out.WriteString(cell)
		return
	}
	c.out.WriteByte('"')
	c.out.WriteString(strings.ReplaceAll(cell, `"`, `""`))
	c.out.WriteByte('"')
}

// needsQuotes reports whether a cell would not be read as itself. A cleaned one has no line breaks. All delimiters count,
// and spaces at the ends, which some programs drop.
func needsQuotes(cell string) bool {
	if cell == "" {
		return false
	}
	return strings.ContainsAny(cell, `",;`) || cell[0] == ' ' || cell[len(cell)-1] == ' '
}

// Close writes what is left.
func (c *csvWriter) Close() error { return c.out.Flush() }
