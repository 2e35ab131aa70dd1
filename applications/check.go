package applications

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// Check returns nil when the answers may be submitted: every needed field is there, the profile is complete, both
// agree (S0-14), and no hard rule fails. Its error is fault.Invalid with every obstacle as a detail.
func Check(p Program, profile Profile, answers Answers, now time.Time) error {
	wrong, err := obstacles(p, profile, answers, now)
	if err != nil {
		return err
	}
	if wrong = append(profile.Missing(), wrong...); len(wrong) == 0 {
		return nil
	}
	refusal := fault.New(fault.Invalid, "the application cannot be submitted yet").WithDetails(wrong...)
	switch missing := profile.Missing(); {
	case len(missing) == 1 && missing[0].Where == "mobile":
		return refusal.WithHint("gangway profile verify-mobile")
	case len(missing) > 0:
		return refusal.WithHint("gangway profile complete")
	}
	return refusal
}

// obstacles lists what stands in the way of answers beside what the profile still lacks.
func obstacles(p Program, profile Profile, answers Answers, now time.Time) (wrong []fault.Detail, err error) {
	wrong = append(missing(p.Fields, answers, ""), disagreements(p, profile, answers)...)
	results, err := Judge(p, answers, profile.Measured, now).Results()
	if err != nil {
		return nil, err
	}
	for _, r := range results {
		if r.Verdict == Fail && r.Severity == Hard {
			wrong = append(wrong, fault.Detail{Where: r.Rule, Message: lang.M("%s (found: %s; source %s)", r.Reason, ValueText(r.Value), r.Source)})
		}
	}
	return wrong, nil
}

// Agrees returns nil when the answers agree with the identity document of the profile, else fault.Invalid.
func Agrees(p Program, profile Profile, answers Answers) error {
	if wrong := disagreements(p, profile, answers); len(wrong) > 0 {
		return fault.New(fault.Invalid, "the application and the identity document differ").WithDetails(wrong...)
	}
	return nil
}

// disagreements names the answers that differ from the identity document of the profile.
func disagreements(p Program, profile Profile, answers Answers) []fault.Detail {
	var wrong []fault.Detail
	for _, f := range p.Fields {
		switch f.Profile {
		case "legal_name", "sex", "birth_date":
		default:
			continue // a mobile or an e-mail of the form may differ from the profile's
		}
		want, got := profile.Item(f.Profile), answers.Text(f.ID)
		if want != "" && got != "" && want != got {
			wrong = append(wrong, fault.Detail{Where: f.ID, Message: lang.M("this differs from the identity document in the profile; correct the one that is wrong")})
		}
	}
	return wrong
}

// ValueText says the value a rule was judged by.
func ValueText(v any) lang.Message {
	switch v := v.(type) {
	case nil:
		return lang.M("–")
	case bool:
		if v {
			return lang.M("yes")
		}
		return lang.M("no")
	case map[string]any:
		return lang.M("%s", valueList(v))
	}
	return lang.M("%s", fmt.Sprint(v))
}

// A valueList is the values of a rule that uses several facts, each said behind its name.
type valueList map[string]any

// SayIn says the list with s.
func (l valueList) SayIn(s lang.Speaker) string {
	var said []string
	for _, fact := range slices.Sorted(maps.Keys(l)) {
		said = append(said, fact+" "+s.Say(ValueText(l[fact])))
	}
	return strings.Join(said, ", ")
}

func sortDetails(details []fault.Detail) {
	slices.SortFunc(details, func(a, b fault.Detail) int { return strings.Compare(a.Where, b.Where) })
}
