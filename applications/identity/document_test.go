package identity

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/calendar"
	"gangway/internal/fault"
)

const today = "2026-11-22"

func TestNumbersThatAreRight(t *testing.T) {
	for _, tt := range []struct {
		name   string
		doc    Document
		number string
		want   ID
	}{
		{"the example of the standard", ResidentID, "11010519491231002X",
			ID{Number: "11010519491231002X", BirthDate: date(t, "1949-12-31"), Sex: Female, Mainland: true}},
		{"a small x, spaces and hyphens", ResidentID, " 110105 1949-1231 002x ",
			ID{Number: "11010519491231002X", BirthDate: date(t, "1949-12-31"), Sex: Female, Mainland: true}},
		{"full-width characters and an ideographic space", ResidentID, "１１０１０５　１９４９１２３１００２ｘ",
			ID{Number: "11010519491231002X", BirthDate: date(t, "1949-12-31"), Sex: Female, Mainland: true}},
		{"marks of direction from an address book", ResidentID, "\u202d11010519491231002X\u202c",
			ID{Number: "11010519491231002X", BirthDate: date(t, "1949-12-31"), Sex: Female, Mainland: true}},
		{"29 February of the leap year 2000", ResidentID, "110105200002290013",
			ID{Number: "110105200002290013", BirthDate: date(t, "2000-02-29"), Sex: Male, Mainland: true}},
		{"an even serial number", ResidentID, "110105198101010021",
			ID{Number: "110105198101010021", BirthDate: date(t, "1981-01-01"), Sex: Female, Mainland: true}},
		{"Hong Kong", HMTResidence, "810000199408230021",
			ID{Number: "810000199408230021", BirthDate: date(t, "1994-08-23"), Sex: Female}},
		{"Macao", HMTResidence, "820000198801010014",
			ID{Number: "820000198801010014", BirthDate: date(t, "1988-01-01"), Sex: Male}},
		{"Taiwan", HMTResidence, "830000199201300022",
			ID{Number: "830000199201300022", BirthDate: date(t, "1992-01-30"), Sex: Female}},
		{"a permanent residence card of the new kind, for a man", ForeignPermanent, "932682198501010017",
			ID{Number: "932682198501010017", BirthDate: date(t, "1985-01-01"), Sex: Male}},
		{"a permanent residence card of the new kind, for a woman", ForeignPermanent, "911124198108030024",
			ID{Number: "911124198108030024", BirthDate: date(t, "1981-08-03"), Sex: Female}},
		{"a permanent residence card of the old kind", ForeignPermanent, "abc 123456789012",
			ID{Number: "ABC123456789012"}},
	} {
		got, err := Parse(tt.doc, tt.number, date(t, today))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		tt.want.Document = tt.doc
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestNumbersThatAreWrong(t *testing.T) {
	for _, tt := range []struct {
		name   string
		doc    Document
		number string
		want   string
	}{
		{"nothing", ResidentID, "", "missing"},
		{"spaces alone", ResidentID, "  ", "missing"},
		{"a document that is not known", "passport", "11010519491231002X", "must be resident_id, hmt_residence or foreign_permanent"},
		{"no document", "", "11010519491231002X", "must be resident_id"},
		{"another check digit", ResidentID, "110105198101010022", "check digit"},
		{"two digits exchanged", ResidentID, "110150198101010021", "check digit"},
		{"29 February 1900, which was no leap year, though the check digit fits", ResidentID, "110105190002290017", "7 to 14"},
		{"29 February 2001", ResidentID, "110105200102290010", "7 to 14"},
		{"born in 1880", ResidentID, "440524188001010014", "before 1900"},
		{"15 digits", ResidentID, "110105491231002", "void since 2013-01-01"},
		{"one digit short", ResidentID, "1101051949123100X", "18 characters, not 17"},
		{"one digit over", ResidentID, "110105194912310022X", "18 characters, not 19"},
		{"X in the middle", ResidentID, "1101051949123X0021", "17 digits, and at the end"},
		{"a Cyrillic Х at the end", ResidentID, "11010519491231002Х", "17 digits, and at the end"},
		{"a long s, whose upper case is S", ForeignPermanent, "ſBC123456789012", "3 letters and 12 digits"},
		{"a province that does not exist", ResidentID, "160105198101010021", "no document starts"},
		{"Taiwan's code of the administrative list", ResidentID, "710000199201300022", "no document starts"},
		{"a permit with a county", HMTResidence, "810001199408230021", "no document starts"},
		{"a permit as a card", ResidentID, "810000199408230021", "that of a residence permit"},
		{"a card as a permit", HMTResidence, "11010519491231002X", "that of a resident identity card"},
		{"a permanent residence card as a card", ResidentID, "932682198501010017", "that of a foreigner's permanent residence card"},
		{"a card as a permanent residence card", ForeignPermanent, "11010519491231002X", "that of a resident identity card"},
		{"a permanent residence card with another check digit", ForeignPermanent, "911124198108030028", "check digit"},
		{"the old kind on another document", HMTResidence, "ABC123456789012", "18 characters, not 15"},
		{"the old kind with a letter for a digit", ForeignPermanent, "ABC12345678901O", "3 letters and 12 digits"},
		{"15 digits as a permanent residence card", ForeignPermanent, "110105491231002", "3 letters and 12 digits"},
		{"bytes that are no text", ResidentID, "1101051949123100\xff\xfe", "17 digits, and at the end"},
	} {
		got, err := Parse(tt.doc, tt.number, date(t, today))
		refused(t, tt.name, tt.number, err, tt.want)
		if got != (ID{}) {
			t.Errorf("%s: got an ID along with the error", tt.name)
		}
	}
}

func TestTheBirthDateIsJudgedByToday(t *testing.T) {
	for _, tt := range []struct {
		name, number, today, want string
	}{
		{"on the day of birth", "110105201011220011", "2010-11-22", ""},
		{"the day before birth", "110105201011220011", "2010-11-21", "in the future"},
		{"the last day of being 120", "11010519491231002X", "2070-12-30", ""},
		{"on the 121st birthday", "11010519491231002X", "2070-12-31", "more than 120 years"},
		{"born before 1900 and not yet 120", "440524188001010014", "1999-01-01", "before 1900"},
	} {
		_, err := Parse(ResidentID, tt.number, date(t, tt.today))
		if tt.want != "" {
			refused(t, tt.name, tt.number, err, tt.want)
		} else if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestTheAgeOfAnApplicantFollowsFromTheNumber(t *testing.T) {
	for _, tt := range []struct {
		number, day string
		want        int
	}{
		{"110105201011220011", "2026-11-22", 16},
		{"110105201011220011", "2026-11-21", 15},
		{"110105200801010014", "2026-11-22", 18},
		{"110105200002290013", "2018-02-28", 17},
		{"110105200002290013", "2018-03-01", 18},
	} {
		id, err := Parse(ResidentID, tt.number, date(t, today))
		if err != nil {
			t.Errorf("%s: %v", tt.number, err)
			continue
		}
		if got := id.BirthDate.AgeOn(date(t, tt.day)); got != tt.want {
			t.Errorf("%s on %s: got %d, want %d", tt.number, tt.day, got, tt.want)
		}
	}
}

func TestEveryDigitIsGuardedByTheCheckDigit(t *testing.T) {
	const number = "932682198501010017"
	for at := range 17 {
		for digit := byte('0'); digit <= '9'; digit++ {
			changed := number[:at] + string(digit) + number[at+1:]
			if fits := checkDigit(changed[:17]) == changed[17]; fits != (changed == number) {
				t.Errorf("digit %d changed to %c: the check digit fits: %v", at+1, digit, fits)
			}
		}
	}
}

func TestPrintingAnIDGivesNothingAway(t *testing.T) {
	id, err := Parse(ResidentID, "11010519491231002X", date(t, today))
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"%v", "%s", "%+v"} {
		if got, want := fmt.Sprintf(format, id), "1****************X"; got != want {
			t.Errorf("%s: got %s, want %s", format, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, number := range []string{"11010519491231002X", "810000199408230021", "932682198501010017", "ABC123456789012",
		"110105491231002", "", "１１０１０５", "\xff"} {
		for _, doc := range []Document{ResidentID, HMTResidence, ForeignPermanent, ""} {
			f.Add(string(doc), number)
		}
	}
	day := calendar.Date{Year: 2026, Month: 11, Day: 22}
	f.Fuzz(func(t *testing.T, doc, number string) {
		id, err := Parse(Document(doc), number, day)
		if err != nil {
			var f *fault.Error
			if !errors.As(err, &f) || !errors.Is(err, fault.Invalid) {
				t.Fatalf("%v is not fault.Invalid", err)
			}
			silent(t, f)
			return
		}
		if strings.Trim(id.Number, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			t.Errorf("%q was read as %q", number, id.Number)
		}
		again, err := Parse(Document(doc), id.Number, day)
		if err != nil || again != id {
			t.Errorf("%q: the stored number is read as %v, %v", number, again, err)
		}
	})
}
