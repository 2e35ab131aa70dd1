package main

import (
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/render"
	"gangway/internal/store"
)

func programsCmd(a *app) *cobra.Command {
	return group("programs", "What can be applied for", programsListCmd(a), programsShowCmd(a))
}

// A jsonProgram is the JSON form of a program.
type jsonProgram struct {
	ID        string                   `json:"id"`
	Kind      applications.ProgramKind `json:"kind"`
	Title     string                   `json:"title"`
	Summary   string                   `json:"summary"`
	Rules     []jsonRule               `json:"rules"`
	Open      bool                     `json:"open"`
	Version   int                      `json:"version"`
	Source    string                   `json:"source"`
	LegalNote string                   `json:"legal_note,omitempty"`
	Fields    []jsonField              `json:"fields,omitempty"`
}

type jsonRule struct {
	ID       string                `json:"id"`
	Expr     string                `json:"expr"`
	Severity applications.Severity `json:"severity"`
	Reason   string                `json:"reason"`
	Source   string                `json:"source"`
}

type jsonField struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	Label    string   `json:"label"`
	Help     string   `json:"help"`
	Optional bool     `json:"optional"`
	Options  []string `json:"options"`
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
			t := render.Table{Columns: a.columns("program", "title", "open", "conditions")}
			t.Columns[1].Flexible, t.Columns[3].Flexible = true, true
			for i, p := range programs {
				views[i] = a.programView(p)
				var conditions []string
				for _, r := range views[i].Rules {
					conditions = append(conditions, r.Reason)
				}
				t.Rows = append(t.Rows, []string{p.ID, views[i].Title, a.yesNo(views[i].Open), strings.Join(conditions, a.sayf("; "))})
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
			v := a.programView(p)
			for _, f := range p.Fields {
				v.Fields = append(v.Fields, a.fieldView(f))
			}
			if a.isManager(c) {
				v.LegalNote = a.both(p.LegalNote)
			}
			return a.printer().Value(v, func() render.Page { return a.programPage(p, v) })
		},
	}
}

func (a *app) fieldView(f applications.Field) jsonField {
	v := jsonField{f.ID, string(f.Kind), a.both(f.Label), a.both(f.Help), f.Optional, []string{}}
	for _, o := range f.Options {
		v.Options = append(v.Options, o.ID)
	}
	return v
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

func (a *app) programPage(p applications.Program, v jsonProgram) render.Page {
	about := []render.Field{
		{Title: a.sayf("program"), Value: v.ID}, {Title: a.sayf("open"), Value: a.yesNo(v.Open)},
		{Title: a.sayf("review"), Value: a.sayf("within %d working days", p.ReviewDays)}, {Title: a.sayf("source"), Value: v.Source},
	}
	if !p.Posting.Empty() {
		about = append(about, render.Field{Title: a.sayf("advertisement"), Value: a.both(p.Posting)})
	}
	if v.LegalNote != "" {
		about = append(about, render.Field{Title: a.sayf("legal note"), Value: v.LegalNote})
	}
	rules := render.Table{Columns: a.columns("condition", "", "if not met", "source")}
	rules.Columns[1].Flexible = true
	for _, r := range v.Rules {
		rules.Rows = append(rules.Rows, []string{r.ID, r.Reason, a.severity(r.Severity), r.Source})
	}
	fields := render.Table{Columns: a.columns("field", "", "help")}
	fields.Columns[1].Flexible, fields.Columns[2].Flexible = true, true
	for _, f := range v.Fields {
		label := f.Label
		if f.Optional {
			label = a.sayf("%s (optional)", label)
		}
		fields.Rows = append(fields.Rows, []string{f.ID, label, orDash(f.Help)})
	}
	return render.Page{Title: v.Title, Sections: []render.Section{{Fields: about, Text: []string{v.Summary}},
		{Title: a.sayf("Conditions"), Table: rules}, {Title: a.sayf("Form"), Table: fields}}}
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
