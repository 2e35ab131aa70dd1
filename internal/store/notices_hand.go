package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/outbox"
)

// RetryNotice queues a notice again that has failed, or one that is unsure, which may then arrive twice. It is
// fault.Conflict when the notice is in another state. It returns the notice as it was.
func (s *Store) RetryNotice(ctx context.Context, typed, by string) (outbox.Notice, error) {
	return s.changeNotice(ctx, typed, by, "retry_notice", outbox.Queued, outbox.Failed, outbox.Unsure)
}

// SettleNotice writes what a person found out about an unsure notice: it was sent, or it failed. It is fault.Conflict
// when the notice is in another state. It returns the notice as it was.
func (s *Store) SettleNotice(ctx context.Context, typed, by string, to outbox.State) (outbox.Notice, error) {
	return s.changeNotice(ctx, typed, by, "settle_notice", to, outbox.Unsure)
}

func (s *Store) changeNotice(ctx context.Context, typed, by, action string, to outbox.State, from ...outbox.State) (n outbox.Notice, err error) {
	err = s.inTx(ctx, func(t *tx) error {
		if n, err = s.notice(t.ctx, t, typed); err != nil {
			return err
		}
		wrong := fault.New(fault.Conflict, "notice %s is %s", n.ID, string(n.State)).WithHint("gangway notify list")
		if !slices.Contains(from, n.State) {
			return wrong
		}
		var next, sent time.Time
		switch to {
		case outbox.Queued:
			next = t.now
		case outbox.Sent:
			sent = t.now
		}
		err := t.execOne(wrong, `UPDATE notices SET state = $3, next_at = `+nextAt+`, sent_at = $5 WHERE id = $1 AND state = $2`,
			n.ID, string(n.State), string(to), timeText(next), timeText(sent))
		if err != nil {
			return err
		}
		return t.record(audit.Event{Chain: chainOf(n), Action: action, Actor: by, At: t.now,
			Details: audit.Details{"notice": n.ID, "was": string(n.State), "is": string(to)}})
	})
	return n, err
}

// chainOf returns the chain of what a notice is about.
func chainOf(n outbox.Notice) string {
	if n.Application != "" {
		return n.Application
	}
	return n.Account
}

// IgnoreQuiet makes the notices due that wait for the end of the quiet time of their channel, and records who disturbs
// people.
func (s *Store) IgnoreQuiet(ctx context.Context, by string, until map[outbox.Channel]time.Time) error {
	return s.inTx(ctx, func(t *tx) error {
		var channels []string
		for _, channel := range slices.Sorted(maps.Keys(until)) {
			channels = append(channels, string(channel))
			err := t.exec(`UPDATE notices SET next_at = $3 WHERE channel = $1 AND state = 'queued' AND next_at = $2`,
				string(channel), timeText(until[channel]), timeText(t.now))
			if err != nil {
				return err
			}
		}
		return t.record(audit.Event{Chain: by, Action: "ignore_quiet_hours", Actor: by, At: t.now, Details: audit.Details{"channels": channels}})
	})
}
