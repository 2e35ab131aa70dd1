package text

import (
	"strings"
	"unicode/utf8"
)

// Characters that may not begin a line, may not end one, and those of which two in a row are one mark.
const (
	closing = "，。、；：！？）】》」』〉〕｝］〗〙”’％‰℃·～,.;:!?)]}%"
	opening = "（【《「『〈〔｛［〖〘“‘￥$([{"
	doubled = "—…⋯"
)

// A unit is a stretch of a line that is never broken when it fits: a word, or a single wide character or mark.
type unit struct {
	start, end  int // in bytes
	width       int // in cells
	first, last rune
	word        bool
	spaced      bool // spaces stand before it
}

// units divides a line; the spaces are what is left between the units.
func units(line string) []unit {
	var list []unit
	spaced := false
	pos := 0
	graphemes := narrow.StringGraphemes(line)
	for graphemes.Next() {
		value := graphemes.Value()
		at := pos
		pos += len(value)
		if value == " " || value == "\u3000" {
			spaced = true
			continue
		}
		r, _ := utf8.DecodeRuneInString(value)
		u := unit{at, pos, graphemes.Width(), r, r, inWord(r, graphemes.Width()), spaced}
		spaced = false
		if n := len(list); n > 0 && u.word && list[n-1].word && !u.spaced {
			list[n-1].end, list[n-1].last = u.end, u.last
			list[n-1].width += u.width
			continue
		}
		list = append(list, u)
	}
	return list
}

// inWord reports whether a character sticks to its neighbours as the letters of a word do. Chinese quotation marks,
// dashes and dots are narrow too, but each of them stands alone. ’ is not among them: it is the apostrophe of "don’t".
func inWord(r rune, width int) bool {
	return width < 2 && !strings.ContainsRune("“”‘·"+doubled, r)
}

// breakable reports whether a line may end between two neighbours.
func breakable(a, b unit) bool {
	switch {
	case b.spaced:
		return true
	case a.last == b.first && strings.ContainsRune(doubled, a.last):
		return false
	default:
		return !strings.ContainsRune(opening, a.last) && !strings.ContainsRune(closing, b.first)
	}
}
