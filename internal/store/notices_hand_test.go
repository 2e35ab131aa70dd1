package store_test

import (
	"testing"
	"time"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/store"
)

// settled returns a notice of an application that has come to a state.
func settled(t testing.TB, s *store.Store, state outbox.State) (outbox.Notice, applications.Account) {
	t.Helper()
	queued(t, s, 1)
	n := claim(t, s, outbox.Email, start, 1)[0]
	o := outbox.Outcome{Tries: 1, State: state, At: start, LastError: "why"}
	if state == outbox.Queued {
		o.NextAt = start.Add(time.Hour)
	}
	must(t, s.Settle(t.Context(), n.ID, o))
	return n, got[applications.Account](t)(s.Account(t.Context(), "clerk"))
}

func TestWhatAPersonMayDoWithANotice(t *testing.T) {
	retry := func(s *store.Store, id, by string) (outbox.Notice, error) { return s.RetryNotice(t.Context(), id, by) }
	settle := func(to outbox.State) func(*store.Store, string, string) (outbox.Notice, error) {
		return func(s *store.Store, id, by string) (outbox.Notice, error) {
			return s.SettleNotice(t.Context(), id, by, to)
		}
	}
	tests := []struct {
		name string
		was  outbox.State
		do   func(s *store.Store, id, by string) (outbox.Notice, error)
		want outbox.State // empty when it is refused
	}{
		{"retry what has failed", outbox.Failed, retry, outbox.Queued},
		{"retry what is unsure", outbox.Unsure, retry, outbox.Queued},
		{"retry what was sent", outbox.Sent, retry, ""},
		{"retry what waits", outbox.Queued, retry, ""},
		{"an unsure one was sent", outbox.Unsure, settle(outbox.Sent), outbox.Sent},
		{"an unsure one has failed", outbox.Unsure, settle(outbox.Failed), outbox.Failed},
		{"settle what has failed", outbox.Failed, settle(outbox.Sent), ""},
		{"settle what waits", outbox.Queued, settle(outbox.Sent), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			each(t, func(t *testing.T, s *store.Store) {
				n, clerk := settled(t, s, tt.was)
				before, err := tt.do(s, n.ID[:8], clerk.ID)
				if tt.want == "" {
					wantKind(t, err, fault.Conflict, string(tt.was))
					return
				}
				must(t, err)
				if before.State != tt.was {
					t.Errorf("it was %s, want %s", before.State, tt.was)
				}
				after := got[outbox.Notice](t)(s.Notice(t.Context(), n.ID))
				if after.State != tt.want || after.SentAt.IsZero() != (tt.want != outbox.Sent) {
					t.Errorf("got %+v, want it %s", after, tt.want)
				}
				if due := len(claim(t, s, outbox.Email, start, 5)) == 1; due != (tt.want == outbox.Queued) {
					t.Errorf("due now: %v", due)
				}
				if ids := told(t, s); (len(ids) == 1) != (tt.want == outbox.Sent) {
					t.Errorf("told: %v", ids)
				}
				wantIntact(t, s)
			})
		})
	}
}

func TestWhoQueuedANoticeAgainIsOnRecord(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		n, clerk := settled(t, s, outbox.Failed)
		got[outbox.Notice](t)(s.RetryNotice(t.Context(), n.ID, clerk.ID))
		list, err := s.Events(t.Context(), n.Application)
		must(t, err)
		e := list[len(list)-1]
		if e.Action != "retry_notice" || e.Actor != clerk.ID || e.Details["notice"] != n.ID || e.Details["was"] != "failed" || e.Details["is"] != "queued" {
			t.Errorf("got %+v", e)
		}
		_, err = s.RetryNotice(t.Context(), "zzzz", clerk.ID)
		wantKind(t, err, fault.NotFound, "no notice")
	})
}
