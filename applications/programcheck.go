package applications

import (
	"fmt"
	"slices"
	"strings"

	"gangway/internal/lang"
	"gangway/internal/yamlfile"
)

// checkProgram records the mistakes of what stands in a program's file beside its fields and rules.
func checkProgram(doc *yamlfile.Document, id string, p Program) {
	doc.NeedHead(id, p.ID, p.Version)
	doc.NeedText("title", p.Title)
	doc.NeedText("summary", p.Summary)
	checkOptionalText(doc, "posting", p.Posting)
	checkOptionalText(doc, "legal_note", p.LegalNote)
	checkTexts(doc, "duties", p.Duties)
	checkTexts(doc, "conduct", p.Conduct)
	if p.Kind != Agent && p.Kind != Merchant && p.Kind != Campaign {
		doc.Mistake("kind", "the kind is one of %s", strings.Join(p.Kind.Choices(), ", "))
	}
	if p.ReviewDays < 1 || p.ReviewDays > 60 {
		doc.Mistake("review_days", "say how many working days a review may take, from 1 to 60")
	}
	if p.Approvals < 0 || p.Approvals > 2 {
		doc.Mistake("approvals", "one reviewer approves, or two: write 1 or 2")
	}
	if p.Kind != Agent {
		if len(p.Courses) > 0 || len(p.Exams) > 0 {
			doc.Mistake("courses", "only an agent program goes on to courses and exams; take them out, or write kind: agent")
		}
		return
	}
	if p.Certificate.ValidMonths < 1 {
		doc.Mistake("certificate", "say for how many months the certificate is valid, as in certificate: {valid_months: 12}")
	}
	doc.NeedText("seat.department", p.Seat.Department)
	checkTexts(doc, "seat.permissions", p.Seat.Permissions)
}

// checkTexts sees to it that every item of a list is said in each language.
func checkTexts(doc *yamlfile.Document, at string, items []lang.Text) {
	for i, item := range items {
		doc.NeedText(fmt.Sprintf("%s[%d]", at, i), item)
	}
}

// checkBirthDate sees to it that the legal minimum age can be judged.
func checkBirthDate(doc *yamlfile.Document, p Program) {
	if f, ok := p.Field("birth_date"); !ok || f.Kind != KindDate || f.Optional {
		doc.Mistake("form", "an agent program needs the field birth_date, a date that is not optional: nobody under %d may be hired; write form: agent, or add the field", MinimumAge)
	}
}

// checkRules records the mistakes of a program's own rules, beside those of their expressions.
func checkRules(doc *yamlfile.Document, rules []Rule) {
	taken := map[string]bool{}
	for i, r := range rules {
		at := fmt.Sprintf("rules[%d]", i)
		switch {
		case r.ID == "":
			doc.Mistake(at+".id", "the rule has no id; write one of its own, such as age")
		case slices.ContainsFunc(overlays, func(o Rule) bool { return o.ID == r.ID }):
			doc.Mistake(at+".id", "the id %q is that of the law's own rule, which holds anyway; take the rule out, or choose another id", r.ID)
		case taken[r.ID]:
			doc.Mistake(at+".id", "the id %q is that of a rule before; choose another", r.ID)
		}
		taken[r.ID] = true
		if r.Severity != Hard && r.Severity != Soft {
			doc.Mistake(at+".severity", "the severity is hard or soft")
		}
		doc.NeedText(at+".reason", r.Reason)
		if r.Source == "" {
			doc.Mistake(at, "a rule names its source; write source: and where the condition comes from")
		}
	}
}

// checkExprs compiles each rule against the facts of all fields of its program, which does not ask for the spare extras
// of its form.
func checkExprs(doc *yamlfile.Document, rules []Rule, fields, spare []Field) {
	for i, r := range rules {
		at := fmt.Sprintf("rules[%d].expr", i)
		if checkSpare(doc, at, r.Expr, fields, spare) {
			continue
		}
		for _, m := range exprMistakes(r.Expr, fields) {
			doc.Mistake(at, "%s", m)
		}
	}
}

// checkSpare records facts that a form could give and the program does not ask for, and reports whether there are any.
func checkSpare(doc *yamlfile.Document, at, source string, fields, spare []Field) (found bool) {
	for _, id := range identifiers(source) {
		for _, f := range spare {
			if _, given := f.FactTypes()[id]; (given || f.ID == id) && !named(fields)[id] {
				doc.Mistake(at, "%q is an extra of the form that this program does not ask for; add %s to asks", id, f.ID)
				found = true
			}
		}
	}
	return found
}

func checkOptionalText(doc *yamlfile.Document, at string, t lang.Text) {
	if !t.Empty() {
		doc.NeedText(at, t)
	}
}
