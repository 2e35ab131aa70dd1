package training_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/quizzes"
	"gangway/training"
)

// certified is an agent for whom every gate is open.
func certified() *shelf {
	return &shelf{application: applications.Application{ID: "a1", Program: "post", Account: "own", Name: "张三", State: applications.Certified}, profile: profile,
		progress: learned(quizzes.Passed), certificate: &training.Certificate{Number: "GW-1", State: training.Valid, ExpiresAt: now.Add(time.Hour)}}
}

func TestGates(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*shelf)
		closed []string
	}{
		{"everything holds", func(*shelf) {}, nil},
		{"a merchant's entry", func(s *shelf) { s.application.Program = "entry" }, []string{"program"}},
		{"the mobile is not verified", func(s *shelf) { s.profile.MobileVerifiedAt = time.Time{} }, []string{"profile"}},
		{"a document from outside the mainland only warns", func(s *shelf) { s.profile.ID.Mainland = false }, nil},
		{"a lesson is to do", func(s *shelf) { s.progress.Lessons = nil }, []string{"training"}},
		{"the exam is failed", func(s *shelf) { s.progress = learned(quizzes.Failed) }, []string{"training"}},
		{"no certificate", func(s *shelf) { s.certificate = nil }, []string{"certificate"}},
		{"an expired certificate", func(s *shelf) { s.certificate.ExpiresAt = now.Add(-time.Second) }, []string{"certificate"}},
		{"a revoked certificate", func(s *shelf) { s.certificate.State = training.Revoked }, []string{"certificate"}},
		{"still in training", func(s *shelf) { s.application.State = applications.Training }, []string{"state"}},
		{"suspended may come back", func(s *shelf) { s.application.State = applications.Suspended }, nil},
		{"left for good", func(s *shelf) {
			s.application.State, s.seat = applications.Left, &training.Seat{State: training.SeatClosed}
		}, []string{"state", "seat"}},
		{"an open seat", func(s *shelf) {
			s.application.State, s.seat = applications.Live, &training.Seat{State: training.SeatOpen}
		}, nil},
	} {
		s := certified()
		tt.change(s)
		gates, err := school(s, "12").Gates(t.Context(), s.application)
		if err != nil {
			t.Fatal(err)
		}
		var closed []string
		for _, g := range gates {
			if !g.OK {
				closed = append(closed, g.ID)
			}
			if g.Reason.Empty() {
				t.Errorf("%s: the gate %s gives no reason", tt.name, g.ID)
			}
		}
		if diff := cmp.Diff(tt.closed, closed); diff != "" || training.Ready(gates) != (tt.closed == nil) {
			t.Errorf("%s: ready %v, closed (-want +got):\n%s", tt.name, training.Ready(gates), diff)
		}
	}
}

func TestPlanSeat(t *testing.T) {
	s := certified()
	s.used = 19
	plan, err := school(s, "12").PlanSeat(t.Context(), manager, s.application, " 示例小店\t", "：小明")
	want := training.SeatPlan{Used: 19, Corrected: true, Shop: training.Shop{Name: "示例小店", Quota: 20, Known: true},
		Seat: training.Seat{Application: "a1", Account: "own", Shop: "示例小店", Name: "示例小店:小明", Department: lang.Text{Chinese: "售前", English: "pre-sales"},
			Permissions: []lang.Text{{Chinese: "查看订单", English: "view orders"}}, State: training.SeatPlanned, PlannedAt: now}}
	if diff := cmp.Diff(want, plan); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if err := school(s, "12").Activate(t.Context(), manager, plan); err != nil || s.planned == nil || s.planned.Name != plan.Seat.Name {
		t.Errorf("got %v, %v; want the seat planned", s.planned, err)
	}
}

func TestSeatsThatAreNotPlanned(t *testing.T) {
	own := access.Authenticated("own", "own", []access.Role{access.Applicant, access.Manager})
	for _, tt := range []struct {
		name   string
		by     access.Actor
		change func(*shelf)
		seat   string
		want   error
	}{
		{"the quota is used up", manager, func(s *shelf) { s.used = 20 }, "小明", fault.Conflict},
		{"a gate is closed", manager, func(s *shelf) { s.certificate = nil }, "小明", fault.Invalid},
		{"a name that cannot be used", manager, func(*shelf) {}, "007", fault.Invalid},
		{"a manager's own seat", own, func(*shelf) {}, "小明", fault.Denied},
		{"a trainer", trainer, func(*shelf) {}, "小明", fault.Denied},
		{"the applicant", applicant, func(*shelf) {}, "小明", fault.Denied},
	} {
		s := certified()
		tt.change(s)
		if _, err := school(s, "12").PlanSeat(t.Context(), tt.by, s.application, "示例小店", tt.seat); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
		if tt.want != fault.Denied {
			continue
		}
		plan := training.SeatPlan{Seat: training.Seat{Application: "a1", Account: "own"}}
		if err := school(s, "12").Activate(t.Context(), tt.by, plan); !errors.Is(err, fault.Denied) || s.planned != nil {
			t.Errorf("%s stores a plan: got %v and %v, want %v", tt.name, err, s.planned, fault.Denied)
		}
	}
}

func TestLiveSuspendedLiveAgainAndLeft(t *testing.T) {
	s := certified()
	s.seat = &training.Seat{Name: "示例小店:小明", State: training.SeatPlanned}
	desk := school(s, "12")
	for _, step := range []struct {
		name string
		do   func() (applications.Application, error)
		want applications.State
		seat training.SeatState
	}{
		{"confirm", func() (applications.Application, error) { return desk.Confirm(t.Context(), manager, "a1") }, applications.Live, training.SeatOpen},
		{"suspend", func() (applications.Application, error) {
			return desk.Suspend(t.Context(), manager, "a1", "a complaint")
		}, applications.Suspended, training.SeatFrozen},
		{"confirm again", func() (applications.Application, error) { return desk.Confirm(t.Context(), manager, "a1") }, applications.Live, training.SeatOpen},
		{"close", func() (applications.Application, error) {
			return desk.Close(t.Context(), manager, "a1", "contract ended", "lin")
		}, applications.Left, training.SeatClosed},
	} {
		if got, err := step.do(); err != nil || got.State != step.want || s.seat.State != step.seat {
			t.Errorf("%s: got %s with the seat %s, %v; want %s with %s", step.name, got.State, s.seat.State, err, step.want, step.seat)
		}
	}
}

func TestNobodyGoesLiveWithoutAValidCertificate(t *testing.T) {
	for _, state := range []applications.State{applications.Certified, applications.Suspended} {
		s := certified()
		s.application.State, s.seat = state, &training.Seat{State: training.SeatFrozen}
		s.certificate.ExpiresAt = now.Add(-time.Second)
		_, err := school(s, "12").Confirm(t.Context(), manager, "a1")
		if !errors.Is(err, fault.Invalid) || !strings.HasPrefix(details(err), "certificate: ") || s.application.State != state {
			t.Errorf("when %s: got %v and %s, want %v", state, err, s.application.State, fault.Invalid)
		}
	}
}
