package main

import (
	"database/sql"
	"encoding/json"
	"strings"
	"sync"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// onPostgres measures by wall time: the server does the same row changes in a copy of the tables.
func (d *deskAtWork) onPostgres() {
	imported := d.run("import", d.csv, "--program", "bench", "-o", "json")
	d.ReportMetric(imported.wall, "import-wall-s")
	d.ReportMetric(imported.rss, "import-MB")
	engine := d.screenedByEngine()
	screened := d.run("review", "screen", "--program", "bench", "--apply", "-o", "json")
	d.wantScreened(screened)
	d.report("screen", screened, engine, "wall")
	d.twoProcesses()
}

// screenedByEngine copies the tables with their indexes, and makes the row changes of a screening in the copies.
func (d *deskAtWork) screenedByEngine() spent {
	db, err := sql.Open("pgx", d.place.URL)
	if err != nil {
		d.Fatal(err)
	}
	defer db.Close()
	execute := func(statement string) {
		if _, err := db.Exec(statement); err != nil {
			d.Fatalf("%v\n%s", err, statement)
		}
	}
	plain := strings.NewReplacer("json_extract(facts, '$.age')", "(facts::json->>'age')::bigint", "json_extract(facts, '$.evening_shift')", "(facts::json->>'evening_shift')::boolean",
		"lower(hex(randomblob(32)))", "md5(id) || md5(account)", "x''", "''::bytea", pragmas, "")
	script := plain.Replace(d.screeningSQL())
	for _, table := range []string{"applications", "events", "decisions", "notices"} {
		execute(`CREATE TABLE copied_` + table + ` (LIKE ` + table + ` INCLUDING ALL)`)
		execute(`INSERT INTO copied_` + table + ` SELECT * FROM ` + table)
		for _, before := range []string{"FROM ", "INTO ", "UPDATE "} {
			script = strings.ReplaceAll(script, before+table, before+"copied_"+table)
		}
	}
	execute(`ANALYZE`)
	began := time.Now()
	tx, err := db.Begin()
	if err != nil {
		d.Fatal(err)
	}
	for statement := range strings.SplitSeq(script, ";\n") {
		statement = strings.TrimSpace(statement)
		if statement == "" || strings.HasPrefix(statement, "BEGIN") || statement == "COMMIT" {
			continue
		}
		if _, err := tx.Exec(statement); err != nil {
			d.Fatalf("%v\n%s", err, statement)
		}
	}
	if err := tx.Commit(); err != nil {
		d.Fatal(err)
	}
	return spent{wall: time.Since(began).Seconds()}
}

// twoProcesses takes the batch back, plans it again, and lets two processes apply it; then one, for comparison.
func (d *deskAtWork) twoProcesses() {
	var batches []struct{ Batch string }
	if err := json.Unmarshal(d.run("review", "batches", "-o", "json").out, &batches); err != nil {
		d.Fatal(err)
	}
	d.run("review", "undo", batches[0].Batch, "--yes", "-o", "json")
	for _, processes := range []int{1, 2} {
		var planned struct{ Batch string }
		if err := json.Unmarshal(d.run("review", "screen", "--program", "bench", "-o", "json").out, &planned); err != nil {
			d.Fatal(err)
		}
		began := time.Now()
		var working sync.WaitGroup
		for range processes {
			c := d.command("review", "apply", planned.Batch, "-o", "json")
			working.Go(func() {
				if out, err := c.CombinedOutput(); err != nil {
					d.Errorf("%v\n%s", err, out)
				}
			})
		}
		working.Wait()
		d.ReportMetric(time.Since(began).Seconds(), map[int]string{1: "apply-by-one-wall-s", 2: "apply-by-two-wall-s"}[processes])
		d.run("review", "undo", planned.Batch, "--yes", "-o", "json")
	}
}
