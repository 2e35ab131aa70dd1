package identity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"gangway/internal/fault"
)

// maxName is the longest name, in characters; the longest of mainland China stay well below it.
const maxName = 50

// Name returns a legal name as it is stored: in Unicode normal form C, and with · (U+00B7) between the parts of a
// Chinese name, whatever dot was typed. Changed reports that it differs from s, so that its owner can be told. Latin
// names are right only on a document for foreigners; doc may be empty where no document is known yet.
func Name(s string, doc Document) (name string, changed bool, err error) {
	if !utf8.ValidString(s) {
		return "", false, fault.New(fault.Invalid, "the name is not in UTF-8; type it again")
	}
	name = norm.NFC.String(s)
	if err := wholeName(name); err != nil {
		return "", false, err
	}
	if strings.ContainsFunc(name, isLatin) {
		name, err = latinName(name, doc)
	} else {
		name, err = chineseName(name)
	}
	if err != nil {
		return "", false, err
	}
	return name, name != s, nil
}

// wholeName checks what holds for names in any script.
func wholeName(name string) error {
	if strings.TrimSpace(name) == "" {
		return fault.New(fault.Invalid, "the name is missing")
	}
	if strings.TrimSpace(name) != name {
		return fault.New(fault.Invalid, "there is a space before or after the name; leave it out")
	}
	if length := utf8.RuneCountInString(name); length > maxName {
		return fault.New(fault.Invalid, "the name has %d characters, more than the %d that fit", length, maxName)
	}
	if at := position(name, unicode.IsDigit); at > 0 {
		return fault.New(fault.Invalid, "character %d of the name is a digit; write the name in letters alone", at)
	}
	return nil
}

// chineseName reads a name in Chinese characters. The dots people and keyboards put between its parts become the one
// of the standard.
func chineseName(name string) (string, error) {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune("•‧・･．.", r) {
			return '·'
		}
		return r
	}, name)
	if at := position(name, func(r rune) bool { return r != '·' && !isHan(r) }); at > 0 {
		return "", fault.New(fault.Invalid, "character %d of the name is not a Chinese character; write the name as on the document, with nothing but · between its parts", at)
	}
	for part := range strings.SplitSeq(name, "·") {
		if part == "" {
			return "", fault.New(fault.Invalid, "a · stands between two parts of a name, not before, after or next to another ·")
		}
	}
	return name, nil
}

// latinName reads a name in Latin letters.
func latinName(name string, doc Document) (string, error) {
	if doc != ForeignPermanent {
		return "", fault.New(fault.Invalid, "a name in Latin letters is right only on a foreigner's permanent residence card; write the name in Chinese characters")
	}
	if strings.ContainsFunc(name, isHan) {
		return "", fault.New(fault.Invalid, "write the name in Chinese characters or in Latin letters, as on the document, not in both")
	}
	name = width.Fold.String(name)
	before, at := ' ', 0
	for _, r := range name {
		at++
		if !isLatin(r) && !joins(before, r) {
			return "", fault.New(fault.Invalid, "character %d of the name does not belong there; Latin names have letters, and between them a space, hyphen, apostrophe, comma or full stop", at)
		}
		before = r
	}
	if !isLatin(before) && before != '.' {
		return "", fault.New(fault.Invalid, "a name in Latin letters ends in a letter or a full stop; leave out what follows")
	}
	return name, nil
}

// joins reports whether mark may follow before in a Latin name: one mark after a letter, and a space also after a
// comma or full stop.
func joins(before, mark rune) bool {
	if mark == ' ' {
		return isLatin(before) || before == ',' || before == '.'
	}
	return strings.ContainsRune("-'’,.", mark) && isLatin(before)
}

// position counts the characters up to the first that is bad, from 1; it is 0 when none is.
func position(s string, bad func(rune) bool) int {
	at := 0
	for _, r := range s {
		at++
		if bad(r) {
			return at
		}
	}
	return 0
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) && unicode.IsLetter(r) }

// younger are the ideographs of extensions I and J, which the tables of package unicode do not have yet. Extension I
// was made for the names of people in China.
var younger = &unicode.RangeTable{R32: []unicode.Range32{
	{Lo: 0x2EBF0, Hi: 0x2EE5D, Stride: 1},
	{Lo: 0x323B0, Hi: 0x33479, Stride: 1},
}}

// isHan is narrower than unicode.Han, which also has radicals, numerals of merchants and iteration marks.
func isHan(r rune) bool {
	return r == '〇' || unicode.In(r, unicode.Unified_Ideograph, younger)
}
