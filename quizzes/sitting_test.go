package quizzes_test

import (
	"strings"
	"testing"
	"time"

	"gangway/internal/fault"
	"gangway/quizzes"
)

func TestWhenAnotherAttemptMayBegin(t *testing.T) {
	const open, passed, failed, pending = quizzes.Open, quizzes.Passed, quizzes.Failed, quizzes.Pending
	exam := quizzes.Exam{ID: "redlines", AttemptsAllowed: 3, CoolDownHours: 24}
	at := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC) // 17:00 in China
	next := at.Add(24 * time.Hour)
	for _, tt := range []struct {
		name   string
		states []quizzes.AttemptState // the last was handed in at the moment at
		now    time.Time
		why    string // "" when another may begin
		next   time.Time
	}{
		{"before the first", nil, at, "", time.Time{}},
		{"right after a failure", []quizzes.AttemptState{failed}, at, "may begin at 2026-11-21 17:00", next},
		{"a moment before the time is up", []quizzes.AttemptState{failed}, next.Add(-1), "may begin at 2026-11-21 17:00", next},
		{"the moment the time is up", []quizzes.AttemptState{failed}, next, "", next},
		{"after the second failure", []quizzes.AttemptState{failed, failed}, next.Add(time.Hour), "", next},
		{"after the last failure", []quizzes.AttemptState{failed, failed, failed}, next.Add(time.Hour), "all 3 attempts are used", time.Time{}},
		{"when it is passed", []quizzes.AttemptState{failed, passed}, next, "is passed already", time.Time{}},
		{"when a trainer has to grade", []quizzes.AttemptState{pending}, next, "attempt t0 waits for a trainer", time.Time{}},
		{"when one is open", []quizzes.AttemptState{failed, open}, next, "attempt t1 is not handed in yet", time.Time{}},
	} {
		var attempts []quizzes.Attempt
		for i, s := range tt.states {
			attempts = append(attempts, quizzes.Attempt{ID: "t" + string(rune('0'+i)), State: s, SubmittedAt: at.Add(time.Duration(i+1-len(tt.states)) * 48 * time.Hour)})
		}
		err := quizzes.MayStart(exam, attempts, tt.now)
		if tt.why == "" && err != nil || tt.why != "" && (fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), tt.why)) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.why)
		}
		if got := quizzes.NextAttempt(exam, attempts); !got.Equal(tt.next) {
			t.Errorf("%s: got the next at %v, want %v", tt.name, got, tt.next)
		}
	}
}

func TestAnExamWithoutACoolDownMayBeginAtOnce(t *testing.T) {
	exam := quizzes.Exam{AttemptsAllowed: 2}
	if err := quizzes.MayStart(exam, []quizzes.Attempt{{State: quizzes.Failed, SubmittedAt: start}}, start); err != nil {
		t.Errorf("got %v", err)
	}
}
