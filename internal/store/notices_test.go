package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/store"
)

const lease = 10 * time.Minute

// queued fills the outbox with one SMS and one e-mail for each of n programs.
func queued(t testing.TB, s *store.Store, n int) applications.Account {
	t.Helper()
	owner, reviewer := applicant(t, s, "wang"), staff(t, s, "clerk", access.Reviewer)
	for i := range n {
		approved(t, s, owner, reviewer, string(rune('a'+i)))
	}
	return owner
}

func claim(t testing.TB, s *store.Store, channel outbox.Channel, at time.Time, limit int) []outbox.Notice {
	t.Helper()
	return got[[]outbox.Notice](t)(s.Claim(t.Context(), outbox.Claim{Channel: channel, Now: at, Lease: lease, Limit: limit}))
}

func TestANoticeIsClaimedAndSent(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner := queued(t, s, 1)
		a := got[[]applications.Application](t)(s.Applications(t.Context(), store.Filter{}))[0]
		claimed := claim(t, s, outbox.Email, start, 10)
		want := notice(a, outbox.Email)
		want.ID, want.Account, want.State, want.Tries = claimed[0].ID, owner.ID, outbox.Sending, 1
		want.CreatedAt, want.NextAt = start, start.Add(lease)
		if diff := cmp.Diff([]outbox.Notice{want}, claimed); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
		if again := claim(t, s, outbox.Email, start, 10); len(again) != 0 {
			t.Errorf("%d notices were claimed twice", len(again))
		}
		must(t, s.Settle(t.Context(), want.ID, outbox.Outcome{Tries: 1, State: outbox.Sent, At: start.Add(time.Second)}))
		want.State, want.NextAt, want.SentAt = outbox.Sent, time.Time{}, start.Add(time.Second)
		if diff := cmp.Diff([]outbox.Notice{want}, got[[]outbox.Notice](t)(s.Notices(t.Context(), outbox.Sent, 0))); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
		if left := claim(t, s, outbox.Email, start.Add(24*time.Hour), 10); len(left) != 0 {
			t.Error("a sent notice was claimed again")
		}
		if all := got[[]outbox.Notice](t)(s.Notices(t.Context(), "", 0)); len(all) != 2 {
			t.Errorf("%d notices in all, want 2", len(all))
		}
	})
}

func TestAClaimTakesTheLongestDueUpToItsLimit(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		queued(t, s, 4)
		first := claim(t, s, outbox.SMS, start, 1)[0]
		retry := outbox.Outcome{Tries: 1, State: outbox.Queued, At: start, NextAt: start.Add(-time.Hour), LastError: "the gateway is away"}
		must(t, s.Settle(t.Context(), first.ID, retry))
		batch := claim(t, s, outbox.SMS, start, 3)
		if len(batch) != 3 || batch[0].ID != first.ID || batch[0].Tries != 2 || batch[0].LastError != "the gateway is away" {
			t.Errorf("got %d notices, the first %+v", len(batch), batch[0])
		}
		if rest := claim(t, s, outbox.SMS, start, 3); len(rest) != 1 || rest[0].Channel != outbox.SMS {
			t.Errorf("got %v, want the last SMS", rest)
		}
		if early := claim(t, s, outbox.Email, start.Add(-time.Microsecond), 3); len(early) != 0 {
			t.Errorf("%d notices were claimed before they were due", len(early))
		}
	})
}

func TestADeadSendersNoticeIsTakenOver(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		queued(t, s, 1)
		dead := claim(t, s, outbox.SMS, start, 1)[0]
		if early := claim(t, s, outbox.SMS, start.Add(lease-time.Microsecond), 1); len(early) != 0 {
			t.Fatal("a notice was taken over before its lease ran out")
		}
		heir := claim(t, s, outbox.SMS, start.Add(lease), 1)[0]
		if heir.ID != dead.ID || !heir.Interrupted || heir.Tries != 2 || dead.Interrupted {
			t.Errorf("got %+v", heir)
		}
		late := outbox.Outcome{Tries: 1, State: outbox.Sent, At: start}
		wantKind(t, s.Settle(t.Context(), dead.ID, late), fault.Conflict, "taken over")
		must(t, s.Settle(t.Context(), heir.ID, outbox.Outcome{Tries: 2, State: outbox.Unsure, At: start, LastError: "not known"}))
		wantKind(t, s.Settle(t.Context(), heir.ID, outbox.Outcome{Tries: 2, State: outbox.Sent, At: start}), fault.Conflict, "")
		wantKind(t, s.Settle(t.Context(), "nothing", late), fault.Conflict, "")
		if unsure := got[[]outbox.Notice](t)(s.Notices(t.Context(), outbox.Unsure, 0)); len(unsure) != 1 || !unsure[0].SentAt.IsZero() {
			t.Errorf("got %+v, want one unsure notice that was not sent", unsure)
		}
		if more := claim(t, s, outbox.SMS, start.Add(24*time.Hour), 1); len(more) != 0 {
			t.Error("an unsure notice was claimed without a person asking for it")
		}
	})
}

func TestSimultaneousSendersShareTheQueue(t *testing.T) {
	for name, limit := range map[string]int{"one at a time": 1, "several at once": 3} {
		t.Run(name, func(t *testing.T) {
			eachPlace(t, func(t *testing.T, p store.Place) {
				const notices = 24
				s := handles(t, p, 8)
				queued(t, s[0], notices)
				taken := make([][]string, len(s))
				for i, err := range together(len(s), func(i int) error {
					for {
						batch, err := s[i].Claim(context.Background(), outbox.Claim{Channel: outbox.SMS, Now: start, Lease: lease, Limit: limit})
						if err != nil || len(batch) == 0 {
							return err
						}
						for _, n := range batch {
							taken[i] = append(taken[i], n.ID)
							if err := s[i].Settle(context.Background(), n.ID, outbox.Outcome{Tries: n.Tries, State: outbox.Sent, At: start}); err != nil {
								return err
							}
						}
					}
				}) {
					if err != nil {
						t.Errorf("sender %d: %v", i, err)
					}
				}
				times := map[string]int{}
				for _, ids := range taken {
					for _, id := range ids {
						times[id]++
					}
				}
				for id, n := range times {
					if n != 1 {
						t.Errorf("notice %s was sent %d times", id, n)
					}
				}
				if sent := len(got[[]outbox.Notice](t)(s[0].Notices(t.Context(), outbox.Sent, 0))); sent != notices || len(times) != notices {
					t.Errorf("%d notices were sent, want %d", sent, notices)
				}
			})
		})
	}
}

// A sender that finds nothing stops; so it must not find nothing while others are being claimed around it.
func TestAClaimIsEmptyOnlyWhenNothingIsDue(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := handles(t, p, 8)
		queued(t, s[0], 8)
		empty := 0
		counts := make([]int, len(s))
		for _, err := range together(len(s), func(i int) error {
			batch, err := s[i].Claim(context.Background(), outbox.Claim{Channel: outbox.SMS, Now: start, Lease: lease, Limit: 1})
			counts[i] = len(batch)
			return err
		}) {
			must(t, err)
		}
		for _, n := range counts {
			if n == 0 {
				empty++
			}
		}
		if empty != 0 {
			t.Errorf("%d of 8 senders found nothing although 8 notices were due", empty)
		}
	})
}
