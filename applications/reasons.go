package applications

import (
	"fmt"
	"slices"
	"strings"

	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/yamlfile"
)

// A Reason is why an application may be returned or rejected. Reasons are a list in the templates, so that every
// applicant is told the same thing for the same cause.
type Reason struct {
	Code   string         `yaml:"code" json:"code"`
	For    []DecisionKind `yaml:"for" json:"for"`
	Text   lang.Text      `yaml:"text" json:"text"`     // what the applicant reads
	Advice lang.Text      `yaml:"advice" json:"advice"` // how to mend it
	// Screening is the kind of decision for which screening by the rules gives this reason; empty for most reasons.
	Screening DecisionKind `yaml:"screening" json:"screening,omitempty"`
}

// A ReasonList is the file of reasons.
type ReasonList struct {
	Reasons []Reason `yaml:"reasons"`
}

// Said returns the reason as the applicant reads it: the text, the advice, and what the reviewer added.
func (r Reason) Said(note string) lang.Text {
	said := lang.Text{Chinese: r.Text.Chinese + r.Advice.Chinese, English: r.Text.English + " " + r.Advice.English}
	if note != "" {
		said.Chinese += "审核员说明：" + note
		said.English += " The reviewer adds: " + note
	}
	return said
}

// Reasons returns the reasons a reviewer may give. They are read once.
func (l *Library) Reasons() ([]Reason, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.reasons != nil {
		return l.reasons, nil
	}
	reasons, err := l.readReasons()
	if err == nil {
		l.reasons = reasons
	}
	return reasons, err
}

func (l *Library) readReasons() ([]Reason, error) {
	var list ReasonList
	doc, err := yamlfile.Read(l.FS, &list, "reasons", "decisions.yaml")
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for i, r := range list.Reasons {
		at := fmt.Sprintf("reasons[%d]", i)
		doc.NeedText(at+".text", r.Text)
		doc.NeedText(at+".advice", r.Advice)
		other := func(k DecisionKind) bool { return k != Returning && k != Rejection }
		if r.Code == "" {
			doc.Mistake(at, "the reason has no code; write one of its own, such as blurred")
		}
		if len(r.For) == 0 || slices.ContainsFunc(r.For, other) {
			doc.Mistake(at, "a reason is for return, reject or both; write for: [return, reject]")
		}
		if r.Code != "" && seen[r.Code] {
			doc.Mistake(at+".code", "the code %q is that of a reason before; choose another", r.Code)
		}
		seen[r.Code] = true
	}
	for _, kind := range []DecisionKind{Returning, Rejection} {
		given := slices.DeleteFunc(slices.Clone(list.Reasons), func(r Reason) bool { return r.Screening != kind || !slices.Contains(r.For, kind) })
		if len(given) > 1 {
			doc.Mistake("reasons", "only one reason has screening: %s; take it out of the others", string(kind))
		}
	}
	return list.Reasons, doc.Err()
}

// reason returns the reason with the given code, or fault.Invalid naming those there are.
func (l *Library) reason(code string, kind DecisionKind) (Reason, error) {
	reasons, err := l.Reasons()
	if err != nil {
		return Reason{}, err
	}
	var codes []string
	for _, r := range reasons {
		if !slices.Contains(r.For, kind) {
			continue
		}
		if r.Code == code {
			return r, nil
		}
		codes = append(codes, r.Code)
	}
	return Reason{}, fault.New(fault.Invalid, "there is no reason %q to %s; choose one of %s", code, string(kind), strings.Join(codes, ", ")).
		WithHint("gangway review reasons")
}
