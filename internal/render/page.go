package render

import "gangway/internal/text"

// A Page is one thing shown to people. Every part may be left out.
type Page struct {
	Title    string
	Sections []Section
}

// A Section is a part of a Page; its parts follow each other in the order of this struct.
type Section struct {
	Title  string
	Fields []Field
	Text   []string // paragraphs; their own line breaks are kept, so what strangers typed looks best in a Field
	Lesson string   // Markdown of our own templates: see Printer.Lesson
	Table  Table    // shown if it has columns
}

// page lays out a page, an empty line between its blocks.
func (p Printer) page(page Page) []string {
	var lines []string
	add := func(block []string) {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, block...)
	}
	if page.Title != "" {
		add(p.heading(1, text.Clean(page.Title)))
	}
	for _, s := range page.Sections {
		if s.Title != "" {
			add(p.heading(2, text.Clean(s.Title)))
		}
		if len(s.Fields) > 0 {
			add(p.fields(cleanFields(s.Fields)))
		}
		for _, t := range s.Text {
			add(text.Wrap(text.CleanLines(t), p.width))
		}
		if s.Lesson != "" {
			add(p.lesson(s.Lesson))
		}
		if len(s.Table.Columns) > 0 {
			add(p.table(s.Table.clean()))
		}
	}
	return lines
}

func cleanFields(fields []Field) []Field {
	clean := make([]Field, len(fields))
	for i, f := range fields {
		clean[i] = Field{text.Clean(f.Title), text.Clean(f.Value)}
	}
	return clean
}
