package calendar

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"gangway/internal/fault"
	"gangway/internal/text"
)

// China is the time of mainland China. It is a fixed zone, so that a machine without zone data knows it too; there
// has been no summer time since 1991.
var China = time.FixedZone("Asia/Shanghai", 8*3600)

// A Date is a day of the calendar, without a time of day or a zone. The zero Date is no date: its text is empty.
// Dates may be compared with ==.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

var datePattern = text.Pattern(`^([0-9]{4})-([0-9]{2})-([0-9]{2})$`)

// ParseDate reads a date written YYYY-MM-DD. Its errors are fault.Invalid and do not repeat the text, because the
// date may be somebody's birth date.
func ParseDate(s string) (Date, error) {
	m := datePattern().FindStringSubmatch(s)
	if m == nil {
		return Date{}, fault.New(fault.Invalid, "expected a date written YYYY-MM-DD, such as 2026-03-09")
	}
	year, _ := strconv.Atoi(m[1]) // the pattern lets only digits through
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	d := Date{year, time.Month(month), day}
	if fromTime(d.Midnight()) != d {
		return Date{}, fault.New(fault.Invalid, "the calendar has no such day; check the month and the day")
	}
	return d, nil
}

// Of returns the date it is in China at t.
func Of(t time.Time) Date { return fromTime(t.In(China)) }

func fromTime(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// Midnight returns when the day begins in China.
func (d Date) Midnight() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, China) }

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String returns the date as YYYY-MM-DD, and the zero Date as the empty text.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Compare returns -1 when d is before other, 0 when they are the same day, and +1 when d is after other.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// AddDays returns the date n days after d, or before it when n is negative.
func (d Date) AddDays(n int) Date { return fromTime(d.Midnight().AddDate(0, 0, n)) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.Midnight().Weekday() }

// AgeOn returns how many years somebody born on d has completed on day. They turn a year older on their birthday, and,
// born on 29 February, on 1 March of a common year. The age before birth is negative.
func (d Date) AgeOn(day Date) int {
	age := day.Year - d.Year
	if cmp.Or(cmp.Compare(day.Month, d.Month), cmp.Compare(day.Day, d.Day)) < 0 {
		age--
	}
	return age
}

// MarshalText returns the date as String does, for JSON and YAML.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote: YYYY-MM-DD, or nothing for the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Minute says a moment in China to the minute, as people read it.
func Minute(t time.Time) string { return t.In(China).Format("2006-01-02 15:04") }
