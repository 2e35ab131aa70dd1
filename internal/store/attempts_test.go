package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/outbox"
	"gangway/internal/store"
	"gangway/quizzes"
)

// bank holds a question of each type; the short one is graded by a trainer.
func bank() []quizzes.Question {
	text := func(s string) lang.Text { return lang.Text{Chinese: s, English: s} }
	options := []quizzes.Option{{ID: "a", Text: text("one")}, {ID: "b", Text: text("two")}, {ID: "c", Text: text("three")}}
	return []quizzes.Question{
		{ID: "q1", Type: quizzes.Single, Points: 2, RedLine: true, Stem: text("<&> ‘引号’"), Options: options, Key: quizzes.Key{"b"}},
		{ID: "q2", Type: quizzes.Multiple, Points: 3, Stem: text("which"), Options: options, Key: quizzes.Key{"a", "c"}},
		{ID: "q3", Type: quizzes.TrueFalse, Points: 1, Stem: text("is it"), Key: quizzes.Key{"true"}},
		{ID: "q4", Type: quizzes.Short, Points: 4, Stem: text("write"), Rubric: []quizzes.Criterion{{Points: 4, Text: text("kind")}}},
	}
}

// paper is a new attempt with the questions in an order of its own.
func paper(s *store.Store, a applications.Application, number int, questions []quizzes.Question) quizzes.Attempt {
	attempt := quizzes.Attempt{ID: s.NewID(), Exam: "rules", ExamVersion: 2, PassPercent: 80, Account: a.Account, Application: a.ID,
		Number: number, StartedAt: start, Deadline: start.Add(30 * time.Minute), State: quizzes.Open, Revision: 1}
	orders := [][]string{{"c", "a", "b"}, {"b", "c", "a"}, {"true", "false"}, {}}
	for _, i := range []int{2, 0, 3, 1} {
		attempt.Paper = append(attempt.Paper, quizzes.Item{Question: questions[i], Order: orders[i]})
		attempt.Responses = append(attempt.Responses, quizzes.Response{ID: s.NewID(), Question: questions[i].ID})
	}
	return attempt
}

func started(a quizzes.Attempt) audit.Event {
	return audit.Event{Chain: a.Application, Action: "start_attempt", Actor: a.Account, At: start}
}

// sitting starts an attempt of an applicant.
func sitting(t testing.TB, s *store.Store, name string) quizzes.Attempt {
	t.Helper()
	a := paper(s, draft(t, s, applicant(t, s, name), "online-agent"), 1, bank())
	must(t, s.StartAttempt(t.Context(), a, started(a)))
	return a
}

// answering answers questions; each is answered at start.
func answering(given map[string]quizzes.Answer) changing {
	return func(a *quizzes.Attempt, _ outbox.Recipient) (quizzes.Outcome, error) {
		return acting(a, "answer", a.Account), a.Answer(given, start)
	}
}

// A changing changes an attempt and tells what it leaves behind, which is what ChangeAttempt asks for.
type changing = func(*quizzes.Attempt, outbox.Recipient) (quizzes.Outcome, error)

// acting is an outcome with an event and no notice.
func acting(a *quizzes.Attempt, action, by string) quizzes.Outcome {
	return quizzes.Outcome{Event: audit.Event{Chain: a.Application, Action: action, Actor: by, At: start}}
}

func handingIn(a *quizzes.Attempt, _ outbox.Recipient) (quizzes.Outcome, error) {
	a.Close(start.Add(time.Minute))
	return acting(a, "submit_attempt", a.Account), nil
}

func change(t testing.TB, s *store.Store, id string, f changing) quizzes.Attempt {
	t.Helper()
	return got[quizzes.Attempt](t)(s.ChangeAttempt(t.Context(), id, f))
}

func wantAttempt(t testing.TB, s *store.Store, want quizzes.Attempt) {
	t.Helper()
	stored := got[quizzes.Attempt](t)(s.Attempt(t.Context(), want.ID))
	if diff := cmp.Diff(want, stored, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("want -, stored +\n%s", diff)
	}
}

func TestAnAttemptKeepsItsPaperAndOrder(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		wantAttempt(t, s, sitting(t, s, "wang"))
	})
}

func TestEditingABankChangesNoAttempt(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		first := sitting(t, s, "wang")
		edited := bank()
		edited[0].Key, edited[0].Stem.English, edited[0].Points = quizzes.Key{"a"}, "another wording", 5
		second := paper(s, draft(t, s, applicant(t, s, "li"), "online-agent"), 1, edited)
		must(t, s.StartAttempt(t.Context(), second, started(second)))
		wantAttempt(t, s, first)
		wantAttempt(t, s, second)
		right := answering(map[string]quizzes.Answer{"q1": {"b"}})
		change(t, s, first.ID, right)
		change(t, s, second.ID, right)
		old, later := change(t, s, first.ID, handingIn), change(t, s, second.ID, handingIn)
		if old.Score().Points != 2 || later.Score().Points != 0 {
			t.Errorf("got %d and %d points, want 2 by the old key and 0 by the new", old.Score().Points, later.Score().Points)
		}
	})
}

func TestOneAttemptIsOpenAtATime(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := handles(t, p, 8)
		a := draft(t, s[0], applicant(t, s[0], "wang"), "online-agent")
		errs := together(8, func(i int) error {
			attempt := paper(s[i], a, i+1, bank())
			return s[i].StartAttempt(context.WithoutCancel(t.Context()), attempt, started(attempt))
		})
		if done, refused, others := tally(errs, fault.Conflict); done != 1 || refused != 7 {
			t.Errorf("%d were started and %d refused, others %v; want 1 and 7", done, refused, others)
		}
		list := got[[]quizzes.Attempt](t)(s[0].Attempts(t.Context(), a.Account, "rules"))
		if len(list) != 1 || len(list[0].Paper) != 4 {
			t.Fatalf("got %d attempts, want one with four questions", len(list))
		}
		change(t, s[0], list[0].ID, handingIn)
		next := paper(s[0], a, list[0].Number, bank())
		wantKind(t, s[0].StartAttempt(t.Context(), next, started(next)), fault.Conflict, "a moment ago") // a number is used once
		next.Number += 10
		must(t, s[0].StartAttempt(t.Context(), next, started(next)))
		if last := got[[]quizzes.Attempt](t)(s[0].Attempts(t.Context(), a.Account, "rules")); len(last) != 2 || last[1].ID != next.ID {
			t.Errorf("the attempts do not come oldest first")
		}
	})
}

func TestAnswersAreKeptAndGraded(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		a, trainer := sitting(t, s, "wang"), staff(t, s, "zhou", access.Trainer)
		change(t, s, a.ID, answering(map[string]quizzes.Answer{"q1": {"a"}, "q2": {"c", "a"}}))
		after := change(t, s, a.ID, answering(map[string]quizzes.Answer{"q1": {"B"}, "q4": {"亲，您好！\n请稍等 '\"<"}}))
		wantAttempt(t, s, after)
		after = change(t, s, a.ID, handingIn)
		if after.State != quizzes.Pending || after.Score().Points != 5 || after.Revision != 4 {
			t.Errorf("got %s with %d points at revision %d", after.State, after.Score().Points, after.Revision)
		}
		wantAttempt(t, s, after)
		waiting := got[[]store.Waiting](t)(s.Waiting(t.Context(), trainer.ID))
		want := []store.Waiting{{Response: after.Responses[2].ID, Attempt: a.ID, Question: bank()[3], Text: "亲，您好！\n请稍等 '\"<", At: start.Add(time.Minute)}}
		if diff := cmp.Diff(want, waiting, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("want -, got +\n%s", diff)
		}
		attempt, response, err := s.AttemptOf(t.Context(), waiting[0].Response[:10])
		if attempt != a.ID || response != waiting[0].Response || err != nil {
			t.Errorf("got attempt %s, response %s (%v)", attempt, response, err)
		}
		graded := change(t, s, attempt, func(a *quizzes.Attempt, _ outbox.Recipient) (quizzes.Outcome, error) {
			return acting(a, "grade", trainer.ID), a.Grade(response, 4, "很好", trainer.ID, start)
		})
		if graded.State != quizzes.Passed {
			t.Errorf("the attempt is %s with %+v", graded.State, graded.Score())
		}
		wantAttempt(t, s, graded)
		if left := got[[]store.Waiting](t)(s.Waiting(t.Context(), trainer.ID)); len(left) != 0 {
			t.Errorf("%d responses wait still", len(left))
		}
		progress, err := s.Progress(t.Context(), a.Account)
		if diff := cmp.Diff(graded, progress.Attempts["rules"], cmpopts.EquateEmpty()); diff != "" || err != nil {
			t.Errorf("%v; want -, got +\n%s", err, diff)
		}
	})
}

func TestNobodyGradesTheirOwn(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := open(t, p, standing)
		a := sitting(t, s, "wang")
		change(t, s, a.ID, answering(map[string]quizzes.Answer{"q4": {"hello"}}))
		closed := change(t, s, a.ID, handingIn)
		if own := got[[]store.Waiting](t)(s.Waiting(t.Context(), a.Account)); len(own) != 0 {
			t.Error("somebody is shown a response of their own to grade")
		}
		if others := got[[]store.Waiting](t)(s.Waiting(t.Context(), "")); len(others) != 1 {
			t.Errorf("%d responses wait, want 1", len(others))
		}
		_, err := s.ChangeAttempt(t.Context(), a.ID, func(a *quizzes.Attempt, _ outbox.Recipient) (quizzes.Outcome, error) { // round the domain's check
			return acting(a, "grade", a.Account), a.Grade(closed.Responses[2].ID, 4, "", a.Account, start)
		})
		if err == nil {
			t.Error("the store let somebody grade themself")
		}
		wantAttempt(t, s, closed)
	})
}

func TestAChangeOfAnAttemptIsWhollyWrittenOrNotAtAll(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		a := sitting(t, s, "wang")
		_, err := s.ChangeAttempt(t.Context(), a.ID, answering(map[string]quizzes.Answer{"q1": {"a"}, "q3": {"perhaps"}}))
		wantKind(t, err, fault.Invalid, "none was kept")
		after := change(t, s, a.ID, func(*quizzes.Attempt, outbox.Recipient) (quizzes.Outcome, error) { return quizzes.Outcome{}, nil })
		if after.Revision != 1 {
			t.Error("a change without an action was written")
		}
		wantAttempt(t, s, a)
		wantActions(t, s, a.Application, "begin by "+a.Account, "start_attempt by "+a.Account)
		_, err = s.ChangeAttempt(t.Context(), "zzzzzzzzzzzz", handingIn)
		wantKind(t, err, fault.NotFound, "nothing with the id")
	})
}

// Two windows on one attempt: whatever was answered in either is kept.
func TestSimultaneousAnswersAreAllKept(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := handles(t, p, 16)
		a := sitting(t, s[0], "wang")
		given := []map[string]quizzes.Answer{{"q1": {"b"}}, {"q2": {"a", "c"}}, {"q3": {"true"}}, {"q4": {"hello"}}}
		for i, err := range together(16, func(i int) error {
			_, err := s[i].ChangeAttempt(context.WithoutCancel(t.Context()), a.ID, answering(given[i%len(given)]))
			return err
		}) {
			if err != nil {
				t.Errorf("answer %d: %v", i, err)
			}
		}
		after := got[quizzes.Attempt](t)(s[0].Attempt(t.Context(), a.ID))
		answered := ""
		for _, r := range after.Responses {
			answered += fmt.Sprint(r.Answer)
		}
		if want := "[true][b][hello][a c]"; answered != want || after.Revision != 17 {
			t.Errorf("got %s at revision %d, want %s at 17", answered, after.Revision, want)
		}
		wantIntact(t, s[0])
	})
}

// Handing in while answering: what comes later is refused, and the score is that of what was kept.
func TestNothingIsAnsweredAfterHandingIn(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := handles(t, p, 8)
		a := sitting(t, s[0], "wang")
		errs := together(8, func(i int) error {
			f := answering(map[string]quizzes.Answer{"q1": {"b"}})
			if i%2 == 0 {
				f = func(a *quizzes.Attempt, to outbox.Recipient) (quizzes.Outcome, error) {
					if a.State != quizzes.Open {
						return quizzes.Outcome{}, nil
					}
					return handingIn(a, to)
				}
			}
			_, err := s[i].ChangeAttempt(context.WithoutCancel(t.Context()), a.ID, f)
			return err
		})
		answered := 0
		for i, err := range errs {
			if i%2 == 1 && err == nil {
				answered++
			} else if err != nil && !errors.Is(err, fault.Conflict) {
				t.Error(err)
			}
		}
		after := got[quizzes.Attempt](t)(s[0].Attempt(t.Context(), a.ID))
		if want := min(answered, 1) * 2; after.Score().Points != want || after.State == quizzes.Open {
			t.Errorf("got %d points and %s after %d answers in time", after.Score().Points, after.State, answered)
		}
		submissions := 0
		for _, e := range got[[]audit.Event](t)(s[0].Events(t.Context(), a.Application)) {
			if e.Action == "submit_attempt" {
				submissions++
			}
		}
		if submissions != 1 {
			t.Errorf("the attempt was handed in %d times", submissions)
		}
	})
}

// A notice of the result goes to the one who sat, in the same transaction as the result.
func TestAResultIsToldWithTheChange(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		a := sitting(t, s, "wang")
		p := profileOf(t, s, a.Account)
		result := func(to outbox.Recipient) outbox.Notice {
			return outbox.Notice{Channel: outbox.SMS, Kind: "exam-failed", Application: to.Application, Account: to.Account, To: to.Mobile, Body: "未通过"}
		}
		_, err := s.ChangeAttempt(t.Context(), a.ID, func(a *quizzes.Attempt, to outbox.Recipient) (quizzes.Outcome, error) {
			o, err := handingIn(a, to)
			o.Notices = []outbox.Notice{result(to), {Account: "nobody"}}
			return o, err
		})
		if err == nil || len(got[[]outbox.Notice](t)(s.Notices(t.Context(), "", 0))) != 0 {
			t.Errorf("a change whose notices cannot all be queued was written (%v)", err)
		}
		wantAttempt(t, s, a)
		change(t, s, a.ID, func(a *quizzes.Attempt, to outbox.Recipient) (quizzes.Outcome, error) {
			o, err := handingIn(a, to)
			o.Notices = []outbox.Notice{result(to)}
			return o, err
		})
		told := got[[]outbox.Notice](t)(s.Notices(t.Context(), "", 0))
		if len(told) != 1 || told[0].To != p.Mobile || told[0].Account != a.Account || told[0].Application != a.Application {
			t.Errorf("got %+v, want one notice to %s", told, p.Mobile)
		}
	})
}
