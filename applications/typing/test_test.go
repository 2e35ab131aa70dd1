package typing

import (
	"errors"
	"strings"
	"testing"
	"time"

	"gangway/internal/fault"
)

// ended is a try that began at a time and took a minute.
func ended(at time.Time) Try {
	return Try{State: Done, StartedAt: at, Deadline: at.Add(5 * time.Minute), EndedAt: at.Add(time.Minute)}
}

func TestWhenAnotherTryMayBegin(t *testing.T) {
	day := 24 * time.Hour
	open := Try{State: Open, StartedAt: start, Deadline: start.Add(5 * time.Minute)}
	three := []Try{ended(start.Add(-20 * day)), ended(start.Add(-10 * day)), ended(start.Add(-5 * day))}
	for _, tt := range []struct {
		name  string
		tries []Try
		now   time.Time
		next  time.Time // zero: now
		says  string
	}{
		{"the first", nil, start, time.Time{}, ""},
		{"within the pause", []Try{ended(start)}, start.Add(10 * time.Minute), start.Add(11 * time.Minute), "the next typing test may begin at"},
		{"after the pause", []Try{ended(start)}, start.Add(11 * time.Minute), time.Time{}, ""},
		{"one is open", []Try{open}, start.Add(5 * time.Minute), start.Add(15 * time.Minute), "is under way"},
		{"one was never ended", []Try{open}, start.Add(6 * time.Minute), start.Add(15 * time.Minute), "the next typing test may begin at"},
		{"long after one was never ended", []Try{open}, start.Add(15 * time.Minute), time.Time{}, ""},
		{"three were taken", three, start, start.Add(-20*day).AddDate(0, 0, 30), "all 3 typing tests within 30 days are used"},
		{"the first of three is out of the period", three, start.Add(10 * day), time.Time{}, ""},
	} {
		if got := sample().Next(tt.tries, tt.now); !got.Equal(tt.next) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.next)
		}
		err := sample().MayStart(tt.tries, tt.now)
		if tt.says == "" && err != nil || tt.says != "" && (!errors.Is(err, fault.Conflict) || !strings.Contains(err.Error(), tt.says)) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.says)
		}
	}
}

func TestTheBestIsTheFastestValidTry(t *testing.T) {
	try := func(number, speed int, valid bool, state TryState) Try {
		return Try{Number: number, State: state, Result: Result{Score: Score{Speed: speed}, Valid: valid}}
	}
	best, ok := Best([]Try{try(1, 60, true, Done), try(2, 90, false, Done), try(3, 70, true, Done), try(4, 70, true, Done), try(5, 99, true, Abandoned)})
	if !ok || best.Number != 3 {
		t.Errorf("got try %d, %v; want the third", best.Number, ok)
	}
	if _, ok := Best([]Try{try(1, 60, false, Done)}); ok {
		t.Error("a try that is not valid is the best")
	}
}

func TestLinesAreNamedInRanges(t *testing.T) {
	for want, lines := range map[string][]int{"": nil, "3": {3}, "1-2": {1, 2}, "1 3-5 18": {1, 3, 4, 5, 18}} {
		if got := numbers(lines); got != want {
			t.Errorf("%v: got %q, want %q", lines, got, want)
		}
	}
}
