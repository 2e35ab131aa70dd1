package main

import (
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/store"
)

func reviewCmd(a *app) *cobra.Command {
	return group("review", "List, look at and decide applications", reviewListCmd(a), reviewShowCmd(a), reviewReasonsCmd(a),
		reviewApproveCmd(a), reviewReturnCmd(a), reviewRejectCmd(a), reviewScreenCmd(a), reviewPlanCmd(a), reviewApplyCmd(a), reviewUndoCmd(a),
		reviewBatchesCmd(a), reviewBatchCmd(a), reviewWhatIfCmd(a), reviewClaimCmd(a), reviewReleaseCmd(a), reviewLoadCmd(a), reviewExportCmd(a))
}

func parseFilter(f *store.Filter, states []string, verdict string) error {
	f.States = nil
	for _, name := range states {
		if name == "all" {
			f.States = nil
			break
		}
		state := applications.State(strings.ToLower(name))
		if !isState(state) {
			return fault.New(fault.Usage, "there is no state %q; the states are %s", name, stateList())
		}
		f.States = append(f.States, state)
	}
	f.Verdict = applications.Verdict(verdict)
	switch f.Verdict {
	case "", applications.Pass, applications.Fail, applications.Unknown:
		return nil
	}
	return fault.New(fault.Usage, "there is no verdict %q; the verdicts are %s", verdict, "pass, fail, unknown")
}

func isState(state applications.State) bool {
	for _, s := range applications.States {
		if s == state {
			return true
		}
	}
	return false
}

func stateList() string {
	names := make([]string, len(applications.States))
	for i, s := range applications.States {
		names[i] = string(s)
	}
	return strings.Join(names, ", ")
}

func reviewShowCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "show ID",
		Short:   "Show an application, masked, with its conditions and what changed",
		Example: "gangway review show 7k3m",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			application, p, err := s.findWithProgram(args[0])
			if err != nil {
				return err
			}
			return s.showApplication(application, p, false)
		}),
	}
}

func reviewReasonsCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "reasons",
		Short:   "List the reasons for returning or rejecting",
		Example: "gangway review reasons",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			reasons, err := s.library().Reasons()
			if err != nil {
				return err
			}
			t := render.Table{Columns: s.columns("code", "for", "reason", "advice")}
			t.Columns[2].Flexible, t.Columns[3].Flexible = true, true
			for _, r := range reasons {
				kinds := make([]string, len(r.For))
				for i, k := range r.For {
					kinds[i] = string(k)
				}
				t.Rows = append(t.Rows, []string{r.Code, strings.Join(kinds, ", "), s.both(r.Text), s.both(r.Advice)})
			}
			return s.printer().List(reasons, func() render.Table { return t })
		}),
	}
}
