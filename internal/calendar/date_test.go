package calendar

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"gangway/internal/fault"
	"gangway/internal/yamlfile"
)

func date(t testing.TB, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatalf("ParseDate(%q): %v", s, err)
	}
	return d
}

func TestADateIsReadAndWrittenAlike(t *testing.T) {
	for _, s := range []string{"2026-11-22", "1900-01-01", "2000-02-29", "2024-02-29", "0999-12-31"} {
		if got := date(t, s).String(); got != s {
			t.Errorf("ParseDate(%q).String() = %q", s, got)
		}
	}
}

func TestWhatIsNoDateIsRefusedWithoutRepeatingIt(t *testing.T) {
	for name, s := range map[string]string{
		"nothing":                      "",
		"29 February of a common year": "2026-02-29",
		"1900 was no leap year":        "1900-02-29",
		"month 13":                     "2026-13-01",
		"day 0":                        "2026-01-00",
		"one digit for the month":      "2026-1-02",
		"slashes":                      "2026/01/02",
		"a time of day behind it":      "2026-01-02T00:00:00Z",
		"a new line behind it":         "2026-01-02\n",
		"full-width digits":            "２０２６-01-02",
	} {
		d, err := ParseDate(s)
		if !errors.Is(err, fault.Invalid) || !d.IsZero() {
			t.Errorf("%s: got %v, %v; want the zero date and fault.Invalid", name, d, err)
		} else if s != "" && strings.Contains(err.Error(), s) {
			t.Errorf("%s: the message repeats the text: %v", name, err)
		}
	}
}

func TestTheDateIsTheOneInChina(t *testing.T) {
	for _, c := range []struct{ instant, want string }{
		{"2026-11-22T15:59:59Z", "2026-11-22"},
		{"2026-11-22T16:00:00Z", "2026-11-23"},
		{"2025-12-31T23:00:00-05:00", "2026-01-01"},
	} {
		at, err := time.Parse(time.RFC3339, c.instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := Of(at).String(); got != c.want {
			t.Errorf("Of(%s) = %s, want %s", c.instant, got, c.want)
		}
	}
}

func TestAgeTurnsOnTheBirthday(t *testing.T) {
	for _, c := range []struct {
		name, born, day string
		want            int
	}{
		{"on the birthday", "2010-11-22", "2026-11-22", 16},
		{"the day before it", "2010-11-22", "2026-11-21", 15},
		{"in an earlier month, on a later day", "2010-11-22", "2026-10-30", 15},
		{"on the day of birth", "2010-11-22", "2010-11-22", 0},
		{"before birth", "2010-11-22", "2010-11-21", -1},
		{"born on a leap day, 28 February of a common year", "2008-02-29", "2026-02-28", 17},
		{"born on a leap day, 1 March of a common year", "2008-02-29", "2026-03-01", 18},
		{"born on a leap day, 28 February of a leap year", "2008-02-29", "2028-02-28", 19},
		{"born on a leap day, 29 February of a leap year", "2008-02-29", "2028-02-29", 20},
	} {
		if got := date(t, c.born).AgeOn(date(t, c.day)); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

func TestDatesAreOrderedByYearThenMonthThenDay(t *testing.T) {
	days := []string{"2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01", "2027-01-01"}
	for i, a := range days {
		for j, b := range days {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := date(t, a).Compare(date(t, b)); got != want {
				t.Errorf("%s against %s: got %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestDaysAreAddedAcrossMonthsAndYears(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-12-31", 1, "2027-01-01"},
		{"2027-01-01", -1, "2026-12-31"},
		{"2028-02-28", 1, "2028-02-29"},
		{"1986-05-03", 1, "1986-05-04"}, // summer time began that night in zone data
	} {
		if got := date(t, c.from).AddDays(c.n).String(); got != c.want {
			t.Errorf("%s %+d: got %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

type person struct {
	Born Date `yaml:"born" json:"born"`
}

func TestADateGoesThroughJSON(t *testing.T) {
	for _, text := range []string{`{"born":"1995-08-23"}`, `{"born":""}`} {
		var p person
		if err := json.Unmarshal([]byte(text), &p); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if out, err := json.Marshal(p); err != nil || string(out) != text {
			t.Errorf("got %s, %v; want %s", out, err, text)
		}
	}
	var p person
	if err := json.Unmarshal([]byte(`{"born":"1995-02-29"}`), &p); !errors.Is(err, fault.Invalid) {
		t.Errorf("a day that does not exist: got %v, want fault.Invalid", err)
	}
}

func TestADateIsReadFromYAMLWithAndWithoutQuotes(t *testing.T) {
	for _, text := range []string{"born: 1995-08-23\n", "born: '1995-08-23'\n"} {
		var p person
		if err := yamlfile.Decode("person.yaml", []byte(text), &p).Err(); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if want := (Date{1995, time.August, 23}); p.Born != want {
			t.Errorf("%s: got %v, want %v", text, p.Born, want)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-11-22", "2024-02-29", "", "2026-13-01", "0000-00-00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err == nil && d.String() != s {
			t.Errorf("ParseDate(%q) = %v", s, d)
		}
		if err != nil && !errors.Is(err, fault.Invalid) {
			t.Errorf("ParseDate(%q): %v is not fault.Invalid", s, err)
		}
	})
}
