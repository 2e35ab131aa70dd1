package quizzes_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/fault"
	"gangway/quizzes"
)

var (
	start    = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	deadline = start.Add(30 * time.Minute)
)

// attempt returns an open attempt at the questions.
func attempt(pass int, questions ...quizzes.Question) *quizzes.Attempt {
	a := &quizzes.Attempt{ID: "t1", Account: "own", Application: "a1", PassPercent: pass, State: quizzes.Open, StartedAt: start, Deadline: deadline}
	for _, q := range questions {
		a.Paper = append(a.Paper, quizzes.Item{Question: q})
		a.Responses = append(a.Responses, quizzes.Response{ID: "r-" + q.ID, Question: q.ID})
	}
	return a
}

// given returns the answers of an attempt so far.
func given(a *quizzes.Attempt) map[string]quizzes.Answer {
	answers := map[string]quizzes.Answer{}
	for _, r := range a.Responses {
		if r.Answer != nil {
			answers[r.Question] = r.Answer
		}
	}
	return answers
}

func TestALaterAnswerTakesThePlaceOfAnEarlier(t *testing.T) {
	a := attempt(80, question("q1", quizzes.Single, 4, "a"), question("q2", quizzes.Short, 10))
	for i, answers := range []map[string]quizzes.Answer{{"q1": {"A"}, "q2": {"请稍等"}}, {"q1": {"b"}}} {
		if err := a.Answer(answers, start.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(map[string]quizzes.Answer{"q1": {"b"}, "q2": {"请稍等"}}, given(a)); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	if got, want := a.Responses[0].AnsweredAt, start.Add(time.Minute); !got.Equal(want) {
		t.Errorf("got answered at %v, want %v", got, want)
	}
	if a.Responses[0].Points != nil {
		t.Errorf("an open attempt tells what an answer is worth: %d", *a.Responses[0].Points)
	}
}

func TestWhenOneAnswerIsRefusedNoneIsKept(t *testing.T) {
	for range 20 { // whatever the order a map is walked in
		a := attempt(80, question("q1", quizzes.Single, 4, "a"), question("q2", quizzes.TrueFalse, 2, "true"), question("q3", quizzes.Multiple, 2, "a", "b"))
		err := a.Answer(map[string]quizzes.Answer{"q1": {"a"}, "q2": {"perhaps"}, "q3": {"a"}, "q9": {"a"}}, start)
		want := "some answers cannot be accepted; none was kept\nq2: there is no option \"perhaps\"; the options are true, false\nq9: this attempt has no question \"q9\""
		if !errors.Is(err, fault.Invalid) || err.Error() != want {
			t.Fatalf("got  %v\nwant %s", err, want)
		}
		if got := given(a); len(got) != 0 {
			t.Fatalf("%v was kept", got)
		}
	}
}

func TestAnswersCountUntilTheDeadline(t *testing.T) {
	for _, tt := range []struct {
		name    string
		at      time.Time
		state   quizzes.AttemptState
		want    error
		expired bool
	}{
		{"the first moment", start, quizzes.Open, nil, false},
		{"the last moment", deadline, quizzes.Open, nil, false},
		{"a moment later", deadline.Add(1), quizzes.Open, fault.Conflict, true},
		{"after handing in", start, quizzes.Failed, fault.Conflict, false},
		{"long after handing in", deadline.Add(time.Hour), quizzes.Pending, fault.Conflict, false},
	} {
		a := attempt(80, question("q1", quizzes.Single, 4, "a"))
		a.State = tt.state
		err := a.Answer(map[string]quizzes.Answer{"q1": {"a"}}, tt.at)
		if fault.KindOf(err) != tt.want || len(given(a)) > 0 != (tt.want == nil) {
			t.Errorf("%s: got %v and %v, want %v", tt.name, err, given(a), tt.want)
		}
		if got := a.Expired(tt.at); got != tt.expired {
			t.Errorf("%s: got expired %v, want %v", tt.name, got, tt.expired)
		}
	}
}

func TestItem(t *testing.T) {
	a := attempt(80, question("q1", quizzes.Single, 4, "a"), question("q2", quizzes.TrueFalse, 2, "true"))
	item, response, err := a.Item("q2")
	if err != nil || item.Question.ID != "q2" || response != &a.Responses[1] {
		t.Errorf("got %s, %v, %v", item.Question.ID, response, err)
	}
	if _, _, err := a.Item("Q2"); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v, want %v", err, fault.Invalid)
	}
}
