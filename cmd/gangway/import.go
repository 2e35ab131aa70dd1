package main

import (
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/sheet"
)

// importAtOnce is how many applicants of a file are stored in one transaction.
const importAtOnce = 5000

func importCmd(a *app) *cobra.Command {
	var program, encoding, sheetName, rejects string
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "Take applicants in from a spreadsheet",
		Long:  "Take applicants in from a spreadsheet (CSV or XLSX), each with an application that awaits review. Columns are the fields of the program's form, by their ids or their names in either language. A row that cannot be used is written, with its line and the reason, to a file that can be corrected and imported again; nobody is taken in twice.",
		Example: `gangway import applicants.csv --program taobao-online
			gangway import applicants.xlsx --program jd01 --sheet 报名 --rejects to-mend.csv`,
		Args: cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			if program == "" {
				return fault.New(fault.Usage, "say which program the applicants apply for").WithHint("--program ID")
			}
			p, err := s.program(program)
			if err != nil {
				return err
			}
			intake, err := s.desk().NewIntake(s.by, p)
			if err != nil {
				return err
			}
			r, err := openSheet(args[0], encoding, sheetName)
			if err != nil {
				return err
			}
			defer r.Close()
			if rejects == "" {
				rejects = strings.TrimSuffix(args[0], filepath.Ext(args[0])) + "-rejected.csv"
			}
			i := &importing{session: s, intake: intake, reader: r, rejects: rejectFile{path: rejects, app: s.app}, meter: s.meter()}
			return i.run(program, args[0])
		}),
	}
	c.Flags().StringVar(&program, "program", "", "the program the applicants apply for")
	c.Flags().StringVar(&encoding, "encoding", "", "encoding of a CSV file; found out when empty")
	c.Flags().StringVar(&sheetName, "sheet", "", "the sheet of a workbook; the first one when empty")
	c.Flags().StringVar(&rejects, "rejects", "", "file for the rows that cannot be used; beside FILE when empty")
	return c
}

// An importing is a file being taken in.
type importing struct {
	*session
	intake  *applications.Intake
	reader  *sheet.Reader
	columns sheet.Columns
	fields  []applications.Field
	rejects rejectFile
	meter   *meter

	typed    []string // the texts of one row, in the order of the fields
	position float64  // how far into the file

	rows  []applications.Taken
	cells [][]string   // of the rows, for those that are refused only when they are stored
	lines []string     // where the rows stand
	done  jsonImported // so far
}

// A jsonImported is the JSON form of what an import came to.
type jsonImported struct {
	Program  string  `json:"program"`
	File     string  `json:"file"`
	Format   string  `json:"format"`
	Encoding string  `json:"encoding"`
	Rows     int     `json:"rows"`
	Imported int     `json:"imported"`
	Already  int     `json:"already"`
	Refused  int     `json:"refused"`
	Rejects  string  `json:"rejects"` // the file with the refused rows; empty when there are none
	Seconds  float64 `json:"seconds"`
}

func (i *importing) run(program, file string) error {
	if err := i.match(); err != nil {
		return err
	}
	err := i.read()
	i.meter.end()
	if err == nil && i.done.Imported >= importAtOnce {
		err = i.store.TakenIn(i.ctx)
	}
	if closeErr := i.rejects.close(); err == nil {
		err = closeErr
	}
	about := i.reader.About()
	i.done.Program, i.done.File, i.done.Format, i.done.Encoding = program, file, string(about.Format), string(about.Encoding)
	i.done.Seconds = math.Round(i.meter.took()*1000) / 1000
	if i.done.Refused > 0 {
		i.done.Rejects = i.rejects.path
	}
	if err != nil {
		i.say("%d rows were taken in before it stopped; importing the file again goes on with the others", i.done.Imported)
		return err
	}
	return i.show()
}

// match finds the program's fields in the header.
func (i *importing) match() (err error) {
	i.fields = i.intake.Fields()
	i.typed = make([]string, len(i.fields))
	wanted := make([]sheet.Column, len(i.fields))
	for j, f := range i.fields {
		wanted[j] = sheet.Column{ID: f.ID, Names: []string{i.both(f.Label), f.Label.Chinese, f.Label.English}, Required: !f.Optional && f.When == ""}
	}
	i.columns, err = sheet.Match(i.reader.Header(), wanted, rejectColumns...)
	if err != nil {
		return err
	}
	for _, unknown := range i.columns.Unknown {
		i.say("passed over: %s %s", unknown.Where, unknown.Message)
	}
	return nil
}

// read takes the rows in, many at a time.
func (i *importing) read() error {
	for {
		row, err := i.reader.Read()
		if errors.Is(err, io.EOF) {
			return i.keep()
		}
		if err != nil {
			return orElse(i.keep(), err)
		}
		i.done.Rows++
		if err := i.take(row); err != nil {
			return err
		}
		if len(i.rows) == importAtOnce {
			if err := i.keep(); err != nil {
				return err
			}
		}
	}
}

// take reads one row, and refuses it if it cannot be used.
func (i *importing) take(row sheet.Row) error {
	where := i.speaker.Say(i.reader.Where(row))
	if row.Problem != nil {
		return i.refuse(where, row.Cells, row.Problem)
	}
	for j, at := range i.columns.At() {
		if i.typed[j] = ""; at >= 0 {
			i.typed[j] = row.Cells[at]
		}
	}
	if i.done.Rows%100 == 1 { // often enough
		i.position = i.reader.Progress()
	}
	taken, err := i.intake.Take(i.typed, i.place())
	switch {
	case err == nil:
		i.rows, i.lines, i.cells = append(i.rows, taken), append(i.lines, where), append(i.cells, append([]string(nil), row.Cells...))
		return nil
	case fault.KindOf(err) != nil:
		return i.refuse(where, row.Cells, err)
	}
	return err
}

// place returns how far into the file a row stands. When the rest of the file is in memory already that cannot be told,
// and rows are too few for their order to matter.
func (i *importing) place() float64 {
	if i.position >= 1 {
		return rand.Float64()
	}
	return i.position
}

// keep stores the rows read so far.
func (i *importing) keep() error {
	if len(i.rows) == 0 {
		return nil
	}
	fates, err := i.intake.Keep(i.ctx, i.rows)
	if err != nil {
		return err
	}
	for j, fate := range fates {
		switch {
		case fate.Refused != nil:
			if err := i.refuse(i.lines[j], i.cells[j], fate.Refused); err != nil {
				return err
			}
		case fate.New:
			i.done.Imported++
		default:
			i.done.Already++
		}
	}
	i.rows, i.lines, i.cells = i.rows[:0], i.lines[:0], i.cells[:0]
	i.meter.tell(i.done.Rows, int(float64(i.done.Rows)/max(i.reader.Progress(), 1e-9)))
	return nil
}

// refuse writes a row to the file of rejects.
func (i *importing) refuse(where string, cells []string, err error) error {
	i.done.Refused++
	return i.rejects.write(i.reader.Header().Cells, cells, where, i.reasonOf(err))
}

// reasonOf says in one line why a row was refused.
func (i *importing) reasonOf(err error) string {
	e := i.describe(err)
	if len(e.Details) == 0 {
		return e.Message
	}
	reasons := make([]string, len(e.Details))
	for j, d := range e.Details {
		reasons[j] = d.Where + ": " + d.Message
	}
	return strings.Join(reasons, "; ")
}

func (i *importing) show() error {
	d := i.done
	err := i.printer().Value(d, func() render.Page {
		fields := []render.Field{{Title: i.sayf("file"), Value: d.File}, {Title: i.sayf("format"), Value: strings.TrimSpace(d.Format + " " + d.Encoding)},
			{Title: i.sayf("rows"), Value: i.number(d.Rows)}, {Title: i.sayf("taken in"), Value: i.number(d.Imported)},
			{Title: i.sayf("there already"), Value: i.number(d.Already)}, {Title: i.sayf("refused"), Value: i.number(d.Refused)}}
		return render.Page{Sections: []render.Section{{Fields: fields}}}
	})
	if err != nil || d.Refused == 0 {
		return err
	}
	i.say("%d rows cannot be used; they are in %s with their lines and reasons: correct them there and import that file", d.Refused, d.Rejects)
	return shown{fault.Partial}
}
