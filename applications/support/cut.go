package support

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A cutter goes through a text and finds its Hanzi one by one, its words of letters and digits, and what separates them.
type cutter struct {
	said string
	at   int
}

// What a cutter finds.
type kind int

const (
	theEnd kind = iota
	aHanzi
	aWord
	aMark // anything else
)

// next returns what stands next: a Hanzi, or a word.
func (c *cutter) next() (kind, rune, string) {
	start := c.at
	for c.at < len(c.said) {
		if b := c.said[c.at]; letterOrDigit(b) {
			c.at++
			continue
		}
		r, width := utf8.DecodeRuneInString(c.said[c.at:])
		k := kindOf(r)
		if k == aWord {
			c.at += width
			continue
		}
		if c.at > start {
			return aWord, 0, c.said[start:c.at]
		}
		c.at += width
		return k, r, ""
	}
	if c.at > start {
		return aWord, 0, c.said[start:]
	}
	return theEnd, 0, ""
}

func letterOrDigit(b byte) bool {
	return 'a' <= b|0x20 && b|0x20 <= 'z' || '0' <= b && b <= '9'
}

// kindOf says what a character is, or is a part of.
func kindOf(r rune) kind {
	switch {
	case '一' <= r && r <= '鿿':
		return aHanzi
	case r < utf8.RuneSelf && letterOrDigit(byte(r)):
		return aWord
	case r < utf8.RuneSelf, '\u2000' <= r && r <= '\u303f' && r != '々' && r != '〇':
		return aMark
	case unicode.Is(unicode.Han, r):
		return aHanzi
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return aWord
	}
	return aMark
}

// fold makes full-width letters, digits and marks half-width, capitals small, and gives a Hanzi its usual form.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '！' <= r && r <= '～':
			r -= '！' - '!'
		case r == '\u3000':
			return ' '
		case kindOf(r) == aHanzi:
			return variant(r)
		}
		return unicode.ToLower(r)
	}, s)
}

// variant gives a Hanzi that people often write in another's place the usual form: 帐号 is 账号, 登陆 is 登录.
func variant(r rune) rune {
	switch r {
	case '帐':
		return '账'
	case '陆':
		return '录'
	}
	return r
}

// stem takes the commonest endings off an English word, so that "documents" finds "document".
func stem(word string) string {
	for _, e := range []struct{ ending, becomes string }{{"ied", "y"}, {"ies", "y"}, {"ing", ""}, {"ed", ""}, {"es", ""}, {"s", ""}} {
		if rest, ok := strings.CutSuffix(word, e.ending); ok && len(rest) >= 4 && !strings.HasSuffix(rest, "s") {
			return strings.TrimSuffix(rest+e.becomes, "e")
		}
	}
	if len(word) > 4 {
		return strings.TrimSuffix(word, "e")
	}
	return word
}
