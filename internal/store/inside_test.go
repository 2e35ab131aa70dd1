package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"gangway/internal/fault"
	"gangway/internal/seal"
)

// memory is a store of nothing, for what concerns transactions alone.
func memory(t *testing.T) *Store {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return &Store{db: database{DB: db}, now: time.Now}
}

func TestWhatWasOvertakenIsRunAgain(t *testing.T) {
	for name, overtaken := range map[string]error{
		"found by the program":                  errRetry,
		"found by a serializable engine":        &pgconn.PgError{Code: "40001"},
		"a deadlock, with what was being done":  fmt.Errorf("writing: %w", &pgconn.PgError{Code: "40P01"}),
		"found at a place that gives it a kind": kind(&pgconn.PgError{Code: "40001"}),
	} {
		runs := 0
		err := memory(t).inTx(t.Context(), func(*tx) error {
			if runs++; runs < 3 {
				return overtaken
			}
			return nil
		})
		if err != nil || runs != 3 {
			t.Errorf("%s: %d runs (%v), want 3", name, runs, err)
		}
	}
}

func TestOtherErrorsAreNotRunAgain(t *testing.T) {
	for name, failure := range map[string]error{
		"a rule":                 fault.New(fault.Invalid, "no"),
		"a record that is there": &pgconn.PgError{Code: "23505"},
		"a lost connection":      errors.New("conn closed"),
	} {
		runs := 0
		err := memory(t).inTx(t.Context(), func(*tx) error { runs++; return failure })
		if !errors.Is(err, failure) || runs != 1 {
			t.Errorf("%s: %d runs, got %v", name, runs, err)
		}
	}
}

func TestRetriesHaveAnEnd(t *testing.T) {
	runs := 0
	err := memory(t).inTx(t.Context(), func(*tx) error { runs++; return errRetry })
	if !errors.Is(err, fault.Conflict) || runs != maxTries {
		t.Errorf("%d runs, got %v; want %d and a conflict", runs, err, maxTries)
	}
}

func TestWhoInterruptsARetryIsHeard(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	runs := 0
	err := memory(t).inTx(ctx, func(*tx) error { runs++; cancel(); return errRetry })
	if !errors.Is(err, context.Canceled) || runs != 1 {
		t.Errorf("%d runs, got %v", runs, err)
	}
}

func TestWhoInterruptsACommitIsHeard(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	err := memory(t).inTx(ctx, func(*tx) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) || fault.KindOf(err) != nil {
		t.Errorf("got %v, want a plain cancellation: nothing was committed for sure", err)
	}
}

func TestAServerIsToldWhenToGiveUp(t *testing.T) {
	for url, want := range map[string]string{
		"postgres://desk@/shop":                   "10s",
		"postgres://desk@/shop?lock_timeout=2s":   "2s",
		"postgresql://desk@db.example/shop?a=b":   "10s",
		"postgres://desk@/shop?lock_timeout=0&a=": "0",
	} {
		config, err := Place{URL: url}.config()
		if err != nil {
			t.Fatal(err)
		}
		if got := config.RuntimeParams["lock_timeout"]; got != want {
			t.Errorf("%s: got a lock_timeout of %q, want %q", url, got, want)
		}
		if config.RuntimeParams["idle_in_transaction_session_timeout"] == "" {
			t.Errorf("%s: a stopped program may hold its locks for ever", url)
		}
	}
}

func TestABadURLGivesNoPasswordAway(t *testing.T) {
	_, err := Place{URL: "postgres://desk:geheim@db.example:port/shop"}.config()
	if err == nil || strings.Contains(err.Error(), "geheim") {
		t.Errorf("got %v, want an error without the password", err)
	}
}

func TestAnOlderSchemaGetsWhatItLacks(t *testing.T) {
	keys, err := seal.Create(filepath.Join(t.TempDir(), "keys"))
	if err != nil {
		t.Fatal(err)
	}
	s := memory(t)
	s.keys = keys
	s.db.SetMaxOpenConns(1) // each connection has a memory of its own
	from := fstest.MapFS{"migrations/0001_one.sql": {Data: []byte("CREATE TABLE one (a TEXT);\n")}}
	for _, want := range []int{0, 1} {
		before, err := s.migrate(t.Context(), false, from)
		if err != nil || before.version != want {
			t.Fatalf("before: got %d (%v), want %d", before.version, err, want)
		}
		from["migrations/0002_two.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE two (a TEXT);\nINSERT INTO two SELECT a FROM one;\n")}
	}
	if have, err := look(t.Context(), s.db); err != nil || have != (schema{2, keysCode(keys)}) {
		t.Errorf("got %+v (%v), want the second version with the same keys", have, err)
	}
}
