package typing

import "time"

// A Run is a try while it is typed: which line is next, how much time is left, and what was counted so far. The caller
// says what time it is.
type Run struct {
	sheet   Sheet
	lines   []string
	next    int // the line to copy
	began   time.Time
	shown   time.Time // when the line was shown
	ended   time.Time
	count   Count
	flagged []int
}

// NewRun returns a run over a sheet whose first line is shown now. The clock does not run yet.
func NewRun(s Sheet, now time.Time) *Run { return &Run{sheet: s, lines: s.Lines(), shown: now} }

// Line returns the line to copy, its number from 1, and the number of lines; ok is false when there is none left.
func (r *Run) Line() (line string, number, of int, ok bool) {
	if r.next >= len(r.lines) || !r.ended.IsZero() {
		return "", r.next, len(r.lines), false
	}
	return r.lines[r.next], r.next + 1, len(r.lines), true
}

// Text returns the text that the line to copy belongs to.
func (r *Run) Text() Text { return r.sheet.TextOf(r.next) }

// Begin starts the clock; only the first call does.
func (r *Run) Begin(now time.Time) {
	if r.began.IsZero() {
		r.began = now
	}
}

// Began reports whether the clock runs.
func (r *Run) Began() bool { return !r.began.IsZero() }

// Left returns the time that is left: all of it until the clock runs.
func (r *Run) Left(now time.Time) time.Duration {
	if r.began.IsZero() {
		return r.sheet.Test.Limit()
	}
	return max(0, r.sheet.Test.Limit()-now.Sub(r.began))
}

// Over reports whether the time is over.
func (r *Run) Over(now time.Time) bool { return r.Left(now) == 0 }

// Take counts what was typed of the line and goes on to the next, which is shown now. A line that was not finished is the
// last: the time ran out on it.
func (r *Run) Take(typed string, finished bool, now time.Time) {
	r.Begin(now)
	if r.Over(now) {
		now = r.began.Add(r.sheet.Test.Limit())
	}
	compare := Compare
	if !finished {
		compare = CompareBegun
	}
	c := compare(r.lines[r.next], typed, r.sheet.Test.FoldWidth)
	least := time.Duration(c.Typed*r.sheet.Test.PasteMilliseconds.Value) * time.Millisecond
	if now.Sub(r.shown) < least {
		r.flagged = append(r.flagged, r.next+1)
	}
	r.count = r.count.plus(c)
	r.next++
	r.shown = now
	if !finished || r.next == len(r.lines) || r.Over(now) {
		r.ended = now
	}
}

// Result returns what the run has come to, once there is no line left.
func (r *Run) Result() Result {
	result := Result{Score: NewScore(r.count, r.ended.Sub(r.began)), Flagged: r.flagged}
	result.Valid = len(r.sheet.Test.Shortfall(result)) == 0
	return result
}
