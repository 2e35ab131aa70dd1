package applications

import (
	"strings"
	"time"

	"gangway/internal/fault"
)

// A DecisionKind is what a reviewer decides.
type DecisionKind string

// The kinds of decision.
const (
	Approval  DecisionKind = "approve"
	Returning DecisionKind = "return"
	Rejection DecisionKind = "reject"
)

// A Decision is what a reviewer decided on one application.
type Decision struct {
	Batch       string
	Application string
	Kind        DecisionKind
	Reason      string // code of a reason in the list; empty for an approval
	Note        string
	Fixes       []Fix
	By          string // the reviewer's account id
	At          time.Time
}

// A Batch is the outcome of decisions made together.
type Batch struct {
	ID      string    `json:"batch"`
	Done    []string  `json:"done"`
	Refused []Refusal `json:"refused"`
}

// A Refusal is one application a batch left as it was, with the kind of error and its reason.
type Refusal struct {
	ID  string
	Err error
}

// ParseFix reads a fix as reviewers write it: "field: text". The colon may be full-width.
func ParseFix(text string) (Fix, error) {
	field, what := text, ""
	if at := strings.IndexAny(text, ":："); at >= 0 {
		field, what = text[:at], strings.TrimLeft(text[at:], ":：")
	}
	f := Fix{Field: strings.TrimSpace(field), Text: strings.TrimSpace(what)}
	if f.Field == "" || f.Text == "" {
		return Fix{}, fault.New(fault.Invalid, "write a fix as \"field: what to mend\"")
	}
	return f, nil
}
