package training_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/quizzes"
	"gangway/training"
)

// paper makes a certificate out that can always be printed.
var paper = training.Paper{Issuer: "示例小店", Lang: lang.Chinese, Number: func(at time.Time) string { return training.Number(at, "7k3mq9xtaaaa") },
	Check: func(training.Certificate) error { return nil }}

func inTraining(progress training.Progress) *shelf {
	return &shelf{application: applications.Application{ID: "a1", Program: "post", Account: "own", Name: "张三", State: applications.Training}, profile: profile, progress: progress}
}

func TestIssue(t *testing.T) {
	s := inTraining(learned(quizzes.Passed))
	got, err := school(s, "12").Issue(t.Context(), trainer, "a1", paper)
	want := training.Certificate{Number: "GW-20261120-7K3MQ9XT", Application: "a1", Account: "own", Name: "张三", Program: "post", ProgramVersion: 3,
		ProgramTitle: lang.Text{Chinese: "岗位", English: "Post"}, Percent: 90, IssuedAt: now, ExpiresAt: time.Date(2027, 11, 19, 23, 59, 59, 0, calendar.China),
		IssuedBy: "teacher", Issuer: "示例小店", Lang: lang.Chinese, State: training.Valid}
	if diff := cmp.Diff(want, got); err != nil || diff != "" || s.application.State != applications.Certified {
		t.Errorf("%v, now %s (-want +got):\n%s", err, s.application.State, diff)
	}
}

func TestWhenNoCertificateIsIssued(t *testing.T) {
	half := learned(quizzes.Passed)
	delete(half.Lessons, training.Ref{Course: "basics", Lesson: "two"})
	own := access.Authenticated("own", "own", []access.Role{access.Applicant, access.Trainer})
	unprintable := paper
	unprintable.Check = func(training.Certificate) error { return fault.New(fault.Invalid, "the fonts lack a character") }
	for _, tt := range []struct {
		name     string
		by       access.Actor
		progress training.Progress
		paper    training.Paper
		want     error
		details  string
	}{
		{"a lesson is to do", trainer, half, paper, fault.Invalid, "basics/two: the lesson is not done"},
		{"the exam was not sat", trainer, training.Progress{Lessons: learned("").Lessons}, paper, fault.Invalid, "final: the exam was not sat"},
		{"the exam was failed", trainer, learned(quizzes.Failed), paper, fault.Invalid, "final: the latest attempt is failed"},
		{"the exam waits for a trainer", trainer, learned(quizzes.Pending), paper, fault.Invalid, "final: the latest attempt is waiting for a trainer"},
		{"nothing was done", trainer, training.Progress{}, paper, fault.Invalid,
			"basics/one: the lesson is not done\nbasics/two: the lesson is not done\nfinal: the exam was not sat"},
		{"the name cannot be printed", trainer, learned(quizzes.Passed), unprintable, fault.Invalid, ""},
		{"a trainer issues for themself", own, learned(quizzes.Passed), paper, fault.Denied, ""},
		{"a manager issues", manager, learned(quizzes.Passed), paper, fault.Denied, ""},
	} {
		s := inTraining(tt.progress)
		_, err := school(s, "12").Issue(t.Context(), tt.by, "a1", tt.paper)
		if !errors.Is(err, tt.want) || details(err) != tt.details || s.application.State != applications.Training || s.certificate != nil {
			t.Errorf("%s: got %v, want %v with\n%s", tt.name, err, tt.want, tt.details)
		}
	}
}

func TestExpiry(t *testing.T) {
	for _, tt := range []struct{ name, issued, months, want string }{
		{"a year", "2026-11-20 10:00", "12", "2027-11-19"},
		{"a year from the first of January", "2026-01-01 00:00", "12", "2026-12-31"},
		{"a year from 29 February", "2028-02-29 10:00", "12", "2029-02-28"},
		{"four years from 29 February", "2028-02-29 10:00", "48", "2032-02-28"},
		{"a year up to 29 February", "2027-03-01 10:00", "12", "2028-02-29"},
		{"half a year from the 31st to a short month", "2026-08-31 10:00", "6", "2027-02-28"},
		{"a month from the 31st to one of 30 days", "2026-10-31 10:00", "1", "2026-11-30"},
		{"a month from the 30th", "2026-11-30 10:00", "1", "2026-12-29"},
		{"the last second of a day", "2026-11-20 23:59", "1", "2026-12-19"},
	} {
		issued, err := time.ParseInLocation("2006-01-02 15:04", tt.issued, calendar.China)
		if err != nil {
			t.Fatal(err)
		}
		desk := school(inTraining(learned(quizzes.Passed)), tt.months)
		desk.Now = func() time.Time { return issued.UTC() }
		c, err := desk.Issue(t.Context(), trainer, "a1", paper)
		if got, want := c.ExpiresAt.In(calendar.China).Format("2006-01-02 15:04:05"), tt.want+" 23:59:59"; err != nil || got != want {
			t.Errorf("%s: got %s, %v; want %s", tt.name, got, err, want)
		}
	}
}

func TestStateAt(t *testing.T) {
	end := time.Date(2027, 11, 19, 23, 59, 59, 0, calendar.China)
	for _, tt := range []struct {
		name  string
		state training.CertificateState
		now   time.Time
		want  training.CertificateState
	}{
		{"the last second", training.Valid, end, training.Valid},
		{"the second after", training.Valid, end.Add(time.Second), training.Expired},
		{"revoked", training.Revoked, end.Add(-time.Hour), training.Revoked},
		{"revoked long ago", training.Revoked, end.Add(time.Hour), training.Revoked},
		{"superseded long ago", training.Superseded, end.Add(time.Hour), training.Superseded},
	} {
		c := training.Certificate{State: tt.state, ExpiresAt: end}
		if got := c.StateAt(tt.now); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestPayloadRoundTrip(t *testing.T) {
	c := training.Certificate{Number: "GW-20261120-7K3MQ9XT", Program: "post", IssuedAt: now.UTC(), ExpiresAt: time.Date(2027, 11, 19, 23, 59, 59, 0, calendar.China).UTC()}
	got, err := training.ParsePayload(c.Payload("阿**·***"))
	want := map[string]string{"number": "GW-20261120-7K3MQ9XT", "holder": "阿**·***", "program": "post", "issued": "2026-11-20T10:00:00+08:00", "expires": "2027-11-19T23:59:59+08:00"}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestPayloadsThatAreDamaged(t *testing.T) {
	whole := training.Certificate{Number: "n", Program: "post"}.Payload("张*")
	for name, payload := range map[string]string{
		"nothing":               "",
		"a line without a name": whole + "\nmore",
		"a line is missing":     strings.Replace(whole, "\nprogram: post", "", 1),
		"a value is missing":    strings.Replace(whole, "program: post", "program: ", 1),
		"a name is changed":     strings.Replace(whole, "holder: ", "owner: ", 1),
	} {
		if fields, err := training.ParsePayload(payload); fields != nil || !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v, %v; want %v", name, fields, err, fault.Invalid)
		}
	}
}

func TestNumberBearsTheDayInChina(t *testing.T) {
	late := time.Date(2026, 11, 20, 18, 0, 0, 0, time.UTC) // two in the morning of the 21st in China
	if got, want := training.Number(late, "7k3mq9xtaaaa"), "GW-20261121-7K3MQ9XT"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
