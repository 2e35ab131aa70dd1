package quizzes_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"testing"
	"time"

	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/outbox"
	"gangway/quizzes"
	"gangway/templates"
)

// drawer is a store that keeps the attempts of one account.
type drawer struct {
	attempts []quizzes.Attempt
	events   []audit.Event
	notices  []outbox.Notice
	ids      int
}

func (d *drawer) Attempts(context.Context, string, string) ([]quizzes.Attempt, error) {
	return slices.Clone(d.attempts), nil
}

func (d *drawer) StartAttempt(_ context.Context, a quizzes.Attempt, e audit.Event) error {
	d.attempts, d.events = append(d.attempts, a), append(d.events, e)
	return nil
}

func (d *drawer) ChangeAttempt(_ context.Context, id string, change func(*quizzes.Attempt, outbox.Recipient) (quizzes.Outcome, error)) (quizzes.Attempt, error) {
	at := slices.IndexFunc(d.attempts, func(a quizzes.Attempt) bool { return a.ID == id })
	a := d.attempts[at]
	a.Responses = slices.Clone(a.Responses)
	o, err := change(&a, outbox.Recipient{Account: a.Account, Application: a.Application, Email: "zhang@example.com", Lang: lang.English})
	if err == nil && o.Event.Action != "" {
		d.attempts[at], d.events, d.notices = a, append(d.events, o.Event), append(d.notices, o.Notices...)
	}
	return a, err
}

func (d *drawer) AttemptOf(_ context.Context, typed string) (attempt, response string, err error) {
	for _, a := range d.attempts {
		if slices.ContainsFunc(a.Responses, func(r quizzes.Response) bool { return r.ID == typed }) {
			return a.ID, typed, nil
		}
	}
	return "", "", fault.New(fault.NotFound, "there is no such record")
}

func (d *drawer) Expired(_ context.Context, now time.Time) ([]string, error) {
	ids := []string{}
	for _, a := range d.attempts {
		if a.Expired(now) {
			ids = append(ids, a.ID)
		}
	}
	return ids, nil
}

func (d *drawer) NewID() string {
	d.ids++
	return "id" + strconv.Itoa(d.ids)
}

// room is where the shipped exam is sat; the clock is what now points to.
func room(d *drawer, now *time.Time) quizzes.Room {
	return quizzes.Room{Store: d, Library: quizzes.Library{FS: templates.Shipped()}, Notices: outbox.NewComposer(templates.Shipped()), Shuffle: shuffle, Now: func() time.Time { return *now }}
}

var (
	applicant = access.Authenticated("own", "own", []access.Role{access.Applicant})
	both      = access.Authenticated("own", "own", []access.Role{access.Applicant, access.Trainer})
	trainer   = access.Authenticated("teacher", "teacher", []access.Role{access.Trainer})
)

func TestWhatWasLeftOpenIsHandedInWhenItsTimeIsOver(t *testing.T) {
	now := start
	d := &drawer{}
	r := room(d, &now)
	a, err := r.Start(t.Context(), applicant, "application", "redlines")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.HandInExpired(t.Context()); err != nil || d.attempts[0].State != quizzes.Open {
		t.Fatalf("before the deadline: %v, %s", err, d.attempts[0].State)
	}
	now = a.Deadline.Add(time.Second)
	if err := r.HandInExpired(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := d.attempts[0]; got.State != quizzes.Failed || !got.SubmittedAt.Equal(a.Deadline) {
		t.Errorf("got %s at %s, want failed at the deadline", got.State, got.SubmittedAt)
	}
}

func TestStartingAgainGoesOnWithTheOpenAttempt(t *testing.T) {
	now := start
	d := &drawer{}
	first, err := room(d, &now).Start(t.Context(), applicant, "a1", "redlines")
	if err != nil {
		t.Fatal(err)
	}
	if len(first.Paper) != 20 || len(first.Responses) != 20 || first.Number != 1 || !first.Deadline.Equal(deadline) || first.PassPercent != 80 {
		t.Errorf("got %d questions, number %d until %v", len(first.Paper), first.Number, first.Deadline)
	}
	now = start.Add(10 * time.Minute)
	again, err := room(d, &now).Start(t.Context(), applicant, "a1", "redlines")
	if err != nil || again.ID != first.ID || len(d.attempts) != 1 {
		t.Errorf("got the attempt %s, %v; want %s", again.ID, err, first.ID)
	}
}

func TestAnAttemptWhoseTimeRanOutIsHandedInAtItsDeadline(t *testing.T) {
	now := start
	d := &drawer{}
	first, err := room(d, &now).Start(t.Context(), applicant, "a1", "redlines")
	if err != nil {
		t.Fatal(err)
	}
	now = deadline.Add(2 * time.Hour)
	if _, err := room(d, &now).Start(t.Context(), applicant, "a1", "redlines"); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v, want %v until it has cooled down", err, fault.Conflict)
	}
	if got := d.attempts[0]; got.State != quizzes.Failed || !got.SubmittedAt.Equal(deadline) {
		t.Errorf("got %s at %v, want %s at %v", got.State, got.SubmittedAt, quizzes.Failed, deadline)
	}
	now = deadline.Add(24 * time.Hour)
	second, err := room(d, &now).Start(t.Context(), applicant, "a1", "redlines")
	if err != nil || second.Number != 2 || slices.Equal(ids(second.Paper), ids(first.Paper)) {
		t.Errorf("got attempt number %d, %v; want a second one with another paper", second.Number, err)
	}
}

func TestHandingInTwiceChangesNothing(t *testing.T) {
	now := start
	d := &drawer{}
	r := room(d, &now)
	a, err := r.Start(t.Context(), applicant, "a1", "redlines")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		got, err := r.Submit(t.Context(), applicant, a.ID)
		if err != nil || got.State != quizzes.Failed || !got.SubmittedAt.Equal(start) {
			t.Errorf("got %s at %v, %v", got.State, got.SubmittedAt, err)
		}
		now = now.Add(time.Minute)
	}
	if len(d.events) != 2 || len(d.notices) != 1 || d.notices[0].Kind != "exam-failed" {
		t.Errorf("got %d events and %d notices, want those of starting and of handing in once", len(d.events), len(d.notices))
	}
}

func TestWhoMayAnswerHandInAndGrade(t *testing.T) {
	now := start
	d := &drawer{}
	r := room(d, &now)
	a, err := r.Start(t.Context(), applicant, "a1", "redlines")
	if err != nil {
		t.Fatal(err)
	}
	stranger := access.Authenticated("other", "other", []access.Role{access.Applicant})
	at := slices.IndexFunc(a.Paper, func(i quizzes.Item) bool { return i.Question.Type == quizzes.Short })
	answers := map[string]quizzes.Answer{a.Paper[at].Question.ID: {"请稍等"}}
	for _, step := range []struct {
		name string
		do   func() error
		want error
	}{
		{"a stranger answers", func() error { _, err := r.Answer(t.Context(), stranger, a.ID, answers); return err }, fault.NotFound},
		{"a trainer answers", func() error { _, err := r.Answer(t.Context(), trainer, a.ID, answers); return err }, fault.Denied},
		{"a wrong answer", func() error {
			_, err := r.Answer(t.Context(), applicant, a.ID, map[string]quizzes.Answer{"q": {"a"}})
			return err
		}, fault.Invalid},
		{"the applicant answers", func() error { _, err := r.Answer(t.Context(), applicant, a.ID, answers); return err }, nil},
		{"a stranger hands in", func() error { _, err := r.Submit(t.Context(), stranger, a.ID); return err }, fault.NotFound},
		{"the applicant hands in", func() error { _, err := r.Submit(t.Context(), applicant, a.ID); return err }, nil},
		{"the applicant grades", func() error {
			_, err := r.Grade(t.Context(), applicant, a.Responses[at].ID, 1, "")
			return err
		}, fault.Denied},
		{"a trainer grades an own answer", func() error { _, err := r.Grade(t.Context(), both, a.Responses[at].ID, 1, ""); return err }, fault.Denied},
		{"a trainer grades a response that is not there", func() error { _, err := r.Grade(t.Context(), trainer, "id99", 1, ""); return err }, fault.NotFound},
		{"a trainer grades", func() error {
			_, err := r.Grade(t.Context(), trainer, a.Responses[at].ID, 1, "short")
			return err
		}, nil},
	} {
		if err := step.do(); fault.KindOf(err) != step.want {
			t.Errorf("%s: got %v, want %v", step.name, err, step.want)
		}
	}
	var actions []string
	for _, e := range d.events {
		actions = append(actions, e.Action)
	}
	if want := []string{"start_attempt", "answer", "submit_attempt", "grade"}; !slices.Equal(actions, want) {
		t.Errorf("got the events %v, want %v", actions, want)
	}
}

func TestWhatIsNotThere(t *testing.T) {
	library := quizzes.Library{FS: templates.Shipped()}
	for _, id := range []string{"", "none", "../banks/redlines", "redlines.yaml", "..", "a/b"} {
		if _, err := library.Bank(id); !errors.Is(err, fault.NotFound) {
			t.Errorf("bank %q: got %v, want %v", id, err, fault.NotFound)
		}
		if _, _, err := library.Exam(id); !errors.Is(err, fault.NotFound) {
			t.Errorf("exam %q: got %v, want %v", id, err, fault.NotFound)
		}
	}
}
