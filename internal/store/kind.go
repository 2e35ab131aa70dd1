package store

import (
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"gangway/internal/fault"
)

// The codes of the engines that have a kind or can be tried again. See sqlite.org/rescode.html and PostgreSQL's
// appendix on error codes.
const (
	sqliteError      = 1
	sqliteUnique     = 2067
	sqlitePrimaryKey = 1555
	sqliteBusy       = 5
	sqliteFull       = 13
	sqliteReadOnly   = 8

	pgUnique        = "23505"
	pgSerialization = "40001"
	pgDeadlock      = "40P01"
	pgLocked        = "55P03"
	pgNoTable       = "42P01"
	pgNoColumn      = "42703"
)

// kind gives an engine's error its kind. It never reads the text of a message.
func kind(err error) error {
	if err == nil || fault.KindOf(err) != nil {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.NotFound, "there is no such record").Because(err)
	}
	switch sqlState(err) {
	case pgUnique:
		return fault.New(fault.Conflict, "there is such a record already").Because(err)
	case pgLocked:
		return errBusy(err)
	}
	var lite *sqlite.Error
	if !errors.As(err, &lite) {
		return err
	}
	switch lite.Code() {
	case sqliteUnique, sqlitePrimaryKey:
		return fault.New(fault.Conflict, "there is such a record already").Because(err)
	}
	switch lite.Code() & 0xff {
	case sqliteBusy:
		return errBusy(err)
	case sqliteFull:
		return fault.New(errFailed, "the disk is full; nothing of this change was kept").Because(err)
	case sqliteReadOnly:
		return fault.New(errFailed, "the store can only be read, not written").Because(err)
	}
	return err
}

// errFailed is no kind of its own: the command failed for a reason outside the program.
var errFailed = errors.New("failed")

func errBusy(cause error) error {
	return fault.New(fault.Conflict, "another process has been holding what this needs for too long; run the command again").Because(cause)
}

func serialization(err error) bool {
	state := sqlState(err)
	return errors.Is(err, errRetry) || state == pgSerialization || state == pgDeadlock
}

// noTable reports whether a query failed because its table is not there, or is another program's of the same name.
// SQLite has no code for that alone, but a query that is well written fails with its general one for nothing else.
func noTable(err error) bool {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code() == sqliteError
	}
	state := sqlState(err)
	return state == pgNoTable || state == pgNoColumn
}

func sqlState(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code
	}
	return ""
}

func isSQLite(err error) bool {
	var lite *sqlite.Error
	return errors.As(err, &lite)
}
