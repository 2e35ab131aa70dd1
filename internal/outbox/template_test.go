package outbox

import (
	"errors"
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// The file that the mistakes below are made in.
const good = `id: rejected
version: 1
about: {zh-CN: 未通过, en: Rejected}
values: [name, reason]
sms: {zh-CN: "{{.name}}未通过", en: "{{.name}}, rejected"}
email:
  subject: {zh-CN: 结果, en: Result}
  body:
    zh-CN: "{{.name}}：{{.reason}}"
    en: "{{.name}}: {{.reason}}"
`

func TestEveryMistakeInATemplateIsFound(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"nothing is wrong", "", "", ""},
		{"the id is not the file's", "id: rejected", "id: approved", `rejected.yaml:1:5: the id "approved" differs from`},
		{"no version", "version: 1\n", "", "a version is a number from 1"},
		{"one language of the occasion is missing", ", en: Rejected", "", "rejected.yaml:3:8: about has no English text"},
		{"a value that no notice of this kind has", "[name, reason]", "[name, reason, salary]", `rejected.yaml:4:24: there is no value "salary"`},
		{"a value listed twice", "[name, reason]", "[name, reason, name]", `"name" is listed twice`},
		{"a text uses what is not listed", "[name, reason]", "[name]", `rejected.yaml:9:12: the text uses "reason", which is not among`},
		{"also in a branch that is taken rarely", `"{{.name}}: {{.reason}}"`, `"{{if .name}}{{.reason}}{{else}}{{.id}}{{end}}"`, `10:9: the text uses "id"`},
		{"or only in a branch that is usual", `"{{.name}}: {{.reason}}"`, `"{{if .name}}{{.id}}{{end}}"`, `10:9: the text uses "id"`},
		{"the braces are not closed", `"{{.name}}未通过"`, `"{{.name}"`, "5:14: the text cannot be filled in"},
		{"a subject of two lines", "en: Result", `en: "Result\n"`, "must be a single line"},
		{"an SMS of two lines", `en: "{{.name}}, rejected"`, `en: "{{.name}}\nrejected"`, "must be a single line"},
		{"an SMS in one language", `, en: "{{.name}}, rejected"`, "", "5:6: sms has no English text"},
		{"an e-mail without subject", "  subject: {zh-CN: 结果, en: Result}\n", "", "email.subject needs a text in both languages"},
		{"nothing to say", good[strings.Index(good, "sms:"):], "", "the notice says nothing"},
		{"a name nobody knows", "version: 1", "version: 1\nletter: x", `unknown name "letter"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(good, tt.old, tt.new, 1)
			_, err := Load(fstest.MapFS{"notices/rejected.yaml": {Data: []byte(text)}}, "rejected")
			if tt.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestTheCodeForAMobileNeedsAnSMS(t *testing.T) {
	text := "id: mobile-code\nversion: 1\nabout: {zh-CN: 码, en: Code}\nvalues: [code]\n" +
		"email: {subject: {zh-CN: 码, en: Code}, body: {zh-CN: '{{.code}}', en: '{{.code}}'}}\n"
	_, err := Load(fstest.MapFS{"notices/mobile-code.yaml": {Data: []byte(text)}}, "mobile-code")
	if !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "sent by SMS") {
		t.Errorf("got %v, want it to ask for an SMS", err)
	}
}

func TestMissingAndMisspeltFiles(t *testing.T) {
	files := fstest.MapFS{
		"notices/rejected.yaml": {Data: []byte(good)},
		"notices/aproved.yaml":  {Data: []byte(good)},
		"notices/live.yml":      {Data: []byte(good)},
	}
	if _, err := Load(files, "aproved"); !errors.Is(err, fault.NotFound) {
		t.Errorf("a kind that does not exist: got %v, want not found", err)
	}
	if _, err := Load(files, "live"); !errors.Is(err, fault.NotFound) {
		t.Errorf("a file that does not exist: got %v, want not found", err)
	}
	all, err := All(files)
	if !errors.Is(err, fault.Invalid) || len(all) != 1 {
		t.Fatalf("got %d templates and %v, want one and invalid", len(all), err)
	}
	for _, want := range []string{"notices/aproved.yaml: no notice has this name", "notices/live.yml: no notice", "notices/approved.yaml: the template"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not among the mistakes:\n%v", want, err)
		}
	}
}

func TestComposeTakesCareOfValues(t *testing.T) {
	files := fstest.MapFS{"notices/rejected.yaml": {Data: []byte(
		strings.Replace(good, "en: Result", `en: "{{.name}}: result"`, 1))}}
	values := map[string]any{"name": "Z*", "reason": Pair("不符", "No match"), "id": "not used"}
	with := func(name string, value any) map[string]any {
		v := maps.Clone(values)
		v[name] = value
		return v
	}
	without := maps.Clone(values)
	delete(without, "reason")
	tests := []struct {
		name   string
		values map[string]any
		body   string
		want   string
	}{
		{"more than is needed", values, "Z*: No match", ""},
		{"a missing value", without, "", `needs the value "reason"`},
		{"a line break for the subject", with("name", "Z*\nBcc: all@shop.example"), "", "line break"},
		{"a carriage return for the subject", with("name", "Z*\r"), "", "line break"},
		{"a hidden reversal for the subject", with("name", "Z\u202e*"), "", "invisible character"},
		{"a line break for the body", with("reason", "a\nb"), "Z*: a\nb", ""},
		{"braces in a value stay as they are", with("reason", "{{.id}}"), "Z*: {{.id}}", ""},
		{"a value no text can show", with("reason", 1.5), "", "float64"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := composed(files, "rejected", lang.English, tt.values)
			if tt.want == "" {
				if err != nil || got.Body != tt.body {
					t.Errorf("got %q, %v; want %q", got.Body, err, tt.body)
				}
				return
			}
			if !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestDatesAreThoseOfBeijing(t *testing.T) {
	late := start.Add(8*60*60*1e9 - 1) // 16:59:59 UTC is the next day in Beijing
	if got, want := Day(late), Pair("2026年11月24日", "24 November 2026"); got != want {
		t.Errorf("day: got %v, want %v", got, want)
	}
	if got, want := Moment(start), Pair("2026年11月23日 17:00（北京时间）", "23 November 2026, 17:00 (Beijing time)"); got != want {
		t.Errorf("moment: got %v, want %v", got, want)
	}
}

// composed loads the template of a kind and fills it in.
func composed(fsys fs.FS, kind string, l lang.Lang, values map[string]any) (Words, error) {
	t, err := Load(fsys, kind)
	if err != nil {
		return Words{}, err
	}
	return t.Compose(l, values)
}
