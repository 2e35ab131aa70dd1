package text

import (
	"strings"
	"unicode/utf8"
)

// blanks do not count as the beginning of a cell, since some programs drop them.
const blanks = " \u00a0\u3000"

// Cell cleans a text for a cell of a file that spreadsheets open without knowing types, such as CSV, and keeps them from
// taking it for a formula: what could be one, and is no plain number, gets a leading apostrophe, the mark of a text. So
// does what could be taken for a text that was marked; FromCell is the way back.
func Cell(s string) string {
	clean := Clean(s)
	if isFormula(clean) || isMarked(clean) || s != "" && strings.ContainsRune("\t\r\n", rune(s[0])) {
		return "'" + clean
	}
	return clean
}

// FromCell returns the text that Cell made cell of. It also takes off the apostrophe people put before digits, so that
// a spreadsheet leaves them alone. Every other text is returned as it is.
func FromCell(cell string) string {
	if isMarked(cell) {
		return cell[1:]
	}
	return cell
}

// isMarked reports whether apostrophes stand before what needs one.
func isMarked(s string) bool {
	if s == "" || s[0] != '\'' {
		return false
	}
	rest := strings.TrimLeft(s, "'")
	blank := strings.TrimLeft(rest, blanks) != rest
	digits := rest != "" && strings.Trim(rest, "0123456789") == ""
	return blank || digits || isFormula(rest)
}

// isFormula reports whether a spreadsheet could calculate s.
func isFormula(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, blanks))
	return strings.ContainsRune("=+-@＝＋－＠", first) && !isNumber(s)
}

// isNumber reports whether s, which is not empty, is a sign and digits, with a decimal point or without.
func isNumber(s string) bool {
	digits := strings.Replace(s[1:], ".", "", 1)
	return (s[0] == '+' || s[0] == '-') && digits != "" && strings.Trim(digits, "0123456789") == ""
}
