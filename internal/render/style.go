package render

import (
	"strings"

	"gangway/internal/text"
)

// A style is the parameter of the escape sequence that turns it on.
type style string

const (
	bold  style = "1"
	code  style = "36" // cyan, readable on light and dark
	reset style = "0"
)

func (s style) String() string { return "\x1b[" + string(s) + "m" }

// styled returns s in a style, if there is colour.
func (p Printer) styled(st style, s string) string {
	if !p.color || s == "" {
		return s
	}
	return st.String() + s + reset.String()
}

// heading lays out a cleaned title: bold with colour, underlined without.
func (p Printer) heading(level int, title string) []string {
	lines := text.Wrap(title, p.width)
	widest := 0
	for i, line := range lines {
		widest = max(widest, text.Width(line))
		lines[i] = p.styled(bold, line)
	}
	if p.color {
		return lines
	}
	rule := "="
	if level > 1 {
		rule = "-"
	}
	return append(lines, strings.Repeat(rule, widest))
}
