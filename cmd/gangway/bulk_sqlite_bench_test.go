package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// onSQLite measures by CPU: the sqlite3 program does the same row changes in a copy of the store.
func (d *deskAtWork) onSQLite() {
	imported := d.run("import", d.csv, "--program", "bench", "-o", "json")
	d.report("import", imported, d.importByEngine(), "cpu")
	d.ReportMetric(d.importPlainly().cpu, "import-plain-table-cpu-s")

	first := d.run("review", "list", "--limit", "20", "-o", "json")
	d.ReportMetric(first.cpu*1000, "first-page-cpu-ms")

	before := filepath.Join(d.dir, "before.db")
	d.sqlite3(d.place.File(), "PRAGMA wal_checkpoint(TRUNCATE); VACUUM INTO '"+before+"';")
	screened := d.run("review", "screen", "--program", "bench", "--apply", "-o", "json")
	d.wantScreened(screened)
	d.report("screen", screened, d.sqlite3(before, d.screeningSQL()), "cpu")

}

// pragmas are those that the store itself works with.
const pragmas = `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = 1; PRAGMA cell_size_check = 1;
`

func (d *deskAtWork) sqlite3(file, script string) spent {
	d.Helper()
	c := exec.Command("sqlite3", file)
	c.Stdin = strings.NewReader(script)
	return d.process(c)
}

// importByEngine lets the engine's own .import write the rows that an import wrote, into the same tables with the same
// indexes. What is sealed is as many characters of text, because .import knows no other.
func (d *deskAtWork) importByEngine() spent {
	var export, load strings.Builder
	export.WriteString(".mode csv\n")
	load.WriteString(pragmas + ".mode csv\nBEGIN IMMEDIATE;\n")
	for _, table := range []string{"accounts", "people", "applications", "events"} {
		columns := strings.Fields(string(d.sqlite3(d.place.File(), "SELECT group_concat(name, ' ') FROM (SELECT name FROM pragma_table_info('"+table+"') ORDER BY cid);").out))
		for i, c := range columns {
			if c == "id_index" { // .import knows no NULL, which is what all of them are
				c = "account"
			}
			columns[i] = "CASE typeof(" + c + ") WHEN 'blob' THEN substr(hex(" + c + "), 1, length(" + c + ")) ELSE " + c + " END"
		}
		where := map[string]string{"accounts": "roles = 'applicant'", "events": "chain IN (SELECT id FROM applications)"}[table]
		if where == "" {
			where = "1"
		}
		file := filepath.Join(d.dir, table+".csv")
		fmt.Fprintf(&export, ".once %s\nSELECT %s FROM %s WHERE %s;\n", file, strings.Join(columns, ", "), table, where)
		fmt.Fprintf(&load, ".import %s %s\n", file, table)
	}
	load.WriteString("COMMIT;\n")
	d.sqlite3(d.place.File(), export.String())
	empty := filepath.Join(d.dir, "empty.db")
	d.sqlite3(empty, string(d.sqlite3(d.place.File(), ".schema").out))
	return d.sqlite3(empty, load.String())
}

// importPlainly lets .import read the spreadsheet itself into one plain table, for comparison.
func (d *deskAtWork) importPlainly() spent {
	return d.sqlite3(filepath.Join(d.dir, "plain.db"), pragmas+`CREATE TABLE applicants (name TEXT, sex TEXT, birth_date TEXT, mobile TEXT PRIMARY KEY, email TEXT,
		qq TEXT, education TEXT, experience_months TEXT, mandarin TEXT, evening_shift TEXT);
.mode csv
BEGIN IMMEDIATE;
.import --skip 1 `+d.csv+` applicants
COMMIT;
CREATE INDEX by_birth_date ON applicants (birth_date);
`)
}

// screeningSQL makes the row changes of a screening as plain SQL, with the results and the codes made up.
func (d *deskAtWork) screeningSQL() string {
	const (
		verdict = `CASE WHEN json_extract(facts, '$.age') > 45 THEN 'rejected' WHEN NOT json_extract(facts, '$.evening_shift') THEN 'submitted' ELSE 'approved' END`
		code    = `lower(hex(randomblob(32)))`
		when    = `'2026-11-22T21:40:36.000000Z'`
		waiting = ` FROM applications WHERE program = 'bench' AND state = 'submitted' ORDER BY id;
`
	)
	return pragmas + `BEGIN IMMEDIATE;
INSERT INTO events (chain, seq, at, body, mac) SELECT id, events + 1, ` + when + `, '{"chain":"' || id || '","seq":2,"action":"approve","actor":"reviewer0001","at":"2026-11-23T05:40:36.123456789+08:00","from":"submitted","to":"approved","details":{"automatic":true,"batch":"batch0000001"}}', ` + code + `
	FROM applications WHERE program = 'bench' AND state = 'submitted' AND ` + verdict + ` <> 'submitted' ORDER BY id;
INSERT INTO decisions (batch, application, owner, kind, reason, note, fixes, state, why, decided_by, decided_at, revision, notices)
	SELECT 'batch0000001', id, account, ` + verdict + `, '', '', '[]', 'done', '', 'reviewer0001', ` + when + `, 2, substr(id, 1, 6) || '000000'` + waiting + `
INSERT INTO notices (id, batch, channel, kind, application, account, recipient, subject, body, state, tries, next_at, created_at, sent_at, last_error)
	SELECT id, 'batch0000001', 'email', 'approved', id, account, x'', x'', x'', 'queued', 0, ` + when + `, ` + when + `, '', ''
	FROM applications WHERE program = 'bench' AND state = 'submitted' AND ` + verdict + ` <> 'submitted' ORDER BY id;
UPDATE applications SET state = ` + verdict + `, revision = revision + 1, batch = 'batch0000001', updated_at = ` + when + `, events = events + 1,
	courses = 'platform-rules service-standards communication red-lines', last_mac = ` + code + `, head = ` + code + `
	WHERE program = 'bench' AND state = 'submitted' AND ` + verdict + ` <> 'submitted';
COMMIT;
`
}
