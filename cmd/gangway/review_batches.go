package main

import (
	"math"
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/store"
)

// A jsonBatchHead is the JSON form of a batch in a list.
type jsonBatchHead struct {
	Batch     string                  `json:"batch"`
	Kind      applications.BatchKind  `json:"kind"`
	Program   string                  `json:"program"`
	State     applications.BatchState `json:"state"`
	OpenedBy  string                  `json:"opened_by"`
	OpenedAt  string                  `json:"opened_at"`
	AppliedBy string                  `json:"applied_by"`
	AppliedAt string                  `json:"applied_at"`
}

func reviewBatchesCmd(a *app) *cobra.Command {
	var limit int
	c := &cobra.Command{
		Use:     "batches",
		Short:   "List the latest batches",
		Example: "gangway review batches",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			batches, err := s.store.Batches(s.ctx, atMost(limit))
			if err != nil {
				return err
			}
			views, t := make([]jsonBatchHead, len(batches)), render.Table{Columns: s.columns("batch", "kind", "program", "state", "opened by", "opened at")}
			for i, b := range batches {
				v := s.batchHead(b)
				views[i] = v
				t.Rows = append(t.Rows, []string{v.Batch, s.batchKind(b.Kind), orDash(v.Program), b.State.SayIn(s.speaker), v.OpenedBy, moment(b.OpenedAt)})
			}
			return s.printer().List(views, func() render.Table { return t })
		}),
	}
	c.Flags().IntVar(&limit, "limit", 50, "at most so many; 0 for all")
	return c
}

func (s *session) batchHead(b applications.Batch) jsonBatchHead {
	return jsonBatchHead{b.ID, b.Kind, b.Program, b.State, s.nameOf(b.OpenedBy), rfc3339(b.OpenedAt), s.nameOf(b.AppliedBy), rfc3339(b.AppliedAt)}
}

// nameOf returns an account's name, or the empty text for nobody.
func (s *session) nameOf(account string) string {
	if account == "" {
		return ""
	}
	name, err := s.store.AccountName(s.ctx, account)
	if err != nil {
		return account
	}
	return name
}

func (a *app) batchKind(k applications.BatchKind) string {
	switch k {
	case applications.Screened:
		return a.sayf("screening")
	case applications.Sheet:
		return a.sayf("spreadsheet")
	}
	return a.sayf("chosen one by one")
}

// A jsonBatchRow is the JSON form of a row of a batch.
type jsonBatchRow struct {
	ID       string                    `json:"id"`
	Decision applications.DecisionKind `json:"decision"`
	State    applications.RowState     `json:"state"`
	Reason   string                    `json:"reason"`
	Note     string                    `json:"note"`
	Fixes    []applications.Fix        `json:"fixes"`
	Refused  *jsonRefusal              `json:"refused,omitempty"`
	By       string                    `json:"decided_by"`
	At       string                    `json:"decided_at"`
}

func reviewBatchCmd(a *app) *cobra.Command {
	var state, after string
	var limit int
	c := &cobra.Command{
		Use:   "batch BATCH",
		Short: "Show the rows of a batch: what is planned, done, refused or left to a person",
		Example: `gangway review batch 7k3m
			gangway review batch 7k3m --state refused --limit 1000`,
		Args: cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			states := []applications.RowState{"", applications.RowPlanned, applications.RowDone, applications.RowRefused, applications.RowLeft, applications.RowUndone}
			if !isOne(applications.RowState(state), states) {
				return fault.New(fault.Usage, "there is no state %q; the states are %s", state, "planned, done, refused, left, undone")
			}
			b, err := s.store.Batch(s.ctx, args[0])
			if err != nil {
				return err
			}
			rows, err := s.store.BatchRows(s.ctx, b.ID, applications.RowState(state), after, atMost(limit))
			if err != nil {
				return err
			}
			if limit > 0 && len(rows) == limit {
				s.say("There may be more; go on with --after %s", rows[len(rows)-1].Application)
			}
			return s.listBatchRows(rows)
		}),
	}
	c.Flags().StringVar(&state, "state", "", "only rows in this state: planned, done, refused, left or undone")
	c.Flags().StringVar(&after, "after", "", "only rows behind this application's id")
	c.Flags().IntVar(&limit, "limit", 100, "at most so many; 0 for all")
	return c
}

// atMost is the limit a flag asks for, where 0 is none.
func atMost(limit int) int {
	if limit <= 0 {
		return math.MaxInt32
	}
	return limit
}

func isOne[T comparable](v T, of []T) bool {
	for _, o := range of {
		if v == o {
			return true
		}
	}
	return false
}

func (s *session) listBatchRows(rows []store.BatchRow) error {
	views, names := make([]jsonBatchRow, len(rows)), map[string]string{}
	t := render.Table{Columns: s.columns("application", "decision", "result", "reason", "about")}
	t.Columns[4].Flexible = true
	for i, row := range rows {
		d := row.Decision
		if _, known := names[d.By]; !known {
			names[d.By] = s.nameOf(d.By)
		}
		v := jsonBatchRow{ID: row.Application, Decision: d.Kind, State: row.State, Reason: d.Reason, Note: d.Note, Fixes: d.Fixes, By: names[d.By], At: rfc3339(d.At)}
		var about []string
		for _, f := range d.Fixes {
			about = append(about, strings.TrimSuffix(f.Field+": "+f.Text, ": "))
		}
		if row.Refused != nil {
			e := s.describe(row.Refused)
			v.Refused = &jsonRefusal{row.Application, e.Kind, e.Message}
			about = append(about, e.Message)
		}
		if v.Fixes == nil {
			v.Fixes = []applications.Fix{}
		}
		views[i] = v
		t.Rows = append(t.Rows, []string{row.Application, s.decision(d.Kind), s.rowState(row.State), orDash(d.Reason), orDash(strings.Join(about, "; "))})
	}
	return s.printer().List(views, func() render.Table { return t })
}

func (a *app) decision(k applications.DecisionKind) string {
	switch k {
	case applications.Approval:
		return a.sayf("approve")
	case applications.Returning:
		return a.sayf("return")
	case applications.Rejection:
		return a.sayf("reject")
	}
	return a.sayf("leave to a person")
}

func (a *app) rowState(state applications.RowState) string {
	switch state {
	case applications.RowPlanned:
		return a.sayf("still to do")
	case applications.RowRefused:
		return a.sayf("refused")
	case applications.RowLeft:
		return a.sayf("left")
	case applications.RowUndone:
		return a.sayf("taken back")
	}
	return a.sayf("done")
}
