package store_test

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"gangway/internal/store"
	"gangway/internal/store/storetest"
)

// start is the time a test begins at. Its fractions are whole microseconds, which is what a store keeps.
var start = time.Date(2026, 11, 23, 9, 30, 0, 123456000, time.UTC)

// standing is a clock that never moves.
func standing() time.Time { return start }

// A clock stands until it is moved.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: start} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// each runs a test on a new store of each engine, with a clock that stands at start.
func each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, p store.Place) { test(t, create(t, p, standing)) })
}

// eachPlace runs a test on each engine with a place where a store was made and closed again, for tests that need
// several handles or a clock of their own.
func eachPlace(t *testing.T, test func(t *testing.T, p store.Place)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, p store.Place) {
		create(t, p, standing).Close()
		test(t, p)
	})
}

func create(t testing.TB, p store.Place, now func() time.Time) *store.Store {
	t.Helper()
	return closed(t)(store.Create(t.Context(), p, now))
}

func open(t testing.TB, p store.Place, now func() time.Time) *store.Store {
	t.Helper()
	return closed(t)(store.Open(t.Context(), p, now))
}

// handles opens a store several times, each with connections of its own, as several processes do.
func handles(t testing.TB, p store.Place, n int) []*store.Store {
	t.Helper()
	list := make([]*store.Store, n)
	for i := range list {
		list[i] = open(t, p, standing)
	}
	return list
}

// closed fails a test whose store did not open, and closes the store in the end.
func closed(t testing.TB) func(*store.Store, error) *store.Store {
	t.Helper()
	return func(s *store.Store, err error) *store.Store {
		t.Helper()
		must(t, err)
		t.Cleanup(func() { s.Close() })
		return s
	}
}

// raw opens the database behind a store, as somebody would who goes round the program.
func raw(t testing.TB, p store.Place) *sql.DB {
	t.Helper()
	driver, url := "pgx", p.URL
	if p.File() != "" {
		driver, url = "sqlite", "file:"+p.File()+"?_pragma=busy_timeout(10000)"
	}
	db, err := sql.Open(driver, url)
	must(t, err)
	t.Cleanup(func() { db.Close() })
	return db
}

func alter(t testing.TB, db *sql.DB, query string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(context.Background(), query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func count(t testing.TB, db *sql.DB, query string, args ...any) (n int) {
	t.Helper()
	if err := db.QueryRowContext(context.Background(), query, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// got returns a value, and fails the test when there is an error instead.
func got[T any](t testing.TB) func(T, error) T {
	t.Helper()
	return func(value T, err error) T {
		t.Helper()
		must(t, err)
		return value
	}
}

// wantKind fails a test unless err is of a kind and says something.
func wantKind(t testing.TB, err, kind error, says string) {
	t.Helper()
	if !errors.Is(err, kind) || !strings.Contains(err.Error(), says) {
		t.Fatalf("got %v, want a %v error that says %q", err, kind, says)
	}
}

// together runs work n times at once and returns each one's error.
func together(n int, work func(i int) error) []error {
	errs := make([]error, n)
	begin := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-begin
			errs[i] = work(i)
		})
	}
	close(begin)
	all.Wait()
	return errs
}

// tally counts the errors that are nil, those of a kind, and returns the others.
func tally(errs []error, kind error) (done, refused int, others []error) {
	for _, err := range errs {
		switch {
		case err == nil:
			done++
		case errors.Is(err, kind):
			refused++
		default:
			others = append(others, err)
		}
	}
	return done, refused, others
}
