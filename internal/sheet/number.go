package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// exact is how many digits of a number a spreadsheet keeps.
const exact = 15

// An epoch is the day from which a workbook counts days.
type epoch int

const (
	since1900 epoch = iota
	since1904
)

// number returns a number as a spreadsheet shows it in a column that is wide enough: all digits, no exponent. Whole
// reports whether all its digits are there: a longer one, such as that of an identity card, was rounded when it was typed.
func number(value string) (text string, whole bool) {
	if len(value) <= exact && strings.Trim(value, "0123456789") == "" {
		return value, true
	}
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return value, false
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', exact, 64), 64)
	if err != nil {
		return value, false
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64), math.Abs(n) < 1e15
}

// date returns a number of days as a date, a time or both: YYYY-MM-DD, hh:mm:ss, YYYY-MM-DD hh:mm:ss. Ok is false for a
// number that is no date in a spreadsheet.
func (e epoch) date(value string) (text string, ok bool) {
	days, err := strconv.ParseFloat(value, 64)
	if err != nil || !(days >= 0 && days < 2958466) { // to the end of the year 9999
		return "", false
	}
	whole, part := math.Modf(days)
	seconds := time.Duration(math.Round(part*86400)) * time.Second
	if whole == 0 && e == since1900 {
		return time.Time{}.Add(seconds).Format(time.TimeOnly), true
	}
	at := e.start(whole).AddDate(0, 0, int(whole)).Add(seconds)
	if seconds == 0 {
		return at.Format(time.DateOnly), true
	}
	return at.Format(time.DateTime), true
}

// start returns the day that has the number 0. Spreadsheets that count from 1900 have a 29 February in it, which there
// never was, as day 60.
func (e epoch) start(day float64) time.Time {
	switch {
	case e == since1904:
		return time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case day < 60:
		return time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
}

// isoDate shortens a date and time in ISO 8601, as some workbooks have them, to what is said of it.
func isoDate(value string) string {
	day, clock, _ := strings.Cut(strings.TrimSuffix(value, "Z"), "T")
	clock, _, _ = strings.Cut(clock, ".")
	if clock == "" || clock == "00:00:00" {
		return day
	}
	return day + " " + clock
}
