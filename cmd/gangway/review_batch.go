package main

import (
	"bufio"
	"encoding/json"
	"math"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/store"
)

func reviewScreenCmd(a *app) *cobra.Command {
	var program string
	var apply bool
	c := &cobra.Command{
		Use:   "screen",
		Short: "Let the rules of a program propose a decision on each submitted application",
		Long:  "Let the rules of a program propose a decision on each submitted application: approve what meets every condition, reject what fails a hard one, return what leaves a hard one open, and leave the rest to a person. Nothing is decided until the batch is applied.",
		Example: `gangway review screen --program taobao-online
			gangway review screen --program taobao-online --apply`,
		Args: cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			if program == "" {
				return fault.New(fault.Usage, "say which program to screen").WithHint("--program ID")
			}
			p, err := s.program(program)
			if err != nil {
				return err
			}
			m := s.meter()
			batch, tally, err := s.desk().Screen(s.ctx, s.by, p, apply, m.tell)
			m.end()
			if err != nil {
				return s.stopped(batch, err)
			}
			return s.showScreening(batch, tally, apply, m.took())
		}),
	}
	c.Flags().StringVar(&program, "program", "", "the program to screen")
	c.Flags().BoolVar(&apply, "apply", false, "decide at once what the rules propose")
	return c
}

// stopped says how to go on with a batch that was begun. Half a plan is nothing to go on with.
func (s *session) stopped(b applications.Batch, err error) error {
	switch b.State {
	case applications.BatchScreening, applications.BatchPlanned, applications.BatchApplying:
		s.say("What is done is kept; go on with gangway review apply %s", b.ID)
	}
	return err
}

// A jsonScreening is the JSON form of what a screening came to.
type jsonScreening struct {
	Batch    string  `json:"batch"`
	Screened int     `json:"screened"`
	Approved int     `json:"approved"`
	Returned int     `json:"returned"`
	Rejected int     `json:"rejected"`
	Left     int     `json:"left"`
	Refused  int     `json:"refused"`
	Applied  bool    `json:"applied"`
	Seconds  float64 `json:"seconds"`
}

func (s *session) showScreening(b applications.Batch, t applications.Tally, applied bool, seconds float64) error {
	v := jsonScreening{b.ID, t.Rows, t.Approved, t.Returned, t.Rejected, t.Left, t.Refused, applied, math.Round(seconds*1000) / 1000}
	err := s.printer().Value(v, func() render.Page {
		return render.Page{Sections: []render.Section{{Fields: append([]render.Field{{Title: s.sayf("batch"), Value: b.ID}}, s.tallyFields(t)...)}}}
	})
	if err != nil {
		return err
	}
	if !applied {
		s.say("Nothing is decided yet. Look at it with gangway review batch %s, carry it out with gangway review apply %s", b.ID, b.ID)
	}
	return partial(t)
}

// partial is the error of a batch with refusals.
func partial(t applications.Tally) error {
	if t.Refused > 0 {
		return shown{fault.Partial}
	}
	return nil
}

func (s *session) tallyFields(t applications.Tally) []render.Field {
	fields := []render.Field{}
	for _, f := range []struct {
		title string
		n     int
	}{{s.sayf("applications"), t.Rows}, {s.sayf("approved"), t.Approved}, {s.sayf("returned"), t.Returned}, {s.sayf("rejected"), t.Rejected},
		{s.sayf("left to a person"), t.Left}, {s.sayf("refused"), t.Refused}, {s.sayf("taken back"), t.Undone}} {
		fields = append(fields, render.Field{Title: f.title, Value: s.number(f.n)})
	}
	return fields
}

func reviewApplyCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "apply BATCH",
		Short:   "Carry out a batch that was planned, or finish one that was stopped",
		Example: "gangway review apply 7k3m",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			m := s.meter()
			batch, _, err := s.desk().Apply(s.ctx, s.by, args[0], m.tell)
			m.end()
			if err != nil {
				return s.stopped(batch, err)
			}
			return s.showBatchDone(batch, applications.RowDone, applications.RowRefused)
		}),
	}
}

func reviewUndoCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "undo BATCH",
		Short:   "Take back what a batch decided, where nothing has happened since",
		Example: "gangway review undo 7k3m --yes",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			batch, err := s.store.Batch(s.ctx, args[0])
			if err != nil {
				return err
			}
			tally, err := s.store.TallyBatch(s.ctx, batch.ID)
			if err != nil {
				return err
			}
			agreed, err := s.confirm(s.sayf("Take back %d decisions of the batch %s?", tally.Approved+tally.Returned+tally.Rejected, batch.ID))
			if err != nil || !agreed {
				return err
			}
			m := s.meter()
			batch, _, err = s.desk().Undo(s.ctx, s.by, batch.ID, m.tell)
			m.end()
			if err != nil {
				return err
			}
			return s.showBatchDone(batch, applications.RowUndone, applications.RowDone)
		}),
	}
}

// showBatchDone prints the rows of a batch that are in the state it worked towards, and those that were refused. A
// batch may have a million rows: for programs they are written as they are read, people see the refusals.
func (s *session) showBatchDone(b applications.Batch, done, refused applications.RowState) error {
	doneRows, refusals := 0, 0
	count := func(n *int) func(store.BatchRow) error { return func(store.BatchRow) error { *n++; return nil } }
	if s.format == render.JSON || s.format == render.JSONL {
		w := bufio.NewWriter(s.out)
		if err := s.writeBatchJSON(w, b, done, refused, &refusals); err != nil {
			return err
		}
		if err := w.Flush(); err != nil {
			return err
		}
	} else {
		t := render.Table{Columns: s.columns("id", "result", "reason")}
		t.Columns[2].Flexible = true
		err := s.eachRow(b, refused, func(row store.BatchRow) error {
			if refusals++; refusals <= shownRefusals {
				t.Rows = append(t.Rows, []string{row.Application, s.sayf("refused"), s.describe(row.Refused).Message})
			}
			return nil
		})
		if err == nil {
			err = s.eachRow(b, done, count(&doneRows))
		}
		if err != nil {
			return err
		}
		s.say("%d done, %d refused (batch %s)", doneRows, refusals, b.ID)
		if refusals > shownRefusals {
			s.say("The first %d refusals are shown; gangway review batch %s --state refused lists all", shownRefusals, b.ID)
		}
		page := render.Page{Sections: []render.Section{{Fields: []render.Field{{Title: s.sayf("batch"), Value: b.ID},
			{Title: s.sayf("done"), Value: s.number(doneRows)}, {Title: s.sayf("refused"), Value: s.number(refusals)}}}}}
		if len(t.Rows) > 0 {
			page.Sections = append(page.Sections, render.Section{Table: t})
		}
		if err := s.printer().Value(nil, func() render.Page { return page }); err != nil {
			return err
		}
	}
	if refusals > 0 {
		return shown{fault.Partial}
	}
	return nil
}

// shownRefusals is how many refusals people are shown at once.
const shownRefusals = 50

func (s *session) writeBatchJSON(w *bufio.Writer, b applications.Batch, done, refused applications.RowState, refusals *int) error {
	encode := func(v any) error {
		data, err := json.Marshal(v)
		if err == nil {
			_, err = w.Write(data)
		}
		return err
	}
	list := func(name string, state applications.RowState, value func(store.BatchRow) any) error {
		w.WriteString(`,"` + name + `":[`)
		first := true
		err := s.eachRow(b, state, func(row store.BatchRow) error {
			if !first {
				w.WriteByte(',')
			}
			first = false
			return encode(value(row))
		})
		w.WriteByte(']')
		return err
	}
	w.WriteString(`{"batch":`)
	if err := encode(b.ID); err != nil {
		return err
	}
	if err := list("done", done, func(row store.BatchRow) any { return row.Application }); err != nil {
		return err
	}
	err := list("refused", refused, func(row store.BatchRow) any {
		*refusals++
		e := s.describe(row.Refused)
		return jsonRefusal{row.Application, e.Kind, e.Message}
	})
	w.WriteString("}\n")
	return err
}

// eachRow goes through the rows of a batch in a state, page by page.
func (s *session) eachRow(b applications.Batch, state applications.RowState, do func(store.BatchRow) error) error {
	const page = 5000
	for after := ""; ; {
		rows, err := s.store.BatchRows(s.ctx, b.ID, state, after, page)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := do(row); err != nil {
				return err
			}
			after = row.Application
		}
		if len(rows) < page {
			return nil
		}
	}
}
