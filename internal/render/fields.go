package render

import (
	"strings"

	"gangway/internal/lang"
	"gangway/internal/text"
)

// A Field is a name and a value, both in the listener's language.
type Field struct{ Title, Value string }

const indent = "  "

// fields lays out cleaned fields one under the other, the values aligned; where the titles take more than half of the
// width, each value stands under its title instead.
func (p Printer) fields(fields []Field) []string {
	labels := make([]string, len(fields))
	column := 0
	for i, f := range fields {
		labels[i] = p.label(f.Title)
		column = max(column, text.Width(labels[i]))
	}
	var lines []string
	for i, f := range fields {
		if column > p.width/2 {
			if f.Title != "" {
				lines = append(lines, text.Wrap(labels[i], p.width)...)
			}
			lines = append(lines, prefixed(indent, indent, text.Wrap(f.Value, p.width-len(indent)))...)
			continue
		}
		label := labels[i] + strings.Repeat(" ", column-text.Width(labels[i]))
		lines = append(lines, prefixed(label, strings.Repeat(" ", column), text.Wrap(f.Value, p.width-column))...)
	}
	return lines
}

// label returns a title with a colon. A column without a title has no label: its cells go on with those before them.
func (p Printer) label(title string) string {
	switch {
	case title == "":
		return ""
	case p.speaker.Lang == lang.Chinese:
		return title + "："
	default:
		return title + ": "
	}
}

// records lays out a cleaned table that is too wide as a block of fields for each row.
func (p Printer) records(t Table) []string {
	var lines []string
	for i, row := range t.Rows {
		if i > 0 {
			lines = append(lines, "")
		}
		fields := make([]Field, len(row))
		for j, cell := range row {
			fields[j] = Field{t.Columns[j].Title, cell}
		}
		lines = append(lines, p.fields(fields)...)
	}
	return lines
}

// prefixed puts first before the first line and rest before the others, and no spaces at the end of any.
func prefixed(first, rest string, lines []string) []string {
	for i, line := range lines {
		if i > 0 {
			first = rest
		}
		lines[i] = strings.TrimRight(first+line, " ")
	}
	return lines
}
