package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"gangway/internal/fault"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrationLock is the number of the advisory lock that lets one process migrate at a time on PostgreSQL.
const migrationLock = 0x67616e67

// migrate applies the migrations the store does not have yet, in the order of their names, in one transaction. It says
// whether the store had none before.
func (s *Store) migrate(ctx context.Context, postgres bool) (fresh bool, err error) {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return false, err
	}
	if have, err := s.schema(ctx); err == nil && have == len(files) {
		return false, nil // the usual case costs one look
	}
	err = s.inTx(ctx, func(t *tx) error {
		if postgres {
			if err := t.exec(`SELECT pg_advisory_xact_lock($1)`, migrationLock); err != nil {
				return err
			}
		}
		if err := t.exec(`CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)`); err != nil {
			return err
		}
		var have int
		if err := t.row(`SELECT COALESCE(MAX(version), 0) FROM schema_version`).Scan(&have); err != nil {
			return err
		}
		if have > len(files) {
			return fault.New(fault.Invalid, "the store was made by a newer version of gangway (schema %d; this one knows %d)", have, len(files))
		}
		fresh = have == 0
		for i, file := range files[have:] {
			if err := t.apply(file); err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
			if err := t.exec(`INSERT INTO schema_version (version) VALUES ($1)`, have+i+1); err != nil {
				return err
			}
		}
		return nil
	})
	return fresh, err
}

// schema returns the number of migrations the store has.
func (s *Store) schema(ctx context.Context) (version int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT COALESCE(MAX(version), 0) FROM schema_version`).Scan(&version)
	return version, err
}

// apply runs the statements of one file. They are split at a semicolon that ends a line, which is how the files are
// written, because PostgreSQL takes one statement at a time.
func (t *tx) apply(file string) error {
	text, err := migrations.ReadFile(file)
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
