package store

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"gangway/internal/fault"
	"gangway/internal/outbox"
)

// Claim implements outbox.Queue.
func (s *Store) Claim(ctx context.Context, claim outbox.Claim) ([]outbox.Notice, error) {
	var claimed []outbox.Notice
	err := s.inTx(ctx, func(t *tx) error {
		claimed = nil
		due, err := t.due(claim)
		if err != nil {
			return err
		}
		for _, n := range due {
			err := t.execOne(errAlready, `UPDATE notices SET state = 'sending', tries = tries + 1, next_at = $4
				WHERE id = $1 AND state = $2 AND tries = $3`, n.ID, string(n.State), n.Tries, timeText(claim.Now.Add(claim.Lease)))
			if errors.Is(err, errAlready) {
				continue // another sender has it
			}
			if err != nil {
				return err
			}
			n.Interrupted = n.State == outbox.Sending
			n.State, n.NextAt = outbox.Sending, claim.Now.Add(claim.Lease)
			n.Tries++
			claimed = append(claimed, n)
		}
		if len(due) > 0 && len(claimed) == 0 {
			return errRetry // there may be more, and nothing would mean that there is not
		}
		return nil
	})
	return claimed, err
}

// due reads what may be claimed. Each state is asked for by itself, so that the index gives the order: sorting whatever
// waits, for each claim anew, would take forever once a million do.
func (t *tx) due(claim outbox.Claim) (due []outbox.Notice, err error) {
	for _, state := range []outbox.State{outbox.Sending, outbox.Queued} {
		only, args := kindList(claim.Kinds, string(claim.Channel), string(state), timeText(claim.Now), claim.Limit-len(due))
		if claim.Kinds != nil {
			only = ` AND kind IN (` + only + `)`
		}
		more, err := collect(t.ctx, t, scanNotice(t.keys), `SELECT `+noticeColumns+` FROM notices
			WHERE channel = $1 AND state = $2 AND next_at <= $3`+only+` ORDER BY next_at, id LIMIT $4`, args...)
		if due = append(due, more...); err != nil || len(due) == claim.Limit {
			return due, err
		}
	}
	return due, nil
}

// kindList adds kinds to the arguments of a query, and returns their placeholders.
func kindList(kinds []string, args ...any) (placeholders string, all []any) {
	list := make([]string, len(kinds))
	for i, id := range kinds {
		args = append(args, id)
		list[i] = "$" + strconv.Itoa(len(args))
	}
	return strings.Join(list, ", "), args
}

// Hold implements outbox.Queue.
func (s *Store) Hold(ctx context.Context, channel outbox.Channel, until time.Time, except []string) (held int, err error) {
	others, args := kindList(except, string(channel), timeText(until))
	if len(except) > 0 {
		others = ` AND kind NOT IN (` + others + `)`
	}
	err = s.inTx(ctx, func(t *tx) error {
		err := t.exec(`UPDATE notices SET next_at = $2 WHERE channel = $1 AND state = 'queued' AND next_at < $2`+others, args...)
		if err != nil {
			return err
		}
		return t.row(`SELECT COUNT(*) FROM notices WHERE channel = $1 AND state = 'queued' AND next_at = $2`+others, args...).Scan(&held)
	})
	return held, err
}

// Settle implements outbox.Queue.
func (s *Store) Settle(ctx context.Context, id string, o outbox.Outcome) error {
	var sent time.Time
	if o.State == outbox.Sent {
		sent = o.At
	}
	var to any // none: the address stays
	if o.To != "" {
		to = s.keys.Seal("notices", "recipient", id, []byte(o.To))
	}
	untried := 0
	if o.Channel != "" {
		untried = 1
	}
	return s.inTx(ctx, func(t *tx) error {
		return t.execOne(fault.New(fault.Conflict, "another sender has taken over notice %s", id),
			`UPDATE notices SET state = $3, next_at = `+nextAt+`, sent_at = $5, last_error = $6,
				recipient = COALESCE($7, recipient), channel = COALESCE(NULLIF($8, ''), channel), tries = tries - $9
			WHERE id = $1 AND state = 'sending' AND tries = $2`,
			id, o.Tries, string(o.State), timeText(o.NextAt), timeText(sent), o.LastError, to, string(o.Channel), untried)
	})
}

// nextAt is when a notice that becomes $3 is due again, which is at $4. One that tells of an approval and was sent at $5
// keeps that time until what follows has begun: see ApprovedAndTold.
const nextAt = `CASE WHEN $3 = 'sent' AND kind = 'approved' THEN $5 ELSE $4 END`
