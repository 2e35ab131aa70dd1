package store_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/store"
)

func TestTheFirstManagerComesByThemself(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		if got[bool](t)(s.HasAccounts(t.Context())) {
			t.Fatal("a new store has an account")
		}
		boss := got[applications.Account](t)(s.AddStaff(t.Context(), account("Chen", access.Manager, access.Trainer), "hash", ""))
		if !got[bool](t)(s.HasAccounts(t.Context())) {
			t.Error("the first account is not found")
		}
		want := applications.Account{ID: boss.ID, Name: "Chen", Folded: "chen", Roles: []access.Role{access.Manager, access.Trainer},
			Lang: lang.Chinese, CreatedAt: start}
		if diff := cmp.Diff(want, got[applications.Account](t)(s.Account(t.Context(), "chen"))); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
		wantActions(t, s, boss.ID, "add_staff by "+boss.ID)
	})
}

func TestOfManyFirstManagersOneIsMade(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := handles(t, p, 8)
		made := 0
		for _, err := range together(len(s), func(i int) error {
			_, err := s[i].AddStaff(context.Background(), account(fmt.Sprint("boss", i), access.Manager), "hash", "")
			return err
		}) {
			if err == nil {
				made++
				continue
			}
			wantKind(t, err, fault.Conflict, "first manager already")
		}
		if made != 1 {
			t.Errorf("%d first managers were made, want one", made)
		}
	})
}

func TestAnAccountNameIsTakenOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		staff(t, s, "Chen", access.Manager)
		_, err := s.AddStaff(t.Context(), account("CHEN", access.Reviewer), "hash", access.System.ID())
		wantKind(t, err, fault.Conflict, `"CHEN" is taken`)
		_, err = s.Register(t.Context(), account("chen", access.Applicant), registration("chen"))
		wantKind(t, err, fault.Conflict, `"chen" is taken`)
	})
}

func TestStaffAreListedByNameWithoutApplicants(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		applicant(t, s, "applicant")
		for _, name := range []string{"zhou", "a-b", "ab", "a.c", "Ärger", "陈"} {
			staff(t, s, name, access.Reviewer)
		}
		both := staff(t, s, "both", access.Applicant, access.Trainer)
		var names []string
		for _, a := range got[[]applications.Account](t)(s.Accounts(t.Context())) {
			names = append(names, a.Name)
			if a.ID == both.ID && len(a.Roles) != 2 {
				t.Errorf("got roles %v of somebody with two", a.Roles)
			}
		}
		if diff := cmp.Diff([]string{"a-b", "a.c", "ab", "both", "zhou", "Ärger", "陈"}, names); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
	})
}

func TestAnUnknownAccountIsNotFound(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		_, err := s.Account(t.Context(), "nobody")
		wantKind(t, err, fault.NotFound, "no such")
		_, _, err = s.Credentials(t.Context(), "nobody")
		wantKind(t, err, fault.NotFound, "no such")
	})
}

func TestAccountsAreDisabledOnceAndNeverByThemselves(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		boss, clerk := staff(t, s, "boss", access.Manager), staff(t, s, "clerk", access.Reviewer)
		wantKind(t, s.Disable(t.Context(), boss.ID, boss.ID), fault.Conflict, "")
		must(t, s.Disable(t.Context(), clerk.ID, boss.ID))
		wantKind(t, s.Disable(t.Context(), clerk.ID, boss.ID), fault.Conflict, "disabled already")
		if a := got[applications.Account](t)(s.Account(t.Context(), "clerk")); !a.Disabled {
			t.Error("the account is not marked as disabled")
		}
		wantActions(t, s, clerk.ID, "add_staff by "+access.System.ID(), "disable by "+boss.ID)
	})
}

func TestRegistrationSaysNotWhoseContactIsTaken(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		first := registration("wang")
		first.Email = "Wang@Shop.example"
		owner := got[applications.Account](t)(s.Register(t.Context(), account("wang", access.Applicant), first))
		mobile, email := registration("li"), registration("li")
		mobile.Mobile, email.Email = first.Mobile, "wang@shop.EXAMPLE"
		_, sameMobile := s.Register(t.Context(), account("li", access.Applicant), mobile)
		_, sameEmail := s.Register(t.Context(), account("li", access.Applicant), email)
		wantKind(t, sameMobile, fault.Conflict, "cannot be used here")
		if sameMobile.Error() != sameEmail.Error() {
			t.Errorf("the answers tell which is taken:\n%v\n%v", sameMobile, sameEmail)
		}
		_, err := s.Account(t.Context(), "li")
		wantKind(t, err, fault.NotFound, "") // nothing of it was kept
		p := got[applications.Profile](t)(s.Profile(t.Context(), owner.ID))
		want := applications.Profile{Account: owner.ID, AccountName: "wang", Mobile: first.Mobile, Email: "Wang@Shop.example", Lang: lang.Chinese}
		if diff := cmp.Diff(want, p); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
	})
}

// wantActions compares a chain's events with "action by actor", oldest first.
func wantActions(t testing.TB, s *store.Store, chain string, want ...string) {
	t.Helper()
	var actions []string
	for i, e := range got[[]audit.Event](t)(s.Events(t.Context(), chain)) {
		actions = append(actions, e.Action+" by "+e.Actor)
		if e.Chain != chain || e.Seq != int64(i+1) {
			t.Errorf("event %d of %s says it is %s/%d", i+1, chain, e.Chain, e.Seq)
		}
	}
	if diff := cmp.Diff(want, actions); diff != "" {
		t.Errorf("events of %s: want -, got +\n%s", chain, diff)
	}
}
