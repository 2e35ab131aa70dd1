package typing

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
)

// A Test says how the test is taken and what it must reach. It is data: templates/typing/test.yaml.
type Test struct {
	ID           string    `yaml:"id"`
	Version      int       `yaml:"version"`
	Title        lang.Text `yaml:"title"`
	Instructions lang.Text `yaml:"instructions"`
	FoldWidth    bool      `yaml:"fold_width"` // full-width and half-width characters are the same

	Minutes           Figure `yaml:"minutes"`            // a try lasts at most
	LinesPerText      Figure `yaml:"lines_per_text"`     // taken from each text of a try
	AccuracyPercent   Figure `yaml:"accuracy_percent"`   // a valid try has at least
	LeastCharacters   Figure `yaml:"least_characters"`   // right ones a valid try has, unless it used the whole time
	Tries             Figure `yaml:"tries"`              // within the period
	PeriodDays        Figure `yaml:"period_days"`        // days tries are counted for
	GapMinutes        Figure `yaml:"gap_minutes"`        // between the end of a try and the next
	PasteMilliseconds Figure `yaml:"paste_milliseconds"` // for each character; a line that comes faster is flagged
}

// A Figure is a number with the source it rests on.
type Figure struct {
	Value  int    `yaml:"value" json:"value"`
	Source string `yaml:"source" json:"source"`
}

// Limit returns how long a try may take.
func (t Test) Limit() time.Duration { return time.Duration(t.Minutes.Value) * time.Minute }

// Next returns when another try may begin, or the zero time when it may begin now. Tries are the account's, the oldest
// first.
func (t Test) Next(tries []Try, now time.Time) time.Time {
	var next time.Time
	if n := len(tries); n > 0 {
		last := tries[n-1].Closed(now)
		end := last.EndedAt
		if last.State == Open {
			end = last.Deadline
		}
		next = end.Add(time.Duration(t.GapMinutes.Value) * time.Minute)
	}
	if n := len(tries) - t.Tries.Value; n >= 0 {
		// The try that has to be out of the period before one more fits in.
		if free := tries[n].StartedAt.AddDate(0, 0, t.PeriodDays.Value); free.After(next) {
			next = free
		}
	}
	if !next.After(now) {
		return time.Time{}
	}
	return next
}

// Used returns how many tries of the current period there are.
func (t Test) Used(tries []Try, now time.Time) int {
	used := 0
	for _, try := range tries {
		if try.StartedAt.AddDate(0, 0, t.PeriodDays.Value).After(now) {
			used++
		}
	}
	return used
}

// MayStart returns nil when another try may begin now, or fault.Conflict saying why not and when.
func (t Test) MayStart(tries []Try, now time.Time) error {
	if n := len(tries); n > 0 && tries[n-1].Closed(now).State == Open {
		return fault.New(fault.Conflict, "a typing test of yours is under way; if its terminal is gone, it ends by itself at %s", calendar.Minute(tries[n-1].Deadline))
	}
	next := t.Next(tries, now)
	switch {
	case next.IsZero():
		return nil
	case t.Used(tries, now) >= t.Tries.Value:
		return fault.New(fault.Conflict, "all %d typing tests within %d days are used; the next may begin at %s", t.Tries.Value, t.PeriodDays.Value, calendar.Minute(next)).
			WithHint("gangway typing result")
	}
	return fault.New(fault.Conflict, "the next typing test may begin at %s", calendar.Minute(next)).WithHint("gangway typing result")
}

// Shortfall says why a finished try is no evidence: one message for each reason, none when it is valid. A try that was
// broken off is not asked.
func (t Test) Shortfall(r Result) (reasons []lang.Message) {
	if len(r.Flagged) > 0 {
		reasons = append(reasons, lang.M("some lines came faster than anybody types: %s", numbers(r.Flagged)))
	}
	if r.Accuracy*100 < t.AccuracyPercent.Value*Full {
		reasons = append(reasons, lang.M("an accuracy of %d%% is needed", t.AccuracyPercent.Value))
	}
	if r.Correct < t.LeastCharacters.Value && r.Time < t.Limit() {
		reasons = append(reasons, lang.M("%d right characters are needed when the time is not used up", t.LeastCharacters.Value))
	}
	return reasons
}

// numbers says line numbers in their order, those that follow each other as a range.
func numbers(lines []int) string {
	var ranges []string
	for i := 0; i < len(lines); {
		first := i
		for i++; i < len(lines) && lines[i] == lines[i-1]+1; {
			i++
		}
		if last := lines[i-1]; last > lines[first] {
			ranges = append(ranges, fmt.Sprintf("%d-%d", lines[first], last))
			continue
		}
		ranges = append(ranges, strconv.Itoa(lines[first]))
	}
	return strings.Join(ranges, " ")
}
