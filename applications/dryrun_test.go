package applications_test

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/templates"
)

// ready are answers that taobao-online approves of, once the typing was measured.
var ready = map[string]string{"name": "王小明", "sex": "male", "birth_date": "2000-02-29", "mobile": "13800000001", "email": "wang@example.com",
	"education": "college", "experience_months": "12", "knows_taobao": "yes", "computer_skills": "yes", "truthful": "yes"}

func TestADryRunSaysWhatWouldBecomeOfAForm(t *testing.T) {
	for _, tt := range []struct {
		name     string
		change   map[string]string // "-" leaves the answer out
		broken   []string
		typing   int64 // 0 is not measured
		accepted bool
		missing  []string
		mistakes []string
		decision applications.DecisionKind
		rules    []string
	}{
		{"all is well", nil, nil, 66, true, nil, nil, applications.Approval, nil},
		{"a soft rule is open", nil, nil, 0, true, nil, nil, applications.Leaving, []string{"typing"}},
		{"a soft rule fails", nil, nil, 30, true, nil, nil, applications.Leaving, []string{"typing"}},
		{"a hard rule fails", map[string]string{"knows_taobao": "no"}, nil, 66, false, nil, nil, applications.Rejection, []string{"platform"}},
		{"too young for any post", map[string]string{"birth_date": "2012-01-01"}, nil, 66, false, nil, nil, applications.Rejection, []string{"legal-minimum-age", "age"}},
		{"an answer is missing", map[string]string{"computer_skills": "-"}, nil, 66, false, []string{"computer_skills"}, []string{"computer_skills"}, applications.Returning, []string{"computer"}},
		{"an answer is wrong, which is said once", map[string]string{"experience_months": "12x"}, nil, 66, false, nil, []string{"experience_months"}, applications.Approval, nil},
		{"what could not be read is not missing besides", map[string]string{"computer_skills": "-"}, []string{"computer_skills"}, 66, false, nil, nil, applications.Returning, []string{"computer"}},
		{"an answer to nothing", map[string]string{"hobby": "chess"}, nil, 66, false, nil, []string{"hobby"}, applications.Approval, nil},
	} {
		answers := maps.Clone(ready)
		maps.Copy(answers, tt.change)
		maps.DeleteFunc(answers, func(_, answer string) bool { return answer == "-" })
		measured := applications.Measured{}
		if tt.typing > 0 {
			measured[applications.TypingTest] = tt.typing
		}
		library := applications.NewLibrary(templates.Shipped())
		run, err := library.DryRun(shipped(t, "taobao-online"), applications.Texts(answers), tt.broken, measured, noon(t, "2026-11-23"))
		if err != nil {
			t.Fatal(err)
		}
		var rules []string
		for _, f := range run.Proposal.Fixes {
			rules = append(rules, f.Field)
		}
		broken := len(tt.broken) > 0 // which the caller has mistakes of
		if got := run.Accepted(); got != tt.accepted && !broken {
			t.Errorf("%s: got accepted %v, want %v", tt.name, got, tt.accepted)
		}
		if diff := cmp.Diff([]any{tt.missing, tt.mistakes, tt.decision, tt.rules}, []any{run.Missing, places(run.Mistakes), run.Proposal.Kind, rules}); diff != "" {
			t.Errorf("%s: missing, mistakes, decision and rules (-want +got):\n%s", tt.name, diff)
		}
	}
}

func places(details []fault.Detail) (places []string) {
	for _, d := range details {
		places = append(places, d.Where)
	}
	return places
}

func TestADryRunFollowsConditionsAndEntries(t *testing.T) {
	p := program(t, `asks: []
fields:
  - {id: worked, kind: yes_no, label: {zh-CN: 工作过, en: Worked}}
  - {id: jobs, kind: group, when: worked, label: {zh-CN: 工作, en: Jobs}, fields: [{id: employer, kind: text, label: {zh-CN: 单位, en: Employer}}, {id: months, kind: number, label: {zh-CN: 月, en: Months}}]}
`)
	library := applications.NewLibrary(templates.Shipped())
	try := func(broken []string, typed map[string]applications.Typed) applications.DryRun {
		run, err := library.DryRun(p, typed, broken, nil, noon(t, "2026-11-23"))
		if err != nil {
			t.Fatal(err)
		}
		return run
	}
	jobs := applications.Typed{Entries: []map[string]applications.Typed{{"employer": {Text: "示例店"}}}}
	base := map[string]applications.Typed{"sex": {Text: "male"}, "birth_date": {Text: "2000-02-29"}, "education": {Text: "college"}, "mandarin": {Text: "yes"}, "jobs": jobs}
	with := func(worked string) map[string]applications.Typed {
		typed := maps.Clone(base)
		if worked != "" {
			typed["worked"] = applications.Typed{Text: worked}
		}
		return typed
	}
	for _, tt := range []struct {
		name   string
		broken []string
		worked string
		asked  bool
		want   []string
	}{
		{"an entry lacks an answer, and its group is not missing besides", nil, "yes", true, []string{"jobs[0].months"}},
		{"an answer that is not asked for", nil, "no", false, []string{"jobs"}},
		{"nobody can tell whether it is asked", []string{"worked"}, "", false, nil},
	} {
		run := try(tt.broken, with(tt.worked))
		asked := false
		for _, f := range run.Asked {
			asked = asked || f.ID == "jobs"
		}
		if diff := cmp.Diff([]any{tt.asked, tt.want}, []any{asked, places(run.Mistakes)}); diff != "" {
			t.Errorf("%s: asked and mistakes (-want +got):\n%s", tt.name, diff)
		}
	}
}
