package main

import (
	"slices"

	"gangway/applications"
	"gangway/applications/typing"
	"gangway/internal/render"
	"gangway/internal/store"
)

// A jsonSettled is a condition of a program that a typing test settles.
type jsonSettled struct {
	Program string               `json:"program"`
	Title   string               `json:"title"`
	Rule    string               `json:"rule"`
	Verdict applications.Verdict `json:"verdict"`
	Reason  string               `json:"reason"`
	Source  string               `json:"source"`
}

// settled returns what the best of the tries settles: in the programs the account has applied to, or, where it has not,
// in all that take applications.
func (s *session) settled(tries []typing.Try) ([]jsonSettled, error) {
	list := []jsonSettled{}
	best, ok := typing.Best(tries)
	if !ok {
		return list, nil
	}
	programs, err := s.programsOfInterest()
	if err != nil {
		return nil, err
	}
	for _, p := range programs {
		facts, rules := measuredFacts(p, int64(best.Speed)), p.RuleSet()
		results, err := rules.Judge(facts).Results(rules.Text, facts)
		if err != nil {
			return nil, err
		}
		for _, r := range results {
			if r.Verdict != applications.Unknown {
				list = append(list, jsonSettled{p.ID, s.both(p.Title), r.Rule, r.Verdict, s.both(r.Reason), r.Source})
			}
		}
	}
	return list, nil
}

// measuredFacts are the facts of a program that the typing test measures, and no others.
func measuredFacts(p applications.Program, speed int64) applications.Facts {
	facts := applications.Facts{}
	for _, f := range p.Fields {
		if f.Evidence.By == applications.TypingTest {
			facts[f.ID] = speed
		}
	}
	return facts
}

func (s *session) programsOfInterest() ([]applications.Program, error) {
	all, err := s.library().Programs()
	if err != nil {
		return nil, err
	}
	mine, err := s.store.Applications(s.ctx, store.Filter{Account: s.by.ID()})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(p applications.Program) bool {
		if len(mine) == 0 {
			return p.Closed
		}
		return !slices.ContainsFunc(mine, func(a applications.Application) bool { return a.Program == p.ID })
	}), nil
}

func (s *session) settledTable(settled []jsonSettled) render.Table {
	t := render.Table{Columns: s.columns("program", "condition", "verdict")}
	t.Columns[0].Flexible, t.Columns[1].Flexible = true, true
	for _, c := range settled {
		t.Rows = append(t.Rows, []string{c.Title, c.Reason, s.verdict(c.Verdict)})
	}
	return t
}
