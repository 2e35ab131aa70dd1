package text

import "github.com/clipperhouse/displaywidth"

// narrow counts characters of ambiguous width (“” … —) as one cell, which is what terminals do unless told otherwise.
var narrow = displaywidth.Options{EastAsianWidth: false}

// Width returns the number of cells s takes on a terminal: two for a Hanzi, none for a combining accent.
// s is one line without control characters; see Clean.
func Width(s string) int { return narrow.String(s) }

// Truncate returns s if it fits into width cells, else its beginning and an ellipsis that together do.
// No character is cut in two. A width below 1 gives the empty string.
func Truncate(s string, width int) string {
	if width < 1 {
		return ""
	}
	return narrow.TruncateString(s, width, "…")
}
