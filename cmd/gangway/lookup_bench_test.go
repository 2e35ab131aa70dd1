package main

import (
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkLookUp measures commands that look at one application, each beside the sqlite3 program that opens the same
// file and reads the same row. The two are run in turns, so that a busy machine is as busy for both, and their medians of
// CPU and of wall time are reported. GANGWAY_BENCH_APPLICATIONS says how many applications the store has.
func BenchmarkLookUp(b *testing.B) {
	sqlite3, err := exec.LookPath("sqlite3")
	if err != nil {
		b.Fatal("the sqlite3 program is not installed; .ci/deps bench installs it")
	}
	program := released(b)
	demo := keptDemo(b, program)
	file := filepath.Join(demo, "gangway.db")
	id := fill(b, file, applicationsWanted(b))
	limit := []string{sqlite3, file, "SELECT * FROM applications WHERE id = '" + id + "'"}
	for _, command := range []struct{ name, args string }{
		{"application show", "application show " + id + " --session " + filepath.Join(demo, "session-gao")},
		{"application show as JSON", "application show " + id + " -o json --session " + filepath.Join(demo, "session-gao")},
		{"application show in Chinese", "application show " + id + " --lang zh-CN --session " + filepath.Join(demo, "session-gao")},
		{"review show", "review show " + id + " --session " + filepath.Join(demo, "session-lin")},
		{"review show as JSON in Chinese", "review show " + id + " -o json --lang zh-CN --session " + filepath.Join(demo, "session-lin")},
		{"version", "--version"},
	} {
		b.Run(command.name, func(b *testing.B) {
			args := append([]string{program, "--store", file}, strings.Fields(command.args)...)
			var ours, theirs spans
			for b.Loop() {
				ours.measure(b, args)
				theirs.measure(b, limit)
			}
			b.ReportMetric(0, "ns/op") // it is the two together
			b.ReportMetric(median(ours.cpu), "cpu-ms")
			b.ReportMetric(median(theirs.cpu), "sqlite3-cpu-ms")
			b.ReportMetric(median(ours.cpu)/median(theirs.cpu), "cpu/sqlite3")
			b.ReportMetric(median(ours.wall)/median(theirs.wall), "wall/sqlite3")
		})
	}
}

func applicationsWanted(b *testing.B) int {
	typed := os.Getenv("GANGWAY_BENCH_APPLICATIONS")
	if typed == "" {
		return 1000
	}
	wanted, err := strconv.Atoi(typed)
	if err != nil {
		b.Fatalf("GANGWAY_BENCH_APPLICATIONS: %v", err)
	}
	return wanted
}

// fill gives a demo's store as many applications as wanted, copies of the one that went live, whose id it returns.
func fill(b *testing.B, file string, wanted int) (id string) {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	var others string
	if err := db.QueryRow(`SELECT id FROM applications WHERE state = 'live'`).Scan(&id); err != nil {
		b.Fatal(err)
	}
	if err := db.QueryRow(`SELECT group_concat(name, ', ') FROM pragma_table_info('applications') WHERE name NOT IN ('id', 'state')`).Scan(&others); err != nil {
		b.Fatal(err)
	}
	_, err = db.Exec(fmt.Sprintf(`WITH RECURSIVE copies (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM copies WHERE n < $2)
		INSERT INTO applications (id, state, %s) SELECT printf('copy%%08d', n), 'withdrawn', %s FROM copies, applications WHERE id = $1`, others, others), id, wanted)
	if err != nil {
		b.Fatal(err)
	}
	return id
}

// spans are the times of several runs of a program, in milliseconds.
type spans struct{ cpu, wall []float64 }

func (s *spans) measure(b *testing.B, args []string) {
	c := exec.Command(args[0], args[1:]...)
	var wrong strings.Builder
	c.Stderr = &wrong
	began := time.Now()
	if err := c.Run(); err != nil {
		b.Fatalf("%q: %v\n%s", args, err, wrong.String())
	}
	s.wall = append(s.wall, float64(time.Since(began))/1e6)
	s.cpu = append(s.cpu, float64(c.ProcessState.UserTime()+c.ProcessState.SystemTime())/1e6)
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
