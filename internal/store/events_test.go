package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/seal"
	"gangway/internal/store"
)

// wantIntact fails a test unless every chain fits.
func wantIntact(t testing.TB, s *store.Store) {
	t.Helper()
	report := got[audit.Report](t)(s.VerifyEvents(t.Context()))
	if !report.OK || report.FirstBad != "" || report.Events == 0 {
		t.Errorf("got %+v, want intact chains", report)
	}
}

func TestEventsComeBackAsTheyWereWritten(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner := applicant(t, s, "wang")
		a := draft(t, s, owner, "online-agent")
		at := time.Date(2026, 11, 23, 18, 0, 0, 987654321, time.FixedZone("Asia/Shanghai", 8*3600))
		got[applications.Application](t)(s.Change(t.Context(), a.ID, func(a applications.Application, _ applications.Profile) (applications.Outcome, error) {
			change, err := applications.Move(a, applications.Submit, actor(owner), at, audit.Details{"program": "<店> & \"更多\"", "version": 2})
			return applications.Outcome{Change: change}, err
		}))
		want := audit.Event{Chain: a.ID, Seq: 2, Action: "submit", Actor: owner.ID, At: at, From: "draft", To: "submitted",
			Details: audit.Details{"program": "<店> & \"更多\"", "version": 2.0}}
		list := got[[]audit.Event](t)(s.Events(t.Context(), a.ID))
		if diff := cmp.Diff(want, list[1]); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
		wantIntact(t, s)
	})
}

func TestAllEventsComeOldestFirst(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		c := newClock()
		s := open(t, p, c.now)
		want := []string{}
		for i := range 20 {
			c.forward(time.Second)
			want = append(want, staff(t, s, fmt.Sprint("clerk", i), access.Reviewer).ID)
		}
		chains := []string{}
		for _, e := range got[[]audit.Event](t)(s.Events(t.Context(), "")) {
			chains = append(chains, e.Chain)
		}
		if diff := cmp.Diff(want, chains); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
	})
}

func TestANewStoreIsIntact(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		want := audit.Report{OK: true}
		if diff := cmp.Diff(want, got[audit.Report](t)(s.VerifyEvents(t.Context()))); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
	})
}

// The store is made to believe that the others are its own, or it would not open.
func TestChainsOfOtherKeysDoNotFit(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		staff(t, open(t, p, standing), "clerk", access.Reviewer)
		p.Keys += "-others"
		others := got[*seal.Keys](t)(seal.Create(p.Keys))
		alter(t, raw(t, p), `UPDATE schema_version SET keys_code = $1`, others.BlindIndex("store", "keys"))
		if report := got[audit.Report](t)(open(t, p, standing).VerifyEvents(t.Context())); report.OK {
			t.Error("events written with other keys fit")
		}
	})
}

// Checking reads one moment of the store, so that what is written meanwhile is no false alarm.
func TestCheckingWhileOthersWriteRaisesNoAlarm(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := handles(t, p, 3)
		owner := applicant(t, s[0], "wang")
		a := draft(t, s[0], owner, "online-agent")
		errs := together(3, func(i int) error {
			for n := range 40 {
				switch i {
				case 0:
					if report, err := s[i].VerifyEvents(t.Context()); err != nil || !report.OK {
						return fmt.Errorf("check %d: %+v, %v", n, report, err)
					}
				case 1:
					if _, err := s[i].AddStaff(t.Context(), account(fmt.Sprint("clerk", n)), "hash", access.System.ID()); err != nil {
						return err
					}
				case 2:
					var err error
					if a, err = s[i].SaveAnswers(t.Context(), a, saved(owner)); err != nil {
						return err
					}
				}
			}
			return nil
		})
		for _, err := range errs {
			if err != nil {
				t.Error(err)
			}
		}
	})
}
