package render

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"gangway/internal/text"
)

// Lesson returns a lesson as people read it on a terminal, in lines that end in "\n". It knows the Markdown our
// templates use: headings (# ##), lists (- and 1.), quotations (>), **bold**, `code` and paragraphs; all else is text.
func (p Printer) Lesson(markdown string) string {
	var b strings.Builder
	for _, line := range p.lesson(markdown) {
		b.WriteString(line + "\n")
	}
	return b.String()
}

// A block is a stretch of a lesson. All its text is wrapped together.
type block struct {
	heading     int    // its level, or 0
	first, rest string // what stands before its first line and before the others
	text        string
	loose       bool // an empty line stands before it
}

func (p Printer) lesson(markdown string) []string {
	var lines []string
	for i, b := range blocks(text.CleanLines(markdown)) {
		if i > 0 && b.loose {
			lines = append(lines, "")
		}
		if b.heading > 0 {
			plain, _ := p.inline(b.text)
			lines = append(lines, p.heading(b.heading, plain)...)
			continue
		}
		plain, spans := p.inline(b.text)
		wrapped := text.Wrap(plain, p.width-text.Width(b.first))
		lines = append(lines, prefixed(b.first, b.rest, p.paint(wrapped, plain, spans))...)
	}
	return lines
}

// blocks divides a lesson. A line that begins nothing new goes on with the block before it.
func blocks(markdown string) []block {
	starts := regexp.MustCompile(`^(?:(#{1,6}) +|( *(?:[-*+]|\d{1,3}[.)]) +)|> ?)`)
	var list []block
	open := false // the last block can go on
	for line := range strings.SplitSeq(markdown, "\n") {
		line = strings.TrimRight(line, " ")
		match := starts.FindStringSubmatch(line)
		switch {
		case line == "":
			open = false
		case match == nil && open:
			last := &list[len(list)-1]
			last.text = joined(last.text, strings.TrimLeft(line, " "))
		case match == nil:
			list = append(list, block{text: strings.TrimLeft(line, " "), loose: true})
			open = true
		case match[1] != "":
			list = append(list, block{heading: len(match[1]), text: line[len(match[0]):], loose: true})
			open = false
		case match[2] != "":
			tight := open && list[len(list)-1].first != ""
			list = append(list, block{first: match[2], rest: strings.Repeat(" ", len(match[2])), text: line[len(match[0]):], loose: !tight})
			open = true
		case open && list[len(list)-1].first == "> ":
			last := &list[len(list)-1]
			last.text = joined(last.text, line[len(match[0]):])
		default:
			list = append(list, block{first: "> ", rest: "> ", text: line[len(match[0]):], loose: true})
			open = true
		}
	}
	return list
}

// joined puts two lines of a paragraph together: with a space, except between Chinese characters.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if text.Width(string(last)) == 2 && text.Width(string(first)) == 2 {
		return a + b
	}
	return a + " " + b
}
