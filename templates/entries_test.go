package templates_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"gangway/applications"
	"gangway/internal/fault"
)

// typedFor returns what is typed for one field of a program, beside answers that its condition needs.
func typedFor(field string, value applications.Typed, beside map[string]string) map[string]applications.Typed {
	typed := applications.Texts(beside)
	typed[field] = value
	return typed
}

func TestTheLimitsOfAProject(t *testing.T) {
	p, err := programs.Program("crowdfunding")
	if err != nil {
		t.Fatal(err)
	}
	character := func(n int) applications.Typed { return applications.Typed{Text: strings.Repeat("新", n)} }
	tags := func(ids ...string) applications.Typed { return applications.Typed{List: ids} }
	reward := func(n int) applications.Typed {
		one := applications.Texts(map[string]string{"goods": "杯子", "price_yuan": "99", "quantity": "100", "delivery_days": "30"})
		return applications.Typed{Entries: slices.Repeat([]map[string]applications.Typed{one}, n)}
	}
	for _, tt := range []struct {
		name, field string
		value       applications.Typed
		fits        bool
	}{
		{"a name of 25 characters", "project_name", character(25), true},
		{"a name of 26 characters", "project_name", character(26), false},
		{"a name of 25 of which one is an emoji of several code points", "project_name", applications.Typed{Text: strings.Repeat("新", 24) + "👩‍🚀"}, true},
		{"a short title of 8 characters", "short_title", character(8), true},
		{"a short title of 9 characters", "short_title", character(9), false},
		{"one tag", "tags", tags("smart"), true},
		{"three tags", "tags", tags("smart", "green", "outdoor"), true},
		{"four tags", "tags", tags("smart", "green", "outdoor", "handmade"), false},
		{"a tag there is not", "tags", tags("cheap"), false},
		{"one reward", "rewards", reward(1), true},
		{"ten rewards", "rewards", reward(10), true},
		{"eleven rewards", "rewards", reward(11), false},
		{"the warning acknowledged", "off_shelf", applications.Typed{Text: "yes"}, true},
		{"the warning not acknowledged", "off_shelf", applications.Typed{Text: "no"}, false},
	} {
		if _, err := p.Fill(nil, typedFor(tt.field, tt.value, nil)); (err == nil) != tt.fits || err != nil && !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v, want it taken: %t", tt.name, err, tt.fits)
		}
	}
}

func TestEachCategoryHasItsOwnTemplate(t *testing.T) {
	p, err := programs.Program("crowdfunding")
	if err != nil {
		t.Fatal(err)
	}
	common := asked(p, applications.Answers{"category": "other"})
	for category, want := range map[string][]string{
		"technology": {"prototype"}, "design": {"original_work"}, "film_music": {"rights"}, "games": {"rights"},
		"books": {"publisher"}, "charity": {"recipient"}, "other": nil,
	} {
		own := slices.DeleteFunc(asked(p, applications.Answers{"category": category}), func(id string) bool { return slices.Contains(common, id) })
		if !slices.Equal(own, want) {
			t.Errorf("%s: asks for %q besides, want %q", category, own, want)
		}
	}
}

func TestTheDocumentsOfAMerchantFollowTheAnswers(t *testing.T) {
	p, err := programs.Program("tmall-merchant")
	if err != nil {
		t.Fatal(err)
	}
	always := []string{"bank_account", "business_licence", "legal_representative_id", "quality_report", "trademark_certificate"}
	for _, tt := range []struct {
		name    string
		answers applications.Answers
		more    []string
	}{
		{"one's own brand of household goods", applications.Answers{"own_brand": true, "category": "home"}, nil},
		{"somebody else's brand", applications.Answers{"own_brand": false, "category": "home"}, []string{"authorisation"}},
		{"food", applications.Answers{"own_brand": true, "category": "food"}, []string{"trade_permit"}},
		{"somebody else's cosmetics", applications.Answers{"own_brand": false, "category": "beauty"}, []string{"authorisation", "trade_permit"}},
	} {
		var files []string
		for _, id := range asked(p, tt.answers) {
			if f, _ := p.Field(id); f.Kind == applications.KindFile {
				files = append(files, id)
			}
		}
		slices.Sort(files)
		if want := slices.Sorted(slices.Values(slices.Concat(always, tt.more))); !slices.Equal(files, want) {
			t.Errorf("%s: asks for %q, want %q", tt.name, files, want)
		}
	}
}

func TestAProjectIsFilledInInFourSteps(t *testing.T) {
	p, err := programs.Program("crowdfunding")
	if err != nil {
		t.Fatal(err)
	}
	var pages []string
	for _, f := range p.Fields {
		if !f.Page.Empty() {
			pages = append(pages, f.Page.Chinese)
		}
	}
	if want := []string{"发布项目与资质申请", "项目信息", "设置回报", "发起人信息"}; !slices.Equal(pages, want) {
		t.Errorf("got %q, want %q", pages, want)
	}
}

func TestAProjectNeedsAQualifiedShop(t *testing.T) {
	p, err := programs.Program("crowdfunding")
	if err != nil {
		t.Fatal(err)
	}
	verdicts := map[applications.Verdict]bool{}
	for _, answers := range []applications.Answers{{"shop_qualified": true}, {"shop_qualified": false}, {}} {
		verdicts[result(t, p, answers, nil, "qualified").Verdict] = true
	}
	if len(verdicts) != 3 {
		t.Errorf("got %v, want pass, fail and unknown", slices.Collect(maps.Keys(verdicts)))
	}
}

func asked(p applications.Program, answers applications.Answers) (ids []string) {
	for _, f := range applications.Asked(p.Fields, answers) {
		ids = append(ids, f.ID)
	}
	return ids
}
