package main

import (
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/sheet"
)

func reviewPlanCmd(a *app) *cobra.Command {
	var file, encoding string
	c := &cobra.Command{
		Use:     "plan",
		Short:   "Read decisions from a spreadsheet into a batch, to be applied later",
		Long:    "Read decisions from a spreadsheet (CSV or XLSX) into a batch, to be applied later. Columns: id; decision, which is approve, return or reject; reason; note; fixes, as \"field: what to mend; field: …\". A row that cannot be used is refused and does not stop the others.",
		Example: "gangway review plan --file decisions.csv",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			if file == "" {
				return fault.New(fault.Usage, "say which file holds the decisions").WithHint("gangway review plan --file decisions.csv")
			}
			r, err := openSheet(file, encoding, "")
			if err != nil {
				return err
			}
			defer r.Close()
			return s.plan(r)
		}),
	}
	c.Flags().StringVar(&file, "file", "", "the spreadsheet, CSV or XLSX")
	c.Flags().StringVar(&encoding, "encoding", "", "encoding of a CSV file; found out when empty")
	return c
}

// openSheet opens a spreadsheet; encoding and the name of the sheet may be empty.
func openSheet(file, encoding, name string) (*sheet.Reader, error) {
	code, err := sheet.ParseEncoding(encoding)
	if err != nil {
		return nil, err
	}
	return sheet.Open(file, sheet.Options{Encoding: code, Sheet: name})
}

// A jsonPlan is the JSON form of a batch that was planned from a spreadsheet.
type jsonPlan struct {
	Batch   string           `json:"batch"`
	Planned int              `json:"planned"`
	Refused []jsonRefusedRow `json:"refused"`
}

type jsonRefusedRow struct {
	Where  string `json:"where"`
	ID     string `json:"id"`
	Kind   string `json:"kind"`
	Reason string `json:"reason"`
}

// planColumns are the columns of a spreadsheet of decisions.
var planColumns = []sheet.Column{
	{ID: "id", Names: []string{"id", "application", "申请", "申请编号", "编号"}, Required: true},
	{ID: "decision", Names: []string{"decision", "决定", "审核决定", "结果"}, Required: true},
	{ID: "reason", Names: []string{"原因", "原因代码"}},
	{ID: "note", Names: []string{"备注", "说明"}},
	{ID: "fixes", Names: []string{"fix", "to mend", "待修改", "修改项"}},
}

func (s *session) plan(r *sheet.Reader) error {
	columns, err := sheet.Match(r.Header(), planColumns, "name", "program", "state", "verdict", "submitted_at", "due_at", "overdue")
	if err != nil {
		return err
	}
	v, named := jsonPlan{Refused: []jsonRefusedRow{}}, map[string]bool{}
	batch, err := s.desk().Plan(s.ctx, s.by, func(yield func(applications.Decision) error) error {
		for {
			row, err := r.Read()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			id := strings.TrimSpace(columns.Get(row, "id"))
			d, err := s.readPlanned(id, columns, row)
			if err == nil && named[d.Application] {
				err = fault.New(fault.Conflict, "%s stands in the file before", d.Application)
			}
			switch {
			case err == nil:
				named[d.Application] = true
				if err := yield(d); err != nil {
					return err
				}
			case fault.KindOf(err) != nil:
				e := s.describe(err)
				v.Refused = append(v.Refused, jsonRefusedRow{s.speaker.Say(r.Where(row)), id, e.Kind, e.Message})
			default:
				return err
			}
		}
	})
	if err != nil {
		return err
	}
	v.Batch, v.Planned = batch.ID, len(named)
	return s.showPlan(v)
}

// readPlanned reads one row of a spreadsheet of decisions.
func (s *session) readPlanned(id string, columns sheet.Columns, row sheet.Row) (applications.Decision, error) {
	if row.Problem != nil {
		return applications.Decision{}, row.Problem
	}
	decision, err := applications.ParseDecisionKind(columns.Get(row, "decision"))
	if err != nil {
		return applications.Decision{}, err
	}
	var fixes []string
	for fix := range strings.SplitSeq(strings.ReplaceAll(columns.Get(row, "fixes"), "；", ";"), ";") {
		if strings.TrimSpace(fix) != "" {
			fixes = append(fixes, fix)
		}
	}
	d, err := readDecision(decision, strings.TrimSpace(columns.Get(row, "reason")), columns.Get(row, "note"), fixes)
	if err != nil {
		return d, err
	}
	application, err := s.store.Application(s.ctx, id)
	if err != nil {
		return d, err
	}
	if len(id) != len(application.ID) { // a cell that was cut off must not decide on somebody else
		return d, fault.New(fault.Invalid, "the id %q is not whole; a spreadsheet needs whole ids", id)
	}
	d.Application = application.ID
	return d, s.desk().CheckPlanned(d, application)
}

func (s *session) showPlan(v jsonPlan) error {
	err := s.printer().Value(v, func() render.Page {
		t := render.Table{Columns: s.columns("where", "id", "reason")}
		t.Columns[2].Flexible = true
		for _, r := range v.Refused {
			t.Rows = append(t.Rows, []string{r.Where, orDash(r.ID), r.Reason})
		}
		page := render.Page{Sections: []render.Section{{Fields: []render.Field{{Title: s.sayf("batch"), Value: v.Batch},
			{Title: s.sayf("planned"), Value: s.number(v.Planned)}, {Title: s.sayf("refused"), Value: s.number(len(v.Refused))}}}}}
		if len(t.Rows) > 0 {
			page.Sections = append(page.Sections, render.Section{Table: t})
		}
		return page
	})
	if err != nil {
		return err
	}
	s.say("Nothing is decided yet. Look at it with gangway review batch %s, carry it out with gangway review apply %s", v.Batch, v.Batch)
	if len(v.Refused) > 0 {
		return shown{fault.Partial}
	}
	return nil
}
