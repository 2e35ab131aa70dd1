package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"gangway/internal/fault"
	"gangway/internal/seal"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrationLock is the number of the advisory lock that lets one process migrate at a time on PostgreSQL.
const migrationLock = 0x67616e67

// A schema is what a store says of itself.
type schema struct {
	version int    // the number of migrations it has; 0 where there is no store
	keys    string // the code of the keys it was made with
}

// keysCode is what a store keeps of its keys, so that others are noticed at once.
func keysCode(keys *seal.Keys) string { return keys.BlindIndex("store", "keys") }

// look reads the schema of a database and changes nothing. Where there is no store it is the zero schema.
func look(ctx context.Context, q querier) (schema, error) {
	var have schema
	err := q.QueryRowContext(ctx, `SELECT version, keys_code FROM schema_version ORDER BY version DESC LIMIT 1`).
		Scan(&have.version, &have.keys)
	if errors.Is(err, sql.ErrNoRows) || noTable(err) {
		return schema{}, nil
	}
	return have, kind(err)
}

// steps returns the files of migrations in their order.
func steps(from fs.FS) []string {
	files, _ := fs.Glob(from, "migrations/*.sql") // the pattern is a good one, and nothing else is an error
	return files
}

// migrate applies the migrations the store does not have yet, in the order of their names, in one transaction. It
// returns the schema as it was before.
func (s *Store) migrate(ctx context.Context, postgres bool, from fs.FS) (before schema, err error) {
	files := steps(from)
	err = s.inTx(ctx, func(t *tx) error {
		if postgres {
			if err := t.exec(`SELECT pg_advisory_xact_lock($1)`, migrationLock); err != nil {
				return err
			}
		}
		err := t.exec(`CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL, keys_code TEXT NOT NULL)`)
		if err != nil {
			return err
		}
		if before, err = look(t.ctx, t); err != nil {
			return err
		}
		if before.version > len(files) {
			return fault.New(fault.Invalid, "the store was made by a newer version of gangway (schema %d; this one knows %d)", before.version, len(files))
		}
		for i, file := range files[before.version:] {
			if err := t.apply(from, file); err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
			if err := t.exec(`INSERT INTO schema_version (version, keys_code) VALUES ($1, $2)`,
				before.version+i+1, keysCode(t.keys)); err != nil {
				return err
			}
		}
		return nil
	})
	return before, err
}

// apply runs the statements of one file. They are split at a semicolon that ends a line, which is how the files are
// written, because PostgreSQL takes one statement at a time.
func (t *tx) apply(from fs.FS, file string) error {
	text, err := fs.ReadFile(from, file)
	if err != nil {
		return err
	}
	for statement := range strings.SplitSeq(string(text), ";\n") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if err := t.exec(statement); err != nil {
			return err
		}
	}
	return nil
}
