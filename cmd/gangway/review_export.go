package main

import (
	"fmt"
	"math"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/sheet"
	"gangway/internal/store"
	"gangway/internal/term"
)

func reviewExportCmd(a *app) *cobra.Command {
	var f store.Filter
	var states []string
	var verdict, format, to, reason string
	var reveal bool
	c := &cobra.Command{
		Use:   "export",
		Short: "Write applications to a file for a spreadsheet or another program",
		Long:  "Write applications to a file for a spreadsheet or another program, masked as lists are; with --program also what was filled in. Managers can write everything in full with --reveal and a --reason: that is recorded.",
		Example: `gangway review export --to applications.xlsx
			gangway review export --program taobao-online --state submitted --format csv > waiting.csv
			gangway review export --program taobao-online --reveal --reason "contracts are drawn up" --to contracts.xlsx`,
		Args: cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			if err := parseFilter(&f, states, verdict); err != nil {
				return err
			}
			f.Handed = true
			e := &exporting{session: s, filter: f, reveal: reveal}
			if err := e.prepare(format, to); err != nil {
				return err
			}
			if err := e.answerFor(reason); err != nil {
				return err
			}
			return e.run(to)
		}),
	}
	flags := c.Flags()
	flags.StringVar(&f.Program, "program", "", "only this program, with what its form asks")
	flags.StringSliceVar(&states, "state", []string{"all"}, "only these states, or all")
	flags.StringVar(&verdict, "verdict", "", "only this verdict: pass, fail or unknown")
	flags.StringVar(&format, "format", "", "csv, xlsx or jsonl; from the name of the file when empty, else csv")
	flags.StringVar(&to, "to", "", "the file to write, which must not be there yet; standard output when empty")
	flags.BoolVar(&reveal, "reveal", false, "write personal details in full; managers alone, and it is recorded")
	flags.StringVar(&reason, "reason", "", "why they are needed in full; for the record")
	return c
}

// An exporting is an export under way.
type exporting struct {
	*session
	filter store.Filter
	reveal bool
	format sheet.Format
	fields []applications.Field // of the program, if there is one
	cells  []string
	rows   int
	writer sheet.Writer
	meter  *meter
}

// prepare finds out what is to be written, before anything is.
func (e *exporting) prepare(format, to string) (err error) {
	e.format = sheet.CSV
	if format == "" && to != "" {
		format = to
	}
	if format != "" {
		if e.format, err = sheet.ParseFormat(format); err != nil {
			return err
		}
	}
	if to == "" && e.format == sheet.XLSX && term.Interactive(e.out, e.out, e.getenv) {
		return fault.New(fault.Usage, "a workbook cannot be shown on a terminal").WithHint("--to FILE.xlsx")
	}
	if _, err := os.Lstat(to); to != "" && err == nil { // nothing is recorded of an export that cannot be made
		return errThere(to)
	}
	if e.filter.Program == "" {
		return nil
	}
	p, err := e.program(e.filter.Program)
	if err == nil {
		e.fields = p.Fields
	}
	return err
}

// answerFor lets nobody see personal details in full who may not, and records who does, before they see any.
func (e *exporting) answerFor(reason string) error {
	if !e.reveal {
		if reason != "" {
			return fault.New(fault.Usage, "--reason is for --reveal")
		}
		return nil
	}
	if err := access.Allowed(e.by, access.ExportRevealed); err != nil {
		return err
	}
	reason, err := term.Answer(reason)
	if err != nil {
		return err
	}
	if reason == "" {
		return fault.New(fault.Usage, "say why the details are needed in full").WithHint(`--reveal --reason "why"`)
	}
	details := audit.Details{"reason": reason, "program": e.filter.Program, "states": e.filter.States, "verdict": e.filter.Verdict, "format": e.format}
	return e.store.RecordExport(e.ctx, e.filter, audit.Event{Action: "export", Actor: e.by.ID(), At: e.now(), Details: details})
}

func (e *exporting) run(to string) error {
	e.meter = e.session.meter()
	if to == "" {
		return e.write(e.out)
	}
	if err := writeWhole(to, func(f *os.File) error { return e.write(f) }); err != nil {
		return err
	}
	v := struct {
		File         string       `json:"file"`
		Format       sheet.Format `json:"format"`
		Applications int          `json:"applications"`
		Revealed     bool         `json:"revealed"`
		Seconds      float64      `json:"seconds"`
	}{to, e.format, e.rows, e.reveal, math.Round(e.meter.took()*1000) / 1000}
	return e.printer().Value(v, func() render.Page {
		return render.Page{Sections: []render.Section{{Fields: []render.Field{{Title: e.sayf("file"), Value: to},
			{Title: e.sayf("applications"), Value: e.number(e.rows)}, {Title: e.sayf("in full"), Value: e.yesNo(e.reveal)}}}}}
	})
}

// write writes the table.
func (e *exporting) write(f *os.File) (err error) {
	e.writer, err = sheet.NewWriter(f, e.format, e.titles(), sheet.WriteOptions{BOM: e.bom || f != e.out, Sheet: e.sayf("Applications")})
	if err != nil {
		return err
	}
	err = e.store.Export(e.ctx, e.filter, len(e.fields) > 0, e.one)
	e.meter.end()
	if err != nil {
		return err
	}
	return e.writer.Close()
}

func (e *exporting) titles() []sheet.Title {
	titles := []sheet.Title{{ID: "id", Text: e.sayf("id"), Width: 14}, {ID: "program", Text: e.sayf("program"), Width: 16}, {ID: "name", Text: e.sayf("name"), Width: 12},
		{ID: "state", Text: e.sayf("state"), Width: 14}, {ID: "verdict", Text: e.sayf("verdict"), Width: 10}, {ID: "submitted_at", Text: e.sayf("submitted at"), Width: 18},
		{ID: "due_at", Text: e.sayf("due"), Width: 18}, {ID: "claimed_by", Text: e.sayf("taken on by"), Width: 14}, {ID: "rules", Text: e.sayf("conditions"), Width: 40}}
	for _, field := range e.fields {
		titles = append(titles, sheet.Title{ID: "answer_" + field.ID, Text: e.both(field.Label), Width: 20, Number: field.Kind == applications.KindNumber})
	}
	return titles
}

// one writes the row of one application: in JSON lines the words that JSON has for them elsewhere, in tables those of the
// reader's language.
func (e *exporting) one(a store.Exported) error {
	name := a.Name
	if !e.reveal {
		name = identity.MaskName(name)
	}
	rules := make([]string, len(a.Rules))
	for i, r := range a.Rules {
		rules[i] = fmt.Sprintf("%s: %s", r.Rule, e.word(string(r.Verdict), e.verdict(r.Verdict)))
	}
	e.cells = append(e.cells[:0], a.ID, a.Program, name, e.word(string(a.State), a.State.SayIn(e.speaker)), e.word(string(a.Verdict), e.verdict(a.Verdict)),
		e.word(rfc3339(a.SubmittedAt), moment(a.SubmittedAt)), e.word(rfc3339(a.DueAt), moment(a.DueAt)), a.ClaimedName, strings.Join(rules, "; "))
	for _, field := range e.fields {
		text := ""
		if answer, given := a.Answers[field.ID]; given {
			text = field.Show(answer, e.speaker, e.reveal)
		}
		e.cells = append(e.cells, text)
	}
	e.rows++
	return e.writer.Write(e.cells)
}

// word chooses between what programs and what people read.
func (e *exporting) word(plain, said string) string {
	if e.format == sheet.JSONL {
		return plain
	}
	return said
}
