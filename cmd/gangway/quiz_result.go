package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/quizzes"
)

func quizSubmitCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "submit ATTEMPT",
		Short:   "Hand an attempt in",
		Example: "gangway quiz submit 7k3m",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			attempt, err := s.findAttempt(args[0])
			if err != nil {
				return err
			}
			return s.submitAttempt(attempt)
		}),
	}
}

func (s *session) submitAttempt(attempt quizzes.Attempt) error {
	attempt, err := s.room().Submit(s.ctx, s.by, attempt.ID)
	if err != nil {
		return err
	}
	return s.showResult(attempt)
}

func quizResultCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "result ATTEMPT",
		Short:   "Show the result of an attempt with the explanations",
		Example: "gangway quiz result 7k3m",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			attempt, err := s.findAttempt(args[0])
			if err != nil {
				return err
			}
			if attempt.Account == s.by.ID() && attempt.Expired(s.now()) {
				return s.submitAttempt(attempt)
			}
			if attempt.State == quizzes.Open {
				return fault.New(fault.Conflict, "the attempt is still open").WithHint("gangway quiz submit %s", attempt.ID)
			}
			return s.showResult(attempt)
		}),
	}
}

// A jsonResultOf is the result of an attempt.
type jsonResultOf struct {
	Attempt        string               `json:"attempt"`
	Exam           string               `json:"exam"`
	State          quizzes.AttemptState `json:"state"`
	Score          int                  `json:"score"`
	Max            int                  `json:"max"`
	Percent        float64              `json:"percent"`
	RedLinesMissed []string             `json:"red_lines_missed"`
	NextAttemptAt  *string              `json:"next_attempt_at"`
	Questions      []jsonGraded         `json:"questions"`
}

type jsonGraded struct {
	ID          string         `json:"id"`
	Stem        string         `json:"stem"`
	Answer      quizzes.Answer `json:"answer"`
	Key         quizzes.Key    `json:"key"`
	Points      *int           `json:"points"` // null until graded
	Max         int            `json:"max"`
	RedLine     bool           `json:"red_line"`
	Rule        string         `json:"rule"`
	Explanation string         `json:"explanation"`
	Source      string         `json:"source"`
	AsOf        string         `json:"as_of"`
	Comment     string         `json:"comment"`
}

func (s *session) showResult(attempt quizzes.Attempt) error {
	e, _, err := s.room().Library.Exam(attempt.Exam)
	if err != nil {
		return err
	}
	attempts, err := s.store.Attempts(s.ctx, attempt.Account, attempt.Exam)
	if err != nil {
		return err
	}
	score := attempt.Score()
	v := jsonResultOf{Attempt: attempt.ID, Exam: attempt.Exam, State: attempt.State, Score: score.Points, Max: score.Max,
		Percent: score.Percent, RedLinesMissed: score.Missed, NextAttemptAt: nextAttempt(e, attempts)}
	for i, item := range attempt.Paper {
		q, r := item.Question, attempt.Responses[i]
		v.Questions = append(v.Questions, jsonGraded{q.ID, s.both(q.Stem), r.Answer, q.Key, r.Points, q.Points, q.RedLine, q.Rule,
			s.both(q.Explanation), q.Source, q.AsOf, r.Comment})
	}
	return s.printer().Value(v, func() render.Page { return s.resultPage(attempt, e, v, quizzes.NextAttempt(e, attempts)) })
}

// missed names the red lines that were missed by their numbers on the page, and their ids.
func (a *app) missed(v jsonResultOf) (list []string) {
	for i, q := range v.Questions {
		if slices.Contains(v.RedLinesMissed, q.ID) {
			list = append(list, a.sayf("%s (%s)", strconv.Itoa(i+1), q.ID))
		}
	}
	return list
}

// answerText says an answer as it was read: the texts of the options, or what was written.
func (a *app) answerText(q quizzes.Question, answer quizzes.Answer) string {
	texts := slices.Clone(answer)
	for _, o := range q.Offered() {
		if i := slices.Index(texts, o.ID); i >= 0 {
			texts[i] = a.both(o.Text)
		}
	}
	return orDash(strings.Join(texts, " / "))
}

func (s *session) resultPage(attempt quizzes.Attempt, e quizzes.Exam, v jsonResultOf, next time.Time) render.Page {
	page := render.Page{Title: s.both(e.Title), Sections: []render.Section{{Fields: []render.Field{
		{Title: s.sayf("attempt"), Value: v.Attempt}, {Title: s.sayf("state"), Value: attempt.State.SayIn(s.speaker)},
		{Title: s.sayf("score"), Value: s.sayf("%d of %d points, %s%%; %d%% is needed", v.Score, v.Max, strconv.FormatFloat(v.Percent, 'f', -1, 64), attempt.PassPercent)},
		{Title: s.sayf("red lines missed"), Value: orDash(strings.Join(s.missed(v), ", "))},
		{Title: s.sayf("next attempt"), Value: moment(next)},
	}}}}
	for i, q := range v.Questions {
		mark := s.sayf("waiting for a trainer")
		if q.Points != nil {
			mark = s.sayf("%d of %d points", *q.Points, q.Max)
		}
		fields := []render.Field{{Title: s.sayf("your answer"), Value: s.answerText(attempt.Paper[i].Question, q.Answer)}}
		if len(q.Key) > 0 {
			fields = append(fields, render.Field{Title: s.sayf("right answer"), Value: s.answerText(attempt.Paper[i].Question, quizzes.Answer(q.Key))})
		}
		fields = append(fields, render.Field{Title: s.sayf("points"), Value: mark}, render.Field{Title: s.sayf("explanation"), Value: q.Explanation},
			render.Field{Title: s.sayf("source"), Value: s.sayf("%s, %s (%s)", q.Rule, q.Source, q.AsOf)})
		if q.Comment != "" {
			fields = append(fields, render.Field{Title: s.sayf("comment"), Value: q.Comment})
		}
		page.Sections = append(page.Sections, render.Section{Title: strconv.Itoa(i+1) + ". " + s.redLine(q.RedLine, q.Stem), Fields: fields})
	}
	return page
}
