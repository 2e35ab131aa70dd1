package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gangway/internal/render"
	"gangway/quizzes"
)

func bankCmd(a *app) *cobra.Command {
	return group("bank", "List, look at and check the banks of questions", bankListCmd(a), bankShowCmd(a), bankCheckCmd(a))
}

// keyValue is a key as programs read it: an option's id, a list of them, or null when a trainer grades.
func keyValue(q quizzes.Question) any {
	switch {
	case q.Type == quizzes.Short:
		return nil
	case q.Type == quizzes.Multiple:
		return q.Key
	}
	return q.Key[0]
}

func keyText(key any) string {
	switch k := key.(type) {
	case nil:
		return "–"
	case quizzes.Key:
		return strings.Join(k, ", ")
	}
	return fmt.Sprint(key)
}

func bankListCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the banks",
		Example: "gangway bank list",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			library := s.room().Library
			ids, err := library.IDs("banks")
			if err != nil {
				return err
			}
			type listed struct {
				ID        string `json:"id"`
				Title     string `json:"title"`
				Version   int    `json:"version"`
				Questions int    `json:"questions"`
				RedLines  int    `json:"red_lines"`
			}
			views := []listed{}
			t := render.Table{Columns: s.columns("bank", "title", "version", "questions", "red lines")}
			for _, id := range ids {
				b, err := library.Bank(id)
				if err != nil {
					return err
				}
				v := listed{ID: id, Title: s.both(b.Title), Version: b.Version, Questions: len(b.Questions)}
				for _, q := range b.Questions {
					if q.RedLine {
						v.RedLines++
					}
				}
				views = append(views, v)
				t.Rows = append(t.Rows, []string{id, v.Title, strconv.Itoa(v.Version), strconv.Itoa(v.Questions), strconv.Itoa(v.RedLines)})
			}
			return s.printer().List(views, func() render.Table { return t })
		}),
	}
}

// A jsonBanked is a question of a bank.
type jsonBanked struct {
	ID          string       `json:"id"`
	Type        quizzes.Type `json:"type"`
	Stem        string       `json:"stem"`
	Options     []jsonOption `json:"options"`
	Key         any          `json:"key"`
	Points      int          `json:"points"`
	RedLine     bool         `json:"red_line"`
	Rule        string       `json:"rule"`
	Source      string       `json:"source"`
	AsOf        string       `json:"as_of"`
	Difficulty  int          `json:"difficulty"`
	Explanation string       `json:"explanation"`
}

func bankShowCmd(a *app) *cobra.Command {
	var keys bool
	c := &cobra.Command{
		Use:     "show BANK",
		Short:   "Show the questions of a bank",
		Example: "gangway bank show redlines --keys",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			b, err := s.room().Library.Bank(args[0])
			if err != nil {
				return err
			}
			views := []jsonBanked{}
			t := render.Table{Columns: s.columns("question", "type", "", "key", "points", "red line", "rule")}
			t.Columns[2].Flexible = true
			for _, q := range b.Questions {
				v := jsonBanked{ID: q.ID, Type: q.Type, Stem: s.both(q.Stem), Options: []jsonOption{}, Points: q.Points, RedLine: q.RedLine,
					Rule: q.Rule, Source: q.Source, AsOf: q.AsOf, Difficulty: q.Difficulty, Explanation: s.both(q.Explanation)}
				for _, o := range q.Options {
					v.Options = append(v.Options, jsonOption{o.ID, s.both(o.Text)})
				}
				if keys {
					v.Key = keyValue(q)
				}
				views = append(views, v)
				t.Rows = append(t.Rows, []string{v.ID, string(v.Type), v.Stem, keyText(v.Key), strconv.Itoa(v.Points), s.yesNo(v.RedLine), v.Rule})
			}
			return s.printer().List(views, func() render.Table { return t })
		}),
	}
	c.Flags().BoolVar(&keys, "keys", false, "show the right answers")
	return c
}

func bankCheckCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "check BANK",
		Short:   "Check a bank and list every mistake",
		Example: "gangway bank check redlines",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			b, err := s.room().Library.Bank(args[0])
			if err == nil {
				s.say("%s: %d questions, no mistakes", b.ID, len(b.Questions))
			}
			return err
		}),
	}
}
