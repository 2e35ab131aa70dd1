package identity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gangway/internal/fault"
)

// AccountName returns the name somebody signs in with, in Unicode normal form C, and its folded form. Two names with
// the same folded form are the same account: it forgets case, width and other ways to write the same letter. A name
// has 2 to 32 letters of any script, digits, hyphens, underscores and full stops, and starts with a letter.
func AccountName(s string) (name, folded string, err error) {
	name = norm.NFC.String(s)
	folded = norm.NFKC.String(strings.Map(fold, norm.NFKC.String(name)))
	for _, form := range []string{name, folded} {
		if err := accountName(form); err != nil {
			return "", "", err
		}
	}
	return name, folded, nil
}

func accountName(name string) error {
	if length := utf8.RuneCountInString(name); length < 2 || length > 32 {
		return fault.New(fault.Invalid, "an account name has 2 to 32 characters; this one would have %d", length)
	}
	if at := position(name, func(r rune) bool { return !accountRune(r) }); at > 0 {
		return fault.New(fault.Invalid, "character %d of the account name is not allowed; use letters, digits, -, _ and .", at)
	}
	if first, _ := utf8.DecodeRuneInString(name); !unicode.IsLetter(first) {
		return fault.New(fault.Invalid, "an account name starts with a letter; put one first")
	}
	return nil
}

// accountRune refuses letters that cannot be seen, such as the Hangul fillers: they would make two names look alike.
func accountRune(r rune) bool {
	if unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.", r)
}

// fold returns one letter for all that differ from r only in case. The dotted and dotless i of Turkish count as i.
func fold(r rune) rune {
	r = unicode.ToUpper(r)
	least := r
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		least = min(least, other)
	}
	return unicode.ToLower(least)
}
