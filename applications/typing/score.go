package typing

import (
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"gangway/internal/text"
)

// A Count is what copying one or more lines came to, in characters as a reader sees them.
type Count struct {
	Reference int // of the lines that were to be copied, as far as they were
	Typed     int
	Errors    int // wrong, missing and extra characters: the edit distance
}

// Correct returns the characters that were copied right: none when there are more errors than that.
func (c Count) Correct() int { return max(0, c.Reference-c.Errors) }

func (c Count) plus(d Count) Count {
	return Count{c.Reference + d.Reference, c.Typed + d.Typed, c.Errors + d.Errors}
}

// Compare counts a line that was finished. With fold, full-width and half-width characters are the same.
func Compare(reference, typed string, fold bool) Count {
	want, got := letters(reference, fold), letters(typed, fold)
	row := distances(want, got)
	return Count{len(want), len(got), row[len(want)]}
}

// CompareBegun counts a line the time ran out on: what was typed is compared with as much of the line's beginning as
// does it most justice.
func CompareBegun(reference, typed string, fold bool) Count {
	want, got := letters(reference, fold), letters(typed, fold)
	row := distances(want, got)
	best := 0
	for n := range row {
		if n-row[n] > best-row[best] {
			best = n
		}
	}
	return Count{best, len(got), row[best]}
}

// distances returns the Levenshtein distance between what was typed and each beginning of the reference, the empty one
// first.
func distances(want, got []string) []int {
	row := make([]int, len(want)+1)
	for i := range row {
		row[i] = i
	}
	for i, g := range got {
		diagonal := row[0]
		row[0] = i + 1
		for j, w := range want {
			cost := 1
			if g == w {
				cost = 0
			}
			next := min(row[j+1]+1, row[j]+1, diagonal+cost)
			diagonal, row[j+1] = row[j+1], next
		}
	}
	return row
}

// letters divides a line into the characters that are compared. What a terminal cannot type is not asked for, and spaces
// around a line do not count.
func letters(line string, fold bool) []string {
	line = norm.NFC.String(strings.TrimSpace(text.Clean(line)))
	if fold {
		line = marks.Replace(width.Fold.String(line))
	}
	return text.Characters(line)
}

// marks turns Chinese punctuation into what the same key gives with the input method off, one character for one.
var marks = strings.NewReplacer("。", ".", "“", `"`, "”", `"`, "‘", "'", "’", "'", "【", "[", "】", "]", "《", "<", "》", ">",
	"—", "-", "–", "-")

// Full is the accuracy of a copy without a mistake.
const Full = 10000

// A Score is what counts of a try.
type Score struct {
	Speed    int // right characters a minute, rounded down
	Accuracy int // right characters of 10000 typed, rounded down
	Correct  int // right characters
	Time     time.Duration
}

// NewScore works out speed and accuracy by domain.md §4 (H15, H16): right characters, punctuation included, by minutes
// and by characters typed. Typing that was mended before a line was finished costs its time alone.
func NewScore(c Count, took time.Duration) Score {
	s := Score{Correct: c.Correct(), Time: took}
	s.Accuracy = s.Correct * Full / max(c.Typed, 1)
	if took > 0 {
		s.Speed = int(int64(s.Correct) * int64(time.Minute) / int64(took))
	}
	return s
}
