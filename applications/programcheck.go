package applications

import (
	"fmt"
	"slices"

	"gangway/internal/lang"
	"gangway/internal/text"
	"gangway/internal/yamlfile"
)

// checkProgram records the mistakes of what stands in a program's file beside its fields and rules.
func checkProgram(doc *yamlfile.Document, id string, p Program) {
	doc.NeedHead(id, p.ID, p.Version)
	doc.NeedText("title", p.Title)
	doc.NeedText("summary", p.Summary)
	checkOptionalText(doc, "posting", p.Posting)
	checkOptionalText(doc, "legal_note", p.LegalNote)
	if p.Kind != Agent && p.Kind != Merchant && p.Kind != Campaign {
		doc.Mistake("kind", "the kind is one of %s", "agent, merchant, campaign")
	}
	if p.ReviewDays < 1 || p.ReviewDays > 60 {
		doc.Mistake("review_days", "say how many working days a review may take, from 1 to 60")
	}
	if p.Kind != Agent {
		if len(p.Courses) > 0 || len(p.Exams) > 0 {
			doc.Mistake("courses", "only an agent program goes on to courses and exams")
		}
		return
	}
	if p.Certificate.ValidMonths < 1 {
		doc.Mistake("certificate", "say for how many months the certificate is valid")
	}
	doc.NeedText("seat.department", p.Seat.Department)
	for i, permission := range p.Seat.Permissions {
		doc.NeedText(fmt.Sprintf("seat.permissions[%d]", i), permission)
	}
}

// checkBirthDate sees to it that the legal minimum age can be judged.
func checkBirthDate(doc *yamlfile.Document, p Program) {
	if f, ok := p.Field("birth_date"); !ok || f.Kind != KindDate || f.Optional {
		doc.Mistake("form", "an agent program needs the field birth_date, a date that is not optional: nobody under %d may be hired", MinimumAge)
	}
}

// fieldID is what a rule can name.
var fieldID = text.Pattern(`^[a-z][a-z0-9_]*$`)

// checkFields records the mistakes of fields that stand after others. The ids of fields, and those of the options of
// an ordered choice, are names in rules, and so is age, which is computed: none may stand for two things.
func checkFields(doc *yamlfile.Document, fields, before []Field) {
	taken := map[string]bool{"age": true}
	for _, f := range before {
		taken[f.ID] = true
		for _, o := range f.Options {
			taken[o.ID] = taken[o.ID] || f.Ordered
		}
	}
	for i, f := range fields {
		at := fmt.Sprintf("fields[%d]", i)
		switch {
		case f.ID == "" || taken[f.ID]:
			doc.Mistake(at+".id", "a field needs an id of its own; %q is empty or taken", f.ID)
		case !fieldID().MatchString(f.ID):
			doc.Mistake(at+".id", "the id %q must be lower-case letters, digits and _, beginning with a letter, so that a rule can name it", f.ID)
		}
		taken[f.ID] = true
		if !slices.Contains(fieldKinds, f.Kind) {
			doc.Mistake(at+".kind", "there is no kind of field %q", string(f.Kind))
		}
		doc.NeedText(at+".label", f.Label)
		checkOptionalText(doc, at+".help", f.Help)
		if (f.Kind == KindChoice) != (len(f.Options) > 0) {
			doc.Mistake(at+".options", "a choice, and nothing else, has options")
		}
		if f.Ordered && f.Kind != KindChoice {
			doc.Mistake(at+".ordered", "only a choice is ordered")
		}
		checkOptions(doc, at, f, taken)
	}
}

func checkOptions(doc *yamlfile.Document, at string, f Field, taken map[string]bool) {
	if !f.Ordered {
		taken = map[string]bool{} // these ids are no names in rules
	}
	for i, o := range f.Options {
		here := fmt.Sprintf("%s.options[%d]", at, i)
		switch {
		case o.ID == "" || taken[o.ID]:
			doc.Mistake(here+".id", "an option needs an id of its own; %q is empty or taken", o.ID)
		case f.Ordered && !fieldID().MatchString(o.ID):
			doc.Mistake(here+".id", "the id %q must be lower-case letters, digits and _, beginning with a letter, so that a rule can name it", o.ID)
		}
		taken[o.ID] = true
		doc.NeedText(here+".label", o.Label)
	}
}

// checkRules records the mistakes of a program's own rules, and compiles each against the facts of all its fields.
func checkRules(doc *yamlfile.Document, rules []Rule, fields []Field) {
	taken := map[string]bool{}
	for _, r := range overlays {
		taken[r.ID] = true
	}
	for i, r := range rules {
		at := fmt.Sprintf("rules[%d]", i)
		if r.ID == "" || taken[r.ID] {
			doc.Mistake(at+".id", "a rule needs an id of its own; %q is empty or taken", r.ID)
		}
		taken[r.ID] = true
		if r.Severity != Hard && r.Severity != Soft {
			doc.Mistake(at+".severity", "the severity is hard or soft")
		}
		doc.NeedText(at+".reason", r.Reason)
		if r.Source == "" {
			doc.Mistake(at, "a rule names its source")
		}
		checkExpr(doc, at+".expr", r.Expr, fields)
	}
}

func checkExpr(doc *yamlfile.Document, at, source string, fields []Field) {
	used, types := identifiers(source), factTypes(fields)
	for _, id := range used {
		if law, never := forbidden(id, fields); never {
			doc.Mistake(at, "no rule may look at %q: the law forbids to choose people by it (%s)", id, law)
			return
		}
		if personal(id, fields) {
			doc.Mistake(at, "no rule may look at the personal detail %q, because a verdict shows the value it was found by; of a date of birth it may use age", id)
			return
		}
	}
	if _, err := compile(source, types); err != nil {
		doc.Mistake(at, "the expression %q cannot be used: %s", source, explainExpr(err))
		return
	}
	for _, id := range used {
		if _, known := types[id]; !known { // a variable or the whole environment: the rule could never be judged
			doc.Mistake(at, "the expression %q cannot be used: there is no fact %q", source, id)
		}
	}
}

func checkOptionalText(doc *yamlfile.Document, at string, t lang.Text) {
	if !t.Empty() {
		doc.NeedText(at, t)
	}
}
