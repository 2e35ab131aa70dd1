package templates_test

import (
	"maps"
	"slices"
	"strconv"
	"testing"
	"time"

	"gangway/applications"
	"gangway/internal/calendar"
)

// someday is when the applicants of these tests are judged.
var someday = time.Date(2026, 11, 23, 10, 0, 0, 0, calendar.China)

// whole is what somebody answers who meets every condition of every post.
const whole = `
birth_date        | 2004-06-01
sex               | female
education         | bachelor
experience_months | 24
typing_speed      | 100
mandarin          | yes
knows_taobao      | yes
computer_skills   | yes
evening_shift     | yes
online_shopping   | yes
truthful          | yes
own_computer      | yes
headset           | yes
quiet_place       | yes
weekly_hours      | 40
shop_months       | 12
shop_level        | crown
rating_above      | yes
no_penalties      | yes
daily_hours       | 8
`

// applicants are pairs, for each rule of each post: an answer that is just enough, and one that is not and fails that
// rule alone. They are written down from the sources, not from the rules.
const applicants = `
taobao-online    | age        | birth_date        | 2008-11-23 | 2008-11-24
taobao-online    | age        | birth_date        | 1980-11-24 | 1980-11-23
taobao-online    | platform   | knows_taobao      | yes        | no
taobao-online    | computer   | computer_skills   | yes        | no
taobao-online    | typing     | typing_speed      | 50         | 49
jd01             | age        | birth_date        | 2006-11-23 | 2006-11-24
jd01             | age        | birth_date        | 2001-11-24 | 2001-11-23
jd01             | education  | education         | college    | senior
jd01             | typing     | typing_speed      | 60         | 59
jd01             | experience | experience_months | 6          | 5
jd01             | mandarin   | mandarin          | yes        | no
jd02             | age        | birth_date        | 2008-11-23 | 2008-11-24
jd02             | computer   | computer_skills   | yes        | no
jd02             | typing     | typing_speed      | 60         | 59
jd02             | shopping   | online_shopping   | yes        | no
jd03             | age        | birth_date        | 1980-11-24 | 1980-11-23
jd03             | education  | education         | college    | senior
jd03             | computer   | computer_skills   | yes        | no
jd03             | typing     | typing_speed      | 50         | 49
jd03             | experience | experience_months | 12         | 11
jd03             | evening    | evening_shift     | yes        | no
jd04             | age        | birth_date        | 2008-11-23 | 2008-11-24
jd04             | computer   | computer_skills   | yes        | no
jd04             | typing     | typing_speed      | 50         | 49
jd05             | age        | birth_date        | 1980-11-24 | 1980-11-23
jd05             | computer   | computer_skills   | yes        | no
jd05             | typing     | typing_speed      | 60         | 59
jd05             | shopping   | online_shopping   | yes        | no
jd06             | age        | birth_date        | 2008-11-23 | 2008-11-24
jd07             | age        | birth_date        | 1980-11-24 | 1980-11-23
jd08             | age        | birth_date        | 2008-11-23 | 2008-11-24
jd09             | age        | birth_date        | 1980-11-24 | 1980-11-23
jd10             | age        | birth_date        | 2008-11-23 | 2008-11-24
jd11             | age        | birth_date        | 1980-11-24 | 1980-11-23
jd11             | typing     | typing_speed      | 80         | 79
tmall-presales   | age        | birth_date        | 2008-11-23 | 2008-11-24
tmall-presales   | platform   | knows_taobao      | yes        | no
tmall-presales   | computer   | computer_skills   | yes        | no
tmall-presales   | typing     | typing_speed      | 50         | 49
tmall-aftersales | age        | birth_date        | 1980-11-24 | 1980-11-23
tmall-aftersales | platform   | knows_taobao      | yes        | no
tmall-aftersales | computer   | computer_skills   | yes        | no
tmall-aftersales | typing     | typing_speed      | 50         | 49
cloud-consumer   | age        | birth_date        | 2008-11-23 | 2008-11-24
cloud-consumer   | education  | education         | senior     | junior
cloud-consumer   | equipment  | own_computer      | yes        | no
cloud-consumer   | equipment  | headset           | yes        | no
cloud-consumer   | quiet      | quiet_place       | yes        | no
cloud-consumer   | hours      | weekly_hours      | 30         | 29
cloud-consumer   | typing     | typing_speed      | 50         | 49
cloud-consumer   | mandarin   | mandarin          | yes        | no
cloud-consumer   | experience | experience_months | 3          | 2
cloud-merchant   | age        | birth_date        | 2008-11-23 | 2008-11-24
cloud-merchant   | shop-age   | shop_months       | 6          | 5
cloud-merchant   | shop-level | shop_level        | diamond    | heart
cloud-merchant   | shop-level | shop_level        | tmall_shop | heart
cloud-merchant   | rating     | rating_above      | yes        | no
cloud-merchant   | penalties  | no_penalties      | yes        | no
cloud-merchant   | hours      | daily_hours       | 5          | 4
`

func TestAnApplicantPassesOrFailsOnExactlyOneRule(t *testing.T) {
	for _, line := range table(applicants) {
		p, err := programs.Program(line[0])
		if err != nil {
			t.Fatal(err)
		}
		rule, field, enough, short := line[1], line[2], line[3], line[4]
		if got := notMet(t, p, with(field, enough)); len(got) > 0 {
			t.Errorf("%s with %s %s, which is enough: got %q", p.ID, field, enough, got)
		}
		if got := notMet(t, p, with(field, short)); !slices.Equal(got, []string{rule + " fail"}) {
			t.Errorf("%s with %s %s: got %q, want that %s alone fails", p.ID, field, short, got, rule)
		}
	}
}

func TestEveryRuleHasAnApplicantWhoFailsOnIt(t *testing.T) {
	tried := map[string]bool{}
	for _, line := range table(applicants) {
		tried[line[0]+" "+line[1]] = true
	}
	for _, p := range listed(t) {
		for i, r := range p.Rules {
			minimumAge := i == 0 && p.Kind == applications.Agent // it has a test of its own
			if p.Kind == applications.Agent && !minimumAge && !tried[p.ID+" "+r.ID] {
				t.Errorf("%s: nobody fails on the rule %s", p.ID, r.ID)
			}
		}
	}
}

func TestNoPostTakesAnybodyUnderSixteen(t *testing.T) {
	for _, p := range listed(t) {
		if p.Kind != applications.Agent {
			continue
		}
		for born, want := range map[string]bool{"2010-11-24": true, "2010-11-23": false} {
			got := notMet(t, p, with("birth_date", born))
			if slices.Contains(got, "legal-minimum-age fail") != want {
				t.Errorf("%s, born on %s: got %q", p.ID, born, got)
			}
		}
	}
}

func TestAMeasuredSpeedCountsAndAClaimedOneDoesNot(t *testing.T) {
	tried := 0
	for _, p := range listed(t) {
		if _, asks := p.Field("typing_speed"); !asks {
			continue
		}
		tried++
		answers, _ := parsed(t, p, with("typing_speed", "400"))
		for _, measured := range []struct {
			name string
			applications.Measured
			verdict applications.Verdict
		}{
			{"a claim alone", nil, applications.Unknown},
			{"a slow test beside the claim", applications.Measured{applications.TypingTest: 10}, applications.Fail},
			{"a fast test", applications.Measured{applications.TypingTest: 120}, applications.Pass},
		} {
			r := result(t, p, answers, measured.Measured, "typing")
			if r.Verdict != measured.verdict || (r.Verdict == applications.Unknown) == r.Settle.Empty() {
				t.Errorf("%s, %s: got %s, settled by %q; want %s", p.ID, measured.name, r.Verdict, r.Settle.English, measured.verdict)
			}
		}
	}
	if tried < 7 {
		t.Errorf("got %d posts that ask for the speed", tried)
	}
}

func TestSexNeverChangesAVerdict(t *testing.T) {
	for _, p := range listed(t) {
		if woman, man := notMet(t, p, with("sex", "female")), notMet(t, p, with("sex", "male")); !slices.Equal(woman, man) {
			t.Errorf("%s: a woman gets %q, a man %q", p.ID, woman, man)
		}
	}
}

// with returns what an applicant answers who answers one field otherwise than the whole one.
func with(field, answer string) map[string]string {
	typed := map[string]string{}
	for _, line := range table(whole) {
		typed[line[0]] = line[1]
	}
	typed[field] = answer
	return typed
}

// notMet lists the rules that answers do not pass, with the verdict of each. The speed counts as measured.
func notMet(t *testing.T, p applications.Program, typed map[string]string) (rules []string) {
	t.Helper()
	answers, measured := parsed(t, p, typed)
	for _, r := range judged(t, p, answers, measured) {
		if r.Verdict != applications.Pass {
			rules = append(rules, r.Rule+" "+string(r.Verdict))
		}
	}
	return rules
}

// parsed fills in the fields of a program's form that somebody answers.
func parsed(t *testing.T, p applications.Program, typed map[string]string) (applications.Answers, applications.Measured) {
	t.Helper()
	asked := maps.Clone(typed)
	maps.DeleteFunc(asked, func(id, _ string) bool { _, has := p.Field(id); return !has })
	answers, err := p.Fill(nil, applications.Texts(asked))
	if err != nil {
		t.Fatalf("%s: %v", p.ID, err)
	}
	speed, err := strconv.ParseInt(typed["typing_speed"], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return answers, applications.Measured{applications.TypingTest: speed}
}

func judged(t *testing.T, p applications.Program, answers applications.Answers, measured applications.Measured) []applications.Result {
	t.Helper()
	results, err := applications.Judge(p, answers, measured, someday).Results()
	if err != nil {
		t.Fatalf("%s: %v", p.ID, err)
	}
	return results
}

func result(t *testing.T, p applications.Program, answers applications.Answers, measured applications.Measured, rule string) applications.Result {
	t.Helper()
	for _, r := range judged(t, p, answers, measured) {
		if r.Rule == rule {
			return r
		}
	}
	t.Fatalf("%s has no rule %s", p.ID, rule)
	return applications.Result{}
}
