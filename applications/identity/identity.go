// Package identity says what makes a personal detail right – the number of a document, a name, a way to reach
// somebody – brings it into the one form that is stored, and masks it for display.
//
// It judges form alone: that a number is somebody's own, or that a mobile rings, has to be proved elsewhere. Whether
// a detail is good enough for a program, such as the age, is for the program's rules. Every refusal is a *fault.Error
// of kind fault.Invalid that says what is wrong and how to mend it, and never repeats the value, so that it may be
// logged.
package identity

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// plain returns s with half-width characters, and without what people and address books put between digits: spaces,
// hyphens, and the invisible marks of writing direction.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.In(r, unicode.Pd, unicode.Cf) || r == '−' {
			return -1
		}
		return r
	}, width.Fold.String(s))
}
