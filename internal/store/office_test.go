package store_test

import (
	"database/sql"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/access"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/store"
	"gangway/templates"
)

// postForm is what the posts of these tests ask for: enough for a rule of each kind to pass, fail or be unknown.
const postForm = `id: short
version: 1
title: {zh-CN: 表, en: Form}
fields:
  - {id: name, kind: name, profile: legal_name, label: {zh-CN: 姓名, en: Name}}
  - {id: birth_date, kind: date, profile: birth_date, label: {zh-CN: 生日, en: Birth date}}
  - {id: mobile, kind: mobile, profile: mobile, label: {zh-CN: 手机, en: Mobile}}
  - {id: skilled, kind: yes_no, label: {zh-CN: 熟练, en: Skilled}}
  - {id: months, kind: number, optional: true, label: {zh-CN: 经验, en: Months}}
  - {id: polite, kind: yes_no, label: {zh-CN: 礼貌, en: Polite}}
`

// A post is a program of these tests: how many must approve, and from how many months of experience on.
type post struct {
	id                string
	approvals, months int
}

func (p post) yaml() string {
	return fmt.Sprintf(`id: %s
version: 1
kind: agent
title: {zh-CN: 岗位, en: Post}
summary: {zh-CN: 简介, en: About}
form: short
review_days: 3
approvals: %d
certificate: {valid_months: 12}
seat: {department: {zh-CN: 售前, en: pre-sales}}
courses: [platform-rules]
rules:
  - {id: skill, severity: hard, source: S0-02, reason: {zh-CN: 要熟练, en: is skilled}, expr: skilled}
  - {id: experience, severity: hard, source: S0-02, reason: {zh-CN: 要有经验, en: is experienced}, expr: months >= %d}
  - {id: manner, severity: soft, source: S0-02, reason: {zh-CN: 要礼貌, en: is polite}, expr: polite}
`, p.id, p.approvals, p.months)
}

// posts are the programs an office begins with.
var posts = []post{{"plain", 1, 6}, {"double", 2, 6}}

// libraryOf holds programs, and the reasons that are shipped.
func libraryOf(posts ...post) *applications.Library {
	reasons, err := fs.ReadFile(templates.Shipped(), "reasons/decisions.yaml")
	if err != nil {
		panic(err)
	}
	files := fstest.MapFS{"forms/short.yaml": {Data: []byte(postForm)}, "reasons/decisions.yaml": {Data: reasons}}
	for _, p := range posts {
		files["programs/"+p.id+".yaml"] = &fstest.MapFile{Data: []byte(p.yaml())}
	}
	return applications.NewLibrary(files)
}

// The year's calendar and the templates of notices are read once for all tests.
var (
	shippedCalendar = sync.OnceValues(func() (*calendar.Calendar, error) { return calendar.Load(templates.Shipped()) })
	shippedNotices  = sync.OnceValue(func() *outbox.Composer { return outbox.NewComposer(templates.Shipped()) })
)

// deskOver serves from a store.
func deskOver(s *store.Store, library *applications.Library, now func() time.Time) applications.Desk {
	return applications.Desk{Store: s, Library: library, Calendar: shippedCalendar, Notices: shippedNotices(), Now: now}
}

// An office is a store with a desk and two reviewers. Its clock moves with every look.
type office struct {
	testing.TB
	applications.Desk
	place       store.Place
	store       *store.Store
	db          *sql.DB // round the program
	clerk, mate applications.Account
}

// ticking is a clock that no two looks find at the same time, as it is in life.
func ticking() func() time.Time {
	var mu sync.Mutex
	at := start
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		at = at.Add(time.Millisecond)
		return at
	}
}

func newOffice(t testing.TB, p store.Place) *office {
	t.Helper()
	now := ticking()
	s := open(t, p, now)
	return &office{TB: t, Desk: deskOver(s, libraryOf(posts...), now), place: p, store: s, db: raw(t, p),
		clerk: staff(t, s, "clerk", access.Reviewer), mate: staff(t, s, "mate", access.Reviewer)}
}

// eachOffice runs a test in a new office on each engine.
func eachOffice(t *testing.T, test func(o *office)) {
	t.Helper()
	eachPlace(t, func(t *testing.T, p store.Place) { test(newOffice(t, p)) })
}

// quiet is told of progress and says nothing.
func quiet(int, int) {}

// What the rules make of an applicant.
const (
	fit       = "fit"       // all rules pass: approved
	unskilled = "unskilled" // a hard rule fails: rejected
	vague     = "vague"     // a hard rule is unknown: returned
	rude      = "rude"      // a soft rule fails: left to a person
)

// typedBy is what an applicant of a sort types.
func typedBy(sort, mobile string) map[string]string {
	typed := map[string]string{"name": "王小明", "birth_date": "1998-02-03", "mobile": mobile, "skilled": "yes", "months": "12", "polite": "yes"}
	switch sort {
	case unskilled:
		typed["skilled"] = "no"
	case vague:
		delete(typed, "months")
	case rude:
		typed["polite"] = "no"
	}
	return typed
}

// imports takes applicants in from a file, one of each sort, and returns the ids of their applications.
func (o *office) imports(program string, sorts ...string) []string {
	o.Helper()
	in := got[*applications.Intake](o)(o.NewIntake(actor(o.mate), o.program(program)))
	rows := make([]applications.Taken, len(sorts))
	for i, sort := range sorts {
		rows[i] = got[applications.Taken](o)(in.Take(cells(in, typedBy(sort, freshMobile())), float64(i)/float64(len(sorts))))
	}
	ids := make([]string, len(rows))
	for i, fate := range got[[]applications.Fate](o)(in.Keep(o.Context(), rows)) {
		if ids[i] = fate.ID; fate.Refused != nil || !fate.New {
			o.Fatalf("row %d was not taken in: %+v", i, fate)
		}
	}
	return ids
}

// cells are what was typed, in the order of the fields a file may fill in.
func cells(in *applications.Intake, typed map[string]string) (cells []string) {
	for _, f := range in.Fields() {
		cells = append(cells, typed[f.ID])
	}
	return cells
}

func freshMobile() string { return fmt.Sprint(13900000000 + mobiles.Add(1)) }

func (o *office) program(id string) applications.Program {
	o.Helper()
	return got[applications.Program](o)(o.Library.Program(id))
}

// citizen registers an applicant whose profile is complete, with more roles if need be.
func (o *office) citizen(name string, roles ...access.Role) applications.Account {
	o.Helper()
	a := got[applications.Account](o)(o.store.Register(o.Context(), account(name, append(roles, access.Applicant)...), registration(name)))
	p := got[applications.Profile](o)(o.store.Profile(o.Context(), a.ID))
	must(o, o.store.SaveProfile(o.Context(), identified(p, name)))
	o.verify(a)
	return a
}

// identified returns a profile with an identity that agrees with what applicants type. The store takes any number.
func identified(p applications.Profile, name string) applications.Profile {
	p.LegalName, p.ConsentIdentityAt = "王小明", start
	p.ID = identity.ID{Document: identity.ResidentID, Number: "number of " + name, Sex: identity.Female, Mainland: true,
		BirthDate: calendar.Date{Year: 1998, Month: 2, Day: 3}}
	return p
}

// verify shows that the account's mobile is its own.
func (o *office) verify(a applications.Account) {
	o.Helper()
	must(o, o.store.SendCode(o.Context(), a.ID, "123456", o.Now().Add(time.Hour), nil))
	must(o, o.store.VerifyMobile(o.Context(), a.ID, "123456"))
}

// applies fills an application in and hands it in.
func (o *office) applies(who applications.Account, program, sort string) string {
	o.Helper()
	p := o.program(program)
	a := got[applications.Application](o)(o.Begin(o.Context(), actor(who), p))
	a.Answers = got[applications.Answers](o)(p.Fill(a.Answers, applications.Texts(typedBy(sort, freshMobile()))))
	a = got[applications.Application](o)(o.Save(o.Context(), actor(who), p, a))
	return got[applications.Application](o)(o.Submit(o.Context(), actor(who), a.ID)).ID
}

func (o *office) screen(by applications.Account, program string, apply bool) (applications.Batch, applications.Tally) {
	o.Helper()
	b, tally, err := o.Screen(o.Context(), actor(by), o.program(program), apply, quiet)
	must(o, err)
	return b, tally
}

func (o *office) apply(by applications.Account, batch string) applications.Tally {
	o.Helper()
	_, tally, err := o.Apply(o.Context(), actor(by), batch, quiet)
	must(o, err)
	return tally
}

func (o *office) undo(by applications.Account, batch string) applications.Tally {
	o.Helper()
	_, tally, err := o.Undo(o.Context(), actor(by), batch, quiet)
	must(o, err)
	return tally
}

// plan plans a decision on each application, as a spreadsheet does.
func (o *office) plan(by applications.Account, decisions ...applications.Decision) string {
	o.Helper()
	b, err := o.Plan(o.Context(), actor(by), func(yield func(applications.Decision) error) error {
		for _, d := range decisions {
			if err := yield(d); err != nil {
				return err
			}
		}
		return nil
	})
	must(o, err)
	return b.ID
}

func approval(id string) applications.Decision {
	return applications.Decision{Application: id, Kind: applications.Approval}
}

func rejection(id string) applications.Decision {
	return applications.Decision{Application: id, Kind: applications.Rejection, Reason: "untrue"}
}

func returning(id string) applications.Decision {
	return applications.Decision{Application: id, Kind: applications.Returning, Reason: "incomplete",
		Fixes: []applications.Fix{{Field: "months", Text: "how many?"}}}
}

// decides makes one decision on one application, which must take it, and returns its batch.
func (o *office) decides(by applications.Account, d applications.Decision) string {
	o.Helper()
	id := d.Application
	report := got[applications.Report](o)(o.Decide(o.Context(), actor(by), d, []string{id}))
	if len(report.Refused) > 0 {
		o.Fatalf("the decision on %s was refused: %v", id, report.Refused[0].Err)
	}
	return report.Batch
}

// rows returns the rows of a batch by application.
func (o *office) rows(batch string) map[string]store.BatchRow {
	o.Helper()
	rows := map[string]store.BatchRow{}
	for _, row := range got[[]store.BatchRow](o)(o.store.BatchRows(o.Context(), batch, "", "", 10000)) {
		rows[row.Application] = row
	}
	return rows
}

// state says how an application stands: its state, and the words that go with it.
func (o *office) state(id string) applications.State {
	o.Helper()
	return find(o, o.store, id).State
}

// wantStates compares the states of applications, in the order of ids.
func (o *office) wantStates(ids []string, want ...applications.State) {
	o.Helper()
	for i, id := range ids {
		if got := o.state(id); got != want[i] {
			o.Errorf("application %d is %s, want %s", i, got, want[i])
		}
	}
}

// wantRow compares the state of a row of a batch, and of what kind its refusal is and what it says.
func (o *office) wantRow(batch, id string, state applications.RowState, kind error, says string) {
	o.Helper()
	row, ok := o.rows(batch)[id]
	switch {
	case !ok:
		o.Errorf("%s has no row in the batch, want it %s", id, state)
	case row.State != state:
		o.Errorf("the row of %s is %s (%v), want %s", id, row.State, row.Refused, state)
	case fault.KindOf(row.Refused) != kind || kind != nil && !strings.Contains(row.Refused.Error(), says):
		o.Errorf("the row of %s says %v, want a %v that says %q", id, row.Refused, kind, says)
	}
}

// noticesOf lists the notices about an application as "kind state", in the order they were written.
func (o *office) noticesOf(id string) (list []string) {
	o.Helper()
	rows, err := o.db.Query(`SELECT kind, state FROM notices WHERE application = $1 ORDER BY created_at, kind, state`, id)
	must(o, err)
	defer rows.Close()
	for rows.Next() {
		var kind, state string
		must(o, rows.Scan(&kind, &state))
		list = append(list, kind+" "+state)
	}
	must(o, rows.Err())
	return list
}

// alter goes round the program.
func (o *office) alter(query string, args ...any) {
	o.Helper()
	alter(o, o.db, query, args...)
}
