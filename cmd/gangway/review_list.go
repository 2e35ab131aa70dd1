package main

import (
	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/calendar"
	"gangway/internal/render"
	"gangway/internal/store"
	"gangway/internal/term"
)

// screenful is how many applications a terminal shows when nobody says how many.
const screenful = 100

func reviewListCmd(a *app) *cobra.Command {
	var f store.Filter
	var states []string
	var verdict string
	var atRisk, mine bool
	c := &cobra.Command{
		Use:   "list",
		Short: "List applications, the soonest due first",
		Example: `gangway review list
			gangway review list --program taobao-online --verdict pass
			gangway review list --at-risk --free
			gangway review list --overdue -o json`,
		Args: cobra.NoArgs,
	}
	c.RunE = a.signedIn(func(s *session, _ []string) error {
		if err := parseFilter(&f, states, verdict); err != nil {
			return err
		}
		f.Handed = true
		if mine {
			f.Claimed = s.by.ID()
		}
		if atRisk {
			cal, err := calendar.Load(s.templates())
			if err != nil {
				return err
			}
			f.DueBy = cal.AtRiskUntil(s.now())
		}
		short := !c.Flags().Changed("limit") && s.format == render.Tables && term.Interactive(s.out, s.out, s.getenv)
		if short {
			f.Limit = screenful + 1 // one more, to know whether there is more
		}
		list, err := s.store.Applications(s.ctx, f)
		if err == nil && len(list) == 0 && f.Program != "" {
			_, err = s.program(f.Program) // nothing to show, or no such program
		}
		if err != nil {
			return err
		}
		return s.listSome(list, short)
	})
	flags := c.Flags()
	flags.StringVar(&f.Program, "program", "", "only this program")
	flags.StringSliceVar(&states, "state", []string{string(applications.Submitted)}, "only these states, or all")
	flags.StringVar(&verdict, "verdict", "", "only this verdict: pass, fail or unknown")
	flags.BoolVar(&f.Overdue, "overdue", false, "only what is overdue")
	flags.BoolVar(&atRisk, "at-risk", false, "only what will soon be overdue")
	flags.BoolVar(&mine, "mine", false, "only what you have taken on")
	flags.BoolVar(&f.Free, "free", false, "only what nobody has taken on")
	flags.StringVar(&f.Sort, "sort", "due", "order: due, submitted or name")
	flags.StringVar(&f.After, "after", "", "only what comes behind this application, by its id")
	flags.IntVar(&f.Limit, "limit", 0, "at most so many; 0 for all")
	c.MarkFlagsMutuallyExclusive("mine", "free")
	c.MarkFlagsMutuallyExclusive("overdue", "at-risk")
	return c
}

// listSome lists applications; of more than fit a terminal it shows the first and says how to see the others.
func (s *session) listSome(list []applications.Application, short bool) error {
	more := short && len(list) > screenful
	if more {
		list = list[:screenful]
	}
	if err := s.listApplications(list); err != nil || !more {
		return err
	}
	s.say("There are more; go on with --after %s, or show all with --limit 0", list[screenful-1].ID)
	return nil
}
