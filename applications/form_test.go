package applications_test

import (
	"errors"
	"strings"
	"testing"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/lang"
)

func limit(n int64) *int64 { return &n }

var (
	education = applications.Field{ID: "education", Kind: applications.KindChoice, Ordered: true, Options: []applications.Option{
		{ID: "senior", Label: lang.Text{Chinese: "高中或中专", English: "Senior secondary"}, Aliases: []string{"高中", "中专"}},
		{ID: "college", Label: lang.Text{Chinese: "大专", English: "College diploma"}, Aliases: []string{"专科"}},
	}}
	months = applications.Field{ID: "experience_months", Kind: applications.KindNumber, Min: limit(0), Max: limit(600)}
	note   = applications.Field{ID: "note", Kind: applications.KindText, MaxLength: 5}
)

func of(kind applications.FieldKind) applications.Field {
	return applications.Field{ID: "f", Kind: kind}
}

func TestAnswersThatAreRight(t *testing.T) {
	for _, tt := range []struct {
		name  string
		field applications.Field
		typed string
		want  any
	}{
		{"a name", of(applications.KindName), " 张三 ", "张三"},
		{"a name with another dot", of(applications.KindName), "阿依古.买买提", "阿依古·买买提"},
		{"a name in Latin letters", of(applications.KindName), "John Smith", "John Smith"},
		{"a date", of(applications.KindDate), "1998-06-01", "1998-06-01"},
		{"a date in full-width characters", of(applications.KindDate), "１９９８－０６－０１", "1998-06-01"},
		{"a mobile with spaces and a country", of(applications.KindMobile), "+86 138 0000 0000", "13800000000"},
		{"a mobile in full-width digits", of(applications.KindMobile), "１３８００００００００", "13800000000"},
		{"an address", of(applications.KindEmail), "Zhang.San@Example.COM", "Zhang.San@example.com"},
		{"an address in full-width letters", of(applications.KindEmail), "ｚｈａｎｇ＠example.com", "zhang@example.com"},
		{"a QQ number", of(applications.KindQQ), "12 345 678", "12345678"},
		{"an option by its id", education, "college", "college"},
		{"an option by its id in capitals", education, "COLLEGE", "college"},
		{"an option by its Chinese label", education, "大专", "college"},
		{"an option by its English label", education, "college Diploma", "college"},
		{"an option by another word", education, "专科", "college"},
		{"a number", months, "12", int64(12)},
		{"a number in full-width digits", months, "１２", int64(12)},
		{"the smallest number", months, "0", int64(0)},
		{"the largest number", months, "600", int64(600)},
		{"a number without bounds", of(applications.KindNumber), "-9", int64(-9)},
		{"yes", of(applications.KindYesNo), "是", true},
		{"yes in English", of(applications.KindYesNo), "Yes", true},
		{"yes as YAML says it", of(applications.KindYesNo), "on", true},
		{"yes in a full-width letter", of(applications.KindYesNo), "Ｙ", true},
		{"no", of(applications.KindYesNo), "否", false},
		{"no as JSON says it", of(applications.KindYesNo), "false", false},
		{"a declaration", of(applications.KindDeclaration), "是", true},
		{"a text of the longest length", note, "上岗之路啊", "上岗之路啊"},
		{"a text of any length", of(applications.KindText), strings.Repeat("长", 5000), strings.Repeat("长", 5000)},
	} {
		got, err := tt.field.Parse(tt.typed)
		if got != tt.want || err != nil {
			t.Errorf("%s: got %#v, %v; want %#v", tt.name, got, err, tt.want)
		}
	}
}

func TestAnswersThatAreWrong(t *testing.T) {
	for _, tt := range []struct {
		name        string
		field       applications.Field
		typed, want string
	}{
		{"nothing", of(applications.KindName), "", "an answer is needed"},
		{"spaces", of(applications.KindText), " \u3000\t", "an answer is needed"},
		{"a name with a digit", of(applications.KindName), "张3", "character 2 of the name is a digit"},
		{"a day that is none", of(applications.KindDate), "2023-02-29", "the calendar has no such day"},
		{"a date written the other way", of(applications.KindDate), "01/06/1998", "expected a date written YYYY-MM-DD"},
		{"a date in Chinese", of(applications.KindDate), "1998年6月1日", "expected a date written YYYY-MM-DD"},
		{"a mobile that is too short", of(applications.KindMobile), "1380000000", "has 11 digits"},
		{"a landline", of(applications.KindMobile), "010-12345678", "has 11 digits"},
		{"an address without a host", of(applications.KindEmail), "zhang@", "this is not an e-mail address"},
		{"a Chinese address", of(applications.KindEmail), "张三@example.com", "English letters"},
		{"a QQ number that is too short", of(applications.KindQQ), "1234", "5 to 11 digits"},
		{"an option that is not offered", education, "研究生", "choose one of senior, college"},
		{"a part of an option", education, "大", "choose one of senior, college"},
		{"a number below", months, "-1", "must be at least 0"},
		{"a number above", months, "601", "must be at most 600"},
		{"a number beyond all numbers", months, "99999999999999999999", "write a whole number"},
		{"a fraction", months, "1.5", "write a whole number"},
		{"a number in words", months, "一年", "write a whole number"},
		{"a number with an underline", months, "1_0", "write a whole number"},
		{"perhaps", of(applications.KindYesNo), "也许", "answer true or false"},
		{"a declaration that is refused", of(applications.KindDeclaration), "否", "only be submitted when this is declared"},
		{"a declaration that is not understood", of(applications.KindDeclaration), "嗯", "answer true or false"},
		{"a text that is too long", note, "上岗之路啊啊", "write at most 5 characters"},
		{"a text of two lines", note, "一\n二", "on one line"},
		{"a text that moves the cursor", note, "a\x1b[A", "without control characters"},
		{"a text that turns round", note, "a\u202eb", "without control characters"},
		{"a text with a separator of lines", note, "a\u2028b", "without control characters"},
		{"a text that is not UTF-8", note, "\xd6\xd0", "without control characters"},
	} {
		got, err := tt.field.Parse(tt.typed)
		if got != nil || !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %#v, %v; want no answer and %q", tt.name, got, err, tt.want)
		}
	}
}

func TestARefusalNeverRepeatsWhatIsPersonal(t *testing.T) {
	for kind, typed := range map[applications.FieldKind]string{
		applications.KindName: "张伟8", applications.KindDate: "1995-13-09", applications.KindMobile: "1380013800",
		applications.KindEmail: "zhang wei@example.com", applications.KindQQ: "0123456789", applications.KindText: "张伟\x1b住在这里",
		applications.KindNumber: "13800138000000000000000", applications.KindYesNo: "张伟", applications.KindDeclaration: "张伟",
	} {
		_, err := of(kind).Parse(typed)
		if err == nil {
			t.Errorf("%s: %q was accepted", kind, typed)
			continue
		}
		if text := err.Error(); strings.Contains(text, typed) || strings.Contains(text, "张") || strings.Contains(text, "1380") || strings.Contains(text, "1995") {
			t.Errorf("%s: %q repeats what was typed", kind, text)
		}
	}
}

func TestAnOptionalFieldMayBeEmptyAndNothingElse(t *testing.T) {
	for _, kind := range []applications.FieldKind{applications.KindQQ, applications.KindNumber, applications.KindYesNo, applications.KindText} {
		field := applications.Field{Kind: kind, Optional: true, MaxLength: 2}
		for _, typed := range []string{"", "  ", "\u3000"} {
			if got, err := field.Parse(typed); got != nil || err != nil {
				t.Errorf("%s, %q: got %#v, %v; want nothing", kind, typed, got, err)
			}
		}
		if got, err := field.Parse("???"); got != nil || err == nil {
			t.Errorf("%s: got %#v, %v for what is wrong", kind, got, err)
		}
	}
}
