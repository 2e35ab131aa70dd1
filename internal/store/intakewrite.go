package store

import (
	"database/sql/driver"
	"time"

	"gangway/applications"
)

// A bulk is one INSERT of many rows: into columns of a table, the values of each row. Values are string, int64, bool
// or []byte.
type bulk struct {
	table   string
	columns []string
	rows    int
	cell    func(row, column int) driver.Value
}

// insertMany writes many rows at once, in the way that is quickest on the engine.
func (t *tx) insertMany(b bulk) error {
	if b.rows == 0 {
		return nil
	}
	if !t.postgres {
		return t.feedIn(b)
	}
	return t.copyIn(b.table, b.columns, b.rows, func(i int) ([]any, error) {
		values := make([]any, len(b.columns))
		for j := range values {
			values[j] = b.cell(i, j)
		}
		return values, nil
	})
}

// store writes the new applicants: account, person, application and event.
func (t *tx) store(rows []takenRow) error {
	people, fresh := pickTaken(rows, func(row *takenRow) bool { return row.fate.New && row.account == "" }), pickTaken(rows, func(row *takenRow) bool { return row.fate.New })
	if len(fresh) == 0 {
		return nil
	}
	if err := t.keepRules(fresh[0].Taken.Application.Judged); err != nil {
		return err
	}
	now, at := timeText(t.now), timeMemo{}
	var times [4]timeMemo
	for _, b := range []bulk{
		{"accounts", []string{"id", "name", "folded", "password", "roles", "disabled", "lang", "created_at"}, len(people), func(i, column int) driver.Value {
			id := people[i].Row.Application.Account
			return [...]driver.Value{id, "import-" + id, "import-" + id, "", "applicant", false, "zh-CN", now}[column]
		}},
		{"people", []string{"account", "data_key", "consent_version", "consent_at", "mobile", "mobile_index", "email", "email_index", "imported"}, len(people),
			func(i, column int) driver.Value {
				row := people[i]
				id := row.Row.Application.Account
				// An e-mail that was imported is nobody's yet: its index is unique without saying anything.
				return [...]driver.Value{id, row.dataKey, "", "", row.mobileSeal, importedMobile(row.index), row.emailSeal, id, true}[column]
			}},
		{"applications", []string{"id", "program", "program_version", "account", "name", "state", "revision", "answers", "results", "verdict", "submitted_at", "due_at",
			"provisional", "reason", "note", "fixes", "created_at", "updated_at", "facts", "rules", "events", "last_mac", "head", "imported"}, len(fresh),
			func(i, column int) driver.Value { return applicationCell(fresh[i], column, &times) }},
		{"events", []string{"chain", "seq", "at", "body", "mac"}, len(fresh), func(i, column int) driver.Value {
			row := fresh[i]
			return [...]driver.Value{row.event.Chain, row.seq, at.text(row.event.At), row.body, row.mac}[column]
		}},
	} {
		if err := t.insertMany(b); err != nil {
			return err
		}
	}
	return nil
}

func pickTaken(rows []takenRow, holds func(*takenRow) bool) (picked []*takenRow) {
	for i := range rows {
		if holds(&rows[i]) {
			picked = append(picked, &rows[i])
		}
	}
	return picked
}

// A timeMemo remembers the text of the time it wrote last: rows that are written together mostly share their times.
type timeMemo struct {
	at      time.Time
	written string
}

func (m *timeMemo) text(t time.Time) string {
	if m.written == "" || t != m.at {
		m.at, m.written = t, timeText(t)
	}
	return m.written
}

// applicationCell returns a column of a new application.
func applicationCell(row *takenRow, column int, times *[4]timeMemo) driver.Value {
	a := &row.after
	switch column {
	case 0:
		return a.ID
	case 1:
		return a.Program
	case 2:
		return int64(a.ProgramVersion)
	case 3:
		return a.Account
	case 4:
		return a.Name
	case 5:
		return string(a.State)
	case 6:
		return int64(1)
	case 7:
		return row.answers
	case 8:
		return string(a.Judged.Verdicts)
	case 9:
		return string(a.Verdict)
	case 10:
		return times[0].text(a.SubmittedAt)
	case 11:
		return times[1].text(a.DueAt)
	case 12:
		return a.Provisional
	case 13, 14:
		return ""
	case 15:
		return "[]"
	case 16:
		return times[2].text(a.CreatedAt)
	case 17:
		return times[3].text(a.UpdatedAt)
	case 18:
		return factsText(a.Judged)
	case 19:
		return a.Judged.Rules
	case 20:
		return row.seq
	case 21:
		return row.mac
	case 22:
		return row.head
	}
	return true
}

// byMobile returns the people who have one of the indexes of mobiles.
func (t *tx) byMobile(indexes []string) ([]knownPerson, error) {
	scan := func(r scanner) (p knownPerson, err error) {
		var verified string
		err = r.Scan(&p.account, &p.index, &verified)
		p.verified = verified != ""
		return p, err
	}
	const columns = `SELECT p.account, p.mobile_index, p.mobile_verified_at FROM `
	if t.postgres {
		return collect(t.ctx, t, scan, columns+`people p WHERE p.mobile_index = ANY($1)`, indexes)
	}
	if err := prepareFeed(t.ctx, t.Tx); err != nil {
		return nil, err
	}
	var known []knownPerson
	f := &feed{rows: len(indexes), cell: func(i, _ int) driver.Value { return indexes[i] }}
	err := f.use(func() (err error) {
		known, err = collect(t.ctx, t, scan, columns+`temp.feed($1) AS f CROSS JOIN people p ON p.mobile_index = f.c0`, f.number)
		return err
	})
	return known, err
}

var _ applications.IntakeStore = (*Store)(nil)
