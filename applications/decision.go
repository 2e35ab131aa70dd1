package applications

import (
	"slices"
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
	Leaving   DecisionKind = "leave" // screening leaves the decision to a person
)

// decisionWords are what people write for each kind of decision in a spreadsheet.
var decisionWords = map[DecisionKind][]string{
	Approval:  {"approve", "approved", "通过", "批准", "同意"},
	Returning: {"return", "returned", "退回", "退回修改", "待修改"},
	Rejection: {"reject", "rejected", "拒绝", "不通过", "未通过"},
}

// ParseDecisionKind reads a kind of decision as it is written in either language, or returns fault.Invalid.
func ParseDecisionKind(typed string) (DecisionKind, error) {
	word := strings.ToLower(strings.TrimSpace(typed))
	for kind, words := range decisionWords {
		if slices.Contains(words, word) {
			return kind, nil
		}
	}
	return "", fault.New(fault.Invalid, "there is no decision %q; write approve, return or reject", typed)
}

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

// A Report is the outcome of decisions made together on applications that were named.
type Report struct {
	Batch   string
	Done    []string
	Refused []Refusal
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
