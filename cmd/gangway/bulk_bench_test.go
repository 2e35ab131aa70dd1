package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"gangway/internal/store"
	"gangway/internal/store/storetest"
)

// BenchmarkBulk imports applicants from a spreadsheet, and screens and decides their applications, each time beside the
// engine itself doing the same row changes in the same run: the sqlite3 program with .import and with plain SQL (by CPU),
// PostgreSQL with plain SQL (by wall time). GANGWAY_BENCH_ROWS says how many applicants, as a list of numbers.
func BenchmarkBulk(b *testing.B) {
	program := released(b)
	for _, rows := range rowsWanted(b) {
		b.Run(fmt.Sprintf("sqlite/%d", rows), func(b *testing.B) {
			for b.Loop() {
				newDeskAtWork(b, program, storetest.SQLite(b), rows).onSQLite()
			}
		})
		b.Run(fmt.Sprintf("postgres/%d", rows), func(b *testing.B) {
			for b.Loop() {
				newDeskAtWork(b, program, storetest.Postgres(b), rows).onPostgres()
			}
		})
	}
}

func rowsWanted(b *testing.B) (rows []int) {
	typed := os.Getenv("GANGWAY_BENCH_ROWS")
	if typed == "" {
		typed = "10000"
	}
	for word := range strings.SplitSeq(typed, ",") {
		n, err := strconv.Atoi(word)
		if err != nil {
			b.Fatalf("GANGWAY_BENCH_ROWS: %v", err)
		}
		rows = append(rows, n)
	}
	return rows
}

// A deskAtWork is a store with a reviewer, and a spreadsheet of applicants to a program with five rules.
type deskAtWork struct {
	*testing.B
	program, dir, csv string
	place             store.Place
	rows              int
}

// benchProgram has five rules over five facts, so that rows are approved, rejected and left to a person.
const benchProgram = `id: bench
version: 1
kind: agent
title: {zh-CN: 测速, en: Bench}
summary: {zh-CN: 测速, en: Bench}
source: S0-01
form: agent
asks: [mandarin, evening_shift]
rules:
  - {id: age, expr: age >= 18 && age <= 45, severity: hard, reason: {zh-CN: 年龄, en: age}, source: S0-02}
  - {id: education, expr: education >= senior, severity: hard, reason: {zh-CN: 学历, en: education}, source: S2-01}
  - {id: experience, expr: experience_months >= 1, severity: soft, reason: {zh-CN: 经验, en: experience}, source: S2-01}
  - {id: mandarin, expr: mandarin, severity: hard, reason: {zh-CN: 普通话, en: Mandarin}, source: S2-01}
  - {id: evening, expr: evening_shift, severity: soft, reason: {zh-CN: 晚班, en: evening shift}, source: S2-03}
review_days: 3
courses: [platform-rules, service-standards, communication, red-lines]
exams: [redlines]
certificate: {valid_months: 12}
seat: {department: {zh-CN: 售前, en: pre-sales}, permissions: []}
`

func newDeskAtWork(b *testing.B, program string, place store.Place, rows int) *deskAtWork {
	b.Helper()
	d := &deskAtWork{B: b, program: program, dir: b.TempDir(), place: place, rows: rows}
	d.csv = filepath.Join(d.dir, "applicants.csv")
	for name, text := range map[string]string{"templates/programs/bench.yaml": benchProgram, "password": "tall river seven lanterns\n"} {
		file := filepath.Join(d.dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	d.writeApplicants()
	for _, args := range [][]string{{"init", "chief", "--password-stdin"}, {"login", "chief", "--password-stdin"},
		{"staff", "add", "lin", "--role", "reviewer", "--password-stdin"}, {"login", "lin", "--password-stdin"}} {
		d.run(args...)
	}
	return d
}

// writeApplicants writes the spreadsheet. Nine in ten meet every condition, so that most of the work is there to do.
func (d *deskAtWork) writeApplicants() {
	file, err := os.Create(d.csv)
	if err != nil {
		d.Fatal(err)
	}
	w := bufio.NewWriter(file)
	fmt.Fprintln(w, "name,sex,birth_date,mobile,email,qq,education,experience_months,mandarin,evening_shift")
	for i := range d.rows {
		year, evening := 1985+i%20, "yes"
		if i%20 == 3 {
			year = 1970 // too old
		}
		if i%20 == 7 {
			evening = "no"
		}
		fmt.Fprintf(w, "样例%c%c,%s,%d-0%d-1%d,1%d,p%d@example.com,%d,college,%d,yes,%s\n", '一'+rune(i%5000), '一'+rune(i/5000), [2]string{"male", "female"}[i%2],
			year, 1+i%9, i%9, 3_900_000_000+i*7, i, 10_000+i, 1+i%40, evening)
	}
	if err = w.Flush(); err == nil {
		err = file.Close()
	}
	if err != nil {
		d.Fatal(err)
	}
}

// A spent is what one process cost.
type spent struct {
	cpu, wall float64 // seconds
	rss       float64 // MB, at its largest
	out       []byte
}

// run runs the program as the reviewer.
func (d *deskAtWork) run(args ...string) spent {
	d.Helper()
	return d.process(d.command(args...))
}

func (d *deskAtWork) command(args ...string) *exec.Cmd {
	c := exec.Command(d.program, args...)
	c.Env = append(os.Environ(), "GANGWAY_STORE="+d.place.URL, "GANGWAY_KEYS="+d.place.Keys, "GANGWAY_SESSION="+filepath.Join(d.dir, "session"),
		"GANGWAY_TEMPLATES="+filepath.Join(d.dir, "templates"), "XDG_DATA_HOME="+d.dir, "GANGWAY_LANG=en")
	password, err := os.Open(filepath.Join(d.dir, "password"))
	if err != nil {
		d.Fatal(err)
	}
	d.Cleanup(func() { password.Close() })
	c.Stdin = password
	return c
}

func (d *deskAtWork) process(c *exec.Cmd) spent {
	d.Helper()
	var wrong strings.Builder
	c.Stderr = &wrong
	began := time.Now()
	out, err := c.Output()
	if err != nil {
		d.Fatalf("%q: %v\n%s", c.Args, err, wrong.String())
	}
	usage := c.ProcessState.SysUsage().(*syscall.Rusage)
	return spent{float64(c.ProcessState.UserTime()+c.ProcessState.SystemTime()) / 1e9, time.Since(began).Seconds(), float64(usage.Maxrss) / 1024, out}
}

// wantScreened sees to it that every application was looked at, and most were approved.
func (d *deskAtWork) wantScreened(r spent) {
	d.Helper()
	var said jsonScreening
	if err := json.Unmarshal(r.out, &said); err != nil || said.Screened != d.rows || said.Approved < d.rows*8/10 || said.Rejected == 0 || said.Left == 0 {
		d.Fatalf("%v: %s", err, r.out)
	}
}

func (d *deskAtWork) report(name string, ours, theirs spent, by string) {
	d.ReportMetric(0, "ns/op") // one operation is all of it
	switch by {
	case "cpu":
		d.ReportMetric(ours.cpu, name+"-cpu-s")
		d.ReportMetric(theirs.cpu, name+"-engine-cpu-s")
		d.ReportMetric(ours.cpu/theirs.cpu, name+"-ratio")
	case "wall":
		d.ReportMetric(ours.wall, name+"-wall-s")
		d.ReportMetric(theirs.wall, name+"-engine-wall-s")
		d.ReportMetric(ours.wall/theirs.wall, name+"-ratio")
	}
	d.ReportMetric(ours.rss, name+"-MB")
}
