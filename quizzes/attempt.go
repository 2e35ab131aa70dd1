package quizzes

import (
	"maps"
	"math"
	"slices"
	"time"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// An Attempt is one sitting of an exam. The paper, its order and the deadline are fixed when it starts.
type Attempt struct {
	ID          string
	Exam        string
	ExamVersion int
	PassPercent int
	Account     string // id of the account that sits it
	Application string
	Number      int // 1 for the first
	Paper       []Item
	Responses   []Response // one for each item, in the order of the paper
	StartedAt   time.Time
	Deadline    time.Time
	SubmittedAt time.Time // zero while it is open
	State       AttemptState
	Revision    int64
}

// An AttemptState is how an attempt stands.
type AttemptState string

// The states.
const (
	Open    AttemptState = "open"
	Pending AttemptState = "pending" // a trainer has still to grade an answer
	Passed  AttemptState = "passed"
	Failed  AttemptState = "failed"
)

var attemptStates = map[AttemptState]lang.Message{
	Open: lang.M("under way"), Pending: lang.M("waiting for a trainer"), Passed: lang.M("passed"), Failed: lang.M("failed"),
}

// SayIn says the state's name for people.
func (s AttemptState) SayIn(speaker lang.Speaker) string { return speaker.Say(attemptStates[s]) }

// A Response is one answer of an attempt.
type Response struct {
	ID         string
	Question   string
	Answer     Answer // nil when nothing was answered
	AnsweredAt time.Time
	Points     *int // nil until graded
	Grader     string
	Comment    string
	GradedAt   time.Time
}

// A Score sums an attempt up.
type Score struct {
	Points  int
	Max     int
	Percent float64  // of Max, rounded down to two places so that it never looks better than it is
	Missed  []string // ids of the red-line questions that were not answered right
}

// Item returns the drawn question with the given id and its response.
func (a *Attempt) Item(question string) (Item, *Response, error) {
	at := slices.IndexFunc(a.Paper, func(i Item) bool { return i.Question.ID == question })
	if at < 0 {
		return Item{}, nil, fault.New(fault.Invalid, "this attempt has no question %q", question)
	}
	return a.Paper[at], &a.Responses[at], nil
}

// Expired reports whether the attempt is open although its time is over.
func (a *Attempt) Expired(now time.Time) bool { return a.State == Open && now.After(a.Deadline) }

// Answer records answers given before the deadline; a later answer to the same question takes the place of the
// earlier. Errors are fault.Invalid with one detail for each answer that does not fit, and fault.Conflict when the
// attempt is closed.
func (a *Attempt) Answer(given map[string]Answer, now time.Time) error {
	if a.State != Open {
		return fault.New(fault.Conflict, "the attempt was handed in already")
	}
	if a.Expired(now) {
		return fault.New(fault.Conflict, "the time of this attempt is over; what was answered before counts")
	}
	var wrong []fault.Detail
	accepted := map[*Response]Answer{}
	for _, question := range slices.Sorted(maps.Keys(given)) {
		item, response, err := a.Item(question)
		if err == nil {
			accepted[response], err = item.Question.Accept(given[question])
		}
		if err != nil {
			wrong = append(wrong, fault.Detail{Where: question, Message: lang.M("%s", err)})
		}
	}
	if len(wrong) > 0 {
		return fault.New(fault.Invalid, "some answers cannot be accepted; none was kept").WithDetails(wrong...)
	}
	for response, answer := range accepted {
		response.Answer, response.AnsweredAt = answer, now
	}
	return nil
}

// Close hands the attempt in: everything but short answers is graded by the key, and so is a short answer that was
// left empty.
func (a *Attempt) Close(at time.Time) {
	a.SubmittedAt = at
	for i := range a.Responses {
		q, r := a.Paper[i].Question, &a.Responses[i]
		if q.Type == Short && len(r.Answer) > 0 && r.Answer[0] != "" {
			continue
		}
		points := 0
		if q.Right(r.Answer) {
			points = q.Points
		}
		r.Points, r.GradedAt = &points, at
	}
	a.State = a.verdict()
}

// Grade records a trainer's points for a short answer and works the result out anew.
func (a *Attempt) Grade(response string, points int, comment, grader string, at time.Time) error {
	i := slices.IndexFunc(a.Responses, func(r Response) bool { return r.ID == response })
	if i < 0 || a.State == Open {
		return fault.New(fault.NotFound, "there is no response %q to grade", response)
	}
	q, r := a.Paper[i].Question, &a.Responses[i]
	if q.Type != Short {
		return fault.New(fault.Conflict, "this question is graded by its key")
	}
	if points < 0 || points > q.Points {
		return fault.New(fault.Invalid, "give from 0 to %d points", q.Points)
	}
	r.Points, r.Comment, r.Grader, r.GradedAt = &points, comment, grader, at
	a.State = a.verdict()
	return nil
}

// Score sums up what has been graded so far.
func (a *Attempt) Score() Score {
	s := Score{Missed: []string{}}
	for i, item := range a.Paper {
		s.Max += item.Question.Points
		r := a.Responses[i]
		if r.Points == nil {
			continue
		}
		s.Points += *r.Points
		if item.Question.RedLine && *r.Points < item.Question.Points {
			s.Missed = append(s.Missed, item.Question.ID)
		}
	}
	if s.Max > 0 {
		s.Percent = math.Floor(float64(s.Points)*10000/float64(s.Max)) / 100
	}
	return s
}

// verdict compares whole numbers, never rounded percents. An attempt fails as soon as nothing a trainer may still
// give can save it.
func (a *Attempt) verdict() AttemptState {
	score := a.Score()
	open := 0
	waiting := false
	for i, r := range a.Responses {
		if r.Points == nil {
			waiting, open = true, open+a.Paper[i].Question.Points
		}
	}
	switch {
	case len(score.Missed) > 0, (score.Points+open)*100 < a.PassPercent*score.Max:
		return Failed
	case waiting:
		return Pending
	case score.Points*100 >= a.PassPercent*score.Max:
		return Passed
	}
	return Failed
}
