package calendar

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

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
	return Load(fstest.MapFS{file: {Data: []byte(text)}})
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
	if _, err := Load(fstest.MapFS{}); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want fault.NotFound", err)
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
