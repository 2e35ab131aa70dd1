package outbox

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"gangway/internal/lang"
	"gangway/internal/text"
	"gangway/internal/yamlfile"
)

// check records every mistake of a template of kind k. Its texts are tried in both languages, with examples and with
// nothing in them.
func (k kind) check(doc *yamlfile.Document, t Template) {
	doc.NeedHead(k.id, t.ID, t.Version)
	doc.NeedText("about", t.About)
	k.checkValues(doc, t.Values)
	if k.sms && t.SMS.Empty() {
		doc.Mistake("", "this notice is sent by SMS; give it a text under sms")
	}
	if t.SMS.Empty() && t.Email.empty() {
		doc.Mistake("", "the notice says nothing; give it sms, email or both")
	}
	if !t.SMS.Empty() {
		k.checkText(doc, t, "sms", t.SMS, true)
	}
	if !t.Email.empty() {
		k.checkText(doc, t, "email.subject", t.Email.Subject, true)
		k.checkText(doc, t, "email.body", t.Email.Body, false)
	}
	for i := range t.Variants {
		k.checkVariant(doc, t, i)
	}
}

func (k kind) checkValues(doc *yamlfile.Document, names []string) {
	for i, name := range names {
		at := "values[" + strconv.Itoa(i) + "]"
		if _, known := k.samples[name]; !known {
			doc.Mistake(at, "there is no value %q for this notice; there are %s", name, strings.Join(slices.Sorted(maps.Keys(k.samples)), ", "))
		}
		if slices.Contains(names[:i], name) {
			doc.Mistake(at, "the value %q is listed twice; take one out", name)
		}
	}
}

func (k kind) checkText(doc *yamlfile.Document, t Template, at string, text lang.Text, single bool) {
	if !doc.NeedText(at, text) {
		return
	}
	for _, l := range []lang.Lang{lang.Chinese, lang.English} {
		for _, values := range []map[string]any{k.samples, k.bare()} {
			if m := try(t, text.In(l), values, l, single); !m.Empty() {
				doc.Mistake(at+"."+string(l), "%s", m)
				break
			}
		}
	}
}

var undeclared = text.Pattern(`map has no entry for key "(.*)"`)

// try fills in one text and says what is wrong with it, if anything.
func try(t Template, text string, values map[string]any, l lang.Lang, single bool) lang.Message {
	said, err := t.values(values, l)
	if err != nil {
		return lang.Message{} // a name in values that no notice has; already a mistake of its own
	}
	filled, err := fill(text, said)
	if err != nil {
		if m := undeclared().FindStringSubmatch(err.Error()); m != nil {
			return lang.M("the text uses %q, which is not among its values; add it to values, or take it out", m[1])
		}
		return lang.M("the text cannot be filled in: %v; write a value as {{.name}} and a part as {{if .name}}…{{end}}", err)
	}
	if single && !oneLine(filled) {
		return lang.M("the text must be a single line without invisible characters")
	}
	return lang.Message{}
}
