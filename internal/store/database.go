package store

import (
	"context"
	"database/sql"
)

// A database is an open database: a file of SQLite, or a server.
type database struct {
	*sql.DB
	postgres bool
}

// QueryRowContext looks one row up. In a file that is over before anybody could interrupt it. With a context that cannot
// end, neither database/sql nor the driver starts a goroutine that waits for its end, which takes longer than the row.
func (d database) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if !d.postgres {
		ctx = context.WithoutCancel(ctx)
	}
	return d.DB.QueryRowContext(ctx, query, args...)
}
