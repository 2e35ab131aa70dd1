package sheet

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"gangway/internal/text"
)

// fold returns what counts in the name of a column.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("_-()[]*:'\"", r) || !text.Shown(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(name)) // full-width letters and brackets become plain ones
}

// withoutBrackets returns a name without what stands in brackets at its end, such as "(required)".
func withoutBrackets(name string) string {
	if at := strings.IndexAny(name, "(（[【"); at > 0 {
		return name[:at]
	}
	return name
}

// distance returns how many characters must be added, left out or changed to make b of a.
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	if len(from) > 64 || len(to) > 64 {
		return max(len(from), len(to)) // no slip, and not worth the time
	}
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range to {
			changed := diagonal
			if x != y {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}
