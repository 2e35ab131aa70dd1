package main

import (
	"strconv"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/render"
	"gangway/quizzes"
)

func trainCmd(a *app) *cobra.Command {
	return group("train", "See who is learning, and the check questions with their keys", trainProgressCmd(a), trainChecksCmd(a))
}

// A jsonProgress is one applicant's standing in training.
type jsonProgress struct {
	Application string             `json:"application"`
	Name        string             `json:"name"`
	Program     string             `json:"program"`
	State       applications.State `json:"state"`
	Lessons     int                `json:"lessons_done"`
	Exams       []jsonExamState    `json:"exams"`
	Missing     []jsonDetail       `json:"missing"`
}

type jsonExamState struct {
	Exam     string               `json:"exam"`
	State    quizzes.AttemptState `json:"state"`
	Attempts int                  `json:"attempts"`
}

func trainProgressCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "progress",
		Short:   "Show how far everybody in training is",
		Example: "gangway train progress",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			learners, err := s.store.Learners(s.ctx)
			if err != nil {
				return err
			}
			school := s.school()
			views := []jsonProgress{}
			t := render.Table{Columns: s.columns("application", "name", "program", "state", "lessons done", "still to do")}
			t.Columns[5].Flexible = true
			for _, l := range learners {
				p, err := school.Programs.Program(l.Application.Program)
				if err != nil {
					return err
				}
				missing, err := school.Obstacles(p, l.Progress)
				if err != nil {
					return err
				}
				v := jsonProgress{Application: l.Application.ID, Name: identity.MaskName(l.Application.Name), Program: p.ID,
					State: l.Application.State, Lessons: len(l.Progress.Lessons), Exams: []jsonExamState{}, Missing: []jsonDetail{}}
				for _, exam := range p.Exams {
					if attempt, sat := l.Progress.Attempts[exam]; sat {
						v.Exams = append(v.Exams, jsonExamState{exam, attempt.State, attempt.Number})
					}
				}
				for _, m := range missing {
					v.Missing = append(v.Missing, jsonDetail{m.Where, s.speaker.Say(m.Message)})
				}
				views = append(views, v)
				t.Rows = append(t.Rows, []string{v.Application, v.Name, v.Program, v.State.SayIn(s.speaker), strconv.Itoa(v.Lessons), s.summing(v.Missing)})
			}
			return s.printer().List(views, func() render.Table { return t })
		}),
	}
}

// summing says how much is missing and what comes first.
func (a *app) summing(missing []jsonDetail) string {
	if len(missing) == 0 {
		return "–"
	}
	return a.sayf("%d; first %s: %s", len(missing), missing[0].Where, missing[0].Message)
}

// A jsonKey is a check question with its key.
type jsonKey struct {
	Lesson string       `json:"lesson"`
	ID     string       `json:"id"`
	Type   quizzes.Type `json:"type"`
	Stem   string       `json:"stem"`
	Key    any          `json:"key,omitempty"`
}

func trainChecksCmd(a *app) *cobra.Command {
	var keys bool
	c := &cobra.Command{
		Use:     "checks COURSE",
		Short:   "List the check questions of a course",
		Example: "gangway train checks red-lines --keys",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			course, err := s.school().Courses.Course(args[0])
			if err != nil {
				return err
			}
			views := []jsonKey{}
			t := render.Table{Columns: s.columns("lesson", "question", "type", "", "key")}
			t.Columns[3].Flexible = true
			for _, lesson := range course.Lessons {
				for _, check := range lesson.Checks {
					v := jsonKey{Lesson: lesson.ID, ID: check.ID, Type: check.Type, Stem: s.both(check.Stem)}
					if keys {
						v.Key = keyValue(check.Question())
					}
					views = append(views, v)
					t.Rows = append(t.Rows, []string{v.Lesson, v.ID, string(v.Type), v.Stem, keyText(v.Key)})
				}
			}
			return s.printer().List(views, func() render.Table { return t })
		}),
	}
	c.Flags().BoolVar(&keys, "keys", false, "show the right answers")
	return c
}
