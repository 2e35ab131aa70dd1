package text

import "strings"

// joiner joins the parts of one emoji, such as a family.
const joiner = '\u200d'

// Visible reports whether a reader sees all of s, on one line: it has no control character, nothing invisible, and a
// joiner only between the parts of one character.
func Visible(s string) bool {
	hidden := func(r rune) bool { return !Shown(r) }
	if !strings.ContainsFunc(s, hidden) {
		return true
	}
	for _, c := range Characters(s) {
		if strings.HasSuffix(c, string(joiner)) || strings.ContainsFunc(strings.ReplaceAll(c, string(joiner), ""), hidden) {
			return false
		}
	}
	return true
}
