package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gangway/applications/typing"
	"gangway/internal/audit"
	"gangway/internal/fault"
)

const tryColumns = `id, account, number, test_version, texts, state, started_at, deadline, ended_at, milliseconds, correct, speed, accuracy, flagged, valid`

func scanTry(r scanner) (typing.Try, error) {
	var t typing.Try
	var texts, flagged string
	var milliseconds int64
	err := r.Scan(&t.ID, &t.Account, &t.Number, &t.TestVersion, &texts, &t.State, storedTime{&t.StartedAt}, storedTime{&t.Deadline},
		storedTime{&t.EndedAt}, &milliseconds, &t.Correct, &t.Speed, &t.Accuracy, &flagged, &t.Valid)
	if err != nil {
		return t, err
	}
	t.Texts, t.Time = strings.Fields(texts), time.Duration(milliseconds)*time.Millisecond
	for field := range strings.FieldsSeq(flagged) {
		line, err := strconv.Atoi(field)
		if err != nil {
			return t, err
		}
		t.Flagged = append(t.Flagged, line)
	}
	return t, nil
}

// TypingTries returns the account's typing tests, the oldest first.
func (s *Store) TypingTries(ctx context.Context, account string) ([]typing.Try, error) {
	return typingTries(ctx, s.db, account)
}

func typingTries(ctx context.Context, q querier, account string) ([]typing.Try, error) {
	return collect(ctx, q, scanTry, `SELECT `+tryColumns+` FROM typing_tries WHERE account = $1 ORDER BY number`, account)
}

// BestTyping returns the speed of the account's best valid typing test, in characters a minute, and when it was taken;
// ok is false when there is none.
func (s *Store) BestTyping(ctx context.Context, account string) (speed int64, at time.Time, ok bool, err error) {
	return bestTyping(ctx, s.db, account)
}

func bestTyping(ctx context.Context, q querier, account string) (speed int64, at time.Time, ok bool, err error) {
	err = q.QueryRowContext(ctx, `SELECT speed, ended_at FROM typing_tries WHERE account = $1 AND state = 'done' AND valid
		ORDER BY speed DESC, number LIMIT 1`, account).Scan(&speed, storedTime{&at})
	if errors.Is(err, sql.ErrNoRows) {
		return 0, time.Time{}, false, nil
	}
	return speed, at, err == nil, kind(err)
}

// StartTyping stores the try that start returns for the account's tries as they are. A try whose time is over although
// nobody ended it is closed first. It is fault.Conflict when another is open.
func (s *Store) StartTyping(ctx context.Context, account string, start func([]typing.Try, time.Time) (typing.Try, audit.Event, error)) (typing.Try, error) {
	var try typing.Try
	err := s.inTx(ctx, func(t *tx) error {
		tries, err := typingTries(t.ctx, t, account)
		if err != nil {
			return err
		}
		if err := t.closeLost(tries); err != nil {
			return err
		}
		var event audit.Event
		if try, event, err = start(tries, t.now); err != nil {
			return err
		}
		err = t.insertTry(try)
		if errors.Is(kind(err), fault.Conflict) {
			return fault.New(fault.Conflict, "a typing test of yours was started a moment ago at another terminal")
		}
		if err != nil {
			return err
		}
		return t.record(event)
	})
	return try, err
}

// closeLost closes the try that was left open, if its time is over, in the store and in the list.
func (t *tx) closeLost(tries []typing.Try) error {
	for i, open := range tries {
		closed := open.Closed(t.now)
		if closed.State == open.State {
			continue
		}
		if err := t.updateTry(closed); err != nil {
			return err
		}
		if err := t.record(closed.Lost(t.now)); err != nil {
			return err
		}
		tries[i] = closed
	}
	return nil
}

func (t *tx) insertTry(try typing.Try) error {
	return t.exec(`INSERT INTO typing_tries (`+tryColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0, 0, 0, 0, '', FALSE)`,
		try.ID, try.Account, try.Number, try.TestVersion, strings.Join(try.Texts, " "), string(try.State), timeText(try.StartedAt), timeText(try.Deadline))
}

// updateTry writes how an open try ended.
func (t *tx) updateTry(try typing.Try) error {
	flagged := strings.Trim(fmt.Sprint(try.Flagged), "[]")
	return t.execOne(errTryClosed(), `UPDATE typing_tries SET state = $2, ended_at = $3, milliseconds = $4, correct = $5, speed = $6,
			accuracy = $7, flagged = $8, valid = $9
		WHERE id = $1 AND state = 'open'`, try.ID, string(try.State), timeText(try.EndedAt), try.Time.Milliseconds(), try.Correct, try.Speed,
		try.Accuracy, flagged, try.Valid)
}

func errTryClosed() error {
	return fault.New(fault.Conflict, "this typing test is over already")
}

// EndTyping runs end on an open try and writes how it ended. It is fault.Conflict when the try is not open any more.
func (s *Store) EndTyping(ctx context.Context, id string, end func(*typing.Try, time.Time) (audit.Event, error)) (typing.Try, error) {
	var try typing.Try
	err := s.inTx(ctx, func(t *tx) error {
		var err error
		if try, err = scanTry(t.row(`SELECT `+tryColumns+` FROM typing_tries WHERE id = $1`, id)); err != nil {
			return err
		}
		if try.State != typing.Open {
			return errTryClosed()
		}
		event, err := end(&try, t.now)
		if err != nil {
			return err
		}
		if err := t.updateTry(try); err != nil {
			return err
		}
		return t.record(event)
	})
	return try, err
}
