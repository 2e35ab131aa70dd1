package applications_test

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/templates"
)

// shelf is a store with one application, enough to see what a desk does before and around it.
type shelf struct {
	applications.Store
	application *applications.Application
	profile     applications.Profile
	failure     error // of Change
	batches     int
	outcome     applications.Outcome // the latest
}

func (s *shelf) OpenApplication(context.Context, string, string) (applications.Application, error) {
	if s.application == nil {
		return applications.Application{}, fault.New(fault.NotFound, "there is no such record")
	}
	return *s.application, nil
}

func (s *shelf) SaveAnswers(_ context.Context, a applications.Application, _ audit.Event) (applications.Application, error) {
	a.ID = "a1"
	return a, nil
}

func (s *shelf) Change(_ context.Context, _ string, decide func(applications.Application, applications.Profile) (applications.Outcome, error)) (applications.Application, error) {
	if s.failure != nil {
		return applications.Application{}, s.failure
	}
	outcome, err := decide(*s.application, s.profile)
	if err != nil {
		return applications.Application{}, err
	}
	s.outcome = outcome
	after := outcome.Change.After()
	s.application = &after
	return after, nil
}

func (s *shelf) OpenBatch(context.Context, applications.Batch, []applications.Decision) (string, error) {
	s.batches++
	return "b1", nil
}

func (s *shelf) Leave(context.Context, applications.Batch, applications.BatchState, applications.BatchState) error {
	return nil
}

func (s *shelf) Refuse(context.Context, string, applications.Refusal) error { return nil }

func (s *shelf) DecidedBy(context.Context, string) (string, time.Time, error) {
	return "", time.Time{}, nil
}

// desk serves from a shelf at noon of a Friday.
func desk(t *testing.T, s *shelf) applications.Desk {
	return applications.Desk{Store: s, Library: applications.NewLibrary(templates.Shipped()), Notices: outbox.NewComposer(templates.Shipped()),
		Calendar: func() (*calendar.Calendar, error) { return calendar.Load(templates.Shipped()) },
		Now:      func() time.Time { return noon(t, "2026-11-20") }}
}

// filledIn is an application that may be handed in.
func filledIn(t *testing.T, state applications.State) *shelf {
	return &shelf{profile: completed(t), application: &applications.Application{ID: "a1", Program: "taobao-online", Account: "own",
		State: state, Answers: filled, SubmittedAt: noon(t, "2026-11-19"), Reason: "incomplete", Note: "year", Fixes: []applications.Fix{{Field: "name", Text: "x"}}}}
}

func TestSubmitJudgesAndSetsTheDueDate(t *testing.T) {
	for _, state := range []applications.State{applications.Draft, applications.Returned} {
		s := filledIn(t, state)
		got, err := desk(t, s).Submit(t.Context(), actor("applicant*"), "a1")
		if err != nil {
			t.Fatal(err)
		}
		due := time.Date(2026, 11, 25, 23, 59, 59, 0, calendar.China) // the third working day
		if got.State != applications.Submitted || got.Verdict != applications.Unknown || got.Name != "张三" || !got.DueAt.Equal(due) || got.Provisional ||
			got.ProgramVersion != 2 || !got.SubmittedAt.Equal(noon(t, "2026-11-20")) || len(got.Judged.Verdicts) != 5 {
			t.Errorf("when %s: got %+v", state, got)
		}
		if got.Reason != "" || got.Note != "" || got.Fixes != nil {
			t.Errorf("when %s: the old decision is still there: %q, %q, %v", state, got.Reason, got.Note, got.Fixes)
		}
		if n := len(s.outcome.Notices); n != 1 {
			t.Errorf("when %s: got %d notices, want an e-mail", state, n)
		}
	}
}

func TestSubmitRefusals(t *testing.T) {
	for _, tt := range []struct {
		name    string
		state   applications.State
		by      access.Actor
		answers applications.Answers
		want    error
	}{
		{"an obstacle", applications.Draft, actor("applicant*"), with(filled, "education", nil), fault.Invalid},
		{"handed in already", applications.Submitted, actor("applicant*"), filled, fault.Conflict},
		{"handed in already, with an obstacle since", applications.Approved, actor("applicant*"), with(filled, "education", nil), fault.Conflict},
		{"a stranger learns nothing of an obstacle", applications.Draft, actor("applicant"), with(filled, "education", nil), fault.NotFound},
		{"a reviewer learns nothing of an obstacle", applications.Draft, actor("reviewer"), with(filled, "education", nil), fault.Denied},
	} {
		s := filledIn(t, tt.state)
		s.application.Answers = tt.answers
		_, err := desk(t, s).Submit(t.Context(), tt.by, "a1")
		if fault.KindOf(err) != tt.want || (details(err) != "") != (tt.want == fault.Invalid) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestWhatADecisionMustHold(t *testing.T) {
	fixes := []applications.Fix{{Field: "education", Text: "the year"}}
	for _, tt := range []struct {
		name     string
		by       string
		decision applications.Decision
		want     error
		refused  error // of the one application
	}{
		{"an approval", "reviewer", applications.Decision{Kind: applications.Approval}, nil, nil},
		{"an approval with a reason", "reviewer", applications.Decision{Kind: applications.Approval, Reason: "incomplete"}, fault.Invalid, nil},
		{"an approval with something to mend", "reviewer", applications.Decision{Kind: applications.Approval, Fixes: fixes}, fault.Invalid, nil},
		{"a return", "reviewer", applications.Decision{Kind: applications.Returning, Reason: "incomplete", Fixes: fixes}, nil, nil},
		{"a return for a rule", "reviewer", applications.Decision{Kind: applications.Returning, Reason: "evidence", Fixes: []applications.Fix{{Field: "typing", Text: "show it"}}}, nil, nil},
		{"a return without anything to mend", "reviewer", applications.Decision{Kind: applications.Returning, Reason: "incomplete"}, fault.Invalid, nil},
		{"a return without a reason", "reviewer", applications.Decision{Kind: applications.Returning, Fixes: fixes}, fault.Invalid, nil},
		{"a return for a reason to reject", "reviewer", applications.Decision{Kind: applications.Returning, Reason: "untrue", Fixes: fixes}, fault.Invalid, nil},
		{"a return for a field the program lacks", "reviewer", applications.Decision{Kind: applications.Returning, Reason: "incomplete", Fixes: []applications.Fix{{Field: "shoe_size", Text: "x"}}}, nil, fault.Invalid},
		{"a rejection", "reviewer", applications.Decision{Kind: applications.Rejection, Reason: "untrue"}, nil, nil},
		{"a rejection for an unknown reason", "reviewer", applications.Decision{Kind: applications.Rejection, Reason: "mood"}, fault.Invalid, nil},
		{"a decision of no kind", "reviewer", applications.Decision{}, fault.Denied, nil},
		{"a decision on an own application", "reviewer*", applications.Decision{Kind: applications.Approval}, nil, fault.Denied},
		{"a decision by a trainer", "trainer", applications.Decision{Kind: applications.Approval}, fault.Denied, nil},
		{"a decision by an applicant", "applicant", applications.Decision{Kind: applications.Rejection, Reason: "untrue"}, fault.Denied, nil},
	} {
		s := filledIn(t, applications.Submitted)
		batch, err := desk(t, s).Decide(t.Context(), actor(tt.by), tt.decision, []string{"a1"})
		if fault.KindOf(err) != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
		if tt.want != nil {
			if s.batches != 0 || batch.Batch != "" {
				t.Errorf("%s: a batch was opened although nothing could be decided", tt.name)
			}
			continue
		}
		var got error
		if len(batch.Refused) > 0 {
			got = fault.KindOf(batch.Refused[0].Err)
		}
		if got != tt.refused || len(batch.Done)+len(batch.Refused) != 1 {
			t.Errorf("%s: got %+v, want a refusal of kind %v", tt.name, batch, tt.refused)
		}
	}
}

func TestAnApprovalAssignsTheCourses(t *testing.T) {
	s := filledIn(t, applications.Submitted)
	if _, err := desk(t, s).Decide(t.Context(), actor("reviewer"), applications.Decision{Kind: applications.Approval}, []string{"a1"}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(shipped(t, "taobao-online").Courses, s.outcome.Change.After().Courses); diff != "" || len(s.outcome.Notices) != 2 {
		t.Errorf("got %d notices, courses (-want +got):\n%s", len(s.outcome.Notices), diff)
	}
}

func TestABatchListsEachApplicationOnceAndNoNull(t *testing.T) {
	s := filledIn(t, applications.Submitted)
	batch, err := desk(t, s).Decide(t.Context(), actor("reviewer"), applications.Decision{Kind: applications.Approval}, []string{"a1", "a1"})
	want := applications.Report{Batch: "b1", Done: []string{"a1"}, Refused: []applications.Refusal{}}
	if diff := cmp.Diff(want, batch); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestAFailureOfTheStoreIsNoRefusal(t *testing.T) {
	s := filledIn(t, applications.Submitted)
	s.failure = fs.ErrPermission
	batch, err := desk(t, s).Decide(t.Context(), actor("reviewer"), applications.Decision{Kind: applications.Approval}, []string{"a1", "a2"})
	if !errors.Is(err, fs.ErrPermission) || len(batch.Refused) != 0 || batch.Batch != "b1" {
		t.Errorf("got %+v, %v; want the failure", batch, err)
	}
}

func TestBegin(t *testing.T) {
	open := shipped(t, "taobao-online")
	closed := open
	closed.Closed = true
	for _, tt := range []struct {
		name    string
		program applications.Program
		state   applications.State // "" when there is no application yet
		want    error
	}{
		{"a new one", open, "", nil},
		{"a new one for a closed program", closed, "", fault.Conflict},
		{"a draft", open, applications.Draft, nil},
		{"one to be mended", open, applications.Returned, nil},
		{"one to be mended although the program has closed", closed, applications.Returned, nil},
		{"one that waits", open, applications.Submitted, fault.Conflict},
		{"one in training", open, applications.Training, fault.Conflict},
	} {
		s := &shelf{}
		if tt.state != "" {
			s.application = &applications.Application{ID: "a1", Account: "own", State: tt.state}
		}
		got, err := desk(t, s).Begin(t.Context(), actor("applicant*"), tt.program)
		if fault.KindOf(err) != tt.want || err == nil && (got.Account != "own" || got.State != applications.Draft && got.State != tt.state) {
			t.Errorf("%s: got %+v, %v; want %v", tt.name, got, err, tt.want)
		}
	}
}

func TestNothingIsKeptOfSomebodyUnderSixteen(t *testing.T) {
	child := maps.Clone(filled)
	child["birth_date"] = "2012-01-01"
	for _, id := range []string{"", "a1"} { // a new form, and a draft that was begun
		s := &shelf{}
		d := desk(t, s)
		a := applications.Application{ID: id, Account: "own", State: applications.Draft, Answers: maps.Clone(child)}
		got, err := d.Save(t.Context(), actor("applicant*"), shipped(t, "taobao-online"), a)
		if !errors.Is(err, fault.Invalid) || id != "" && (len(got.Answers) > 0 || got.Name != "") || id == "" && s.application != nil {
			t.Errorf("with the id %q: got %+v, %v", id, got, err)
		}
	}
}

func TestAnApprovalFailsWhenTheApplicationAndTheDocumentDiffer(t *testing.T) {
	s := filledIn(t, applications.Submitted)
	s.profile.LegalName = "李四"
	batch, err := desk(t, s).Decide(t.Context(), actor("reviewer"), applications.Decision{Kind: applications.Approval}, []string{"a1"})
	if err != nil || len(batch.Refused) != 1 || !errors.Is(batch.Refused[0].Err, fault.Invalid) {
		t.Errorf("got %+v, %v; want the application refused", batch, err)
	}
}

func TestSaveTakesTheNameFromTheAnswers(t *testing.T) {
	d := desk(t, &shelf{})
	a := applications.Application{Account: "own", State: applications.Draft, Answers: filled}
	got, err := d.Save(t.Context(), actor("applicant*"), shipped(t, "taobao-online"), a)
	if err != nil || got.Name != "张三" || got.ProgramVersion != 2 || !got.CreatedAt.Equal(d.Now()) || !got.UpdatedAt.Equal(d.Now()) {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := d.Save(t.Context(), actor("applicant"), shipped(t, "taobao-online"), a); !errors.Is(err, fault.NotFound) {
		t.Errorf("a stranger saves: got %v, want %v", err, fault.NotFound)
	}
}
