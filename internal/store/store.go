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
	db   *sql.DB
	keys *seal.Keys
	now  func() time.Time
}

// Open opens the store at a place that Create has made, and brings its schema up to date. Errors are fault.NotFound
// when there is none, and fault.Invalid when it is not safe to use or newer than this program.
func Open(ctx context.Context, p Place, now func() time.Time) (*Store, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	keys, err := seal.Open(p.Keys)
	if err != nil {
		return nil, err
	}
	s, _, err := connect(ctx, p, keys, now)
	return s, err
}

// Create makes a new store with new keys. It is fault.Conflict when there is a store already. Keys that an interrupted
// Create left without a store file are used. When it fails it leaves nothing that it made.
func Create(ctx context.Context, p Place, now func() time.Time) (*Store, error) {
	if err := p.prepare(); err != nil {
		return nil, err
	}
	keys, made, err := p.newKeys()
	if err != nil {
		return nil, err
	}
	if err := p.makeFile(); err != nil {
		return nil, err // the keys stay: another process has made the file, and with them
	}
	s, fresh, err := connect(ctx, p, keys, now)
	if err == nil && !fresh && p.postgres() { // a file of another store was refused by prepare
		s.Close()
		err = fault.New(fault.Conflict, "there is a store at %s already; copy its keys to %s", p.Name(), p.Keys)
	}
	if err != nil {
		p.discard()
		if made {
			os.RemoveAll(p.Keys) // nothing was sealed with them
		}
		return nil, err
	}
	return s, nil
}

// connect opens the database and says whether its schema was made just now.
func connect(ctx context.Context, p Place, keys *seal.Keys, now func() time.Time) (s *Store, fresh bool, err error) {
	db, err := p.open()
	if err != nil {
		return nil, false, err
	}
	s = &Store{db: db, keys: keys, now: now}
	if fresh, err = s.migrate(ctx, p.postgres()); err != nil {
		db.Close()
		return nil, false, err
	}
	return s, fresh, nil
}

// Close releases the store.
func (s *Store) Close() error { return s.db.Close() }

// Keys returns the store's keys, for signing and drawing.
func (s *Store) Keys() *seal.Keys { return s.keys }

// A tx is one transaction, with what its statements need.
type tx struct {
	*sql.Tx
	ctx  context.Context
	keys *seal.Keys
	now  time.Time // one time for the whole transaction
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
	t, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback() // does nothing after a commit
	if err := work(&tx{Tx: t, ctx: ctx, keys: s.keys, now: s.now()}); err != nil {
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
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, kind(err)
	}
	defer rows.Close()
	list := []T{}
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
