// Package text knows what becomes of a text on a terminal: which characters are safe to show, how many cells they
// take and where a line may end. It prints nothing.
package text

import (
	"strings"
	"unicode"
)

// replacement stands for a character that was taken out but should be missed by the reader.
const replacement = '\uFFFD'

// Clean makes s inert and fit for a single line: nothing in the result can move the cursor, change colours, set the
// clipboard or the title, or reorder what stands around it. Control characters and invalid UTF-8 become U+FFFD, so
// that an attempt stays visible; what has no shape of its own (bidi controls, zero-width characters, the joiners
// inside emoji) is dropped; tabs and line breaks become spaces. Every other text is returned as it is.
func Clean(s string) string { return clean(s, ' ') }

// CleanLines is Clean for a text of several lines: every kind of line break becomes "\n".
func CleanLines(s string) string { return clean(s, '\n') }

// Shown reports whether a terminal shows r as itself: it is no control character, no line break, nothing invisible.
func Shown(r rune) bool {
	switch {
	case r < 0x7f:
		return r >= ' '
	case '㐀' <= r && r <= '鿿': // most Hanzi: quicker than the tables
		return true
	}
	return !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point)
}

func clean(s string, lineBreak rune) string {
	if isPlain(s) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case Shown(r): // an invalid byte arrives here as U+FFFD already
			return r
		case r == '\t':
			return ' '
		case isLineBreak(r):
			return lineBreak
		case unicode.IsControl(r):
			return replacement
		default:
			return -1
		}
	}, s)
}

// isPlain spares the common case, printable ASCII, the work.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

func isLineBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}
