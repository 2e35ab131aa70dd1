package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/quizzes"
	"gangway/training"
)

func quizCmd(a *app) *cobra.Command {
	return group("quiz", "Sit the exams of your program", quizListCmd(a), quizTakeCmd(a), quizStartCmd(a), quizAnswerCmd(a), quizSubmitCmd(a), quizResultCmd(a))
}

// A jsonExam is an exam in a list.
type jsonExam struct {
	Exam          string               `json:"exam"`
	Title         string               `json:"title"`
	State         quizzes.AttemptState `json:"state"` // of the latest attempt; empty before the first
	Attempts      int                  `json:"attempts"`
	Allowed       int                  `json:"attempts_allowed"`
	Minutes       int                  `json:"minutes_allowed"`
	PassPercent   int                  `json:"pass_percent"`
	NextAttemptAt *string              `json:"next_attempt_at"`
}

func quizListCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List your exams",
		Example: "gangway quiz list",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			ids, err := s.assignedExams()
			if err != nil {
				return err
			}
			views := []jsonExam{}
			t := render.Table{Columns: s.columns("exam", "title", "state", "attempts", "minutes", "pass mark", "next attempt")}
			t.Columns[1].Flexible = true
			for _, id := range ids {
				e, _, err := s.room().Library.Exam(id)
				if err != nil {
					return err
				}
				attempts, err := s.room().Sittings(s.ctx, s.by, id)
				if err != nil {
					return err
				}
				v := jsonExam{Exam: id, Title: s.both(e.Title), Attempts: len(attempts), Allowed: e.AttemptsAllowed,
					Minutes: e.MinutesAllowed, PassPercent: e.PassPercent, NextAttemptAt: nextAttempt(e, attempts)}
				state := "–"
				if len(attempts) > 0 {
					v.State = attempts[len(attempts)-1].State
					state = v.State.SayIn(s.speaker)
				}
				views = append(views, v)
				t.Rows = append(t.Rows, []string{id, v.Title, state, strconv.Itoa(v.Attempts) + "/" + strconv.Itoa(v.Allowed),
					strconv.Itoa(v.Minutes), strconv.Itoa(v.PassPercent) + "%", moment(quizzes.NextAttempt(e, attempts))})
			}
			return s.printer().List(views, func() render.Table { return t })
		}),
	}
}

// assignedExams lists the exams of the account's programs.
func (s *session) assignedExams() ([]string, error) {
	enrolled, err := s.store.Enrolled(s.ctx, s.by.ID())
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, a := range enrolled {
		p, err := s.program(a.Program)
		if err != nil {
			return nil, err
		}
		for _, id := range p.Exams {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// nextAttempt is when another attempt may begin, or nil when there is none to wait for.
func nextAttempt(e quizzes.Exam, attempts []quizzes.Attempt) *string {
	next := quizzes.NextAttempt(e, attempts)
	if next.IsZero() {
		return nil
	}
	text := rfc3339(next)
	return &text
}

// A jsonAttempt is an attempt as it is sat: never with a key.
type jsonAttempt struct {
	Attempt   string               `json:"attempt"`
	Exam      string               `json:"exam"`
	State     quizzes.AttemptState `json:"state"`
	StartedAt string               `json:"started_at"`
	Deadline  string               `json:"deadline"`
	Questions []jsonQuestion       `json:"questions"`
}

type jsonQuestion struct {
	ID      string         `json:"id"`
	Type    quizzes.Type   `json:"type"`
	Stem    string         `json:"stem"`
	Options []jsonOption   `json:"options"`
	Points  int            `json:"points"`
	RedLine bool           `json:"red_line,omitempty"`
	Answer  quizzes.Answer `json:"answer"` // given so far; null before
}

func (a *app) attemptView(attempt quizzes.Attempt) jsonAttempt {
	v := jsonAttempt{Attempt: attempt.ID, Exam: attempt.Exam, State: attempt.State, StartedAt: rfc3339(attempt.StartedAt), Deadline: rfc3339(attempt.Deadline)}
	for i, item := range attempt.Paper {
		q := jsonQuestion{ID: item.Question.ID, Type: item.Question.Type, Stem: a.both(item.Question.Stem), Options: []jsonOption{},
			Points: item.Question.Points, RedLine: item.Question.RedLine, Answer: attempt.Responses[i].Answer}
		for _, o := range item.Options() {
			q.Options = append(q.Options, jsonOption{o.ID, a.both(o.Text)})
		}
		v.Questions = append(v.Questions, q)
	}
	return v
}

func (s *session) showAttempt(attempt quizzes.Attempt) error {
	v := s.attemptView(attempt)
	return s.printer().Value(v, func() render.Page {
		page := render.Page{Sections: []render.Section{{Fields: []render.Field{
			{Title: s.sayf("attempt"), Value: v.Attempt}, {Title: s.sayf("exam"), Value: v.Exam}, {Title: s.sayf("time ends at"), Value: moment(attempt.Deadline)},
		}}}}
		for i, q := range v.Questions {
			lines := []string{strconv.Itoa(i+1) + ". " + s.sayf("%s (%d points)", s.redLine(q.RedLine, q.Stem), q.Points)}
			for _, o := range q.Options {
				lines = append(lines, "   "+o.ID+") "+o.Text)
			}
			lines = append(lines, "   "+s.sayf("id: %s", q.ID))
			page.Sections = append(page.Sections, render.Section{Text: []string{strings.Join(lines, "\n")}})
		}
		return page
	})
}

// redLine marks the text of a red line.
func (a *app) redLine(is bool, text string) string {
	if is {
		return a.sayf("[red line] %s", text)
	}
	return text
}

func quizStartCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "start EXAM",
		Short:   "Start an attempt, or show the one that is open",
		Long:    "Start an attempt, or show the one that is open. The questions, their order and the end of the time are fixed when it starts.",
		Example: "gangway quiz start redlines -o json",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			attempt, err := s.startAttempt(args[0])
			if err != nil {
				return err
			}
			return s.showAttempt(attempt)
		}),
	}
}

func (s *session) startAttempt(exam string) (quizzes.Attempt, error) {
	if _, _, err := s.room().Library.Exam(exam); err != nil {
		return quizzes.Attempt{}, err
	}
	application, err := s.school().Begin(s.ctx, s.by, training.Examines(exam))
	if err != nil {
		return quizzes.Attempt{}, err
	}
	return s.room().Start(s.ctx, s.by, application.ID, exam)
}

func quizAnswerCmd(a *app) *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:     "answer ATTEMPT --from FILE",
		Short:   "Answer questions of an open attempt",
		Example: "gangway quiz answer 7k3m --from answers.yaml",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			attempt, err := s.findAttempt(args[0])
			if err != nil {
				return err
			}
			if from == "" {
				return fault.New(fault.Usage, "name the file of answers").WithHint("gangway quiz answer %s --from FILE", attempt.ID)
			}
			answers, err := s.readAnswers(from)
			if err != nil {
				return err
			}
			if attempt, err = s.room().Answer(s.ctx, s.by, attempt.ID, answers); err != nil {
				return err
			}
			return s.showAttempt(attempt)
		}),
	}
	c.Flags().StringVar(&from, "from", "", "YAML or JSON file of question ids to answers; - is standard input")
	return c
}

// findAttempt returns the attempt an id names, if the account may do the command to it.
func (s *session) findAttempt(typed string) (quizzes.Attempt, error) {
	attempt, err := s.store.Attempt(s.ctx, typed)
	if err == nil {
		err = access.Check(s.by, s.verb, attempt.Account)
	}
	if fault.KindOf(err) == fault.NotFound {
		return attempt, fault.New(fault.NotFound, "there is no attempt %q", typed).WithHint("gangway quiz list")
	}
	return attempt, err
}
