package sheet

import (
	"slices"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// A Column is what a caller wants from a table, and the names under which people write it.
type Column struct {
	ID       string
	Names    []string // in any language; the id is one as well
	Required bool     // the table must have it
}

// Columns are where the wanted columns stand in a table.
type Columns struct {
	wanted []Column
	at     []int // for each wanted column, the one of the table, or -1

	// Unknown says of each column that was passed over what it may be a slip for.
	Unknown []fault.Detail
}

// Match finds the wanted columns in a header. Case, width, spaces, underscores, brackets and asterisks make no difference,
// and neither does what a header says in brackets behind a name. Columns without a name are left out, and so are
// those named in ignored. A column that is missing or there twice is listed in a fault.Invalid, and so are then those that are
// unknown, one of which may be the missing one misspelt; otherwise they are passed over.
func Match(header Row, wanted []Column, ignored ...string) (Columns, error) {
	m := matcher{Columns: Columns{wanted: wanted, at: slices.Repeat([]int{-1}, len(wanted))}, names: map[string]int{}}
	for i, c := range wanted {
		for _, name := range append([]string{c.ID}, c.Names...) {
			m.names[fold(name)] = i
		}
	}
	skip := map[string]bool{"": true}
	for _, name := range ignored {
		skip[fold(name)] = true
	}
	for i, name := range header.Cells {
		if !skip[fold(name)] {
			m.place(i, name, Cell(i, header.Number))
		}
	}
	m.missing(header)
	if len(m.mistakes) > len(m.Unknown) {
		return m.Columns, fault.New(fault.Invalid, "the header of the table is not as it should be").WithDetails(m.mistakes...)
	}
	return m.Columns, nil
}

// Has reports whether the table has the column with an id.
func (c Columns) Has(id string) bool { return c.index(id) >= 0 }

// Get returns the cell of a row in the column with an id, or "" where the table has none.
func (c Columns) Get(row Row, id string) string {
	if at := c.index(id); at >= 0 {
		return row.Cells[at]
	}
	return ""
}

// At returns for each wanted column, in their order, its index in Row.Cells, or -1.
func (c Columns) At() []int { return c.at }

func (c Columns) index(id string) int {
	i := slices.IndexFunc(c.wanted, func(w Column) bool { return w.ID == id })
	if i < 0 {
		return -1
	}
	return c.at[i]
}

// A matcher places the columns of a header one by one.
type matcher struct {
	Columns
	names    map[string]int // a folded name and the wanted column it means
	mistakes []fault.Detail
}

func (m *matcher) place(i int, name, cell string) {
	wanted, known := m.names[fold(name)]
	if !known {
		wanted, known = m.names[fold(withoutBrackets(name))]
	}
	switch {
	case known && m.at[wanted] < 0:
		m.at[wanted] = i
	case known:
		m.mistake(cell, lang.M("column %q means the same as column %s", name, Letter(m.at[wanted])))
	default:
		m.mistake(cell, m.unknown(name))
		m.Unknown = append(m.Unknown, m.mistakes[len(m.mistakes)-1])
	}
}

// unknown says that a column means nothing, and what it may be a slip for.
func (m *matcher) unknown(name string) lang.Message {
	near := ""
	least := len([]rune(fold(name)))/3 + 2 // this many slips are another word
	for _, c := range m.wanted {
		for _, known := range append([]string{c.ID}, c.Names...) {
			if n := distance(fold(name), fold(known)); n < least && n < len([]rune(fold(known))) {
				near, least = known, n
			}
		}
	}
	if near == "" {
		return lang.M("column %q is unknown", name)
	}
	return lang.M("column %q is unknown; did you mean %q?", name, near)
}

// missing lists the columns that the table must have and has not, at the end of the header, where they could be added.
func (m *matcher) missing(header Row) {
	end := Cell(len(header.Cells), header.Number)
	for i, c := range m.wanted {
		if c.Required && m.at[i] < 0 {
			name := c.ID
			if len(c.Names) > 0 {
				name = c.Names[0]
			}
			m.mistake(end, lang.M("column %q is missing", name))
		}
	}
}

func (m *matcher) mistake(where string, message lang.Message) {
	m.mistakes = append(m.mistakes, fault.Detail{Where: where, Message: message})
}
