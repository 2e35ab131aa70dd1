package render

import (
	"strings"

	"gangway/internal/text"
)

// A Table is a list for people. Titles and cells are in the listener's language already. The first column names the row:
// it is not flexible and its cells are not empty, so that one sees where a row of several lines begins.
type Table struct {
	Columns []Column
	Rows    [][]string // a cell for each column; missing ones are empty
}

// A Column is a column of a Table.
type Column struct {
	Title    string
	Flexible bool // its cells may be wrapped to save width
	Right    bool // its cells stand at the right, as numbers do
}

const (
	gap       = 2  // cells between two columns
	narrowest = 20 // cells below which a wrapped column is harder to read than no table at all
)

// table lays out a cleaned table: as a table if it fits or can be made to fit, else as a block of lines for each row.
func (p Printer) table(t Table) []string {
	if len(t.Rows) == 0 {
		return text.Wrap(p.speaker.Sayf("nothing to show"), p.width)
	}
	widths, fits := t.fit(p.width)
	if !fits {
		return p.records(t)
	}
	return p.grid(t.wrap(widths))
}

// titles returns the titles of the columns.
func (t Table) titles() []string {
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = c.Title
	}
	return titles
}

// clean returns the table with inert cells, one for each column.
func (t Table) clean() Table { return t.with(text.Clean) }

// with returns the table with every title and cell changed, and one cell for each column.
func (t Table) with(change func(string) string) Table {
	changed := Table{make([]Column, len(t.Columns)), make([][]string, len(t.Rows))}
	for i, c := range t.Columns {
		c.Title = change(c.Title)
		changed.Columns[i] = c
	}
	for i, row := range t.Rows {
		cells := make([]string, len(t.Columns))
		for j := range min(len(row), len(cells)) {
			cells[j] = change(row[j])
		}
		changed.Rows[i] = cells
	}
	return changed
}

// fit returns the widths of the columns with which the table is at most limit wide, and whether there are any.
// The widest flexible column gives way first.
func (t Table) fit(limit int) ([]int, bool) {
	widths := t.widths()
	excess := gap*(len(widths)-1) - limit
	for _, w := range widths {
		excess += w
	}
	for ; excess > 0; excess-- {
		widest := -1
		for i, c := range t.Columns {
			if c.Flexible && widths[i] > narrowest && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return nil, false
		}
		widths[widest]--
	}
	return widths, true
}

// widths returns the cells that the columns take when nothing is wrapped.
func (t Table) widths() []int {
	widths := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = text.Width(c.Title)
	}
	for _, row := range t.Rows {
		for i, cell := range row {
			widths[i] = max(widths[i], text.Width(cell))
		}
	}
	return widths
}

// wrap returns the table, which is ours to change, with its flexible columns wrapped to the widths.
func (t Table) wrap(widths []int) Table {
	for i, c := range t.Columns {
		if !c.Flexible {
			continue
		}
		t.Columns[i].Title = wrapCell(c.Title, widths[i])
		for _, row := range t.Rows {
			row[i] = wrapCell(row[i], widths[i])
		}
	}
	return t
}

func wrapCell(cell string, width int) string {
	return strings.Join(text.Wrap(cell, width), "\n")
}
