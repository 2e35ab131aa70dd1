package outbox

import (
	"slices"
	"strconv"

	"gangway/internal/lang"
	"gangway/internal/yamlfile"
)

// A Variant has other texts for decisions made for one reason. What it leaves out is said as always.
type Variant struct {
	Reason string    `yaml:"reason" json:"reason"` // code of a reason in the list
	SMS    lang.Text `yaml:"sms" json:"sms"`
	Email  Letter    `yaml:"email" json:"email"`
}

// For returns the template with the texts of its variant for a reason, if it has one.
func (t Template) For(reason string) Template {
	for _, v := range t.Variants {
		if v.Reason != reason {
			continue
		}
		t.SMS = orElse(v.SMS, t.SMS)
		t.Email.Subject = orElse(v.Email.Subject, t.Email.Subject)
		t.Email.Body = orElse(v.Email.Body, t.Email.Body)
	}
	return t
}

func orElse(text, otherwise lang.Text) lang.Text {
	if text.Empty() {
		return otherwise
	}
	return text
}

func (l Letter) empty() bool { return l.Subject.Empty() && l.Body.Empty() }

// checkVariant records every mistake of the i-th variant. A variant adds no channel: its notice leaves where the others
// of its kind do.
func (k kind) checkVariant(doc *yamlfile.Document, t Template, i int) {
	v, at := t.Variants[i], "variants["+strconv.Itoa(i)+"]"
	switch {
	case !k.reasoned:
		doc.Mistake(at, "this notice tells of no reason, so it has no variants; take them out")
	case v.Reason == "":
		doc.Mistake(at+".reason", "say for which reason this is, by its code")
	case slices.ContainsFunc(t.Variants[:i], func(other Variant) bool { return other.Reason == v.Reason }):
		doc.Mistake(at+".reason", "the reason %q is listed twice; take one out", v.Reason)
	}
	if v.SMS.Empty() && v.Email.empty() {
		doc.Mistake(at, "the notice says nothing; give it sms, email or both")
	}
	for _, part := range []struct {
		name      string
		text, has lang.Text
		single    bool
	}{
		{"sms", v.SMS, t.SMS, true},
		{"email.subject", v.Email.Subject, t.Email.Subject, true},
		{"email.body", v.Email.Body, t.Email.Body, false},
	} {
		switch {
		case part.text.Empty():
		case part.has.Empty():
			doc.Mistake(at+"."+part.name, "the notice itself has no such text; a variant only changes what there is")
		default:
			k.checkText(doc, t, at+"."+part.name, part.text, part.single)
		}
	}
}
