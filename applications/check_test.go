package applications_test

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/fault"
)

// typed is a form filled in as people do; Fill turns it into filled.
var typed = map[string]string{"name": "张三", "sex": "男", "birth_date": "2000-02-29", "mobile": "138 0000 0000", "email": "zhang@example.com", "qq": "",
	"education": "专科", "experience_months": "１２", "knows_taobao": "是", "computer_skills": "yes", "truthful": "true"}

var filled = applications.Answers{"name": "张三", "sex": "male", "birth_date": "2000-02-29", "mobile": "13800000000", "email": "zhang@example.com",
	"education": "college", "experience_months": int64(12), "knows_taobao": true, "computer_skills": true, "truthful": true}

// with returns a copy of the answers with one changed, or without it.
func with(answers applications.Answers, field string, value any) applications.Answers {
	changed := maps.Clone(answers)
	changed[field] = value
	if value == nil {
		delete(changed, field)
	}
	return changed
}

func TestFill(t *testing.T) {
	got, err := shipped(t, "taobao-online").Fill(nil, applications.Texts(typed))
	if diff := cmp.Diff(filled, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestFillLeavesOutWhatWasNotTyped(t *testing.T) {
	got, err := shipped(t, "taobao-online").Fill(nil, applications.Texts(map[string]string{"name": "张三"}))
	if diff := cmp.Diff(applications.Answers{"name": "张三"}, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestFillListsEveryFieldThatIsWrong(t *testing.T) {
	got, err := shipped(t, "taobao-online").Fill(nil, applications.Texts(map[string]string{"name": "", "sex": "?", "mobile": "123", "experience_months": "700", "favourite": "blue", "truthful": "no"}))
	want := strings.Join([]string{
		"experience_months: the number must be at most 600",
		"favourite: the form has no such field",
		"mobile: a mobile number of mainland China has 11 digits and starts with 13 to 19; check it digit by digit",
		"name: an answer is needed",
		"sex: choose one of male, female",
		"truthful: the application can only be submitted when this is declared",
	}, "\n")
	if details(err) != want || got != nil || !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v and\n%s\nwant\n%s", got, details(err), want)
	}
}

func TestCheck(t *testing.T) {
	p := shipped(t, "taobao-online")
	whole := completed(t)
	unverified := whole
	unverified.MobileVerifiedAt = time.Time{}
	for _, tt := range []struct {
		name    string
		profile applications.Profile
		answers applications.Answers
		want    string
	}{
		{"everything is there", whole, filled, ""},
		{"what is optional is missing", whole, with(filled, "typing_speed", nil), ""},
		{"a soft rule fails", whole, with(filled, "typing_speed", int64(20)), ""},
		{"mobile and address differ from the profile's", whole, with(with(filled, "mobile", "13900000000"), "email", "other@example.com"), ""},
		{"an answer is missing", whole, with(filled, "education", nil), "education: an answer is needed"},
		{"the declaration is missing", whole, with(filled, "truthful", nil), "truthful: an answer is needed"},
		{"the mobile is not verified", unverified, filled, "mobile: the mobile is not verified; see gangway profile verify-mobile"},
		{"the name differs from the document", whole, with(filled, "name", "张三丰"), "name: this differs from the identity document in the profile; correct the one that is wrong"},
		{"the sex differs from the document", whole, with(filled, "sex", "female"), "sex: this differs from the identity document in the profile; correct the one that is wrong"},
		{"the birth date differs from the document", whole, with(filled, "birth_date", "2000-02-28"), "birth_date: this differs from the identity document in the profile; correct the one that is wrong"},
		{"a hard rule fails", whole, with(filled, "knows_taobao", false), "platform: knows Taobao and how buying works (found: no; source S0-04)"},
		{"a hard rule fails by age", applications.Profile{LegalName: "张三", ID: whole.ID, MobileVerifiedAt: at}, with(filled, "birth_date", "1980-11-20"),
			"birth_date: this differs from the identity document in the profile; correct the one that is wrong\nage: is 18 to 45 years old (found: 46; source S0-02)"},
		{"several obstacles", applications.Profile{}, with(with(filled, "computer_skills", false), "name", nil),
			"legal_name: the legal name is missing\nid_number: the identity document is missing\nmobile: the mobile is not verified; see gangway profile verify-mobile\n" +
				"name: an answer is needed\ncomputer: is skilled with computers (found: no; source S0-05)"},
	} {
		err := applications.Check(p, tt.profile, tt.answers, noon(t, "2026-11-20"))
		if got := details(err); got != tt.want || (err == nil) != (tt.want == "") || err != nil && !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v\n%s\nwant\n%s", tt.name, err, got, tt.want)
		}
	}
}

func TestAnIncompleteProfileIsHintedAt(t *testing.T) {
	p := shipped(t, "taobao-online")
	unverified := completed(t)
	unverified.MobileVerifiedAt = time.Time{}
	for name, tt := range map[string]struct {
		profile applications.Profile
		answers applications.Answers
		want    string
	}{
		"the profile lacks something": {applications.Profile{}, filled, "gangway profile complete"},
		"the mobile alone is to do":   {unverified, filled, "gangway profile verify-mobile"},
		"the form lacks something":    {completed(t), with(filled, "education", nil), ""},
	} {
		var f *fault.Error
		if err := applications.Check(p, tt.profile, tt.answers, at); !errors.As(err, &f) || f.Hint.String() != tt.want {
			t.Errorf("%s: got %v, want the hint %q", name, err, tt.want)
		}
	}
}

func TestAnAgeLimitEndsOnABirthday(t *testing.T) {
	p := shipped(t, "taobao-online") // 18 to 45
	for _, tt := range []struct {
		name, born string
		ok         bool
	}{
		{"18 today", "2008-11-20", true},
		{"18 tomorrow", "2008-11-21", false},
		{"46 tomorrow", "1980-11-21", true},
		{"46 today", "1980-11-20", false},
	} {
		results := applications.Judge(p, with(filled, "birth_date", tt.born), nil, noon(t, "2026-11-20"))
		if got := results.Verdicts.Overall() != applications.Fail; got != tt.ok {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.ok)
		}
	}
}
