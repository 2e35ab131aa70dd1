package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gangway/applications/identity"
	"gangway/internal/calendar"
	"gangway/internal/text"
)

// The accounts of those who work in the demo's shop.
const (
	chief    = "chief"
	reviewer = "lin"
	trainer  = "zhou"
)

func (d *demo) opening() {
	d.who = chief
	d.run(exitDone, "init", chief, "--password-stdin")
	d.run(exitDone, "login", chief, "--password-stdin")
	d.run(exitDone, "staff", "add", reviewer, "--role", "reviewer", "--password-stdin")
	d.run(exitDone, "staff", "add", trainer, "--role", "trainer", "--password-stdin")
	d.as(reviewer)
	d.as(trainer)
	d.as(chief)
	d.run(exitDone, "programs", "list")
}

// as signs somebody in quietly, once, and goes on as them.
func (d *demo) as(account string) {
	d.who = account
	if _, err := os.Stat(d.path("session-" + account)); err != nil {
		d.quiet("login", account, "--password-stdin")
	}
}

// quiet runs a command whose output is of no interest, and returns it.
func (d *demo) quiet(args ...string) []byte {
	if d.failed != nil {
		return nil
	}
	f, err := os.CreateTemp(d.folder, "output")
	if err != nil {
		d.fail(err)
		return nil
	}
	defer os.Remove(f.Name())
	defer f.Close()
	status := d.command(f, f, args)
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		d.fail(err)
	}
	output, err := io.ReadAll(f)
	if err != nil {
		d.fail(err)
	}
	if status != exitDone {
		d.fail(fmt.Errorf("gangway %s ended with %d: %s", shellWords(args), status, output))
	}
	return output
}

// ask runs a command for its JSON.
func (d *demo) ask(into any, args ...string) {
	output := d.quiet(append(args, "-o", "json")...)
	if d.failed == nil {
		if err := json.Unmarshal(output, into); err != nil {
			d.fail(err)
		}
	}
}

// A person is an applicant of the demo; nobody real.
type person struct {
	account, name, mobile string
	sex                   string
	born                  calendar.Date
}

func (d *demo) person(account, name, mobile, sex string, age int) person {
	today := calendar.Of(d.clock)
	return person{account, name, mobile, sex, calendar.Date{Year: today.Year - age, Month: today.Month, Day: min(today.Day, 28)}}
}

// register takes somebody through the first two steps, up to a profile whose mobile is confirmed.
func (d *demo) register(p person, show bool) {
	run := func(args ...string) { d.quiet(args...) }
	if show {
		run = func(args ...string) { d.run(exitDone, args...) }
	}
	d.who = p.account
	run("register", p.account, "--mobile", p.mobile, "--email", p.account+"@example.com", "--consent", "--password-stdin")
	d.as(p.account)
	profile := d.write(p.account+"-profile.yaml", fmt.Sprintf("legal_name: %s\nid_type: resident_id\nid_number: %q\nmobile: %q\nconsent_identity: true\n", p.name, p.number(d.clock), p.mobile))
	run("profile", "complete", "--from", profile)
	run("profile", "verify-mobile")
	d.as(chief)
	run("notify", "send")
	d.as(p.account)
	run("profile", "verify-mobile", "--code", d.code(p.mobile))
}

// number makes up an identity number that passes every check, by trying the eleven check characters.
func (p person) number(now time.Time) string {
	sequence := "002"
	if p.sex == "male" {
		sequence = "001"
	}
	body := "110105" + strings.ReplaceAll(p.born.String(), "-", "") + sequence
	for _, check := range "0123456789X" {
		if _, err := identity.Parse(identity.ResidentID, body+string(check), calendar.Of(now)); err == nil {
			return body + string(check)
		}
	}
	panic("no check character fits " + body)
}

var sixDigits = text.Pattern(`\b\d{6}\b`)

// code reads the newest code sent to a mobile from the files in the outbox.
func (d *demo) code(mobile string) string {
	files, err := filepath.Glob(d.path("outbox/*.txt"))
	if err != nil {
		d.fail(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err == nil && strings.HasPrefix(string(text), "To: "+mobile+"\n") {
			if code := sixDigits().FindString(string(text[len("To: ")+len(mobile):])); code != "" {
				return code
			}
		}
	}
	if d.failed == nil {
		d.fail(fmt.Errorf("no code was sent to %s", mobile))
	}
	return ""
}

// demoAnswers is the form of everybody in the demo.
const demoAnswers = `name: %s
sex: %s
birth_date: %q
mobile: %q
email: %s@example.com
education: %s
experience_months: %d
typing_speed: 66
knows_taobao: true
computer_skills: true
truthful: true
`

// answers writes a filled-in form.
func (d *demo) answers(p person, education string, months int) string {
	return d.write(p.account+"-answers.yaml", fmt.Sprintf(demoAnswers,
		p.name, p.sex, p.born, p.mobile, p.account, education, months))
}

// application returns the id of the account's application.
func (d *demo) application() string {
	var list []struct{ ID string }
	d.ask(&list, "application", "list")
	if len(list) == 0 {
		d.fail(fmt.Errorf("%s has no application", d.who))
		return ""
	}
	return list[0].ID
}

func (d *demo) tooYoung() {
	p := d.person("yan", "严小燕", "13800000001", "female", 17)
	d.register(p, false)
	d.run(exitInvalid, "apply", d.program(), "--from", d.answers(p, "senior", 0))
	d.run(exitDone, "application", "explain", d.application())
}

// returned tells the second journey and returns the applicant's application.
func (d *demo) returned() string {
	p := d.person("fang", "方小云", "13800000002", "male", 24)
	d.register(p, true)
	d.run(exitDone, "apply", d.program(), "--from", d.answers(p, "college", 0))
	id := d.application()
	d.as(reviewer)
	d.run(exitDone, "review", "list")
	d.run(exitDone, "review", "return", id, "--reason", "incomplete", "--fix", "experience_months: "+d.sayf("please count your summer job"))
	d.as(p.account)
	d.run(exitDone, "status")
	d.answers(p, "college", 3)
	d.run(exitDone, "apply", d.program(), "--from", d.path(p.account+"-answers.yaml"))
	d.as(reviewer)
	d.run(exitDone, "review", "show", id)
	d.run(exitDone, "review", "approve", id)
	d.as(chief)
	d.run(exitDone, "notify", "send")
	return id
}

func (d *demo) secondSitting(application string) {
	d.as("fang")
	d.run(exitDone, "status", application)
	d.learn(true)
	d.sit(true)
	d.run(exitConflict, "quiz", "start", "redlines")
	d.clock = d.clock.Add(24 * time.Hour)
	d.note("a day later")
	d.sit(false)
}

// note says something between two commands.
func (d *demo) note(text string) {
	if d.failed == nil {
		fmt.Fprintf(d.out, "\n# %s\n", d.sayf(text))
	}
}

// A demoCheck is a check question with its key, as a trainer sees it.
type demoCheck struct {
	Lesson, ID string
	Key        any
}

// learn answers the questions of every lesson, with the keys a trainer may see.
func (d *demo) learn(show bool) {
	learner := d.who
	var lessons []struct{ Course, Lesson string }
	d.ask(&lessons, "learn", "list")
	for i, l := range lessons {
		d.as(trainer)
		var checks []demoCheck
		d.ask(&checks, "train", "checks", l.Course, "--keys")
		d.as(learner)
		right := map[string]any{}
		for _, c := range checks {
			if c.Lesson == l.Lesson {
				right[c.ID] = c.Key
			}
		}
		file := d.writeJSON("lesson-answers.json", right)
		if show && i == 0 {
			d.run(exitDone, "learn", "answer", l.Course+"/"+l.Lesson, "--from", file)
			d.note("… and the other lessons in the same way")
			continue
		}
		d.quiet("learn", "answer", l.Course+"/"+l.Lesson, "--from", file)
	}
}

func (d *demo) writeJSON(name string, v any) string {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		d.fail(err)
	}
	return d.write(name, string(data)+"\n")
}

// sit sits the exam, answering everything right but, if so wanted, one red line; a trainer grades the short answer.
func (d *demo) sit(missRedLine bool) {
	learner := d.who
	var paper struct {
		Attempt   string
		Questions []struct {
			ID, Type string
			Options  []struct{ ID string }
			RedLine  bool `json:"red_line"`
		}
	}
	d.ask(&paper, "quiz", "start", "redlines")
	d.as(trainer)
	var bank []struct {
		ID  string
		Key any
	}
	d.ask(&bank, "bank", "show", "redlines", "--keys")
	keys := map[string]any{}
	for _, q := range bank {
		keys[q.ID] = q.Key
	}
	given := map[string]any{}
	for _, q := range paper.Questions {
		given[q.ID] = keys[q.ID]
		if keys[q.ID] == nil {
			given[q.ID] = d.sayf("Hello, of course. Let me look into it at once and come back to you within two minutes.")
		}
		if missRedLine && q.RedLine && q.Type != "multiple" {
			other := slices.IndexFunc(q.Options, func(o struct{ ID string }) bool { return o.ID != keys[q.ID] })
			given[q.ID], missRedLine = q.Options[other].ID, false
		}
	}
	d.as(learner)
	file := d.writeJSON("exam-answers.json", given)
	d.quiet("quiz", "answer", paper.Attempt, "--from", file)
	d.result(d.quiet("quiz", "submit", paper.Attempt))
	d.grade()
	d.as(learner)
}

// result shows the head of a result; the explanations of twenty questions would fill pages.
func (d *demo) result(output []byte) {
	if d.failed != nil {
		return
	}
	fmt.Fprintf(d.out, "\n%s$ gangway quiz submit …\n", d.who)
	head, _, _ := strings.Cut(string(output), "\n1. ")
	fmt.Fprintln(d.out, strings.TrimRight(head, "\n"))
}

// grade gives every waiting answer full points.
func (d *demo) grade() {
	d.as(trainer)
	var waiting []struct {
		Response string
		Max      int
	}
	d.ask(&waiting, "grade", "list")
	if len(waiting) > 0 {
		d.run(exitDone, "grade", "list")
	}
	for _, w := range waiting {
		d.run(exitDone, "grade", "set", w.Response, "--points", fmt.Sprint(w.Max), "--comment", d.sayf("clear and polite"))
	}
}

// wholeWay tells the fourth journey and returns the path of the certificate.
func (d *demo) wholeWay() string {
	p := d.person("gao", "高小远", "13800000003", "female", 27)
	d.register(p, false)
	d.run(exitDone, "apply", d.program(), "--from", d.answers(p, "bachelor", 18))
	id := d.application()
	d.as(reviewer)
	d.run(exitDone, "review", "approve", id)
	d.as(p.account)
	d.learn(false)
	d.sit(false)
	d.as(trainer)
	d.run(exitDone, "train", "progress")
	d.run(exitDone, "certificate", "issue", id)
	var certificate struct{ Path string }
	d.ask(&certificate, "certificate", "show", id)
	d.as(chief)
	d.run(exitDone, "certificate", "verify", certificate.Path)
	d.run(exitDone, "golive", "check", id)
	d.run(exitDone, "golive", "activate", id, "--shop", "示例小店", "--seat", "小远")
	d.run(exitDone, "golive", "export", "-o", "csv")
	d.run(exitDone, "golive", "confirm", id)
	d.as(p.account)
	d.run(exitDone, "status")
	return certificate.Path
}

// shellWords writes a command line the way it could be typed.
func shellWords(args []string) string {
	words := slices.Clone(args)
	for i, w := range words {
		if w == "" || strings.ContainsAny(w, " \t'\"$&|;<>*?()#") {
			words[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		}
	}
	return strings.Join(words, " ")
}
