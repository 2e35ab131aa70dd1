package identity

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/text"
)

var (
	eighteen     = text.Pattern(`^[0-9]{17}[0-9X]$`)
	fifteen      = text.Pattern(`^[0-9]{15}$`)
	oldPermanent = text.Pattern(`^[A-Z]{3}[0-9]{12}$`)
)

// provinces are the first two digits of resident identity cards, GB/T 2260. The other four are not checked: counties
// merge, and their old codes stay valid for the holder.
var provinces = strings.Fields("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65")

// permits are the first six digits of residence permits: Hong Kong, Macao, Taiwan.
var permits = []string{"810000", "820000", "830000"}

// read takes apart the 18 characters that all three documents share, GB 11643: a place, the birth date, a serial number
// that is odd for men, and a check digit.
func read(n string, doc Document) (birth calendar.Date, sex Sex, err error) {
	if err := shape(n, doc); err != nil {
		return birth, "", err
	}
	if err := place(n, doc); err != nil {
		return birth, "", err
	}
	birth, err = calendar.ParseDate(n[6:10] + "-" + n[10:12] + "-" + n[12:14])
	if err != nil {
		return birth, "", fault.New(fault.Invalid, "characters 7 to 14 of the number are the birth date, and the calendar has no such day; compare them with the document")
	}
	if checkDigit(n[:17]) != n[17] {
		return birth, "", fault.New(fault.Invalid, "the check digit, the last character of the number, does not fit the others; compare the number with the document")
	}
	if (n[16]-'0')%2 == 1 {
		return birth, Male, nil
	}
	return birth, Female, nil
}

func shape(n string, doc Document) error {
	length := utf8.RuneCountInString(n)
	switch {
	case eighteen().MatchString(n):
		return nil
	case length == 15 && doc == ForeignPermanent:
		return fault.New(fault.Invalid, "the number of a card of the old kind has 3 letters and 12 digits; compare it with the document")
	case length != 18:
		return fault.New(fault.Invalid, "the number has 18 characters, not %d; count those on the document", length)
	}
	return fault.New(fault.Invalid, "the number has 17 digits, and at the end a digit or X; compare it with the document")
}

// place checks the first digits, which tell the documents apart. A permanent residence card goes on with a province and
// a country; these lists are not certain enough to refuse anybody.
func place(n string, doc Document) error {
	var found Document
	switch {
	case n[0] == '9':
		found = ForeignPermanent
	case slices.Contains(permits, n[:6]):
		found = HMTResidence
	case slices.Contains(provinces, n[:2]):
		found = ResidentID
	default:
		return fault.New(fault.Invalid, "no document starts with these digits; compare the first six with the document")
	}
	if found != doc {
		return fault.New(fault.Invalid, "the number is that of a %s, not of a %s; choose the document it stands on", found.Label(), doc.Label())
	}
	return nil
}

// checkDigit returns the last character that goes with 17 digits, ISO 7064 MOD 11-2.
func checkDigit(digits string) byte {
	sum := 0
	for _, d := range []byte(digits) {
		sum = (sum + int(d-'0')) * 2 % 11
	}
	return "10X98765432"[sum]
}

// plausible refuses birth dates that nobody applying on today can have.
func plausible(birth, today calendar.Date) error {
	switch {
	case birth.Compare(today) > 0:
		return fault.New(fault.Invalid, "the birth date in the number lies in the future; compare the number with the document")
	case birth.Year < 1900:
		return fault.New(fault.Invalid, "the birth date in the number lies before 1900; compare the number with the document")
	case birth.AgeOn(today) > 120:
		return fault.New(fault.Invalid, "the birth date in the number lies more than 120 years back; compare the number with the document")
	}
	return nil
}
