package templates_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gangway/applications"
	"gangway/internal/fault"
)

// facts says what the sources ask of each post: the program, the rule, its severity, what it says, and where it stands.
const facts = `
taobao-online | age        | hard | age >= 18 && age <= 45     | S0-02
taobao-online | platform   | hard | knows_taobao               | S0-04
taobao-online | computer   | hard | computer_skills            | S0-05
taobao-online | typing     | soft | typing_speed >= 50         | S0-05
jd01          | age        | hard | age >= 20 && age <= 24     | S2-01
jd01          | education  | hard | education >= college       | S2-01
jd01          | typing     | soft | typing_speed >= 60         | S2-01
jd01          | experience | soft | experience_months >= 6     | S2-01
jd01          | mandarin   | hard | mandarin                   | S2-01
jd11          | age        | hard | age >= 18 && age <= 45     | S0-02
jd11          | typing     | soft | typing_speed >= 80         | S2-11
`

func TestTheRulesAreThoseOfTheSources(t *testing.T) {
	var want []string
	for line := range strings.SplitSeq(strings.TrimSpace(facts), "\n") {
		var cells []string
		for cell := range strings.SplitSeq(line, "|") {
			cells = append(cells, strings.TrimSpace(cell))
		}
		want = append(want, strings.Join(cells, " | "))
	}
	named := map[string]bool{}
	for _, line := range want {
		id, _, _ := strings.Cut(line, " | ")
		named[id] = true
	}
	var got []string
	for _, p := range listed(t) {
		if !named[p.ID] {
			continue
		}
		for _, r := range p.Rules[1:] { // the first is the legal minimum age
			got = append(got, strings.Join([]string{p.ID, r.ID, string(r.Severity), r.Expr, r.Source}, " | "))
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAReviewTakesUpToThreeWorkingDays(t *testing.T) {
	for _, p := range listed(t) {
		if p.ReviewDays < 1 || p.ReviewDays > 3 {
			t.Errorf("%s: a review may take %d working days, against S0-10", p.ID, p.ReviewDays)
		}
	}
}

func TestEveryAgentDeclaresTheTruth(t *testing.T) {
	for _, p := range listed(t) {
		if p.Kind != applications.Agent {
			continue
		}
		if f, ok := p.Field("truthful"); !ok || f.Kind != applications.KindDeclaration || f.Optional || f.Source != "S0-14" {
			t.Errorf("%s: got the declaration %+v, against S0-14", p.ID, f)
		}
	}
}

func TestEveryFieldRuleAndProgramNamesASource(t *testing.T) {
	source := regexp.MustCompile(`^(S[0-4]-[0-9]{2}|L[0-9]{1,2}|H[0-9]{1,2})( (S[0-4]-[0-9]{2}|L[0-9]{1,2}|H[0-9]{1,2}))*$`)
	for _, p := range listed(t) {
		sources := map[string]string{"the program": p.Source}
		for _, f := range p.Fields {
			sources["field "+f.ID] = f.Source
		}
		for _, r := range p.Rules {
			sources["rule "+r.ID] = r.Source
		}
		for what, s := range sources {
			if !source.MatchString(s) {
				t.Errorf("%s, %s: got the source %q", p.ID, what, s)
			}
		}
	}
}

func TestOfAPostgraduateTheDegreeIsAsked(t *testing.T) {
	form, err := programs.Form("agent")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range form.Fields {
		if f.ID != "education" {
			continue
		}
		if got, err := f.Parse("研究生"); got != nil || !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "choose one of junior, senior, college, bachelor, master, doctor") {
			t.Errorf("研究生, which is a master or a doctor: got %v, %v", got, err)
		}
		for typed, want := range map[string]string{"专科": "college", "高职": "college", "中专": "senior", "学士": "bachelor", "硕士": "master", "博士": "doctor"} {
			if got, err := f.Parse(typed); got != want || err != nil {
				t.Errorf("%s: got %v, %v; want %s", typed, got, err, want)
			}
		}
		return
	}
	t.Error("the form does not ask for the education")
}

func TestANarrowAgeRangeCarriesALegalNote(t *testing.T) {
	for _, p := range listed(t) {
		for _, r := range p.Rules {
			if strings.Contains(r.Expr, "age <= 24") && p.LegalNote.Empty() {
				t.Errorf("%s asks for %s without a note for the manager", p.ID, r.Expr)
			}
		}
	}
}
