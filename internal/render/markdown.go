package render

import (
	"bytes"
	"fmt"
	"strings"

	"gangway/internal/text"
)

// newMarkdownEscaper returns a replacer that takes the meaning from every mark within a line.
func newMarkdownEscaper() *strings.Replacer {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;",
		`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "[", `\[`, "]", `\]`)
}

func markdownTable(b *bytes.Buffer, t Table) {
	escaper := newMarkdownEscaper()
	t = t.with(func(cell string) string { return escaper.Replace(text.Clean(cell)) })
	row := func(cells []string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	rules := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		rules[i] = "---"
		if c.Right {
			rules[i] = "---:"
		}
	}
	row(t.titles())
	row(rules)
	for _, cells := range t.Rows {
		row(cells)
	}
}

// markdownPage writes fields as a list, texts as paragraphs, and a lesson as the Markdown it is.
func markdownPage(b *bytes.Buffer, p Page) {
	escaper := newMarkdownEscaper()
	inline := func(s string) string { return escaper.Replace(text.Clean(s)) }
	block := func(format string, args ...any) {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, format, args...)
	}
	if p.Title != "" {
		block("# %s\n", inline(p.Title))
	}
	for _, s := range p.Sections {
		if s.Title != "" {
			block("## %s\n", inline(s.Title))
		}
		if len(s.Fields) > 0 {
			block("")
		}
		for _, f := range s.Fields {
			fmt.Fprintf(b, "- **%s**: %s\n", inline(f.Title), inline(f.Value))
		}
		for _, t := range s.Text {
			block("%s\n", markdownParagraph(escaper, t))
		}
		if s.Lesson != "" {
			block("%s\n", strings.Trim(text.CleanLines(s.Lesson), "\n"))
		}
		if len(s.Table.Columns) > 0 {
			block("")
			markdownTable(b, s.Table)
		}
	}
}

// markdownParagraph keeps the lines of s apart, and keeps each from being a heading, a list or a rule.
func markdownParagraph(escaper *strings.Replacer, s string) string {
	lines := strings.Split(escaper.Replace(text.CleanLines(s)), "\n")
	for i, line := range lines {
		line = strings.TrimLeft(line, " ")
		mark := strings.TrimLeft(line, "0123456789")
		switch {
		case len(mark) < len(line) && strings.HasPrefix(mark, "."), len(mark) < len(line) && strings.HasPrefix(mark, ")"):
			line = line[:len(line)-len(mark)] + `\` + mark
		case line != "" && strings.ContainsRune("#-+=", rune(line[0])):
			line = `\` + line
		}
		lines[i] = line
	}
	return strings.Join(lines, "\\\n")
}
