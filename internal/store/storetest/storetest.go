// Package storetest gives a test fresh places for stores: a SQLite file in a folder of its own, and a schema of its
// own on the PostgreSQL server that TEST_POSTGRES names. Nothing is there yet: the test calls store.Create.
package storetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gangway/internal/store"
)

// Each runs a test as "sqlite" and as "postgres", each time with a fresh place.
func Each(t *testing.T, test func(t *testing.T, p store.Place)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// Places returns a fresh place on each engine, under the names "sqlite" and "postgres".
func Places(t testing.TB) map[string]store.Place {
	t.Helper()
	return map[string]store.Place{"sqlite": SQLite(t), "postgres": Postgres(t)}
}

// SQLite returns a place in a folder that goes when the test ends.
func SQLite(t testing.TB) store.Place {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil { // whatever the umask: a store refuses a folder others may write to
		t.Fatal(err)
	}
	return store.Place{URL: filepath.Join(dir, "gangway.db"), Keys: filepath.Join(dir, "keys")}
}

// Postgres returns a place in a schema that goes when the test ends. The test fails when there is no server, because
// half a test that passes would pass for a whole one.
func Postgres(t testing.TB) store.Place {
	t.Helper()
	server := os.Getenv("TEST_POSTGRES")
	if server == "" {
		t.Fatal("set TEST_POSTGRES, or run make test, which starts a server")
	}
	db, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	schema := "t_" + strings.ToLower(rand.Text())
	if _, err := db.Exec(`CREATE SCHEMA ` + schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := db.ExecContext(context.Background(), `DROP SCHEMA `+schema+` CASCADE`); err != nil {
			t.Error(err)
		}
		db.Close()
	})
	with := "?"
	if strings.Contains(server, "?") {
		with = "&"
	}
	return store.Place{URL: server + with + "search_path=" + schema, Keys: filepath.Join(t.TempDir(), "keys")}
}
