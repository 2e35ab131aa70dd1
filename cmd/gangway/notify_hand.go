package main

import (
	"slices"

	"github.com/spf13/cobra"

	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/render"
)

func notifyRetryCmd(a *app) *cobra.Command {
	var failed bool
	c := &cobra.Command{
		Use:   "retry [ID…]",
		Short: "Queue notices again that failed or are unsure",
		Long:  "Queue notices again that failed, or that are unsure because they may have arrived: those may then arrive twice, and you are asked first.",
		Example: `gangway notify retry 7k3m
			gangway notify retry --failed`,
		RunE: a.signedIn(func(s *session, args []string) error {
			if (len(args) > 0) == failed {
				return fault.New(fault.Usage, "name the notices, or give --failed for all that failed").WithHint("gangway notify list --state failed")
			}
			if failed {
				dead, err := s.store.Notices(s.ctx, outbox.Failed, 0)
				if err != nil {
					return err
				}
				for _, n := range dead {
					args = append(args, n.ID)
				}
			}
			if agreed, err := s.mayArriveTwice(args); err != nil || !agreed {
				return err
			}
			return s.eachNotice(args, func(typed string) (outbox.Notice, error) {
				return s.store.RetryNotice(s.ctx, typed, s.by.ID())
			})
		}),
	}
	c.Flags().BoolVar(&failed, "failed", false, "all notices that failed")
	return c
}

// mayArriveTwice asks before notices are sent again that may have arrived already.
func (s *session) mayArriveTwice(ids []string) (agreed bool, err error) {
	unsure := 0
	for _, typed := range ids {
		n, err := s.store.Notice(s.ctx, typed)
		if err != nil && fault.KindOf(err) == nil {
			return false, err
		}
		if n.State == outbox.Unsure {
			unsure++
		}
	}
	if unsure == 0 {
		return true, nil
	}
	return s.confirm(s.sayf("%d may have arrived and may then arrive twice. Send them again?", unsure))
}

func notifySettleCmd(a *app) *cobra.Command {
	var sent, failed bool
	c := &cobra.Command{
		Use:   "settle ID…",
		Short: "Say what became of notices that are unsure",
		Example: `gangway notify settle 7k3m --sent
			gangway notify settle 7k3m 9xq2 --failed`,
		Args: cobra.MinimumNArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			to := outbox.Failed
			if sent {
				to = outbox.Sent
			}
			err := s.eachNotice(args, func(typed string) (outbox.Notice, error) {
				return s.store.SettleNotice(s.ctx, typed, s.by.ID(), to)
			})
			return orElse(err, s.beginTrainings())
		}),
	}
	c.Flags().BoolVar(&sent, "sent", false, "they arrived")
	c.Flags().BoolVar(&failed, "failed", false, "they did not arrive")
	c.MarkFlagsMutuallyExclusive("sent", "failed")
	c.MarkFlagsOneRequired("sent", "failed")
	return c
}

// A jsonChanges says which notices were changed.
type jsonChanges struct {
	Done    []string      `json:"done"`
	Refused []jsonRefusal `json:"refused"`
}

// eachNotice changes notices one by one and prints what was done and refused. A single one that was refused has its own
// error; otherwise refusals make the result partial.
func (s *session) eachNotice(ids []string, change func(typed string) (outbox.Notice, error)) error {
	v := jsonChanges{[]string{}, []jsonRefusal{}}
	t := render.Table{Columns: s.columns("id", "result", "reason")}
	t.Columns[2].Flexible = true
	for _, typed := range ids {
		n, err := change(typed)
		switch {
		case err == nil && !slices.Contains(v.Done, n.ID):
			v.Done = append(v.Done, n.ID)
			t.Rows = append(t.Rows, []string{n.ID, s.sayf("done"), "–"})
		case err == nil:
		case len(ids) == 1 || fault.KindOf(err) == nil:
			return err
		default:
			e := s.describe(err)
			v.Refused = append(v.Refused, jsonRefusal{typed, e.Kind, e.Message})
			t.Rows = append(t.Rows, []string{typed, s.sayf("refused"), e.Message})
		}
	}
	s.say("%d done, %d refused", len(v.Done), len(v.Refused))
	err := s.printer().Value(v, func() render.Page { return render.Page{Sections: []render.Section{{Table: t}}} })
	if err == nil && len(v.Refused) > 0 {
		return shown{fault.Partial}
	}
	return err
}
