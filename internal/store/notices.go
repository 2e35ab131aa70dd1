package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/seal"
)

// queue stores composed notices to be sent, their words sealed, and returns their ids.
func (t *tx) queue(notices []outbox.Notice) (ids []string, err error) {
	for _, n := range notices {
		if n.To == "" || !n.Composed() {
			return nil, fmt.Errorf("a notice of the kind %q has no address or no words", n.Kind)
		}
		id := newID()
		ids = append(ids, id)
		sealed := func(column, plain string) []byte { return t.keys.Seal("notices", column, id, []byte(plain)) }
		err := t.exec(`INSERT INTO notices (id, batch, channel, kind, application, account, recipient, subject, body, state, tries,
				next_at, created_at, sent_at, last_error)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $11, '', '')`,
			id, n.Batch, string(n.Channel), n.Kind, n.Application, n.Account, sealed("recipient", n.To), sealed("subject", n.Subject),
			sealed("body", n.Body), string(outbox.Queued), timeText(t.now))
		if err != nil {
			return nil, err
		}
	}
	return ids, nil
}

const noticeColumns = `id, batch, channel, kind, application, account, recipient, subject, body, state, tries, next_at, created_at, sent_at, last_error`

// scanNotice reads a notice. What is composed when it is sent has no words yet, and nothing to unseal.
func scanNotice(keys *seal.Keys) func(scanner) (outbox.Notice, error) {
	return func(r scanner) (outbox.Notice, error) {
		var n outbox.Notice
		var to, subject, body []byte
		err := r.Scan(&n.ID, &n.Batch, &n.Channel, &n.Kind, &n.Application, &n.Account, &to, &subject, &body, &n.State, &n.Tries,
			storedTime{&n.NextAt}, storedTime{&n.CreatedAt}, storedTime{&n.SentAt}, &n.LastError)
		if err != nil {
			return n, err
		}
		if n.State == outbox.Sent {
			n.NextAt = time.Time{} // it may mean something else: see ApprovedAndTold
		}
		for _, part := range []struct {
			column string
			sealed []byte
			into   *string
		}{{"recipient", to, &n.To}, {"subject", subject, &n.Subject}, {"body", body, &n.Body}} {
			if len(part.sealed) == 0 {
				continue
			}
			plain, err := keys.Open("notices", part.column, n.ID, part.sealed)
			if err != nil {
				return n, err
			}
			*part.into = string(plain)
		}
		return n, nil
	}
}

// Notices lists notices in a state, or all, the oldest first; not more than limit unless that is 0.
func (s *Store) Notices(ctx context.Context, state outbox.State, limit int) ([]outbox.Notice, error) {
	which := `SELECT id FROM notices`
	args := []any{}
	if state != "" {
		// The channels are named for the sake of the index.
		which += ` WHERE channel IN ('email', 'sms') AND state = $1`
		args = append(args, string(state))
	}
	if limit > 0 {
		which += ` ORDER BY created_at, id LIMIT ` + strconv.Itoa(limit)
	}
	return collect(ctx, s.db, scanNotice(s.keys), `SELECT `+noticeColumns+` FROM notices WHERE id IN (`+which+`) ORDER BY created_at, id`, args...)
}

// Notice returns the notice an id or the beginning of one names, or fault.NotFound.
func (s *Store) Notice(ctx context.Context, typed string) (outbox.Notice, error) {
	return s.notice(ctx, s.db, typed)
}

func (s *Store) notice(ctx context.Context, q querier, typed string) (outbox.Notice, error) {
	id, err := resolve(ctx, q, "notices", typed)
	if errors.Is(err, fault.NotFound) {
		return outbox.Notice{}, fault.New(fault.NotFound, "there is no notice %q", typed).WithHint("gangway notify list")
	}
	if err != nil {
		return outbox.Notice{}, err
	}
	n, err := scanNotice(s.keys)(q.QueryRowContext(ctx, `SELECT `+noticeColumns+` FROM notices WHERE id = $1`, id))
	return n, kind(err)
}
