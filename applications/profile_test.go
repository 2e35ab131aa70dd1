package applications_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/calendar"
	"gangway/internal/fault"
)

// zhang is a profile form that is right; the number is a test vector, of a man born on 29 February 2000.
var zhang = applications.ProfileForm{LegalName: "张三", Document: "resident_id", Number: "110105200002290013", Mobile: "138 0000 0000", ConsentIdentity: true}

// completed is the profile that zhang makes, with the mobile verified.
func completed(t *testing.T) applications.Profile {
	t.Helper()
	p, _, err := applications.Profile{Account: "own", Email: "zhang@example.com"}.Complete(zhang, at)
	if err != nil {
		t.Fatal(err)
	}
	p.MobileVerifiedAt = at
	return p
}

func TestCompleteKeepsNormalisedValues(t *testing.T) {
	form := zhang
	form.LegalName, form.Number = "阿依古.买买提", " １１０１０５２００００２２９００１３ "
	got, changed, err := applications.Profile{Account: "own"}.Complete(form, at)
	want := applications.Profile{Account: "own", LegalName: "阿依古·买买提", Mobile: "13800000000", ConsentIdentityAt: at,
		ID: identity.ID{Document: identity.ResidentID, Number: "110105200002290013", BirthDate: calendar.Date{Year: 2000, Month: 2, Day: 29}, Sex: identity.Male, Mainland: true}}
	if diff := cmp.Diff(want, got); err != nil || !changed || diff != "" {
		t.Errorf("changed %v, %v (-want +got):\n%s", changed, err, diff)
	}
}

func TestCompleteListsEveryMistakeAndRepeatsNoValue(t *testing.T) {
	before := applications.Profile{Account: "own", LegalName: "李四"}
	got, _, err := before.Complete(applications.ProfileForm{LegalName: "张3", Document: "resident_id", Number: "110105200002290014", Mobile: "1380000"}, at)
	if !errors.Is(err, fault.Invalid) {
		t.Fatalf("got %v, want %v", err, fault.Invalid)
	}
	for _, field := range []string{"legal_name: ", "mobile: ", "consent_identity: ", "id_number: "} {
		if !strings.Contains(details(err), field) {
			t.Errorf("%q does not name %s", details(err), field)
		}
	}
	for _, value := range []string{"张3", "110105", "138000"} {
		if strings.Contains(err.Error(), value) {
			t.Errorf("%q repeats %s", err, value)
		}
	}
	if diff := cmp.Diff(before, got); diff != "" {
		t.Errorf("the profile changed (-before +after):\n%s", diff)
	}
}

func TestNobodyUnder16IsKept(t *testing.T) {
	form := zhang
	form.Number = "110105201011220011" // 16 years old on 2026-11-22
	for day, want := range map[string]string{
		"2026-11-21": "id_number: nobody under 16 may be hired; nothing was kept",
		"2026-11-22": "",
	} {
		p, _, err := applications.Profile{}.Complete(form, noon(t, day))
		if got := details(err); got != want || (err != nil) != p.ID.BirthDate.IsZero() {
			t.Errorf("on %s: got %q and the number %q, want %q", day, got, p.ID.Number, want)
		}
	}
}

func TestAnotherMobileMustBeVerifiedAgain(t *testing.T) {
	for mobile, want := range map[string]time.Time{"13800000000": at, "+86 138-0000-0000": at, "13800000001": {}} {
		form := zhang
		form.Mobile = mobile
		p, _, err := completed(t).Complete(form, at.Add(time.Hour))
		if err != nil || !p.MobileVerifiedAt.Equal(want) {
			t.Errorf("%s: got verified at %v, %v; want %v", mobile, p.MobileVerifiedAt, err, want)
		}
	}
}

func TestMissingNamesEveryItemOfTheProfile(t *testing.T) {
	whole := completed(t)
	for _, tt := range []struct {
		name    string
		profile applications.Profile
		want    []string
	}{
		{"a whole profile", whole, nil},
		{"an empty one", applications.Profile{}, []string{"legal_name", "id_number", "mobile"}},
		{"an unverified mobile", applications.Profile{LegalName: whole.LegalName, ID: whole.ID, Mobile: whole.Mobile}, []string{"mobile"}},
	} {
		var got []string
		for _, d := range tt.profile.Missing() {
			got = append(got, d.Where)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestItemsOfTheProfileForTheForm(t *testing.T) {
	p := completed(t)
	for item, want := range map[string]string{"legal_name": "张三", "mobile": "13800000000", "email": "zhang@example.com", "sex": "male",
		"birth_date": "2000-02-29", "id_number": "", "": ""} {
		if got := p.Item(item); got != want {
			t.Errorf("%q: got %q, want %q", item, got, want)
		}
	}
	if got := (applications.Profile{}).Item("birth_date"); got != "" {
		t.Errorf("got the birth date %q of an empty profile", got)
	}
}
