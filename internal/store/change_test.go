package store_test

import (
	"context"
	"database/sql"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/store"
)

func TestAChangeIsWrittenWithAllThatBelongsToIt(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s, db := open(t, p, standing), raw(t, p)
		owner, reviewer := applicant(t, s, "wang"), staff(t, s, "clerk", access.Reviewer)
		a := submitted(t, s, owner, "online-agent")
		in := batch(t, s, reviewer)
		after := got[applications.Application](t)(s.Change(t.Context(), a.ID[:9], func(a applications.Application, p applications.Profile) (applications.Outcome, error) {
			if p.Account != owner.ID || p.Mobile == "" {
				t.Errorf("the profile handed over is %+v", p)
			}
			return approving(reviewer, in)(a, p)
		}))
		if diff := cmp.Diff(find(t, s, a.ID), after); diff != "" {
			t.Errorf("stored -, returned +\n%s", diff)
		}
		if after.State != applications.Approved || after.Revision != 3 {
			t.Errorf("got %s at revision %d", after.State, after.Revision)
		}
		if n := count(t, db, `SELECT COUNT(*) FROM decisions WHERE application = $1 AND batch = $2 AND owner = $3 AND decided_by = $4 AND kind = 'approve'`,
			a.ID, in, owner.ID, reviewer.ID); n != 1 {
			t.Errorf("%d decisions were kept, want 1", n)
		}
		if n := len(got[[]outbox.Notice](t)(s.Notices(t.Context(), outbox.Queued, 0))); n != 2 {
			t.Errorf("%d notices are queued, want 2", n)
		}
		if n := len(got[[]applications.Application](t)(s.Enrolled(t.Context(), owner.ID))); n != 1 {
			t.Errorf("the applicant is enrolled in %d applications, want 1", n)
		}
		wantActions(t, s, a.ID, "begin by "+owner.ID, "submit by "+owner.ID, "approve by "+reviewer.ID)
	})
}

func TestOneOfSimultaneousDecidersWins(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := handles(t, p, 16)
		owner, reviewer := applicant(t, s[0], "wang"), staff(t, s[0], "clerk", access.Reviewer)
		in := batch(t, s[0], reviewer)
		for round, contenders := range []int{2, 2, 2, 16, 16, 16} {
			a := submitted(t, s[0], owner, string(rune('a'+round)))
			errs := together(contenders, func(i int) error {
				decide := approving(reviewer, in)
				if i%2 == 1 {
					decide = moving(applications.Reject, actor(reviewer), nil)
				}
				_, err := s[i].Change(context.WithoutCancel(t.Context()), a.ID, decide)
				return err
			})
			if done, refused, others := tally(errs, fault.Conflict); done != 1 || refused != contenders-1 {
				t.Fatalf("%d decided and %d were refused, others %v; want 1 and %d", done, refused, others, contenders-1)
			}
			if n := len(got[[]audit.Event](t)(s[0].Events(t.Context(), a.ID))); n != 3 {
				t.Errorf("%d events, want begin, submit and one decision", n)
			}
		}
		wantIntact(t, s[0])
	})
}

// Somebody with both roles tries every way round the domain's checks; the SQL stops what they let through.
func TestNobodyDecidesForThemselvesEvenRoundTheChecks(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		both := got[applications.Account](t)(s.Register(t.Context(), account("both", access.Applicant, access.Reviewer), registration("both")))
		other := applicant(t, s, "li")
		a := submitted(t, s, both, "online-agent")
		_, err := s.Change(t.Context(), a.ID, moving(applications.Approve, actor(both), nil))
		wantKind(t, err, fault.Denied, "of their own")
		forged := func(a applications.Application, p applications.Profile) (applications.Outcome, error) {
			a.Account = other.ID // the check is made to believe that it is another's
			return moving(applications.Approve, actor(both), nil)(a, p)
		}
		_, err = s.Change(t.Context(), a.ID, forged)
		wantKind(t, err, fault.Conflict, "")
		if diff := cmp.Diff(a.State, find(t, s, a.ID).State); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
	})
}

// spoilt are ways to let the first parts of an outcome be written before one fails.
var spoilt = map[string]func(cancel func(), o *applications.Outcome) error{
	"a decision in no batch":    func(_ func(), o *applications.Outcome) error { o.Decision.Batch = "none"; return nil },
	"a decision by the owner":   func(_ func(), o *applications.Outcome) error { o.Decision.By = o.Change.After().Account; return nil },
	"the decider's own failure": func(func(), *applications.Outcome) error { return errors.New("the decider failed") },
	"an interruption":           func(cancel func(), _ *applications.Outcome) error { cancel(); return nil },
}

func TestAnOutcomeIsWrittenWhollyOrNotAtAll(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s, db := open(t, p, standing), raw(t, p)
		owner, reviewer := applicant(t, s, "wang"), staff(t, s, "clerk", access.Reviewer)
		in := batch(t, s, reviewer)
		for name, spoil := range spoilt {
			a := submitted(t, s, owner, name)
			before := everything(t, db)
			ctx, cancel := context.WithCancel(t.Context())
			_, err := s.Change(ctx, a.ID, func(a applications.Application, p applications.Profile) (applications.Outcome, error) {
				o, err := approving(reviewer, in)(a, p)
				must(t, err)
				err = spoil(cancel, &o)
				return o, err
			})
			cancel()
			if err == nil {
				t.Errorf("%s: the change was made", name)
			}
			if diff := cmp.Diff(before, everything(t, db)); diff != "" {
				t.Errorf("%s: after %v: before -, after +\n%s", name, err, diff)
			}
			got[applications.Application](t)(s.Change(t.Context(), a.ID, approving(reviewer, in))) // nothing stands in the way
		}
	})
}

func TestAnInterruptionIsReportedAsOne(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner := applicant(t, s, "wang")
		a := draft(t, s, owner, "online-agent")
		ctx, cancel := context.WithCancel(t.Context())
		_, err := s.Change(ctx, a.ID, func(a applications.Application, p applications.Profile) (applications.Outcome, error) {
			cancel()
			return submitting(owner, start)(a, p)
		})
		if !errors.Is(err, context.Canceled) || fault.KindOf(err) != nil {
			t.Errorf("got %v, want a plain cancellation", err)
		}
	})
}

// everything reads the rows a change could leave, as text.
func everything(t testing.TB, db *sql.DB) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for table, columns := range map[string]string{
		"applications": "id || state || revision || updated_at || events || head", "decisions": "batch || application || state",
		"notices": "id || state", "events": "chain || seq || mac", "chains": "id || seq || mac || code", "submissions": "application || seq",
		"certificates": "number || state", "seats": "application || name || state || confirmed_at",
	} {
		rows, err := db.Query(`SELECT ` + columns + ` FROM ` + table + ` ORDER BY 1`)
		must(t, err)
		for rows.Next() {
			var row string
			must(t, rows.Scan(&row))
			all[table] = append(all[table], row)
		}
		must(t, rows.Err())
		rows.Close()
	}
	return all
}
