package applications_test

import (
	"errors"
	"testing"
	"time"

	"gangway/applications"
	"gangway/internal/fault"
)

func TestParseFix(t *testing.T) {
	for _, tt := range []struct {
		name, typed string
		want        applications.Fix
	}{
		{"plainly", "education: the year is missing", applications.Fix{Field: "education", Text: "the year is missing"}},
		{"without a space", "education:请补充毕业年份", applications.Fix{Field: "education", Text: "请补充毕业年份"}},
		{"with a full-width colon", "education：请补充毕业年份", applications.Fix{Field: "education", Text: "请补充毕业年份"}},
		{"with more colons, which stay as they are", "name: 请核对：姓名，例如 a:b", applications.Fix{Field: "name", Text: "请核对：姓名，例如 a:b"}},
		{"with a full-width colon first", "name：see 3:4", applications.Fix{Field: "name", Text: "see 3:4"}},
		{"with spaces around", "  name  :  x  ", applications.Fix{Field: "name", Text: "x"}},
	} {
		if got, err := applications.ParseFix(tt.typed); got != tt.want || err != nil {
			t.Errorf("%s: got %+v, %v; want %+v", tt.name, got, err, tt.want)
		}
	}
	for _, typed := range []string{"", ":", "education", "education:", "education： ", ": text", "：text"} {
		if got, err := applications.ParseFix(typed); got != (applications.Fix{}) || !errors.Is(err, fault.Invalid) {
			t.Errorf("%q: got %+v, %v; want %v", typed, got, err, fault.Invalid)
		}
	}
}

func TestOverdue(t *testing.T) {
	for _, tt := range []struct {
		name  string
		state applications.State
		due   int // seconds from now
		want  bool
	}{
		{"waiting, and still time", applications.Submitted, 1, false},
		{"waiting, the last second", applications.Submitted, 0, false},
		{"waiting, too late", applications.Submitted, -1, true},
		{"decided", applications.Approved, -1, false},
		{"with the applicant", applications.Returned, -1, false},
	} {
		a := applications.Application{State: tt.state, DueAt: at}
		if got := a.Overdue(at.Add(-time.Duration(tt.due) * time.Second)); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}
