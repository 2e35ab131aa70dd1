package applications_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/lang"
)

func TestShow(t *testing.T) {
	chinese := lang.Speaker{Lang: lang.Chinese, Catalog: map[string]string{"yes": "是", "no": "否"}}
	for _, tt := range []struct {
		name                     string
		field                    applications.Field
		answer                   any
		masked, revealed, native string
	}{
		{"nothing", of(applications.KindQQ), nil, "–", "–", "–"},
		{"yes", of(applications.KindYesNo), true, "yes", "yes", "是"},
		{"no", of(applications.KindYesNo), false, "no", "no", "否"},
		{"a number", months, int64(12), "12", "12", "12"},
		{"an option", education, "college", "College diploma", "College diploma", "大专"},
		{"an option that is no longer offered", education, "evening", "evening", "evening", "evening"},
		{"a name", of(applications.KindName), "张三", "张*", "张三", "张*"},
		{"a mobile", of(applications.KindMobile), "13800000000", "138****0000", "13800000000", "138****0000"},
		{"an address", of(applications.KindEmail), "zhang@example.com", "z***@example.com", "zhang@example.com", "z***@example.com"},
		{"a QQ number", of(applications.KindQQ), "12345678", "12****78", "12345678", "12****78"},
		{"a date", of(applications.KindDate), "1995-03-09", "1995-**-**", "1995-03-09", "1995-**-**"},
		{"a text", note, "你好", "你好", "你好", "你好"},
	} {
		if got := tt.field.Show(tt.answer, lang.Speaker{}, false); got != tt.masked {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.masked)
		}
		if got := tt.field.Show(tt.answer, lang.Speaker{}, true); got != tt.revealed {
			t.Errorf("%s revealed: got %q, want %q", tt.name, got, tt.revealed)
		}
		if got := tt.field.Show(tt.answer, chinese, false); got != tt.native {
			t.Errorf("%s in Chinese: got %q, want %q", tt.name, got, tt.native)
		}
	}
}

func TestMaskHidesWhatIsPersonalInACopy(t *testing.T) {
	p := shipped(t, "taobao-online")
	answers := applications.Answers{"name": "张三", "sex": "female", "birth_date": "1995-03-09", "mobile": "13800000000", "email": "zhang@example.com",
		"qq": "12345678", "education": "college", "experience_months": int64(8), "knows_taobao": true}
	want := applications.Answers{"name": "张*", "sex": "female", "birth_date": "1995-**-**", "mobile": "138****0000", "email": "z***@example.com",
		"qq": "12****78", "education": "college", "experience_months": int64(8), "knows_taobao": true}
	if diff := cmp.Diff(want, applications.Mask(p.Fields, answers)); diff != "" {
		t.Errorf("masked (-want +got):\n%s", diff)
	}
	if got := answers.Text("name"); got != "张三" {
		t.Errorf("masking changed the answers: %q", got)
	}
}

func TestChangedNamesTheFieldsThatDiffer(t *testing.T) {
	before := applications.Answers{"name": "张三", "months": int64(3), "evening": true, "qq": "12345"}
	after := applications.Answers{"name": "张三", "months": int64(4), "mandarin": false, "qq": "12345"}
	want := []string{"evening", "mandarin", "months"}
	for name, got := range map[string][]string{"forwards": before.Changed(after), "backwards": after.Changed(before)} {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if got := before.Changed(before); len(got) != 0 {
		t.Errorf("got %v between the same answers", got)
	}
}
