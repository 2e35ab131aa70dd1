package main

import (
	"strconv"

	"github.com/spf13/cobra"

	"gangway/internal/fault"
	"gangway/internal/render"
)

func auditCmd(a *app) *cobra.Command {
	return group("audit", "The record of every change", auditLogCmd(a), auditVerifyCmd(a))
}

func auditLogCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "log [APPLICATION]",
		Short: "Show what was done, when and by whom",
		Example: `gangway audit log 7k3m
			gangway audit log -o jsonl`,
		Args: cobra.MaximumNArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			chain := ""
			if len(args) > 0 {
				application, err := s.find(args[0])
				if err != nil {
					return err
				}
				chain = application.ID
			}
			events, err := s.store.Events(s.ctx, chain)
			if err != nil {
				return err
			}
			t := render.Table{Columns: s.columns("time", "chain", "no.", "what", "by", "state")}
			names := s.actors(events)
			for _, e := range events {
				t.Rows = append(t.Rows, []string{moment(e.At), e.Chain, strconv.FormatInt(e.Seq, 10), s.action(e.Action), names[e.Actor], stateText(s, e.To)})
			}
			return s.printer().List(events, func() render.Table { return t })
		}),
	}
}

func auditVerifyCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "verify",
		Short:   "Check that no event was changed, moved or removed",
		Example: "gangway audit verify",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			report, err := s.store.VerifyEvents(s.ctx)
			if err != nil {
				return err
			}
			err = s.printer().Value(report, func() render.Page {
				return render.Page{Sections: []render.Section{{Fields: []render.Field{
					{Title: s.sayf("intact"), Value: s.yesNo(report.OK)}, {Title: s.sayf("events"), Value: strconv.FormatInt(report.Events, 10)},
					{Title: s.sayf("first bad"), Value: orDash(report.FirstBad)},
				}}}}
			})
			if err == nil && !report.OK {
				return shown{fault.Invalid}
			}
			return err
		}),
	}
}
