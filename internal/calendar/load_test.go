package calendar

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/fault"
)

// year2030 is the shortest file that is complete.
const year2030 = `date,kind,name,source
2030-01-01,holiday,元旦,通知
2030-05-01,holiday,劳动节,通知
2030-05-02,holiday,劳动节,通知
2030-10-01,holiday,国庆节,通知
2030-10-02,holiday,国庆节,通知
2030-10-03,holiday,国庆节,通知
2030-10-05,workday,国庆节调休上班,通知
`

func load(text string) (*Calendar, error) {
	return loadWith(text, usualOffice)
}

const usualOffice = "id: office\nversion: 1\ncut_off: \"17:30\"\nat_risk_days: 1\n"

func loadWith(days, office string) (*Calendar, error) {
	return Load(fstest.MapFS{file: {Data: []byte(days)}, "calendar/" + officeFile: {Data: []byte(office)}})
}

func TestAFileFromASpreadsheetIsReadLikeAnyOther(t *testing.T) {
	c, err := load("\ufeff" + strings.ReplaceAll(year2030, "\n", "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if working, provisional := c.WorkingDay(date(t, "2030-10-05")); !working || provisional {
		t.Errorf("make-up Saturday: got working %v, provisional %v; want true, false", working, provisional)
	}
}

func TestEveryMistakeOfTheFileIsListedAtItsLine(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"nothing in it", "", []string{"calendar/holidays.csv:1: the file is empty"}},
		{"other columns", "day,what\n", []string{"calendar/holidays.csv:1: expected the columns date,kind,name,source"}},
		{"several at once", year2030 + "2030-02-30,holiday,春节,通知\n2030-02-04,off,春节,通知\n2030-02-05,holiday\n" +
			"2030-01-01,holiday,元旦,通知\n2030-02-06,workday,春节调休上班,通知\n2030-02-07,holiday,春节,\n2030-02-08,holiday,\xff,通知\n",
			[]string{
				`calendar/holidays.csv:9: "2030-02-30" is not a day of the calendar; write it YYYY-MM-DD`,
				`calendar/holidays.csv:10: the kind must be holiday or workday, not "off"`,
				`calendar/holidays.csv:11: expected 4 columns, found 2`,
				`calendar/holidays.csv:12: 2030-01-01 stands here a second time; it is already on line 2`,
				`calendar/holidays.csv:13: 2030-02-06 is worked anyway; only a Saturday or Sunday can be made a workday`,
				`calendar/holidays.csv:14: name the holiday, and the notice that announced it as the source`,
				`calendar/holidays.csv:15: the text is not UTF-8; save the file as UTF-8`,
			}},
		{"half a year", year2030 + "2031-01-01,holiday,元旦,通知\n", []string{
			"calendar/holidays.csv:9: the holiday 2031-05-01 is missing; list every day announced for 2031, or none"}},
		{"a stray quotation mark", year2030 + "2030-02-04,holi\"day,春节,通知\n", []string{
			"calendar/holidays.csv:9: a quotation mark is out of place; put the whole value in quotes, or none of it"}},
	} {
		_, err := load(tt.text)
		var f *fault.Error
		if !errors.As(err, &f) || !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v, want fault.Invalid", tt.name, err)
			continue
		}
		var got []string
		for _, d := range f.Details {
			got = append(got, d.Where+": "+d.Message.String())
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestAMissingFileIsNotFound(t *testing.T) {
	for name, fsys := range map[string]fstest.MapFS{
		"none":     {},
		"no days":  {"calendar/" + officeFile: {Data: []byte(usualOffice)}},
		"no hours": {file: {Data: []byte(year2030)}},
	} {
		if _, err := Load(fsys); !errors.Is(err, fault.NotFound) {
			t.Errorf("%s: got %v, want fault.NotFound", name, err)
		}
	}
}

func TestTheHoursAreCheckedTogetherWithTheDays(t *testing.T) {
	for _, tt := range []struct {
		name, office string
		want         []string
	}{
		{"every mistake", "id: offices\nversion: 0\ncut_off: half past five\nat_risk_days: 0\n", []string{
			`calendar/office.yaml:1:5: the id "offices" differs from the file's name "office"; write the same in both`,
			`calendar/office.yaml:2:10: a version is a number from 1; write version: 1 and raise it with every change`,
			`calendar/office.yaml:3:10: "half past five" is not a time of day; write it in quotes, like "17:30"`,
			`calendar/office.yaml:4:15: at_risk_days needs a value from 1 to 60`,
		}},
		{"a time there is not, and too many days", "id: office\nversion: 1\ncut_off: \"24:30\"\nat_risk_days: 61\n", []string{
			`calendar/office.yaml:3:10: "24:30" is not a time of day; write it in quotes, like "17:30"`,
			`calendar/office.yaml:4:15: at_risk_days needs a value from 1 to 60`,
		}},
	} {
		_, err := loadWith("date\n", tt.office)
		var f *fault.Error
		if !errors.As(err, &f) || !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v, want fault.Invalid", tt.name, err)
			continue
		}
		got := []string{}
		for _, d := range f.Details {
			got = append(got, d.Where+": "+d.Message.String())
		}
		if diff := cmp.Diff(append([]string{"calendar/holidays.csv:1: expected the columns date,kind,name,source"}, tt.want...), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestTheOfficeSaysWhenTheDayIsOver(t *testing.T) {
	c, err := loadWith(year2030, "id: office\nversion: 1\ncut_off: \"12:00\"\nat_risk_days: 2\n")
	if err != nil {
		t.Fatal(err)
	}
	friday := date(t, "2030-09-27").Midnight()
	for submitted, want := range map[time.Duration]string{12 * time.Hour: "2030-09-30", 12*time.Hour + time.Second: "2030-09-30", 84*time.Hour + time.Second: "2030-10-04"} {
		due, _ := c.Due(friday.Add(submitted), 1)
		if got := Of(due).String(); got != want {
			t.Errorf("submitted %s after midnight: got %s, want %s", submitted, got, want)
		}
	}
	if got := Minute(c.AtRiskUntil(friday)); got != "2030-10-04 23:59" { // Monday, and Friday behind the holidays
		t.Errorf("at risk is what is due by %s, want 2030-10-04 23:59", got)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(year2030)
	f.Add("date,kind,name,source\n\"")
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := load(text); err == nil {
			c.After(Date{2030, 1, 1}, 10)
		} else if !errors.Is(err, fault.Invalid) {
			t.Errorf("%v is not fault.Invalid", err)
		}
	})
}
