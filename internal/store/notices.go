package store

import (
	"context"
	"errors"
	"time"

	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/seal"
)

// queue stores notices to be sent, their words sealed.
func (t *tx) queue(notices []outbox.Notice) error {
	for _, n := range notices {
		id := newID()
		sealed := func(column, plain string) []byte { return t.keys.Seal("notices", column, id, []byte(plain)) }
		err := t.exec(`INSERT INTO notices (id, channel, kind, application, account, recipient, subject, body, state, tries,
				next_at, created_at, sent_at, last_error)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $10, '', '')`,
			id, string(n.Channel), n.Kind, n.Application, n.Account, sealed("recipient", n.To), sealed("subject", n.Subject),
			sealed("body", n.Body), string(outbox.Queued), timeText(t.now))
		if err != nil {
			return err
		}
	}
	return nil
}

const noticeColumns = `id, channel, kind, application, account, recipient, subject, body, state, tries, next_at, created_at, sent_at, last_error`

func scanNotice(keys *seal.Keys) func(scanner) (outbox.Notice, error) {
	return func(r scanner) (outbox.Notice, error) {
		var n outbox.Notice
		var to, subject, body []byte
		err := r.Scan(&n.ID, &n.Channel, &n.Kind, &n.Application, &n.Account, &to, &subject, &body, &n.State, &n.Tries,
			storedTime{&n.NextAt}, storedTime{&n.CreatedAt}, storedTime{&n.SentAt}, &n.LastError)
		if err != nil {
			return n, err
		}
		for _, part := range []struct {
			column string
			sealed []byte
			into   *string
		}{{"recipient", to, &n.To}, {"subject", subject, &n.Subject}, {"body", body, &n.Body}} {
			plain, err := keys.Open("notices", part.column, n.ID, part.sealed)
			if err != nil {
				return n, err
			}
			*part.into = string(plain)
		}
		return n, nil
	}
}

// Notices lists notices in a state, or all, the oldest first.
func (s *Store) Notices(ctx context.Context, state outbox.State) ([]outbox.Notice, error) {
	return collect(ctx, s.db, scanNotice(s.keys), `SELECT `+noticeColumns+` FROM notices WHERE $1 = '' OR state = $1
		ORDER BY created_at, id`, string(state))
}

// Claim implements outbox.Queue.
func (s *Store) Claim(ctx context.Context, channel outbox.Channel, now time.Time, lease time.Duration, limit int) ([]outbox.Notice, error) {
	var claimed []outbox.Notice
	err := s.inTx(ctx, func(t *tx) error {
		claimed = nil
		due, err := collect(t.ctx, t, scanNotice(t.keys), `SELECT `+noticeColumns+` FROM notices
			WHERE channel = $1 AND state IN ('queued', 'sending') AND next_at <= $2 ORDER BY next_at, id LIMIT $3`,
			string(channel), timeText(now), limit)
		if err != nil {
			return err
		}
		for _, n := range due {
			err := t.execOne(errAlready, `UPDATE notices SET state = 'sending', tries = tries + 1, next_at = $4
				WHERE id = $1 AND state = $2 AND tries = $3`, n.ID, string(n.State), n.Tries, timeText(now.Add(lease)))
			if errors.Is(err, errAlready) {
				continue // another sender has it
			}
			if err != nil {
				return err
			}
			n.Interrupted = n.State == outbox.Sending
			n.State, n.NextAt = outbox.Sending, now.Add(lease)
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

// Settle implements outbox.Queue.
func (s *Store) Settle(ctx context.Context, id string, o outbox.Outcome) error {
	var sent time.Time
	if o.State == outbox.Sent {
		sent = o.At
	}
	return s.inTx(ctx, func(t *tx) error {
		return t.execOne(fault.New(fault.Conflict, "another sender has taken over notice %s", id),
			`UPDATE notices SET state = $3, next_at = $4, sent_at = $5, last_error = $6
			WHERE id = $1 AND state = 'sending' AND tries = $2`,
			id, o.Tries, string(o.State), timeText(o.NextAt), timeText(sent), o.LastError)
	})
}

// ApprovedAndTold lists the applications that are approved, lead to training, and whose notice has gone out.
func (s *Store) ApprovedAndTold(ctx context.Context) ([]string, error) {
	return collect(ctx, s.db, scanString, `SELECT a.id FROM applications a WHERE a.state = 'approved'
		AND EXISTS (SELECT 1 FROM enrolments e WHERE e.application = a.id)
		AND EXISTS (SELECT 1 FROM notices n WHERE n.application = a.id AND n.kind = 'approved' AND n.state = 'sent')
		ORDER BY a.id`)
}
