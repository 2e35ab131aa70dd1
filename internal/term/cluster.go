package term

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// clusters divides s into characters as the reader sees them. The library is the one that internal/text counts cells
// with.
func clusters(s string) []string {
	var list []string
	for g := displaywidth.StringGraphemes(s); g.Next(); {
		list = append(list, g.Value())
	}
	return list
}

// firstCluster and lastCluster return the length of the first and last character of s, in bytes.
func firstCluster(s string) int {
	g := displaywidth.StringGraphemes(s)
	if !g.Next() {
		return 0
	}
	return len(g.Value())
}

func lastCluster(s string) int {
	n := 0
	for g := displaywidth.StringGraphemes(s); g.Next(); {
		n = len(g.Value())
	}
	return n
}

// firstWord and lastWord return the length of the first and last word of s, in bytes, with the spaces on the way to
// it. Chinese does not separate words, so a word is a run of Hanzi, or of anything else that is no space.
func firstWord(s string) int { return wordLength(clusters(s)) }

func lastWord(s string) int {
	list := clusters(s)
	slices.Reverse(list)
	return wordLength(list)
}

type wordKind int

const (
	space wordKind = iota
	hanzi
	other
)

func wordLength(list []string) int {
	n, word := 0, space
	for _, c := range list {
		kind := kindOf(c)
		if word != space && kind != word {
			break
		}
		word = kind
		n += len(c)
	}
	return n
}

func kindOf(cluster string) wordKind {
	r, _ := utf8.DecodeRuneInString(cluster)
	switch {
	case unicode.IsSpace(r):
		return space
	case unicode.Is(unicode.Han, r):
		return hanzi
	}
	return other
}
