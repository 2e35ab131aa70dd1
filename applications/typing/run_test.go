package typing

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A keystroke is a line as it was typed, and how long after the line before.
type taken struct {
	typed    string
	after    time.Duration
	finished bool
}

// played types lines after one another; the clock starts three seconds after the first line was shown.
func played(t *testing.T, lines ...taken) Result {
	t.Helper()
	now := start
	r := NewRun(sheet(), now)
	for i, l := range lines {
		line, number, of, ok := r.Line()
		if !ok || line != ten || number != i+1 || of != 3 {
			t.Fatalf("line %d: got %q, %d of %d, %v", i+1, line, number, of, ok)
		}
		if i == 0 {
			now = now.Add(3 * time.Second)
			r.Begin(now)
		}
		now = now.Add(l.after)
		r.Take(l.typed, l.finished, now)
	}
	if _, _, _, more := r.Line(); more {
		t.Fatal("there are lines left")
	}
	return r.Result()
}

func TestARunIsScoredOverAllItsLines(t *testing.T) {
	for _, tt := range []struct {
		name  string
		lines []taken
		want  Result
	}{
		{"without a mistake", []taken{{ten, 10 * time.Second, true}, {ten, 10 * time.Second, true}, {ten, 10 * time.Second, true}},
			Result{Score{60, Full, 30, 30 * time.Second}, nil, true}},
		{"the second line was pasted", []taken{{ten, 10 * time.Second, true}, {ten, 1999 * time.Millisecond, true}, {ten, 8001 * time.Millisecond, true}},
			Result{Score{90, Full, 30, 20 * time.Second}, []int{2}, false}},
		{"a line just as fast as a person", []taken{{ten, 10 * time.Second, true}, {ten, 2 * time.Second, true}, {ten, 8 * time.Second, true}},
			Result{Score{90, Full, 30, 20 * time.Second}, nil, true}},
		{"too many mistakes", []taken{{ten, 10 * time.Second, true}, {"一二三四五六七八九十九。", 10 * time.Second, true}, {ten, 10 * time.Second, true}},
			Result{Score{56, 8750, 28, 30 * time.Second}, nil, false}},
		{"lines that were skipped", []taken{{ten, 10 * time.Second, true}, {"一", 5 * time.Second, true}, {ten, 10 * time.Second, true}},
			Result{Score{50, Full, 21, 25 * time.Second}, nil, false}},
		{"the time ran out on the second line", []taken{{ten, 10 * time.Second, true}, {"一二三", 291 * time.Second, false}},
			Result{Score{2, Full, 13, 5 * time.Minute}, nil, true}},
		{"the last line was ended when the time was over", []taken{{ten, 10 * time.Second, true}, {ten, 291 * time.Second, true}},
			Result{Score{4, Full, 20, 5 * time.Minute}, nil, true}},
	} {
		if diff := cmp.Diff(tt.want, played(t, tt.lines...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestTheClockStartsWithTheFirstCharacter(t *testing.T) {
	r := NewRun(sheet(), start)
	later := start.Add(time.Hour)
	if r.Began() || r.Over(later) || r.Left(later) != 5*time.Minute {
		t.Errorf("before the first character: began %v, over %v, left %v", r.Began(), r.Over(later), r.Left(later))
	}
	r.Begin(later)
	r.Begin(later.Add(time.Minute)) // the first character of the second line
	if left := r.Left(later.Add(2 * time.Minute)); left != 3*time.Minute {
		t.Errorf("after two minutes: got %v left, want three minutes", left)
	}
	if !r.Over(later.Add(5 * time.Minute)) {
		t.Error("after five minutes the time is not over")
	}
}
