package typing

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gangway/internal/text"
	"gangway/internal/yamlfile"
)

// checkLine records what would make a line unfair to copy: it must fit a terminal, and every character of it must be one
// that can be typed.
func checkLine(doc *yamlfile.Document, i int, line string) {
	at := fmt.Sprintf("lines[%d]", i)
	switch n := len(text.Characters(line)); {
	case n == 0:
		doc.Mistake(at, "the line is empty; take it out")
	case n > longestLine:
		doc.Mistake(at, "a line has at most %d characters, this one has %d; break it in two", longestLine, n)
	}
	if norm.NFC.String(strings.TrimSpace(text.Clean(line))) != line {
		doc.Mistake(at, "the line has characters that nobody can see or type; type it anew")
	}
}
