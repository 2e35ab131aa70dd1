package applications_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/lang"
)

func TestVerdictOfOneRule(t *testing.T) {
	type answers = applications.Answers
	for _, tt := range []struct {
		name, expr string
		answers    answers
		verdict    applications.Verdict
		value      any
	}{
		{"a number that is enough", "typing_speed >= 60", answers{"typing_speed": int64(60)}, applications.Pass, int64(60)},
		{"a number that is not", "typing_speed >= 60", answers{"typing_speed": int64(59)}, applications.Fail, int64(59)},
		{"a number that was not given", "typing_speed >= 60", answers{}, applications.Unknown, nil},
		{"zero is a number", "typing_speed >= 60", answers{"typing_speed": int64(0)}, applications.Fail, int64(0)},
		{"a yes", "mandarin", answers{"mandarin": true}, applications.Pass, true},
		{"a no", "mandarin", answers{"mandarin": false}, applications.Fail, false},
		{"neither yes nor no", "mandarin", answers{}, applications.Unknown, nil},
		{"an education above the level", "education >= college", answers{"education": "doctor"}, applications.Pass, "doctor"},
		{"an education of the level", "education >= college", answers{"education": "college"}, applications.Pass, "college"},
		{"an education below the level", "education >= college", answers{"education": "junior"}, applications.Fail, "junior"},
		{"no education given", "education >= college", answers{}, applications.Unknown, nil},
		{"an option that is no longer offered", "education >= college", answers{"education": "evening-school"}, applications.Unknown, "evening-school"},
		{"two facts", "mandarin && typing_speed > 40", answers{"mandarin": true, "typing_speed": int64(41)}, applications.Pass, map[string]any{"mandarin": true, "typing_speed": int64(41)}},
		{"one of two facts missing is not judged, although the other decides", "mandarin || typing_speed > 40", answers{"mandarin": true}, applications.Unknown, map[string]any{"mandarin": true, "typing_speed": nil}},
		{"a division by zero", "100 % typing_speed == 0", answers{"typing_speed": int64(0)}, applications.Unknown, int64(0)},
		{"an answer of the wrong type", "typing_speed >= 60", answers{"typing_speed": "fast"}, applications.Unknown, "fast"},
	} {
		p := program(t, "rules:\n"+rule("one", "soft", tt.expr))
		got := judged(t, p, tt.answers, at)[1] // the first is the legal minimum age
		want := applications.Result{Rule: "one", Verdict: tt.verdict, Value: tt.value, Severity: applications.Soft, Source: "S0-02",
			Reason: lang.Text{Chinese: "条件", English: "condition"}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestAgeOnBirthdays(t *testing.T) {
	p := program(t, "rules:\n"+rule("grown-up", "hard", "age >= 18"))
	for _, tt := range []struct {
		name, born, today string
		age               int64
		verdict           applications.Verdict
	}{
		{"the day before the birthday", "2008-11-21", "2026-11-20", 17, applications.Fail},
		{"the birthday itself", "2008-11-20", "2026-11-20", 18, applications.Pass},
		{"born on 29 February, the 28th of a common year", "2008-02-29", "2026-02-28", 17, applications.Fail},
		{"born on 29 February, 1 March of a common year", "2008-02-29", "2026-03-01", 18, applications.Pass},
		{"born on 29 February, the 29th of a leap year", "2008-02-29", "2028-02-29", 20, applications.Pass},
		{"born on 29 February, the 28th of a leap year", "2008-02-29", "2028-02-28", 19, applications.Pass},
	} {
		results := judged(t, p, applications.Answers{"birth_date": tt.born}, noon(t, tt.today))
		if got := results[1]; got.Value != tt.age || got.Verdict != tt.verdict {
			t.Errorf("%s: got %v at %v, want %v at %v", tt.name, got.Verdict, got.Value, tt.verdict, tt.age)
		}
	}
}

func TestTheBirthdayBeginsInChina(t *testing.T) {
	p := program(t, "")
	midnight := noon(t, "2026-11-20").Add(-12 * 60 * 60e9)
	born := applications.Answers{"birth_date": "2010-11-20"}
	for _, tt := range []struct {
		name string
		got  applications.Verdict
		want applications.Verdict
	}{
		{"a second before midnight in China", judged(t, p, born, midnight.Add(-1e9))[0].Verdict, applications.Fail},
		{"midnight in China, where Greenwich has the day before", judged(t, p, born, midnight.UTC())[0].Verdict, applications.Pass},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, tt.got, tt.want)
		}
	}
}

func TestOverall(t *testing.T) {
	const pass, fail, unknown = applications.Pass, applications.Fail, applications.Unknown
	for _, tt := range []struct {
		name string
		in   applications.Verdicts
		want applications.Verdict
	}{
		{"no rules", "", pass},
		{"all pass", "pp", pass},
		{"one unknown", "pup", unknown},
		{"one fail after an unknown", "uf", fail},
		{"one fail before an unknown", "fu", fail},
	} {
		if got := tt.in.Overall(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// judged is what a program's rules say of answers, in words.
func judged(t *testing.T, p applications.Program, answers applications.Answers, now time.Time) []applications.Result {
	t.Helper()
	results, err := applications.Judge(p, answers, nil, now).Results()
	if err != nil {
		t.Fatal(err)
	}
	return results
}
