package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/store"
)

// told returns the applications whose approval was told and that nothing has followed.
func told(t testing.TB, s *store.Store) (ids []string) {
	t.Helper()
	for _, n := range got[[]outbox.Notice](t)(s.ApprovedAndTold(t.Context(), 10)) {
		ids = append(ids, n.Application)
	}
	return ids
}

func TestWhoWasToldIsKnownUntilSomethingFollows(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		queued(t, s, 2)
		if ids := told(t, s); ids != nil {
			t.Fatalf("%v were told before anything was sent", ids)
		}
		n := claim(t, s, outbox.Email, start, 1)[0]
		must(t, s.Settle(t.Context(), n.ID, outbox.Outcome{Tries: 1, State: outbox.Sent, At: start}))
		failed := claim(t, s, outbox.SMS, start, 1)[0]
		must(t, s.Settle(t.Context(), failed.ID, outbox.Outcome{Tries: 1, State: outbox.Failed, At: start}))
		list := got[[]outbox.Notice](t)(s.ApprovedAndTold(t.Context(), 10))
		if diff := cmp.Diff([]outbox.Notice{{ID: n.ID, Application: n.Application}}, list); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
		must(t, s.Followed(t.Context(), list))
		if ids := told(t, s); ids != nil {
			t.Errorf("%v are still to be followed", ids)
		}
	})
}

func TestWhatABatchDecidedCanBeTold(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner, reviewer := applicant(t, s, "wang"), staff(t, s, "clerk", access.Reviewer)
		a := submitted(t, s, owner, "jd01")
		decision := applications.Decision{Application: a.ID, Kind: applications.Returning, Reason: "incomplete", Note: "soon",
			Fixes: []applications.Fix{{Field: "education", Text: "the diploma"}}}
		b := named(reviewer)
		b.Kind = applications.Screened
		b.ID = got[string](t)(s.OpenBatch(t.Context(), b, []applications.Decision{decision}))
		what := got[applications.Told](t)(s.Told(t.Context(), b.ID, a.ID))
		want := applications.Told{
			Application: applications.Application{ID: a.ID, Program: "jd01", Account: owner.ID, Name: a.Name},
			Profile:     got[applications.Profile](t)(s.Profile(t.Context(), owner.ID)),
			Decision:    decision, Automatic: true,
		}
		want.Decision.Batch = b.ID
		if diff := cmp.Diff(want, what); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
		_, err := s.Told(t.Context(), b.ID, "another")
		wantKind(t, err, fault.NotFound, "")
	})
}

// insert queues notices of a batch for applications without records of their own, as rows are written for many at once.
func insert(t testing.TB, p store.Place, channel outbox.Channel, kind string, due time.Time, ids ...string) {
	t.Helper()
	db := raw(t, p)
	for _, id := range ids {
		_, err := db.ExecContext(t.Context(), `INSERT INTO notices (id, batch, channel, kind, application, account, recipient, subject, body,
				state, tries, next_at, created_at, sent_at, last_error)
			VALUES ($1, 'b', $2, $3, 'a', 'p', '', '', '', 'queued', 0, $4, $4, '', '')`,
			id, string(channel), kind, due.UTC().Format("2006-01-02T15:04:05.000000Z"))
		must(t, err)
	}
}

func TestANoticeOfABatchHasNoWordsUntilItIsSent(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := open(t, p, standing)
		insert(t, p, outbox.Email, "approved", start, "n00000000001", "n00000000002")
		claimed := claim(t, s, outbox.Email, start, 10)
		if n := claimed[0]; n.Composed() || n.To != "" || n.Batch != "b" {
			t.Errorf("got %+v", n)
		}
		must(t, s.Settle(t.Context(), claimed[0].ID, outbox.Outcome{Tries: 1, State: outbox.Sent, At: start, To: "wang@shop.example"}))
		must(t, s.Settle(t.Context(), claimed[1].ID, outbox.Outcome{Tries: 1, State: outbox.Queued, At: start, NextAt: start, Channel: outbox.SMS}))
		sent := got[[]outbox.Notice](t)(s.Notices(t.Context(), outbox.Sent, 0))
		if len(sent) != 1 || sent[0].To != "wang@shop.example" || sent[0].Composed() || !sent[0].NextAt.IsZero() {
			t.Errorf("got %+v, want the address and no words", sent)
		}
		if again := claim(t, s, outbox.Email, start, 10); len(again) != 0 {
			t.Errorf("got %v by e-mail, want it to have gone on to SMS", again)
		}
		if on := claim(t, s, outbox.SMS, start, 10); len(on) != 1 || on[0].ID != claimed[1].ID || on[0].Tries != 1 {
			t.Errorf("got %+v, want the second at its first try", on)
		}
	})
}

func TestWhatIsHeldWaitsForTheMorning(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := open(t, p, standing)
		boss := staff(t, s, "boss", access.Manager)
		morning := start.Add(10 * time.Hour)
		insert(t, p, outbox.SMS, "approved", start, "n00000000001", "n00000000002")
		insert(t, p, outbox.SMS, "approved", morning.Add(time.Hour), "n00000000003")
		insert(t, p, outbox.SMS, "mobile-code", start, "n00000000004")
		insert(t, p, outbox.Email, "approved", start, "n00000000005")
		for range 2 { // holding again changes nothing and says the same
			if n := got[int](t)(s.Hold(t.Context(), outbox.SMS, morning, []string{"mobile-code"})); n != 2 {
				t.Errorf("%d are held, want 2", n)
			}
		}
		insert(t, p, outbox.SMS, "approved", start, "n00000000006") // queued after that
		only := outbox.Claim{Channel: outbox.SMS, Kinds: []string{"mobile-code"}, Now: start, Lease: lease, Limit: 10}
		if n := got[[]outbox.Notice](t)(s.Claim(t.Context(), only)); len(n) != 1 || n[0].Kind != "mobile-code" {
			t.Errorf("got %v, want the code alone", n)
		}
		if n := claim(t, s, outbox.SMS, start, 10); len(n) != 1 || n[0].ID != "n00000000006" {
			t.Errorf("got %v, want the one that is not held", n)
		}
		must(t, s.IgnoreQuiet(t.Context(), boss.ID, map[outbox.Channel]time.Time{outbox.SMS: morning}))
		if n := claim(t, s, outbox.SMS, start, 10); len(n) != 2 {
			t.Errorf("got %d, want the two that were held", len(n))
		}
		wantActions(t, s, boss.ID, "add_staff by system", "ignore_quiet_hours by "+boss.ID)
	})
}

func TestAListOfNoticesIsCutWhereItIsAsked(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := open(t, p, standing)
		insert(t, p, outbox.Email, "approved", start, "n00000000002", "n00000000003")
		insert(t, p, outbox.SMS, "approved", start.Add(-time.Hour), "n00000000004")
		for limit, want := range map[int][]string{0: {"n00000000004", "n00000000002", "n00000000003"}, 2: {"n00000000004", "n00000000002"}} {
			for _, state := range []outbox.State{"", outbox.Queued} {
				var ids []string
				for _, n := range got[[]outbox.Notice](t)(s.Notices(t.Context(), state, limit)) {
					ids = append(ids, n.ID)
				}
				if diff := cmp.Diff(want, ids); diff != "" {
					t.Errorf("limit %d, state %q: want -, got +\n%s", limit, state, diff)
				}
			}
		}
	})
}
