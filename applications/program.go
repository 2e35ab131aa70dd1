package applications

import (
	"gangway/internal/lang"
)

// A Program is what can be applied for. It is data: nothing in the code knows a program by name.
type Program struct {
	ID      string      `yaml:"id"`
	Version int         `yaml:"version"`
	Kind    ProgramKind `yaml:"kind"`
	Title   lang.Text   `yaml:"title"`
	Summary lang.Text   `yaml:"summary"`
	Posting lang.Text   `yaml:"posting"` // what the advertisement says beside the rules
	Duties  []lang.Text `yaml:"duties"`  // what the work is, or for no agent's post what is to be done
	Conduct []lang.Text `yaml:"conduct"` // how it is to be done; no rule judges it
	Closed  bool        `yaml:"closed"`  // no new applications are taken
	Source  string      `yaml:"source"`

	Form   string   `yaml:"form"`   // id of the form
	Asks   []string `yaml:"asks"`   // ids of the form's extras that are asked after its own fields
	Fields []Field  `yaml:"fields"` // asked after those
	Rules  []Rule   `yaml:"rules"`

	ReviewDays int       `yaml:"review_days"` // working days a review may take
	Approvals  int       `yaml:"approvals"`   // how many reviewers must approve: 1, which is also 0, or 2
	LegalNote  lang.Text `yaml:"legal_note"`  // for the manager alone

	Courses     []string    `yaml:"courses"`
	Exams       []string    `yaml:"exams"`
	Certificate Certificate `yaml:"certificate"`
	Seat        Seat        `yaml:"seat"`
}

// A ProgramKind says how far a program's journey goes.
type ProgramKind string

// The kinds. An agent goes on to training and go-live; a merchant's entry and a campaign end when approved.
const (
	Agent    ProgramKind = "agent"
	Merchant ProgramKind = "merchant"
	Campaign ProgramKind = "campaign"
)

// Choices lists the kinds.
func (ProgramKind) Choices() []string { return texts([]ProgramKind{Agent, Merchant, Campaign}) }

// Certificate says what a program's certificate is worth.
type Certificate struct {
	ValidMonths int `yaml:"valid_months"`
}

// Seat says where an agent of a program sits: the department, and what the sub-account may do.
type Seat struct {
	Department  lang.Text   `yaml:"department"`
	Permissions []lang.Text `yaml:"permissions"`
}

// Field returns the program's field with the given id, once the form's fields have been joined by the library.
func (p Program) Field(id string) (Field, bool) {
	for _, f := range p.Fields {
		if f.ID == id {
			return f, true
		}
	}
	return Field{}, false
}
