package outbox

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// varied is the good template with a variant.
const varied = good + `variants:
  - reason: no-vacancy
    email:
      body: {zh-CN: "{{.name}}：满了", en: "{{.name}}: filled"}
`

func TestAReasonMayHaveWordsOfItsOwn(t *testing.T) {
	c := NewComposer(fstest.MapFS{"notices/rejected.yaml": {Data: []byte(varied)}})
	to := Recipient{Name: "张*", Mobile: "13800000001", Email: "zhang@shop.example", Lang: lang.English}
	said := func(reason string) []string {
		notices, err := c.NoticesBecause("rejected", reason, to, map[string]any{"reason": "why"})
		if err != nil || len(notices) != 2 {
			t.Fatalf("got %v, %v; want an SMS and an e-mail", notices, err)
		}
		return []string{notices[0].Body, notices[1].Subject, notices[1].Body}
	}
	for reason, want := range map[string][]string{
		"no-vacancy": {"张*, rejected", "Result", "张*: filled"}, // the rest is said as always
		"untrue":     {"张*, rejected", "Result", "张*: why"},
		"":           {"张*, rejected", "Result", "张*: why"},
	} {
		if diff := cmp.Diff(want, said(reason)); diff != "" {
			t.Errorf("for the reason %q (-want +got):\n%s", reason, diff)
		}
	}
}

func TestEveryMistakeInAVariantIsFound(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"nothing is wrong", "", "", ""},
		{"no reason", "reason: no-vacancy\n    ", "", "say for which reason this is"},
		{"a reason twice", "variants:\n", "variants:\n  - {reason: no-vacancy, sms: {zh-CN: 满, en: full}}\n", `"no-vacancy" is listed twice`},
		{"nothing to say", varied[strings.Index(varied, "    email:\n      body: {"):], "", "the notice says nothing"},
		{"a value that is not listed", "{{.name}}: filled", "{{.id}}: filled", `rejected.yaml:14:41: the text uses "id"`},
		{"one language", `, en: "{{.name}}: filled"`, "", "has no English text"},
		{"a text the notice does not have", "sms: {zh-CN: \"{{.name}}未通过\", en: \"{{.name}}, rejected\"}\n", "", ""},
		{"an SMS the notice does not have", "sms: {zh-CN: \"{{.name}}未通过\", en: \"{{.name}}, rejected\"}\n", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(varied, tt.old, tt.new, 1)
			if strings.HasPrefix(tt.name, "an SMS") {
				text += "    sms: {zh-CN: 满, en: full}\n"
				tt.want = "a variant only changes what there is"
			}
			_, err := Load(fstest.MapFS{"notices/rejected.yaml": {Data: []byte(text)}}, "rejected")
			if tt.want == "" && err != nil || tt.want != "" && (!errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestANoticeWithoutReasonHasNoVariants(t *testing.T) {
	text := "id: left\nversion: 1\nabout: {zh-CN: 离, en: left}\nvalues: []\nsms: {zh-CN: 离, en: left}\nvariants:\n  - {reason: untrue, sms: {zh-CN: 离, en: left}}\n"
	_, err := Load(fstest.MapFS{"notices/left.yaml": {Data: []byte(text)}}, "left")
	if !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "tells of no reason") {
		t.Errorf("got %v", err)
	}
}
