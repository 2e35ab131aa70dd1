package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// stages are the steps of the sample journey, each played with real commands after the ones before it. wang is the
// applicant, chief the manager, rev the reviewer and tra the trainer; all have the password of the file pw.
var stages = []struct {
	name string
	play func(*player)
}{
	{"staff", (*player).staff},
	{"registered", (*player).registered},
	{"verified", (*player).verified},
	{"submitted", (*player).submitted},
	{"approved", (*player).approved},
	{"trained", (*player).trained},
	{"passed", (*player).passed},
	{"certified", (*player).certified},
	{"live", (*player).live},
}

// journey plays the sample journey up to a stage, or on to it when an earlier one was played before. It leaves the
// application's id in APP, and the account of the script as it was.
func (s *snapshots) journey(ts *testscript.TestScript, neg bool, args []string) {
	names := make([]string, len(stages))
	for i, s := range stages {
		names[i] = s.name
	}
	need(ts, !neg && len(args) == 1 && slices.Contains(names, args[0]), "journey "+strings.Join(names, "|"))
	to := slices.Index(names, args[0])
	before := ts.Getenv("GANGWAY_SESSION")
	p := &player{ts}
	if usual(ts) {
		s.goTo(p, to)
	} else {
		for i := slices.Index(names, ts.Getenv("JOURNEY")) + 1; i <= to; i++ {
			p.play(i)
		}
	}
	ts.Setenv("JOURNEY", args[0])
	ts.Setenv("GANGWAY_SESSION", before)
}

// A player plays stages of the sample journey.
type player struct{ ts *testscript.TestScript }

func (p *player) play(stage int) { stages[stage].play(p) }

// run runs a command of the program as an account and stops the script when it fails.
func (p *player) run(account string, args ...string) {
	as(p.ts, false, []string{account})
	if err := p.ts.Exec("gangway", args...); err != nil {
		p.ts.Fatalf("gangway %s: %v", strings.Join(args, " "), err)
	}
}

// runWithPassword is run with the usual password on standard input.
func (p *player) runWithPassword(account string, args ...string) {
	as(p.ts, false, []string{account})
	script := `gangway "$@" --password-stdin < "$WORK/pw"`
	if err := p.ts.Exec("sh", append([]string{"-c", script, "sh"}, args...)...); err != nil {
		p.ts.Fatalf("gangway %s: %v", strings.Join(args, " "), err)
	}
}

// read runs a command as an account and reads its JSON.
func (p *player) read(into any, account string, args ...string) {
	p.run(account, append(args, "-o", "json")...)
	p.ts.Check(json.Unmarshal([]byte(p.ts.ReadFile("stdout")), into))
}

// write makes a file for --from and returns its path.
func (p *player) write(name string, value any) string {
	data, err := json.Marshal(value)
	p.ts.Check(err)
	path := filepath.Join(p.ts.Getenv("HOME"), name)
	p.ts.Check(os.WriteFile(path, data, 0o600))
	return path
}

func (p *player) app() string { return p.ts.Getenv("APP") }

func (p *player) staff() {
	p.runWithPassword("chief", "init", "chief")
	p.runWithPassword("chief", "login", "chief")
	for name, role := range map[string]string{"rev": "reviewer", "tra": "trainer"} {
		p.runWithPassword("chief", "staff", "add", name, "--role", role)
		p.runWithPassword(name, "login", name)
	}
}

func (p *player) registered() {
	p.runWithPassword("wang", "register", "wang", "--mobile", "13800000001", "--email", "wang@example.com", "--consent")
	p.runWithPassword("wang", "login", "wang")
}

func (p *player) verified() {
	p.run("wang", "profile", "complete", "--from", filepath.Join(p.ts.Getenv("WORK"), "profile.yaml"))
	p.run("wang", "profile", "verify-mobile")
	p.run("chief", "notify", "send")
	p.run("wang", "profile", "verify-mobile", "--code", p.code())
}

// code finds the only code in the outbox.
func (p *player) code() string {
	files, err := filepath.Glob(filepath.Join(p.ts.Getenv("DATA"), "outbox", "*.txt"))
	p.ts.Check(err)
	for _, file := range files {
		if code := regexp.MustCompile(`\b\d{6}\b`).FindString(p.ts.ReadFile(file)); code != "" {
			return code
		}
	}
	p.ts.Fatalf("there is no code in %q", files)
	return ""
}

func (p *player) submitted() {
	p.run("wang", "apply", "taobao-online", "--from", filepath.Join(p.ts.Getenv("WORK"), "form.yaml"), "-o", "json")
	p.ts.Setenv("APP", valueAt(p.ts, "stdout", "id"))
}

func (p *player) approved() { p.run("rev", "review", "approve", p.app()) }

func (p *player) trained() {
	p.run("chief", "notify", "send") // training begins when the applicant has been told
	var lessons []struct{ Course, Lesson string }
	p.read(&lessons, "wang", "learn", "list")
	keys := map[string]map[string]map[string]any{} // course, lesson, question
	for _, l := range lessons {
		if keys[l.Course] == nil {
			keys[l.Course] = p.lessonKeys(l.Course)
		}
		answers := p.write("lesson.json", keys[l.Course][l.Lesson])
		p.run("wang", "learn", "answer", l.Course+"/"+l.Lesson, "--from", answers)
	}
}

// lessonKeys returns the right answers of a course, by lesson and question.
func (p *player) lessonKeys(course string) map[string]map[string]any {
	var checks []struct {
		Lesson, ID string
		Key        any
	}
	p.read(&checks, "tra", "train", "checks", course, "--keys")
	keys := map[string]map[string]any{}
	for _, c := range checks {
		if keys[c.Lesson] == nil {
			keys[c.Lesson] = map[string]any{}
		}
		keys[c.Lesson][c.ID] = c.Key
	}
	return keys
}

func (p *player) passed() {
	attempt := p.sit()
	p.run("wang", "quiz", "submit", attempt)
	var waiting []struct {
		Response string
		Max      int
	}
	p.read(&waiting, "tra", "grade", "list")
	for _, w := range waiting {
		p.run("tra", "grade", "set", w.Response, "--points", strconv.Itoa(w.Max), "--comment", "good")
	}
}

// sit starts the exam, answers everything right and returns the attempt's id.
func (p *player) sit() string {
	var bank []struct {
		ID  string
		Key any
	}
	p.read(&bank, "tra", "bank", "show", "redlines", "--keys")
	keys := map[string]any{}
	for _, q := range bank {
		keys[q.ID] = q.Key
	}
	var sitting struct {
		Attempt   string
		Questions []struct{ ID string }
	}
	p.read(&sitting, "wang", "quiz", "start", "redlines")
	answers := map[string]any{}
	for _, q := range sitting.Questions {
		answers[q.ID] = keys[q.ID]
		if keys[q.ID] == nil { // a trainer grades it
			answers[q.ID] = "您好，可以的，请放心。"
		}
	}
	p.run("wang", "quiz", "answer", sitting.Attempt, "--from", p.write("exam.json", answers))
	return sitting.Attempt
}

func (p *player) certified() { p.run("tra", "certificate", "issue", p.app()) }

func (p *player) live() {
	p.run("chief", "golive", "activate", p.app(), "--shop", "示例小店", "--seat", "示例小店:小明", "--yes")
	p.run("chief", "golive", "confirm", p.app())
}
