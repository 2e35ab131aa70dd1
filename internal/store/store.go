// Package store keeps everything Gangway remembers, in SQLite or PostgreSQL. It holds all SQL, one text for both
// engines. A domain package declares what it needs as units of work; a transaction never leaves this package.
package store

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"os"
	"time"

	"gangway/internal/fault"
	"gangway/internal/seal"
)

// A Store is an open store with its keys. Close it when done.
type Store struct {
	db    database
	keys  *seal.Keys
	files fileFolder
	now   func() time.Time

	postgres bool
}

// Open opens the store at a place that Create has made, and brings an older schema up to date. It never makes a store:
// errors are fault.NotFound when there is none, and fault.Invalid when it is not safe to use, newer than this program,
// or sealed with other keys than those of the place.
func Open(ctx context.Context, p Place, now func() time.Time) (*Store, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	db, err := p.open()
	if err != nil {
		return nil, err
	}
	s := &Store{db: database{db, p.postgres()}, files: p.files(), now: now, postgres: p.postgres()}
	if err := s.enter(ctx, p); err != nil {
		db.Close()
		return nil, err
	}
	return s, nil
}

// enter looks at the store before it changes anything, and takes the place's keys if they are the store's.
func (s *Store) enter(ctx context.Context, p Place) error {
	have, err := look(ctx, s.db)
	if err != nil {
		return err
	}
	if have.version == 0 {
		return errNoStore(p)
	}
	if s.keys, err = seal.Open(p.Keys); err != nil {
		return err
	}
	if have.keys != keysCode(s.keys) {
		return fault.New(fault.Invalid, "the keys in %s belong to another store", p.Keys).
			WithHint("use the keys that were made with this store")
	}
	if err := s.keepLog(ctx, p); err != nil {
		return err
	}
	if have.version != len(steps(migrations)) {
		_, err = s.migrate(ctx, p.postgres(), migrations)
	}
	return err
}

// Create makes a new store with new keys. It is fault.Conflict when there is a store already, or another program's file.
// What an interrupted Create left, which may be keys and an empty file, is used; so is what this one leaves if it fails.
func Create(ctx context.Context, p Place, now func() time.Time) (*Store, error) {
	if err := p.prepare(ctx); err != nil {
		return nil, err
	}
	keys, made, err := p.newKeys()
	if err != nil {
		return nil, err
	}
	if err := p.makeFile(); err != nil {
		return nil, err
	}
	db, err := p.open()
	if err != nil {
		return nil, err
	}
	s := &Store{db: database{db, p.postgres()}, keys: keys, files: p.files(), now: now, postgres: p.postgres()}
	before, err := s.begin(ctx, p)
	if err == nil && before.version > 0 { // another process was faster
		if made && before.keys != keysCode(keys) {
			os.RemoveAll(p.Keys) // nothing was sealed with them
		}
		err = errStoreThere(p)
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return s, nil
}

// begin makes the schema, and returns the one that was there before.
func (s *Store) begin(ctx context.Context, p Place) (before schema, err error) {
	if err := s.keepLog(ctx, p); err != nil {
		return before, err
	}
	return s.migrate(ctx, p.postgres(), migrations)
}

// keepLog makes SQLite write a log ahead, which the file remembers. It is asked for only once the file is known to be
// a store's, because asking changes the file.
func (s *Store) keepLog(ctx context.Context, p Place) error {
	if p.postgres() {
		return nil
	}
	_, err := s.db.ExecContext(ctx, `PRAGMA journal_mode = WAL`)
	return kind(err)
}

// Close releases the store.
func (s *Store) Close() error { return s.db.Close() }

// Keys returns the store's keys, for signing and drawing.
func (s *Store) Keys() *seal.Keys { return s.keys }

// A tx is one transaction, with what its statements need.
type tx struct {
	*sql.Tx
	conn     *sql.Conn // the connection it runs on
	ctx      context.Context
	keys     *seal.Keys
	postgres bool      // for the few things the engines do in ways of their own
	now      time.Time // one time for the whole transaction
}

// errRetry asks for the transaction to be run again, because another one was faster.
var errRetry = errors.New("overtaken by another transaction")

const maxTries = 20

// inTx runs work in a transaction and commits it. A transaction the engine refused to serialise is run again. When a
// commit's answer is lost nobody can tell whether it happened; that is said, and nothing is run twice.
func (s *Store) inTx(ctx context.Context, work func(*tx) error) error {
	for try := 1; ; try++ {
		err := s.tryTx(ctx, work)
		if !serialization(err) {
			return kind(err)
		}
		if try == maxTries {
			return fault.New(fault.Conflict, "others keep changing the same records; run the command again").Because(err)
		}
		wait := time.Duration(rand.Int64N(int64(try) * int64(10*time.Millisecond)))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}

func (s *Store) tryTx(ctx context.Context, work func(*tx) error) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	t, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback() // does nothing after a commit
	if err := work(&tx{Tx: t, conn: conn, ctx: ctx, keys: s.keys, postgres: s.postgres, now: s.now()}); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err // nothing was committed, whatever Commit would say
	}
	err = t.Commit()
	if err != nil && sqlState(err) == "" && !isSQLite(err) {
		return fault.New(fault.Conflict, "the connection was lost at the very end; look whether the change was made before you repeat it").Because(err)
	}
	return err
}

func (t *tx) exec(query string, args ...any) error {
	_, err := t.ExecContext(t.ctx, query, args...)
	return err
}

// execOne runs a conditional change and returns the given error when it changed nothing.
func (t *tx) execOne(otherwise error, query string, args ...any) error {
	result, err := t.ExecContext(t.ctx, query, args...)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return otherwise
}

func (t *tx) row(query string, args ...any) *sql.Row { return t.QueryRowContext(t.ctx, query, args...) }

// A querier runs queries: the database itself, or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// collect reads every row of a query with scan, and never returns nil without an error.
func collect[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	return collectInto(ctx, q, []T{}, scan, query, args...)
}

// collectInto does the same for a list whose size is known, such as one of many large rows.
func collectInto[T any](ctx context.Context, q querier, list []T, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, kind(err)
	}
	defer rows.Close()
	for rows.Next() {
		item, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, item)
	}
	return list, kind(rows.Err())
}

// A scanner is a row or the current one of several.
type scanner interface{ Scan(into ...any) error }
