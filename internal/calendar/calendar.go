// Package calendar counts the working days of mainland China, with its public holidays and the weekends worked to make
// up for them, and has the Date that other packages use for days without a time.
//
// Which days are off is announced year by year and read from a file. A year the file does not have is reckoned from
// weekends and statutory holidays, and every answer that leans on such a year is marked provisional. The hours of the
// review desk stand in a file beside it.
package calendar

import "time"

// A Calendar knows which days are worked. Load makes one; it is safe for use by several goroutines.
type Calendar struct {
	announced map[int]bool  // the years the file has
	worked    map[Date]bool // the days that differ from Monday to Friday or name a holiday: true when worked
	office    Office
	cutOff    time.Duration // since midnight
}

// WorkingDay reports whether day is worked. The answer is provisional when the holidays of its year are not known yet.
func (c *Calendar) WorkingDay(day Date) (working, provisional bool) {
	if !c.announced[day.Year] {
		return weekday(day) && !statutory(day), true
	}
	if worked, listed := c.worked[day]; listed {
		return worked, false
	}
	return weekday(day), false
}

// After returns the n-th working day after day, and day itself when n is not positive. The answer is provisional when
// any day counted on the way is.
func (c *Calendar) After(day Date, n int) (due Date, provisional bool) {
	for n > 0 {
		day = day.AddDays(1)
		working, guessed := c.WorkingDay(day)
		provisional = provisional || guessed
		if working {
			n--
		}
	}
	return day, provisional
}

// Due returns when n working days to answer a submission are over: 23:59:59 in China on the n-th working day after
// the day of submission. What comes in after the office's cut-off counts as submitted on the next day.
func (c *Calendar) Due(submitted time.Time, n int) (due time.Time, provisional bool) {
	day := Of(submitted)
	if submitted.After(day.Midnight().Add(c.cutOff)) {
		day = day.AddDays(1)
	}
	last, provisional := c.After(day, n)
	return last.AddDays(1).Midnight().Add(-time.Second), provisional
}

// AtRiskUntil returns the end of the last working day that is so near at t that what is due by then is at risk of being
// late.
func (c *Calendar) AtRiskUntil(t time.Time) time.Time {
	last, _ := c.After(Of(t), c.office.AtRiskDays)
	return last.AddDays(1).Midnight().Add(-time.Second)
}

func weekday(day Date) bool {
	w := day.Weekday()
	return w != time.Saturday && w != time.Sunday
}
