package quizzes

import (
	"context"
	"time"

	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/outbox"
)

// A Store keeps attempts. Each method is one unit of work.
type Store interface {
	// Attempts returns the account's attempts at an exam, the oldest first.
	Attempts(ctx context.Context, account, exam string) ([]Attempt, error)
	// StartAttempt stores a new attempt; fault.Conflict when the account has one open.
	StartAttempt(ctx context.Context, a Attempt, event audit.Event) error
	// ChangeAttempt runs change on the attempt as it is now and writes it with the outcome, unless there is nothing
	// to record (an event without an action).
	ChangeAttempt(ctx context.Context, id string, change func(*Attempt, outbox.Recipient) (Outcome, error)) (Attempt, error)
	// Expired returns the ids of the open attempts whose deadline has passed.
	Expired(ctx context.Context, now time.Time) ([]string, error)
	// AttemptOf returns the id of the attempt a response belongs to, and the response's whole id, or fault.NotFound.
	AttemptOf(ctx context.Context, typed string) (attempt, response string, err error)
	// NewID returns a fresh id.
	NewID() string
}

// An Outcome is what a change of an attempt leaves behind beside the attempt itself.
type Outcome struct {
	Event   audit.Event
	Notices []outbox.Notice
}

// A Room is where exams are sat and graded, over a store.
type Room struct {
	Store   Store
	Library Library
	Notices *outbox.Composer
	Shuffle Shuffler
	Now     func() time.Time
}

// Start returns the account's open attempt at the exam, or a new one. Errors are fault.Conflict when the exam is
// passed, waits for a trainer, cools down, or has no attempts left.
func (r Room) Start(ctx context.Context, by access.Actor, application, exam string) (Attempt, error) {
	e, bank, err := r.Library.Exam(exam)
	if err != nil {
		return Attempt{}, err
	}
	attempts, err := r.Sittings(ctx, by, exam)
	if err != nil {
		return Attempt{}, err
	}
	if n := len(attempts); n > 0 && attempts[n-1].State == Open {
		return attempts[n-1], nil
	}
	now := r.Now()
	if err := MayStart(e, attempts, now); err != nil {
		return Attempt{}, err
	}
	a := Attempt{
		ID: r.Store.NewID(), Exam: e.ID, ExamVersion: e.Version, PassPercent: e.PassPercent,
		Account: by.ID(), Application: application, Number: len(attempts) + 1,
		StartedAt: now, Deadline: now.Add(time.Duration(e.MinutesAllowed) * time.Minute), State: Open,
	}
	a.Paper = DrawPaper(e, bank, a.ID, r.Shuffle)
	for _, item := range a.Paper {
		a.Responses = append(a.Responses, Response{ID: r.Store.NewID(), Question: item.Question.ID})
	}
	event := audit.Event{Chain: application, Action: "start_attempt", Actor: by.ID(), At: now,
		Details: audit.Details{"attempt": a.ID, "exam": e.ID, "version": e.Version}}
	return a, r.Store.StartAttempt(ctx, a, event)
}

// Sittings returns the account's attempts at an exam, oldest first; one whose time ran out is handed in on the way.
func (r Room) Sittings(ctx context.Context, by access.Actor, exam string) ([]Attempt, error) {
	attempts, err := r.Store.Attempts(ctx, by.ID(), exam)
	if err != nil {
		return nil, err
	}
	for i, a := range attempts {
		if a.Expired(r.Now()) {
			if attempts[i], err = r.Submit(ctx, by, a.ID); err != nil {
				return nil, err
			}
		}
	}
	return attempts, nil
}

// Answer records answers in the account's own open attempt.
func (r Room) Answer(ctx context.Context, by access.Actor, id string, given map[string]Answer) (Attempt, error) {
	return r.Store.ChangeAttempt(ctx, id, func(a *Attempt, _ outbox.Recipient) (Outcome, error) {
		if err := access.Check(by, "quiz answer", a.Account); err != nil {
			return Outcome{}, err
		}
		now := r.Now()
		questions := make([]string, 0, len(given))
		for _, item := range a.Paper {
			if _, ok := given[item.Question.ID]; ok {
				questions = append(questions, item.Question.ID)
			}
		}
		return Outcome{Event: audit.Event{Chain: a.Application, Action: "answer", Actor: by.ID(), At: now,
			Details: audit.Details{"attempt": a.ID, "questions": questions}}}, a.Answer(given, now)
	})
}

// HandInExpired hands in what was left open when its time ran out, so that it can be graded although the person never
// came back.
func (r Room) HandInExpired(ctx context.Context) error {
	ids, err := r.Store.Expired(ctx, r.Now())
	if err != nil {
		return err
	}
	for _, id := range ids {
		_, err := r.Store.ChangeAttempt(ctx, id, func(a *Attempt, to outbox.Recipient) (Outcome, error) {
			if !a.Expired(r.Now()) {
				return Outcome{}, nil
			}
			return r.handIn(a, access.System, to)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// handIn closes an attempt on behalf of somebody.
func (r Room) handIn(a *Attempt, by access.Actor, to outbox.Recipient) (Outcome, error) {
	now := r.Now()
	a.Close(earlier(now, a.Deadline))
	notices, err := r.resultNotices(*a, Open, to)
	return Outcome{Notices: notices, Event: audit.Event{Chain: a.Application, Action: "submit_attempt", Actor: by.ID(), At: now,
		Details: audit.Details{"attempt": a.ID, "state": a.State, "score": a.Score().Points}}}, err
}

// Submit hands the account's own attempt in and grades what has a key. Handing in twice changes nothing.
func (r Room) Submit(ctx context.Context, by access.Actor, id string) (Attempt, error) {
	return r.Store.ChangeAttempt(ctx, id, func(a *Attempt, to outbox.Recipient) (Outcome, error) {
		if err := access.Check(by, "quiz submit", a.Account); err != nil {
			return Outcome{}, err
		}
		if a.State != Open {
			return Outcome{}, nil
		}
		return r.handIn(a, by, to)
	})
}

// Grade records a trainer's points for another person's response.
func (r Room) Grade(ctx context.Context, by access.Actor, response string, points int, comment string) (Attempt, error) {
	id, response, err := r.Store.AttemptOf(ctx, response)
	if err != nil {
		return Attempt{}, err
	}
	return r.Store.ChangeAttempt(ctx, id, func(a *Attempt, to outbox.Recipient) (Outcome, error) {
		if err := access.Check(by, "grade set", a.Account); err != nil {
			return Outcome{}, err
		}
		now, before := r.Now(), a.State
		if err := a.Grade(response, points, comment, by.ID(), now); err != nil {
			return Outcome{}, err
		}
		notices, err := r.resultNotices(*a, before, to)
		return Outcome{Notices: notices, Event: audit.Event{Chain: a.Application, Action: "grade", Actor: by.ID(), At: now,
			Details: audit.Details{"attempt": a.ID, "response": response, "points": points, "state": a.State}}}, err
	})
}

// resultNotices tells the person how the attempt ended, when it has just passed or failed.
func (r Room) resultNotices(a Attempt, before AttemptState, to outbox.Recipient) ([]outbox.Notice, error) {
	if a.State == before || a.State == Pending {
		return nil, nil
	}
	e, _, err := r.Library.Exam(a.Exam)
	if err != nil {
		return nil, err
	}
	score := a.Score()
	values := map[string]any{"exam": e.Title, "percent": int(score.Percent), "red_lines": len(score.Missed), "next_attempt": ""}
	if a.State == Passed {
		return r.Notices.Notices("exam-passed", to, values)
	}
	if a.Number < e.AttemptsAllowed {
		values["next_attempt"] = outbox.Moment(e.After(a))
	}
	return r.Notices.Notices("exam-failed", to, values)
}

// MayStart returns nil when another attempt may begin now, or fault.Conflict saying why not.
func MayStart(e Exam, attempts []Attempt, now time.Time) error {
	for _, a := range attempts {
		switch a.State {
		case Passed:
			return fault.New(fault.Conflict, "the exam %q is passed already", e.ID)
		case Open:
			return fault.New(fault.Conflict, "attempt %s is not handed in yet", a.ID)
		case Pending:
			return fault.New(fault.Conflict, "attempt %s waits for a trainer to grade it", a.ID)
		}
	}
	if len(attempts) >= e.AttemptsAllowed {
		return fault.New(fault.Conflict, "all %d attempts are used; ask a trainer", e.AttemptsAllowed)
	}
	if next := NextAttempt(e, attempts); now.Before(next) {
		return fault.New(fault.Conflict, "the next attempt may begin at %s", calendar.Minute(next))
	}
	return nil
}

// NextAttempt returns when another attempt may begin, or the zero time when there is none to wait for.
func NextAttempt(e Exam, attempts []Attempt) time.Time {
	if len(attempts) == 0 || len(attempts) >= e.AttemptsAllowed {
		return time.Time{}
	}
	last := attempts[len(attempts)-1]
	if last.State != Failed {
		return time.Time{}
	}
	return e.After(last)
}

// After returns when the cool-down after an attempt ends.
func (e Exam) After(attempt Attempt) time.Time {
	return attempt.SubmittedAt.Add(time.Duration(e.CoolDownHours) * time.Hour)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
