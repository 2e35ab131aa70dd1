package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/store"
)

// find returns the application with an id.
func find(t testing.TB, s *store.Store, id string) applications.Application {
	t.Helper()
	return got[applications.Application](t)(s.Application(t.Context(), id))
}

func TestADraftComesBackAsItWasSaved(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner := applicant(t, s, "wang")
		first := draft(t, s, owner, "online-agent")
		want := newDraft(owner, "online-agent")
		want.ID, want.Revision, want.AccountName = first.ID, 1, "wang"
		want.Fixes, want.Courses = []applications.Fix{}, []string{}
		if diff := cmp.Diff(want, find(t, s, first.ID)); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
		open := got[applications.Application](t)(s.OpenApplication(t.Context(), owner.ID, "online-agent"))
		open.Answers["name"], open.Name, open.ProgramVersion, open.UpdatedAt = "王晓明", "王晓明", 2, start.Add(time.Hour)
		second := got[applications.Application](t)(s.SaveAnswers(t.Context(), open, saved(owner)))
		if second.Revision != 2 {
			t.Errorf("got revision %d, want 2", second.Revision)
		}
		if diff := cmp.Diff(second, find(t, s, first.ID)); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
		wantActions(t, s, first.ID, "begin by "+owner.ID, "save by "+owner.ID)
	})
}

func TestTheSlowerOfTwoEditorsIsTold(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner := applicant(t, s, "wang")
		a := draft(t, s, owner, "online-agent")
		faster, slower := a, a
		faster.Answers, slower.Answers = applications.Answers{"qq": "10001"}, applications.Answers{"qq": "10002"}
		faster = got[applications.Application](t)(s.SaveAnswers(t.Context(), faster, saved(owner)))
		_, err := s.SaveAnswers(t.Context(), slower, saved(owner))
		wantKind(t, err, fault.Conflict, "changed by someone else")
		if qq := find(t, s, a.ID).Answers.Text("qq"); qq != "10001" {
			t.Errorf("the slower editor wrote over the faster: %s", qq)
		}
		got[applications.Application](t)(s.SaveAnswers(t.Context(), faster, saved(owner))) // who is told the revision goes on with it
	})
}

func TestWhatAChangeReturnsCanBeEditedOn(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner, reviewer := applicant(t, s, "wang"), staff(t, s, "clerk", access.Reviewer)
		a := submitted(t, s, owner, "online-agent")
		returned := got[applications.Application](t)(s.Change(t.Context(), a.ID, moving(applications.Return, actor(reviewer), nil)))
		if diff := cmp.Diff(find(t, s, a.ID).Revision, returned.Revision); diff != "" {
			t.Errorf("the revision returned is not the one stored: %s", diff)
		}
		got[applications.Application](t)(s.SaveAnswers(t.Context(), returned, saved(owner)))
	})
}

func TestAnswersAreSavedByTheirOwnerWhileTheyMayBeEdited(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner, other := applicant(t, s, "wang"), applicant(t, s, "li")
		a := draft(t, s, owner, "online-agent")
		stolen := a
		stolen.Account = other.ID
		_, err := s.SaveAnswers(t.Context(), stolen, saved(other))
		wantKind(t, err, fault.Conflict, "changed")
		a = submit(t, s, owner, a.ID)
		_, err = s.SaveAnswers(t.Context(), find(t, s, a.ID), saved(owner))
		wantKind(t, err, fault.Conflict, "changed")
	})
}

// There is no back door: what is stored for the first time is a draft, whatever the caller says.
func TestANewApplicationIsADraft(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner := applicant(t, s, "wang")
		forged := newDraft(owner, "online-agent")
		forged.State = applications.Approved
		a := got[applications.Application](t)(s.SaveAnswers(t.Context(), forged, saved(owner)))
		if state := find(t, s, a.ID).State; state != applications.Draft || a.State != applications.Draft {
			t.Errorf("a new application is %s, and was said to be %s", state, a.State)
		}
	})
}

func TestOneApplicationIsOpenForEachProgram(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner := applicant(t, s, "wang")
		first := draft(t, s, owner, "online-agent")
		_, err := s.SaveAnswers(t.Context(), newDraft(owner, "online-agent"), saved(owner))
		wantKind(t, err, fault.Conflict, `an application to "online-agent" already`)
		draft(t, s, owner, "night-agent")
		draft(t, s, applicant(t, s, "li"), "online-agent")
		got[applications.Application](t)(s.Change(t.Context(), first.ID, moving(applications.Withdraw, actor(owner), nil)))
		_, err = s.OpenApplication(t.Context(), owner.ID, "online-agent")
		wantKind(t, err, fault.NotFound, "")
		draft(t, s, owner, "online-agent")
	})
}

func TestOneOfSimultaneousFirstSavesSucceeds(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := open(t, p, standing)
		owner := applicant(t, s, "wang")
		errs := together(8, func(int) error {
			_, err := s.SaveAnswers(context.WithoutCancel(t.Context()), newDraft(owner, "online-agent"), saved(owner))
			return err
		})
		if done, refused, others := tally(errs, fault.Conflict); done != 1 || refused != 7 {
			t.Errorf("%d were stored and %d refused, others %v; want 1 and 7", done, refused, others)
		}
	})
}

func TestOnlyApplicantsApply(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		clerk := staff(t, s, "clerk", access.Reviewer)
		_, err := s.SaveAnswers(t.Context(), newDraft(clerk, "online-agent"), saved(clerk))
		wantKind(t, err, fault.NotFound, "only applicants")
	})
}

// The order is that of the chain, even when a clock was put back.
func TestTimesAreThoseOfTheStatesReachedLast(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner, reviewer := applicant(t, s, "wang"), staff(t, s, "clerk", access.Reviewer)
		a := draft(t, s, owner, "online-agent")
		for _, decide := range []deciding{submitting(owner, start.Add(2*time.Hour)),
			moving(applications.Return, actor(reviewer), nil), submitting(owner, start.Add(time.Hour))} {
			got[applications.Application](t)(s.Change(t.Context(), a.ID, decide))
		}
		want := map[applications.State]time.Time{applications.Submitted: start.Add(time.Hour), applications.Returned: start}
		if diff := cmp.Diff(want, got[map[applications.State]time.Time](t)(s.Times(t.Context(), a.ID))); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
		wantActions(t, s, a.ID, "begin by "+owner.ID, "submit by "+owner.ID, "return by "+reviewer.ID, "submit by "+owner.ID)
	})
}
