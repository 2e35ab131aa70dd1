package seal

import (
	"regexp"
	"slices"
	"strings"

	"gangway/internal/lang"
)

// What the parts of a password are worth, in characters nobody could foresee. A password needs enoughPoints: four
// different words always have them; one or two words with something added do not.
const (
	enoughPoints = 11
	wordPoints   = 3
	datePoints   = 2
	rowPoints    = 1
	repeatPoints = 1
)

// A guesser knows what people choose for passwords.
type guesser struct {
	common, own map[string]bool
	longest     int // of all words, in characters
	date        *regexp.Regexp
}

func newGuesser(context []string) guesser {
	g := guesser{date: regexp.MustCompile(`^(19|20)\d\d((0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))?`)}
	g.common, g.own = commonWords(), ownWords(context)
	for _, words := range []map[string]bool{g.common, g.own} {
		for word := range words {
			g.longest = max(g.longest, len([]rune(word)))
		}
	}
	return g
}

// guess returns what the password is worth and, when that is little, what most of it is made of.
func (g guesser) guess(password string) (points int, mostly lang.Message) {
	text := []rune(strings.ToLower(password))
	repeats := longestRepeats(text)
	cs := newCovers(len(text))
	for i, r := range text {
		cs.offer(i, 1, characterPoints(text[:i], r), character)
		g.offerWords(cs, i, text[i:])
		g.offerDate(cs, i, text[i:])
		cs.offerUpTo(i, longestRow(text[i:]), rowPoints, row)
		cs.offerUpTo(i, repeats[i], repeatPoints, repetition)
	}
	return cs[len(text)].points, cs.mainPart().message()
}

func (g guesser) offerWords(cs covers, i int, text []rune) {
	for n := 2; n <= min(len(text), g.longest); n++ {
		switch word := string(text[:n]); {
		case g.own[word]:
			cs.offer(i, n, min(n, wordPoints), ownWord)
		case g.common[word]:
			cs.offer(i, n, wordPoints, commonWord)
		}
	}
}

func (g guesser) offerDate(cs covers, i int, text []rune) {
	if date := g.date.FindString(string(text[:min(len(text), len("20060102"))])); date != "" {
		cs.offer(i, len(date), datePoints, yearOrDate)
	}
}

// characterPoints is one, except for a mark that stands between words once more.
func characterPoints(before []rune, r rune) int {
	if isSeparator(r) && slices.Contains(before, r) {
		return 0
	}
	return 1
}

// longestRepeats returns for each place in text how many characters from there on stood in text before.
func longestRepeats(text []rune) []int {
	longest := make([]int, len(text))
	alike := make([]int, len(text)+1) // alike[k]: how many characters are the same from k and from i on
	for i := len(text) - 1; i >= 0; i-- {
		for k := range i { // upwards, so that alike[k+1] is still that of i+1
			if text[k] == text[i] {
				alike[k] = alike[k+1] + 1
			} else {
				alike[k] = 0
			}
			longest[i] = max(longest[i], alike[k])
		}
	}
	return longest
}
