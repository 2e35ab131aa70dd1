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
taobao-online    | age        | hard | age >= 18 && age <= 45  | S0-02
taobao-online    | platform   | hard | knows_taobao            | S0-04
taobao-online    | computer   | hard | computer_skills         | S0-05
taobao-online    | typing     | soft | typing_speed >= 50      | S0-05
jd01             | age        | hard | age >= 20 && age <= 24  | S2-01
jd01             | education  | hard | education >= college    | S2-01
jd01             | typing     | soft | typing_speed >= 60      | S2-01
jd01             | experience | soft | experience_months >= 6  | S2-01
jd01             | mandarin   | hard | mandarin                | S2-01
jd02             | age        | hard | age >= 18 && age <= 45  | S0-02
jd02             | computer   | hard | computer_skills         | S2-02
jd02             | typing     | soft | typing_speed >= 60      | S2-02
jd02             | shopping   | soft | online_shopping         | S2-02
jd03             | age        | hard | age >= 18 && age <= 45  | S0-02
jd03             | education  | hard | education >= college    | S2-03
jd03             | computer   | hard | computer_skills         | S2-03
jd03             | typing     | soft | typing_speed >= 50      | S2-03
jd03             | experience | soft | experience_months >= 12 | S2-03
jd03             | evening    | hard | evening_shift           | S2-03
jd04             | age        | hard | age >= 18 && age <= 45  | S0-02
jd04             | computer   | hard | computer_skills         | S2-04
jd04             | typing     | soft | typing_speed >= 50      | S2-04
jd05             | age        | hard | age >= 18 && age <= 45  | S0-02
jd05             | computer   | hard | computer_skills         | S2-05
jd05             | typing     | soft | typing_speed >= 60      | S2-05
jd05             | shopping   | soft | online_shopping         | S2-05
jd06             | age        | hard | age >= 18 && age <= 45  | S0-02
jd07             | age        | hard | age >= 18 && age <= 45  | S0-02
jd08             | age        | hard | age >= 18 && age <= 45  | S0-02
jd09             | age        | hard | age >= 18 && age <= 45  | S0-02
jd10             | age        | hard | age >= 18 && age <= 45  | S0-02
jd11             | age        | hard | age >= 18 && age <= 45  | S0-02
jd11             | typing     | soft | typing_speed >= 80      | S2-11
tmall-presales   | age        | hard | age >= 18 && age <= 45  | S0-02
tmall-presales   | platform   | hard | knows_taobao            | S0-04
tmall-presales   | computer   | hard | computer_skills         | S0-05
tmall-presales   | typing     | soft | typing_speed >= 50      | S0-05
tmall-aftersales | age        | hard | age >= 18 && age <= 45  | S0-02
tmall-aftersales | platform   | hard | knows_taobao            | S0-04
tmall-aftersales | computer   | hard | computer_skills         | S0-05
tmall-aftersales | typing     | soft | typing_speed >= 50      | S0-05
cloud-consumer   | age        | hard | age >= 18               | H3
cloud-consumer   | education  | hard | education >= senior     | H4
cloud-consumer   | equipment  | hard | own_computer && headset | H4
cloud-consumer   | quiet      | hard | quiet_place             | H4
cloud-consumer   | hours      | hard | weekly_hours >= 30      | H4
cloud-consumer   | typing     | soft | typing_speed >= 50      | H2
cloud-consumer   | mandarin   | soft | mandarin                | H4
cloud-consumer   | experience | soft | experience_months >= 3  | H4
cloud-merchant   | age        | hard | age >= 18               | H3
cloud-merchant   | shop-age   | hard | shop_months >= 6        | H5
cloud-merchant   | shop-level | hard | shop_level >= diamond   | H5
cloud-merchant   | rating     | hard | rating_above            | H5
cloud-merchant   | penalties  | hard | no_penalties            | H5
cloud-merchant   | hours      | hard | daily_hours >= 5        | H5
`

func TestTheRulesAreThoseOfTheSources(t *testing.T) {
	var want []string
	for _, cells := range table(facts) {
		want = append(want, strings.Join(cells, " | "))
	}
	var got []string
	for _, p := range listed(t) {
		if p.Kind != applications.Agent {
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

func TestAnUpperAgeLimitCarriesALegalNote(t *testing.T) {
	limit := regexp.MustCompile(`age\s*<|>=?\s*age|age\s+in\b`)
	limited := 0
	for _, p := range listed(t) {
		for _, r := range p.Rules {
			if !limit.MatchString(r.Expr) {
				continue
			}
			limited++
			if p.LegalNote.Empty() {
				t.Errorf("%s asks for %s without a note for the manager", p.ID, r.Expr)
			}
		}
	}
	if limited < 11 {
		t.Errorf("got %d upper limits, want one in each job description at least", limited)
	}
}

func TestEveryAgentPostSaysWhatTheWorkIsAndHowItIsDone(t *testing.T) {
	for _, p := range listed(t) {
		if p.Kind == applications.Agent && (len(p.Duties) == 0 || len(p.Conduct) == 0) {
			t.Errorf("%s: got %d duties and %d items of conduct", p.ID, len(p.Duties), len(p.Conduct))
		}
	}
}

// limits are what posts say in place of what their advertisements ask for and may not: H4 (reviews), H5 (evading), H6
// (unsolicited offers), H9 (settling off the platform), H10 (DSR), H11 (bought reviews), H12 (old menus).
const limits = `
jd04             | H6  | never offered without consent | 未经对方同意不推销
jd06             | H6  | consent                       | 愿意被联系的顾客
jd08             | H5  | the truth                     | 如实回答
jd08             | H6  | consent                       | 要对方愿意
jd09             | H4  | no reward for reviews         | 不以返现、红包、赠品换取好评
jd09             | H6  | visitors are left alone       | 没有咨询的顾客不主动打扰
jd09             | H11 | no bought reviews             | 不买卖评价
jd10             | H6  | consent                       | 只发给同意接收的人
jd11             | H4  | no reward for reviews         | 不以返现、红包、赠品换取好评
jd11             | H6  | consent                       | 愿意被联系的顾客
jd11             | H11 | no bought reviews             | 不买卖评价
tmall-presales   | H7  | labels                        | 标签只在千牛内使用
tmall-presales   | H12 | both menus                    | 千牛工作台 → 店铺 → 子账号管理
tmall-aftersales | H9  | in Wangwang                   | 协商只在旺旺和订单内进行
tmall-aftersales | H10 | history                       | 真实体验分
tmall-aftersales | H12 | both menus                    | 卖家中心 → 店铺管理 → 子账号管理
`

func TestWhatAnAdvertisementMayNotAskForIsLimited(t *testing.T) {
	for _, line := range table(limits) {
		p, err := programs.Program(line[0])
		if err != nil {
			t.Fatal(err)
		}
		said := p.Posting.Chinese
		for _, item := range p.Conduct {
			said += "\n" + item.Chinese
		}
		if !strings.Contains(said, line[3]) {
			t.Errorf("%s, %s, %s: %q is not in\n%s", line[0], line[1], line[2], line[3], said)
		}
	}
}

// table returns the cells of a table's lines.
func table(text string) (lines [][]string) {
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		var cells []string
		for cell := range strings.SplitSeq(line, "|") {
			cells = append(cells, strings.TrimSpace(cell))
		}
		lines = append(lines, cells)
	}
	return lines
}
