package main

import (
	"context"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/calendar"
	"gangway/internal/render"
)

func reviewClaimCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "claim ID…",
		Short:   "Take applications on, so that no colleague decides them meanwhile",
		Example: "gangway review claim 7k3m 9xq2",
		Args:    cobra.MinimumNArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			return s.assign(args, s.desk().Claim)
		}),
	}
}

func reviewReleaseCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "release ID…",
		Short:   "Give applications back that were taken on",
		Example: "gangway review release 7k3m",
		Args:    cobra.MinimumNArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			return s.assign(args, s.desk().Release)
		}),
	}
}

func reviewLoadCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "load",
		Short:   "Show what each reviewer has taken on and has decided",
		Example: "gangway review load",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			today := calendar.Of(s.now()).Midnight()
			loads, err := s.store.Workloads(s.ctx, today, today.Add(-6*24*time.Hour))
			if err != nil {
				return err
			}
			return s.printer().List(loads, func() render.Table {
				t := render.Table{Columns: s.columns("reviewer", "taken on", "overdue", "decided today", "in 7 days")}
				for _, w := range loads {
					t.Rows = append(t.Rows, []string{w.Reviewer, s.number(w.Claimed), s.number(w.Overdue), s.number(w.Today), s.number(w.Week)})
				}
				return t
			})
		}),
	}
}

// number says a number for people.
func (a *app) number(n int) string { return strconv.Itoa(n) }

// assign takes on or releases the applications named, and says which could not be.
func (s *session) assign(typed []string, do func(context.Context, access.Actor, []string) (applications.Report, error)) error {
	ids, refused, err := s.chosen(typed)
	if err != nil {
		return err
	}
	report, err := do(s.ctx, s.by, ids)
	report.Refused = append(refused, report.Refused...)
	return s.showDecided(report, err)
}
