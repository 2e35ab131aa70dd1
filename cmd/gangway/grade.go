package main

import (
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/store"
	"gangway/internal/term"
	"gangway/quizzes"
)

func gradeCmd(a *app) *cobra.Command {
	return group("grade", "Grade the short answers of exams; names are hidden", gradeListCmd(a), gradeNextCmd(a), gradeSetCmd(a))
}

// A jsonWaiting is a response that waits to be graded. It does not say whose it is.
type jsonWaiting struct {
	Response string `json:"response"`
	Attempt  string `json:"attempt"`
	Question string `json:"question"`
	Stem     string `json:"stem"`
	Text     string `json:"text"`
	Max      int    `json:"max"`
}

// waiting lists what the trainer may grade, in the order asked for.
func (s *session) waiting(order string) ([]store.Waiting, error) {
	if err := s.room().HandInExpired(s.ctx); err != nil {
		return nil, err
	}
	list, err := s.store.Waiting(s.ctx, s.by.ID())
	switch {
	case err != nil:
		return nil, err
	case order == "random":
		rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	case order != "oldest":
		return nil, fault.New(fault.Usage, "there is no order %q; the orders are %s", order, "oldest, random")
	}
	return list, nil
}

func gradeListCmd(a *app) *cobra.Command {
	var order string
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the answers that wait to be graded",
		Example: "gangway grade list --order random",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			list, err := s.waiting(order)
			if err != nil {
				return err
			}
			views := make([]jsonWaiting, len(list))
			t := render.Table{Columns: s.columns("response", "question", "answer", "points")}
			t.Columns[2].Flexible = true
			for i, w := range list {
				views[i] = jsonWaiting{w.Response, w.Attempt, w.Question.ID, s.both(w.Question.Stem), w.Text, w.Question.Points}
				t.Rows = append(t.Rows, []string{w.Response, w.Question.ID, w.Text, strconv.Itoa(w.Question.Points)})
			}
			return s.printer().List(views, func() render.Table { return t })
		}),
	}
	c.Flags().StringVar(&order, "order", "oldest", "order: oldest or random")
	return c
}

func gradeNextCmd(a *app) *cobra.Command {
	var order string
	c := &cobra.Command{
		Use:     "next",
		Short:   "Show the next answer with its rubric and grade it",
		Example: "gangway grade next",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			list, err := s.waiting(order)
			if err != nil {
				return err
			}
			if len(list) == 0 {
				s.say("No answer waits to be graded.")
				return nil
			}
			return s.gradeOne(list[0], len(list))
		}),
	}
	c.Flags().StringVar(&order, "order", "oldest", "order: oldest or random")
	return c
}

func (s *session) gradeOne(w store.Waiting, left int) error {
	text := s.sayf("%d to grade. Question %s:", left, w.Question.ID) + "\n" + s.both(w.Question.Stem) + "\n\n" + s.sayf("The answer:") + "\n" + w.Text + "\n\n" + s.sayf("Rubric:")
	for _, c := range w.Question.Rubric {
		text += "\n  " + s.sayf("%d points: %s", c.Points, c.Text)
	}
	s.prompt.Say(text)
	typed, err := s.prompt.Text(term.Question{Prompt: s.sayf("Points, 0 to %d", w.Question.Points), Flag: s.sayf("gangway grade set %s --points N", w.Response),
		Check: func(t string) error { _, err := parsePoints(t, w.Question); return err }})
	if err != nil {
		return err
	}
	points, err := parsePoints(typed, w.Question)
	if err != nil {
		return err
	}
	comment, err := s.prompt.Text(term.Question{Prompt: s.sayf("Comment for the applicant"), Optional: true, Flag: "--comment"})
	if err != nil {
		return err
	}
	return s.grade(w.Response, points, comment)
}

func parsePoints(typed string, q quizzes.Question) (int, error) {
	points, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil || points < 0 || points > q.Points {
		return 0, fault.New(fault.Invalid, "give from 0 to %d points", q.Points)
	}
	return points, nil
}

func gradeSetCmd(a *app) *cobra.Command {
	var points int
	var comment string
	c := &cobra.Command{
		Use:     "set RESPONSE --points N",
		Short:   "Give an answer its points and a comment",
		Example: `gangway grade set 7k3m --points 8 --comment "Clear and polite."`,
		Args:    cobra.ExactArgs(1),
	}
	c.RunE = a.signedIn(func(s *session, args []string) error {
		if !c.Flags().Changed("points") {
			return fault.New(fault.Usage, "say how many points").WithHint("gangway grade set %s --points N", args[0])
		}
		return s.grade(args[0], points, comment)
	})
	c.Flags().IntVar(&points, "points", 0, "points, from 0 to what the question is worth")
	c.Flags().StringVar(&comment, "comment", "", "what to tell the applicant")
	return c
}

// grade records the points and prints how the attempt stands now, without saying whose it is.
func (s *session) grade(response string, points int, comment string) error {
	comment, err := term.Answer(comment)
	if err != nil {
		return err
	}
	attempt, err := s.room().Grade(s.ctx, s.by, response, points, comment)
	if fault.KindOf(err) == fault.NotFound {
		return fault.New(fault.NotFound, "there is no response %q to grade", response).WithHint("gangway grade list")
	}
	if err != nil {
		return err
	}
	score := attempt.Score()
	v := struct {
		Attempt string               `json:"attempt"`
		State   quizzes.AttemptState `json:"state"`
		Score   int                  `json:"score"`
		Max     int                  `json:"max"`
		Percent float64              `json:"percent"`
	}{attempt.ID, attempt.State, score.Points, score.Max, score.Percent}
	return s.printer().Value(v, func() render.Page {
		return render.Page{Sections: []render.Section{{Fields: []render.Field{
			{Title: s.sayf("attempt"), Value: attempt.ID}, {Title: s.sayf("state"), Value: attempt.State.SayIn(s.speaker)},
			{Title: s.sayf("score"), Value: s.sayf("%d of %d points", score.Points, score.Max)},
		}}}}
	})
}
