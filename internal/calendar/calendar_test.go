package calendar

import (
	"os"
	"testing"
	"time"
)

// shipped is the calendar the program ships.
func shipped(t testing.TB) *Calendar {
	t.Helper()
	c, err := Load(os.DirFS("../../templates"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTheShippedDaysAddUpToWhatWasAnnounced(t *testing.T) {
	c := shipped(t)
	for _, year := range []struct{ year, off, madeUp int }{{2025, 28, 5}, {2026, 33, 6}} {
		off, madeUp := 0, 0
		for day, worked := range c.worked {
			switch {
			case day.Year != year.year:
			case worked:
				madeUp++
			default:
				off++
			}
		}
		if off != year.off || madeUp != year.madeUp {
			t.Errorf("%d: got %d days off and %d made up, want %d and %d", year.year, off, madeUp, year.off, year.madeUp)
		}
	}
}

func TestWorkingDay(t *testing.T) {
	c := shipped(t)
	for _, tt := range []struct {
		name, day            string
		working, provisional bool
	}{
		{"an ordinary Friday", "2026-11-20", true, false},
		{"an ordinary Saturday", "2026-11-21", false, false},
		{"a holiday on a Thursday", "2026-10-01", false, false},
		{"a holiday on a Saturday", "2026-10-03", false, false},
		{"a Saturday worked to make up", "2026-02-14", true, false},
		{"a Sunday worked to make up", "2026-01-04", true, false},
		{"the last day of a year that is known", "2026-12-31", true, false},
		{"new year of a year that is not known", "2027-01-01", false, true},
		{"an ordinary Monday of a year that is not known", "2027-01-04", true, true},
		{"a Saturday of a year that is not known", "2027-01-09", false, true},
		{"the eve of the spring festival 2027", "2027-02-05", false, true},
		{"the third day of the spring festival 2027", "2027-02-08", false, true},
		{"the day after the statutory spring festival 2027", "2027-02-09", true, true},
		{"tomb sweeping 2027", "2027-04-05", false, true},
		{"dragon boat 2027", "2027-06-09", false, true},
		{"mid-autumn 2027", "2027-09-15", false, true},
		{"a statutory holiday of a year nothing is known of", "2028-05-02", false, true},
		{"a year before the file begins", "2024-10-02", false, true},
	} {
		working, provisional := c.WorkingDay(date(t, tt.day))
		if working != tt.working || provisional != tt.provisional {
			t.Errorf("%s: got working %v, provisional %v; want %v, %v",
				tt.name, working, provisional, tt.working, tt.provisional)
		}
	}
}

func TestAYearThatIsNotAnnouncedHasItsThirteenStatutoryHolidays(t *testing.T) {
	got := 0
	for day := (Date{2027, time.January, 1}); day.Year == 2027; day = day.AddDays(1) {
		if statutory(day) {
			got++
		}
	}
	if got != 13 {
		t.Errorf("got %d statutory days in 2027, want 13", got)
	}
}

func TestAfter(t *testing.T) {
	c := shipped(t)
	for _, tt := range []struct {
		name, day   string
		n           int
		due         string
		provisional bool
	}{
		{"the next day is a make-up Saturday", "2026-02-13", 1, "2026-02-14", false},
		{"over the whole spring festival", "2026-02-13", 2, "2026-02-24", false},
		{"from inside the spring festival", "2026-02-18", 1, "2026-02-24", false},
		{"from the make-up Saturday itself", "2026-02-14", 1, "2026-02-24", false},
		{"into the make-up Saturday after the festival", "2026-02-27", 1, "2026-02-28", false},
		{"from that Saturday to Monday", "2026-02-28", 1, "2026-03-02", false},
		{"over national day", "2026-09-30", 1, "2026-10-08", false},
		{"into the make-up Saturday after national day", "2026-10-09", 1, "2026-10-10", false},
		{"into the make-up Sunday before national day", "2026-09-18", 1, "2026-09-20", false},
		{"from the make-up Sunday to Monday", "2026-09-20", 1, "2026-09-21", false},
		{"over mid-autumn", "2026-09-24", 1, "2026-09-28", false},
		{"over new year into a make-up Sunday", "2025-12-31", 1, "2026-01-04", false},
		{"over new year and that Sunday", "2025-12-31", 2, "2026-01-05", false},
		{"into a make-up Sunday", "2025-01-25", 1, "2025-01-26", false},
		{"over the spring festival 2025", "2025-01-26", 2, "2025-02-05", false},
		{"over an ordinary weekend", "2026-11-20", 3, "2026-11-25", false},
		{"from a Sunday", "2026-11-22", 1, "2026-11-23", false},
		{"none is the day itself", "2026-11-22", 0, "2026-11-22", false},
		{"less than none is the day itself", "2026-11-22", -3, "2026-11-22", false},
		{"up to the last day that is known", "2026-12-30", 1, "2026-12-31", false},
		{"into a year that is not known", "2026-12-31", 1, "2027-01-04", true},
		{"within a year that is not known", "2027-02-04", 1, "2027-02-09", true},
		{"over national day 2027", "2027-09-30", 1, "2027-10-04", true},
		{"out of a year that is not known into one that is", "2024-12-30", 2, "2025-01-02", true},
		{"from the last day of such a year", "2024-12-31", 1, "2025-01-02", false},
	} {
		due, provisional := c.After(date(t, tt.day), tt.n)
		if due.String() != tt.due || provisional != tt.provisional {
			t.Errorf("%s: got %s, provisional %v; want %s, %v", tt.name, due, provisional, tt.due, tt.provisional)
		}
	}
}

func TestDue(t *testing.T) {
	c := shipped(t)
	for _, tt := range []struct {
		name, submitted string
		n               int
		due             string
		provisional     bool
	}{
		{"in the morning", "2026-11-19T09:00:00+08:00", 1, "2026-11-20T23:59:59+08:00", false},
		{"at 17:30 sharp", "2026-11-19T17:30:00+08:00", 1, "2026-11-20T23:59:59+08:00", false},
		{"a moment after 17:30", "2026-11-19T17:30:00.000000001+08:00", 1, "2026-11-23T23:59:59+08:00", false},
		{"the last second of the day", "2026-11-19T23:59:59+08:00", 1, "2026-11-23T23:59:59+08:00", false},
		{"on Friday evening, which counts as Saturday", "2026-11-20T20:00:00+08:00", 1, "2026-11-23T23:59:59+08:00", false},
		{"on a Saturday", "2026-11-21T10:00:00+08:00", 3, "2026-11-25T23:59:59+08:00", false},
		{"the day is China's, not that of the sender", "2026-11-18T20:00:00-05:00", 1, "2026-11-20T23:59:59+08:00", false},
		{"17:30 is China's, too", "2026-11-19T09:30:01Z", 1, "2026-11-23T23:59:59+08:00", false},
		{"before the holidays, into the make-up Saturday", "2026-02-13T10:00:00+08:00", 1, "2026-02-14T23:59:59+08:00", false},
		{"the evening before a make-up Saturday skips it", "2026-02-13T18:00:00+08:00", 1, "2026-02-24T23:59:59+08:00", false},
		{"three days over new year", "2025-12-30T10:00:00+08:00", 3, "2026-01-05T23:59:59+08:00", false},
		{"into the year that is not known", "2026-12-31T10:00:00+08:00", 3, "2027-01-06T23:59:59+08:00", true},
	} {
		submitted, err := time.Parse(time.RFC3339Nano, tt.submitted)
		if err != nil {
			t.Fatal(err)
		}
		due, provisional := c.Due(submitted, tt.n)
		if got := due.Format(time.RFC3339Nano); got != tt.due || provisional != tt.provisional {
			t.Errorf("%s: got %s, provisional %v; want %s, %v", tt.name, got, provisional, tt.due, tt.provisional)
		}
	}
}
