package applications_test

import (
	"strings"
	"testing"

	"gangway/applications"
	"gangway/templates"
)

const minimumAge = "legal-minimum-age"

func TestNobodyUnder16PassesAnyAgentProgram(t *testing.T) {
	programs, err := applications.NewLibrary(templates.Shipped()).Programs()
	if err != nil {
		t.Fatal(err)
	}
	agents := 0
	for _, p := range append(programs, program(t, "")) {
		if p.Kind != applications.Agent {
			continue
		}
		agents++
		for born, want := range map[string]applications.Verdict{"2010-11-21": applications.Fail, "2010-11-20": applications.Pass} {
			got := judged(t, p, applications.Answers{"birth_date": born}, noon(t, "2026-11-20"))[0]
			if got.Rule != minimumAge || got.Severity != applications.Hard || got.Verdict != want || got.Source == "" {
				t.Errorf("%s, born %s: got %+v, want a hard %s that says %s", p.ID, born, got, minimumAge, want)
			}
		}
	}
	if agents < 2 {
		t.Errorf("got %d agent programs, want those that ship and one of our own", agents)
	}
}

func TestAProgramCannotReplaceTheMinimumAge(t *testing.T) {
	birthDate := "  - {id: birth_date, kind: date, profile: birth_date, label: {zh-CN: 生日, en: Birth date}}\n"
	for _, tt := range []struct{ name, form, rest, want string }{
		{"by a rule of the same name", form, "rules:\n" + rule(minimumAge, "soft", "age >= 14"), "programs/post.yaml:11:10: the id \"legal-minimum-age\" is that of the law"},
		{"by a field called age", form, "fields:\n  - {id: age, kind: number, label: {zh-CN: 年龄, en: Age}}\n", "programs/post.yaml:11:10: the id \"age\" is that of a field"},
		{"by an option called age", form, "fields:\n  - {id: size, kind: choice, ordered: true, label: {zh-CN: 大小, en: Size}, options: [{id: age, label: {zh-CN: 大, en: Big}}]}\n",
			"programs/post.yaml:11:90: the id \"age\" is that of an option"},
		{"by not asking for the birth date", strings.Replace(form, birthDate, "", 1), "", "programs/post.yaml:6:7: an agent program needs the field birth_date"},
		{"by making the birth date optional", strings.Replace(form, "profile: birth_date", "optional: true", 1), "", "programs/post.yaml:6:7: an agent program needs the field birth_date"},
		{"by asking for the birth date as a text", strings.Replace(form, "kind: date", "kind: text", 1), "", "programs/post.yaml:6:7: an agent program needs the field birth_date"},
	} {
		_, err := libraryOf(tt.form, head+tt.rest).Program("post")
		if got := details(err); !strings.HasPrefix(got, tt.want) || strings.Contains(got, "\n") {
			t.Errorf("%s: got %q, want %q alone", tt.name, got, tt.want)
		}
	}
}

func TestProgramsThatHireNobodyHaveNoMinimumAge(t *testing.T) {
	merchant := strings.Replace(head, "kind: agent", "kind: merchant", 1)
	p, err := libraryOf(form, merchant+"rules:\n"+rule("one", "soft", "mandarin")).Program("post")
	if err != nil || len(p.Rules) != 1 || p.Rules[0].ID != "one" {
		t.Errorf("got %v, %v; want the rule of the file alone", p.Rules, err)
	}
}

func TestNoRuleMayLookAtSex(t *testing.T) {
	const law = "the law forbids to choose people by it (L5); take it out"
	renamed := "fields:\n  - {id: gender, kind: choice, profile: sex, label: {zh-CN: 性别, en: Sex}, options: [{id: m, label: {zh-CN: 男, en: M}}]}\n"
	for _, tt := range []struct{ name, rest, want string }{
		{"plainly", "rules:\n" + rule("one", "soft", `sex == "female"`), `programs/post.yaml:11:88: no rule may look at "sex": ` + law},
		{"beside another fact", "rules:\n" + rule("one", "hard", `age > 20 || sex != "male"`), `programs/post.yaml:11:88: no rule may look at "sex": ` + law},
		{"inside a function", "rules:\n" + rule("one", "hard", `any(["male"], # == sex)`), `programs/post.yaml:11:88: no rule may look at "sex": ` + law},
		{"under another name", renamed + "rules:\n" + rule("one", "soft", `gender == "m"`), `programs/post.yaml:13:88: no rule may look at "gender": ` + law},
		{"through the environment", "rules:\n" + rule("one", "soft", `$env["sex"] == "male"`), `programs/post.yaml:11:88: the expression`},
		{"twice, and both are said", "rules:\n" + rule("one", "soft", `sex == "male"`) + rule("two", "soft", `sex == "male"`),
			`programs/post.yaml:11:88: no rule may look at "sex": ` + law + "\n" + `programs/post.yaml:12:88: no rule may look at "sex": ` + law},
	} {
		_, err := library(tt.rest).Program("post")
		if got := details(err); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}
