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

// Fill parses what was typed for the program's fields into answers. Its error is fault.Invalid with a detail for
// each field that is wrong; a field that was not typed at all is left out.
func (p Program) Fill(typed map[string]string) (Answers, error) {
	answers := Answers{}
	var wrong []fault.Detail
	for _, f := range p.Fields {
		text, given := typed[f.ID]
		if !given {
			continue
		}
		answer, err := f.Parse(text)
		if err != nil {
			wrong = append(wrong, detail(f.ID, err))
		} else if answer != nil {
			answers[f.ID] = answer
		}
	}
	for id := range typed {
		if _, ok := p.Field(id); !ok {
			wrong = append(wrong, fault.Detail{Where: id, Message: lang.M("the form has no such field")})
		}
	}
	if len(wrong) > 0 {
		sortDetails(wrong)
		return nil, fault.New(fault.Invalid, "some answers cannot be accepted").WithDetails(wrong...)
	}
	return answers, nil
}

// Check returns nil when the answers may be submitted: every needed field is there, the profile is complete, both
// agree (S0-14), and no hard rule fails. Its error is fault.Invalid with every obstacle as a detail.
func Check(p Program, profile Profile, answers Answers, now time.Time) error {
	wrong := profile.Missing()
	for _, f := range p.Fields {
		if _, given := answers[f.ID]; !given && !f.Optional {
			wrong = append(wrong, fault.Detail{Where: f.ID, Message: lang.M("an answer is needed")})
		}
	}
	wrong = append(wrong, disagreements(p, profile, answers)...)
	for _, r := range Judge(p, answers, now) {
		if r.Verdict == Fail && r.Severity == Hard {
			wrong = append(wrong, fault.Detail{Where: r.Rule, Message: lang.M("%s (found: %s; source %s)", r.Reason, ValueText(r.Value), r.Source)})
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	err := fault.New(fault.Invalid, "the application cannot be submitted yet").WithDetails(wrong...)
	switch missing := profile.Missing(); {
	case len(missing) == 1 && missing[0].Where == "mobile":
		return err.WithHint("gangway profile verify-mobile")
	case len(missing) > 0:
		return err.WithHint("gangway profile complete")
	}
	return err
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
