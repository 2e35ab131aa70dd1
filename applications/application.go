// Package applications takes people from an account to a decision: accounts, programs, forms, eligibility,
// applications and decisions. It knows the rules of the business and leaves storing to package store, and asking and
// printing to the command line.
package applications

import (
	"time"

	"gangway/internal/calendar"
	"gangway/internal/lang"
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

	Results     []Result // the rules as they were judged when it was submitted
	Verdict     Verdict
	SubmittedAt time.Time // zero before it is submitted
	DueAt       time.Time // when a decision is due; zero before it is submitted
	Provisional bool      // the due date was found without the year's official calendar

	Reason string // code of the latest decision's reason
	Note   string // what the reviewer added
	Fixes  []Fix  // what a returned application must mend

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

// Judge evaluates a program's rules over answers as of now.
func Judge(p Program, answers Answers, now time.Time) []Result {
	return evaluate(p.Rules, p.Fields, answers, calendar.Of(now))
}

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
