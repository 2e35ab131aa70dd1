package quizzes_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/fault"
	"gangway/quizzes"
)

// A line is one question of a paper and what becomes of it.
type line struct {
	question quizzes.Question
	answer   quizzes.Answer
}

func worth(points int, answer string) line {
	return line{question("", quizzes.Single, points, "a"), quizzes.Answer{answer}}
}

func red(points int, answer string) line {
	l := worth(points, answer)
	l.question.RedLine = true
	return l
}

func short(points int, text string) line {
	return line{question("", quizzes.Short, points), quizzes.Answer{text}}
}

// handedIn returns the attempt with the lines answered and handed in; its questions are q0, q1 …
func handedIn(t *testing.T, pass int, lines ...line) *quizzes.Attempt {
	t.Helper()
	var questions []quizzes.Question
	answers := map[string]quizzes.Answer{}
	for i, l := range lines {
		l.question.ID = "q" + string(rune('0'+i))
		questions = append(questions, l.question)
		if l.answer[0] != "" {
			answers[l.question.ID] = l.answer
		}
	}
	a := attempt(pass, questions...)
	if err := a.Answer(answers, start); err != nil {
		t.Fatal(err)
	}
	a.Close(start.Add(time.Minute))
	return a
}

func TestVerdict(t *testing.T) {
	const passed, failed, pending = quizzes.Passed, quizzes.Failed, quizzes.Pending
	for _, tt := range []struct {
		name    string
		pass    int
		lines   []line
		state   quizzes.AttemptState
		points  int
		percent float64
		missed  []string
	}{
		{"everything right", 80, []line{worth(4, "a"), red(6, "a")}, passed, 10, 100, nil},
		{"everything wrong", 80, []line{worth(4, "b"), worth(6, "b")}, failed, 0, 0, nil},
		{"nothing answered", 1, []line{worth(4, ""), red(6, ""), short(5, "")}, failed, 0, 0, []string{"q1"}},
		{"exactly the pass mark", 80, []line{worth(80, "a"), worth(20, "b")}, passed, 80, 80, nil},
		{"one point below", 80, []line{worth(79, "a"), worth(21, "b")}, failed, 79, 79, nil},
		{"99 percent with a red line missed", 80, []line{worth(99, "a"), red(1, "b")}, failed, 99, 99, []string{"q1"}},
		{"a red line left empty", 80, []line{worth(99, "a"), red(1, "")}, failed, 99, 99, []string{"q1"}},
		{"two red lines missed", 10, []line{red(1, "b"), worth(98, "a"), red(1, "b")}, failed, 98, 98, []string{"q0", "q2"}},
		{"84.995 percent is not 85", 85, []line{worth(16999, "a"), worth(3001, "b")}, failed, 16999, 84.99, nil},
		{"85 percent of many points", 85, []line{worth(17000, "a"), worth(3000, "b")}, passed, 17000, 85, nil},
		{"two thirds are not 67 percent", 67, []line{worth(2, "a"), worth(1, "b")}, failed, 2, 66.66, nil},
		{"two thirds are 66 percent", 66, []line{worth(2, "a"), worth(1, "b")}, passed, 2, 66.66, nil},
		{"99.996 percent is never shown as 100", 100, []line{worth(24999, "a"), worth(1, "b")}, failed, 24999, 99.99, nil},
		{"a short answer waits, and decides", 80, []line{worth(75, "a"), worth(5, "b"), short(20, "text")}, pending, 75, 75, nil},
		{"a short answer waits although enough is right", 80, []line{worth(90, "a"), short(10, "text")}, pending, 90, 90, nil},
		{"a short answer that just might save it", 80, []line{worth(70, "a"), worth(20, "b"), short(10, "text")}, pending, 70, 70, nil},
		{"a short answer that cannot save it", 80, []line{worth(69, "a"), worth(21, "b"), short(10, "text")}, failed, 69, 69, nil},
		{"a short answer cannot save a red line", 80, []line{worth(89, "a"), red(1, "b"), short(10, "text")}, failed, 89, 89, []string{"q1"}},
		{"an empty short answer needs no trainer", 80, []line{worth(90, "a"), short(10, "")}, passed, 90, 90, nil},
		{"a short answer of spaces needs no trainer", 80, []line{worth(90, "a"), short(10, " \n")}, passed, 90, 90, nil},
	} {
		a := handedIn(t, tt.pass, tt.lines...)
		if a.State != tt.state || !a.SubmittedAt.Equal(start.Add(time.Minute)) {
			t.Errorf("%s: got %s at %v, want %s", tt.name, a.State, a.SubmittedAt, tt.state)
		}
		want := quizzes.Score{Points: tt.points, Max: a.Score().Max, Percent: tt.percent, Missed: append([]string{}, tt.missed...)}
		if diff := cmp.Diff(want, a.Score()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestATrainersPointsDecide(t *testing.T) {
	// 60 of 100 are right, 80 are needed; two short answers are worth 20 each.
	lines := []line{worth(60, "a"), short(20, "one"), short(20, "two")}
	for _, tt := range []struct {
		name   string
		points []int
		want   []quizzes.AttemptState
	}{
		{"enough together", []int{12, 8}, []quizzes.AttemptState{quizzes.Pending, quizzes.Passed}},
		{"one too few", []int{12, 7}, []quizzes.AttemptState{quizzes.Pending, quizzes.Failed}},
		{"enough with the first", []int{20, 0}, []quizzes.AttemptState{quizzes.Pending, quizzes.Passed}},
		{"the first leaves the second to decide", []int{0, 20}, []quizzes.AttemptState{quizzes.Pending, quizzes.Passed}},
	} {
		a := handedIn(t, 80, lines...)
		for i, points := range tt.points {
			response := a.Responses[i+1].ID
			if err := a.Grade(response, points, "seen", "trainer", deadline); err != nil {
				t.Fatal(err)
			}
			if a.State != tt.want[i] {
				t.Errorf("%s: after %d of 2 graded got %s, want %s", tt.name, i+1, a.State, tt.want[i])
			}
			r := a.Responses[i+1]
			if *r.Points != points || r.Comment != "seen" || r.Grader != "trainer" || !r.GradedAt.Equal(deadline) {
				t.Errorf("%s: got %+v", tt.name, r)
			}
		}
	}
}

func TestAnAttemptFailsAsSoonAsNothingCanSaveIt(t *testing.T) {
	a := handedIn(t, 90, worth(60, "a"), short(20, "one"), short(20, "two"))
	if err := a.Grade("r-q1", 9, "", "trainer", deadline); err != nil || a.State != quizzes.Failed {
		t.Errorf("with 11 points lost: got %s, %v; want %s although one answer is ungraded", a.State, err, quizzes.Failed)
	}
	if err := a.Grade("r-q1", 10, "", "trainer", deadline); err != nil || a.State != quizzes.Pending {
		t.Errorf("graded again with 10 points lost: got %s, %v; want %s", a.State, err, quizzes.Pending)
	}
}

func TestGradesThatAreRefused(t *testing.T) {
	closed, open := handedIn(t, 80, worth(60, "a"), short(20, "one")), attempt(80, question("q1", quizzes.Short, 20))
	for _, tt := range []struct {
		name     string
		attempt  *quizzes.Attempt
		response string
		points   int
		want     error
	}{
		{"more points than there are", closed, "r-q1", 21, fault.Invalid},
		{"fewer than none", closed, "r-q1", -1, fault.Invalid},
		{"a question with a key", closed, "r-q0", 60, fault.Conflict},
		{"a response of another attempt", closed, "r-q7", 1, fault.NotFound},
		{"an attempt that is not handed in", open, "r-q1", 1, fault.NotFound},
	} {
		before := tt.attempt.State
		if err := tt.attempt.Grade(tt.response, tt.points, "", "trainer", deadline); !errors.Is(err, tt.want) || tt.attempt.State != before {
			t.Errorf("%s: got %v and %s, want %v", tt.name, err, tt.attempt.State, tt.want)
		}
	}
}
