package main

import (
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/fault"
	"gangway/internal/render"
)

// A jsonMover is the JSON form of an application that another rule would judge otherwise.
type jsonMover struct {
	ID     string               `json:"id"`
	Name   string               `json:"name"`
	State  applications.State   `json:"state"`
	Before applications.Verdict `json:"before"`
	After  applications.Verdict `json:"after"`
	Rules  []string             `json:"rules"`
}

func reviewWhatIfCmd(a *app) *cobra.Command {
	var program string
	var changes []string
	var limit int
	c := &cobra.Command{
		Use:     "what-if",
		Short:   "Show which applications another rule would judge otherwise, without changing anything",
		Example: `gangway review what-if --program taobao-online --set "age=age >= 20 && age <= 40"`,
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			now, changed, err := s.changedProgram(program, changes)
			if err != nil {
				return err
			}
			movers, moved := []jsonMover{}, 0
			looked, err := s.desk().WhatIf(s.ctx, s.by, now, changed, func(m applications.Mover) error {
				if moved++; limit == 0 || moved <= limit {
					movers = append(movers, jsonMover{m.Application.ID, identity.MaskName(m.Application.Name), m.Application.State, m.Before, m.After, m.Rules})
				}
				return nil
			})
			if err != nil {
				return err
			}
			s.say("%d of %d applications would be judged otherwise; nothing was changed", moved, looked)
			if moved > len(movers) {
				s.say("The first %d are shown; --limit 0 shows all", len(movers))
			}
			return s.printer().List(movers, func() render.Table { return s.moverTable(movers) })
		}),
	}
	c.Flags().StringVar(&program, "program", "", "the program whose rule is changed")
	c.Flags().StringArrayVar(&changes, "set", nil, `the changed rule, as "rule=expression"; may be repeated`)
	c.Flags().IntVar(&limit, "limit", 1000, "show at most so many; 0 for all")
	return c
}

// changedProgram returns a program, and the same with the rules changed that the flags name.
func (s *session) changedProgram(id string, changes []string) (now, changed applications.Program, err error) {
	if id == "" || len(changes) == 0 {
		return now, changed, fault.New(fault.Usage, "say which program, and which rule to change").WithHint(`--program ID --set "rule=expression"`)
	}
	if now, err = s.program(id); err != nil {
		return now, changed, err
	}
	changed = now
	for _, change := range changes {
		rule, expression, ok := strings.Cut(change, "=")
		if !ok {
			return now, changed, fault.New(fault.Usage, "write a change as \"rule=expression\"")
		}
		if changed, err = changed.WithRule(strings.TrimSpace(rule), strings.TrimSpace(expression)); err != nil {
			return now, changed, err
		}
	}
	return now, changed, nil
}

func (s *session) moverTable(movers []jsonMover) render.Table {
	t := render.Table{Columns: s.columns("id", "name", "state", "now", "then", "condition")}
	for _, m := range movers {
		t.Rows = append(t.Rows, []string{m.ID, m.Name, m.State.SayIn(s.speaker), s.verdict(m.Before), s.verdict(m.After), strings.Join(m.Rules, ", ")})
	}
	return t
}
