// Package applications takes people from an account to a decision: accounts, programs, forms, eligibility,
// applications and decisions. It knows the rules of the business and leaves storing to package store, and asking and
// printing to the command line.
package applications

import (
	"time"

	"gangway/internal/calendar"
	"gangway/internal/lang"
	"gangway/internal/outbox"
)

// An Application is one account's application to one program.
type Application struct {
	ID             string
	Program        string
	ProgramVersion int
	Account        string // id of the applicant's account
	AccountName    string
	Name           string // the applicant's name as filled in, for lists
	State          State
	Revision       int64 // grows with every change; the store refuses to write over a newer one
	Answers        Answers

	Judged      Judgement // what the rules said when it was submitted
	Verdict     Verdict
	SubmittedAt time.Time // zero before it is submitted
	DueAt       time.Time // when a decision is due; zero before it is submitted
	Provisional bool      // the due date was found without the year's official calendar

	Reason string // code of the latest decision's reason
	Note   string // what the reviewer added
	Fixes  []Fix  // what a returned application must mend

	Batch     string    // the batch of the latest decision
	BatchKind BatchKind // where that batch's decisions came from

	Courses []string // the courses the applicant is enrolled in

	ClaimedBy   string // account of the reviewer who has taken it on; empty where nobody has
	ClaimedAt   time.Time
	ClaimedName string // the name of that account, where one application is looked at
	FirstBy     string // account of the reviewer who approved it first, where a second one must
	ByPerson    bool   // the rules alone may not decide it: the applicant objected
	Imported    bool   // staff brought it in from a file

	CreatedAt time.Time
	UpdatedAt time.Time
}

// A Fix names one thing an applicant must mend: a field or a rule, and what to do about it.
type Fix struct {
	Field string `json:"field"`
	Text  string `json:"text"`
}

// Overdue reports whether a decision was due before now and is still to be made.
func (a Application) Overdue(now time.Time) bool {
	return a.State == Submitted && now.After(a.DueAt)
}

// dueDay says the day a decision is due by in a notice, and whether it is only reckoned.
func (a Application) dueDay() lang.Text {
	day := outbox.Day(a.DueAt)
	if a.Provisional {
		return outbox.Pair(day.Chinese+"（暂定）", day.English+" (provisional)")
	}
	return day
}

// ByRules reports whether the rules alone made the latest decision, and it still stands.
func (a Application) ByRules() bool {
	return a.BatchKind == Screened && a.State != Draft && a.State != Submitted
}

// MayObject reports whether the applicant can ask that a person looks at what the rules decided.
func (a Application) MayObject() bool {
	_, err := Next(a.State, Object)
	return err == nil && a.ByRules()
}

// A Judgement is what a rule set said of an application, and the facts it looked at.
type Judgement struct {
	Rules    string // hash of the rule set
	Text     string // the rule set in words
	Facts    Facts
	Verdicts Verdicts
}

// Judge judges answers, and what was measured of the applicant, by a program's rules as of now.
func Judge(p Program, answers Answers, measured Measured, now time.Time) Judgement {
	set, facts := p.RuleSet(), FactsOf(p.Fields, answers, measured, calendar.Of(now))
	return Judgement{set.Hash, set.Text, facts, set.Judge(facts)}
}

// Results puts the judgement into words.
func (j Judgement) Results() ([]Result, error) { return j.Verdicts.Results(j.Text, j.Facts) }

// FieldName says a field's label, or the id where the program has no such field.
func (p Program) FieldName(id string) lang.Text {
	if f, ok := p.Field(id); ok {
		return f.Label
	}
	for _, r := range p.Rules {
		if r.ID == id {
			return r.Reason
		}
	}
	return lang.Text{Chinese: id, English: id}
}
