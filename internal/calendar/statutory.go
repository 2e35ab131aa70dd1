package calendar

import (
	"slices"
	"time"
)

// A monthDay is a day of any year.
type monthDay struct {
	month time.Month
	day   int
}

// fixed are the statutory holidays that fall on the same day each year, since 2025: new year, labour day, national day.
var fixed = []monthDay{{1, 1}, {5, 1}, {5, 2}, {10, 1}, {10, 2}, {10, 3}}

// moving are the statutory holidays that follow the moon and the sun: spring festival from its eve, tomb sweeping,
// dragon boat and mid-autumn. They are written down, not computed: the new moon of February 2027 falls minutes before
// midnight in Beijing, and a common library puts the spring festival a day late. Other years are unknown here; their
// answers are provisional all the same.
var moving = map[int][]monthDay{
	2027: {{2, 5}, {2, 6}, {2, 7}, {2, 8}, {4, 5}, {6, 9}, {9, 15}},
}

// statutory reports whether day is known to be a holiday by law, whatever is announced for its year.
func statutory(day Date) bool {
	md := monthDay{day.Month, day.Day}
	return slices.Contains(fixed, md) || slices.Contains(moving[day.Year], md)
}
