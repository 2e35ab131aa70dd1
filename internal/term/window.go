package term

import (
	"strings"

	"gangway/internal/text"
)

// Marks of a line that goes on to the left or right of what is shown. They are ASCII, because an arrow or an ellipsis
// takes two cells on some Chinese terminals.
const (
	moreLeft  = "<"
	moreRight = ">"
)

// window returns what of the line is shown in the given number of cells, and how many cells from its left the cursor
// stands. The cursor is always within, on a cell of its own.
func window(l line, cells int) (shown string, cursor int) {
	before, after := text.Width(l.before), text.Width(l.after)
	if before+after < cells {
		return l.text(), before
	}
	left := l.before
	if room := cells - 1 - min(after, cells/4); before > room {
		left = moreLeft + suffix(l.before, room-len(moreLeft))
	}
	cursor = text.Width(left)
	right := l.after
	if after > cells-cursor {
		right = prefix(l.after, cells-cursor-len(moreRight)) + moreRight
	}
	return left + right, cursor
}

// prefix and suffix return the most whole characters from either end of s that fit.
func prefix(s string, cells int) string {
	var kept strings.Builder
	for _, c := range clusters(s) {
		if cells -= text.Width(c); cells < 0 {
			break
		}
		kept.WriteString(c)
	}
	return kept.String()
}

func suffix(s string, cells int) string {
	list := clusters(s)
	from := len(s)
	for i := len(list) - 1; i >= 0; i-- {
		if cells -= text.Width(list[i]); cells < 0 {
			break
		}
		from -= len(list[i])
	}
	return s[from:]
}
