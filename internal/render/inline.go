package render

import (
	"strings"
)

// A span is a stretch of a text, in bytes, that has a style.
type span struct {
	start, end int
	style      style
}

// inline takes the marks of **bold** and `code` out of a text and returns where they were. Without colour there are
// no spans, and code keeps its marks so that it can still be told from the words around it.
func (p Printer) inline(s string) (string, []span) {
	var plain strings.Builder
	var spans []span
	for s != "" {
		at := strings.IndexAny(s, "*`")
		if at < 0 {
			break
		}
		plain.WriteString(s[:at])
		mark, st := markAt(s[at:])
		inside, after, closed := strings.Cut(s[at+len(mark):], mark)
		if st == "" || !closed || inside == "" {
			plain.WriteString(mark)
			s = s[at+len(mark):]
			continue
		}
		if st == code && !p.color {
			inside = mark + inside + mark
		}
		start := plain.Len()
		plain.WriteString(inside)
		if p.color {
			spans = append(spans, span{start, plain.Len(), st})
		}
		s = after
	}
	return plain.String() + s, spans
}

// markAt returns the mark s begins with and its style; a single asterisk has none.
func markAt(s string) (string, style) {
	switch {
	case strings.HasPrefix(s, "**"):
		return "**", bold
	case s[0] == '`':
		return "`", code
	default:
		return s[:1], ""
	}
}

// paint styles the lines that plain was wrapped into. Between two lines only spaces are missing.
func (p Printer) paint(lines []string, plain string, spans []span) []string {
	pos := 0
	for i, line := range lines {
		pos += strings.Index(plain[pos:], line)
		var b strings.Builder
		done := 0
		for _, s := range spans {
			start, end := max(s.start-pos, done), min(s.end-pos, len(line))
			if start < end {
				b.WriteString(line[done:start] + p.styled(s.style, line[start:end]))
				done = end
			}
		}
		b.WriteString(line[done:])
		pos += len(line)
		lines[i] = b.String()
	}
	return lines
}
