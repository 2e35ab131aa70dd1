package main

import (
	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/render"
	"gangway/internal/store"
)

func programsCmd(a *app) *cobra.Command {
	return group("programs", "What can be applied for", programsListCmd(a), programsShowCmd(a), programsNewCmd(a))
}

// A jsonProgram is the JSON form of a program.
type jsonProgram struct {
	ID      string                   `json:"id"`
	Kind    applications.ProgramKind `json:"kind"`
	Title   string                   `json:"title"`
	Summary string                   `json:"summary"`
	Rules   []jsonRule               `json:"rules"`
	Open    bool                     `json:"open"`
	Version int                      `json:"version"`
	Source  string                   `json:"source"`
}

type jsonRule struct {
	ID       string                `json:"id"`
	Expr     string                `json:"expr"`
	Severity applications.Severity `json:"severity"`
	Reason   string                `json:"reason"`
	Source   string                `json:"source"`
}

func (a *app) programView(p applications.Program) jsonProgram {
	v := jsonProgram{ID: p.ID, Kind: p.Kind, Title: a.both(p.Title), Summary: a.both(p.Summary), Open: !p.Closed, Version: p.Version,
		Source: p.Source, Rules: []jsonRule{}}
	for _, r := range p.Rules {
		v.Rules = append(v.Rules, jsonRule{r.ID, r.Expr, r.Severity, a.both(r.Reason), r.Source})
	}
	return v
}

func programsListCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the programs",
		Example: "gangway programs list",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			programs, err := a.library().Programs()
			if err != nil {
				return err
			}
			views := make([]jsonProgram, len(programs))
			t := render.Table{Columns: a.columns("program", "kind", "title", "open")}
			t.Columns[2].Flexible = true
			for i, p := range programs {
				views[i] = a.programView(p)
				t.Rows = append(t.Rows, []string{p.ID, a.kind(p.Kind), views[i].Title, a.yesNo(views[i].Open)})
			}
			return a.printer().List(views, func() render.Table { return t })
		},
	}
}

func programsShowCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "show PROGRAM",
		Short:   "Show what a program asks for and its conditions",
		Example: "gangway programs show taobao-online",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			p, err := a.program(args[0])
			if err != nil {
				return err
			}
			v := a.programPageView(p)
			if a.isManager(c) {
				v.LegalNote = a.both(p.LegalNote)
			}
			return a.printer().Value(v, func() render.Page { return a.programPage(p, v) })
		},
	}
}

// isManager reports whether a manager is signed in, to whom alone legal notes are shown. Anybody else, or nobody, is
// no mistake.
func (a *app) isManager(c *cobra.Command) bool {
	manager := false
	_ = a.withStore(c.Context(), func(s *store.Store) error {
		by, err := a.actor(c.Context(), s)
		manager = err == nil && by.Has(access.Manager)
		return err
	})
	return manager
}

func (a *app) severity(s applications.Severity) string {
	if s == applications.Hard {
		return a.sayf("cannot be submitted")
	}
	return a.sayf("a reviewer decides")
}

func (a *app) yesNo(yes bool) string {
	if yes {
		return a.sayf("yes")
	}
	return a.sayf("no")
}

func (a *app) kind(k applications.ProgramKind) string {
	switch k {
	case applications.Agent:
		return a.sayf("agent post")
	case applications.Merchant:
		return a.sayf("merchant entry")
	}
	return a.sayf("campaign")
}
