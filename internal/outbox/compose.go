package outbox

import (
	"strings"
	"text/template"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// Words are what one notice says in one language.
type Words struct {
	SMS     string `json:"sms,omitempty"`     // one line; empty when the kind has no SMS
	Subject string `json:"subject,omitempty"` // one line
	Body    string `json:"body,omitempty"`    // of the e-mail; empty when the kind has none
}

// Compose fills in the texts in language l. Each of t.Values must be given, as string, int, lang.Text or []Fix; others
// are ignored. Names of people come masked. The error is fault.Invalid: a value is missing, or puts a line break or an
// invisible character into a subject or an SMS.
func (t Template) Compose(l lang.Lang, values map[string]any) (Words, error) {
	said, err := t.values(values, l)
	if err != nil {
		return Words{}, err
	}
	var w Words
	for _, part := range []struct {
		into   *string
		text   lang.Text
		single bool
	}{{&w.SMS, t.SMS, true}, {&w.Subject, t.Email.Subject, true}, {&w.Body, t.Email.Body, false}} {
		filled, err := fill(part.text.In(l), said)
		if err != nil {
			return Words{}, fault.New(fault.Invalid, "the notice %q cannot be filled in: %v", t.ID, err)
		}
		if part.single && !oneLine(filled) {
			return Words{}, fault.New(fault.Invalid, "a value puts a line break or an invisible character into a line of the notice %q", t.ID)
		}
		*part.into = filled
	}
	return w, nil
}

// values returns what the texts see: the declared names, and no others.
func (t Template) values(given map[string]any, l lang.Lang) (map[string]any, error) {
	said := make(map[string]any, len(t.Values))
	for _, name := range t.Values {
		value, ok := given[name]
		if !ok {
			return nil, fault.New(fault.Invalid, "the notice %q needs the value %q", t.ID, name)
		}
		v, err := say(name, value, l)
		if err != nil {
			return nil, err
		}
		said[name] = v
	}
	return said, nil
}

func fill(text string, values map[string]any) (string, error) {
	t, err := template.New("text").Option("missingkey=error").Parse(text)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, values)
	return b.String(), err
}
