package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"sort"
	"strings"
	"sync"

	"modernc.org/sqlite"
	"modernc.org/sqlite/vtab"
)

// This file hands many rows to SQLite in a few statements. Binding and stepping a statement for each row costs more
// than what SQLite then does with it, so the rows stay in Go, and SQLite asks for them:
//
//	INSERT INTO t (…) SELECT c0, c1, … FROM temp.feed(?)      every row of a feed
//	UPDATE t SET x = feed_cell(?1, id, 2) … WHERE id BETWEEN ?2 AND ?3 AND feed_take(?1, id, revision)
//
// where the parameter is the feed's number. Nothing here is needed for reading: a query of one chunk through
// database/sql costs little.

// A feed is a chunk of rows that statements may ask for. Cell returns a string, an int64, a []byte, or nil; what it
// returns must stay as it is until the statement has ended, and it must not use the database.
type feed struct {
	number int64
	rows   int
	cell   func(row, column int) driver.Value

	// For an UPDATE only: the keys of the rows, which must rise, and the revisions they were read with.
	key      func(row int) string
	revision func(row int) int64
	taken    []bool // which rows the UPDATE has found, and found unchanged

	next int // all rows before this one have been asked for
	at   int // the row whose cells were asked for last
}

// feedColumns is how many columns a statement may take from a feed.
const feedColumns = 32

// feeds are those in use. SQLite's functions and modules belong to the driver and not to a connection, so that a
// statement has to say whose rows it means.
var feeds struct {
	sync.RWMutex
	open map[int64]*feed
	last int64
}

func feedNumber(v driver.Value) (*feed, error) {
	number, _ := v.(int64)
	feeds.RLock()
	f := feeds.open[number]
	feeds.RUnlock()
	if f == nil {
		return nil, fmt.Errorf("no feed has the number %v", v)
	}
	return f, nil
}

// use makes the feed known while work runs.
func (f *feed) use(work func() error) error {
	feeds.Lock()
	if feeds.open == nil {
		feeds.open = map[int64]*feed{}
	}
	feeds.last++
	f.number = feeds.last
	feeds.open[f.number] = f
	feeds.Unlock()
	defer func() {
		feeds.Lock()
		delete(feeds.open, f.number)
		feeds.Unlock()
	}()
	return work()
}

// prepareFeed makes the connection of a transaction able to use feeds. It lasts as long as the connection, costs
// microseconds, and writes nothing to the store.
func prepareFeed(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `CREATE VIRTUAL TABLE IF NOT EXISTS temp.feed USING gangway_feed`)
	return err
}

// insert runs an INSERT … SELECT … FROM temp.feed(?1), which must store every row; args are ?2 and so on. Say INSERT OR FAIL: the transaction
// is rolled back anyway after an error, and SQLite need not keep a second journal for the statement.
func (f *feed) insert(ctx context.Context, tx *sql.Tx, query string, args ...any) error {
	return f.use(func() error {
		n, err := affected(tx.ExecContext(ctx, query, append([]any{f.number}, args...)...))
		if err == nil && n != int64(f.rows) {
			err = fmt.Errorf("%d of %d rows were stored", n, f.rows)
		}
		return err
	})
}

// update runs an UPDATE of the rows of one range of keys, from ?2 to ?3, and says in taken which of them it changed; args are
// ?4 and so on. The statement must
//
//   - go through the range in the order of the keys: any other condition that an index knows needs a unary plus, such
//     as +state = 'submitted', or SQLite may take that index and go through all of it for every chunk;
//   - ask for feed_take as its last condition, which is true when the key is in the feed with this revision;
//   - say UPDATE OR FAIL, and not RETURNING, which makes SQLite go through the range twice.
func (f *feed) update(ctx context.Context, tx *sql.Tx, query string, args ...any) error {
	if f.rows == 0 {
		return nil
	}
	f.taken, f.next, f.at = make([]bool, f.rows), 0, 0
	return f.use(func() error {
		n, err := affected(tx.ExecContext(ctx, query, append([]any{f.number, f.key(0), f.key(f.rows - 1)}, args...)...))
		for _, taken := range f.taken {
			if taken {
				n--
			}
		}
		if err == nil && n != 0 {
			err = errors.New("SQLite changed other rows than were taken from the feed")
		}
		return err
	})
}

// take finds the row with a key: rows come in order on both sides. A key that comes again or too late is an error of
// the statement and must not go unseen, because its row would silently not be changed.
func (f *feed) take(key string, revision int64) (bool, error) {
	if f.next > 0 && key <= f.key(f.next-1) {
		return false, fmt.Errorf("the rows of an UPDATE came in another order than those of its feed, at %s", key)
	}
	for f.next < f.rows && f.key(f.next) < key {
		f.next++ // gone, or no longer in the state that the statement asks for
	}
	if f.next == f.rows || f.key(f.next) != key {
		return false, nil
	}
	f.at = f.next
	f.next++
	f.taken[f.at] = f.revision(f.at) == revision
	return f.taken[f.at], nil
}

// seek finds the row of a key again. SQLite nearly always asks right after take, but whether it changes each row as it
// finds it, or all of them at the end, is up to its planner.
func (f *feed) seek(key string) (row int, err error) {
	if f.at < f.rows && f.key(f.at) == key {
		return f.at, nil
	}
	row, found := sort.Find(f.rows, func(i int) int { return strings.Compare(key, f.key(i)) })
	if !found {
		return 0, fmt.Errorf("%s is not in the feed", key)
	}
	f.at = row
	return row, nil
}

func affected(r sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// registerFeeds makes SQLite know the functions and the module. They belong to the driver: once is enough for a process.
var registerFeeds = sync.OnceValue(func() error {
	// VolatileArgs lends the functions SQLite's own memory for the time of the call: nothing of it is kept.
	err := sqlite.RegisterFunction("feed_take", &sqlite.FunctionImpl{NArgs: 3, VolatileArgs: true,
		Scalar: func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
			f, err := feedNumber(args[0])
			if err != nil {
				return nil, err
			}
			key, _ := args[1].(string)
			revision, _ := args[2].(int64)
			return f.take(key, revision)
		}})
	if err != nil {
		return err
	}
	err = sqlite.RegisterFunction("feed_cell", &sqlite.FunctionImpl{NArgs: 3, VolatileArgs: true,
		Scalar: func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
			f, err := feedNumber(args[0])
			if err != nil {
				return nil, err
			}
			key, _ := args[1].(string)
			column, _ := args[2].(int64)
			row, err := f.seek(key)
			if err != nil {
				return nil, err
			}
			return f.cell(row, int(column)), nil
		}})
	if err != nil {
		return err
	}
	return vtab.RegisterModule(nil, "gangway_feed", feedModule{})
})

// A feedModule is the table temp.feed(number): columns c0, c1, … of whatever type the cells have.
type feedModule struct{}

func (feedModule) Create(c vtab.Context, _ []string) (vtab.Table, error) {
	columns := ""
	for i := range feedColumns {
		columns += fmt.Sprintf("c%d, ", i)
	}
	return feedModule{}, c.Declare("CREATE TABLE x (" + columns + "number HIDDEN)")
}

func (m feedModule) Connect(c vtab.Context, args []string) (vtab.Table, error) {
	return m.Create(c, args)
}

func (feedModule) BestIndex(info *vtab.IndexInfo) error {
	for i := range info.Constraints {
		if c := &info.Constraints[i]; c.Column == feedColumns && c.Op == vtab.OpEQ && c.Usable {
			c.ArgIndex, c.Omit = 0, true
			info.EstimatedCost, info.EstimatedRows = 5000, 5000
			return nil
		}
	}
	return errors.New("temp.feed needs the number of a feed")
}

func (feedModule) Open() (vtab.Cursor, error) { return &feedCursor{}, nil }
func (feedModule) Disconnect() error          { return nil }
func (feedModule) Destroy() error             { return nil }

type feedCursor struct {
	*feed
	row int
}

func (c *feedCursor) Filter(_ int, _ string, args []vtab.Value) (err error) {
	c.row = 0
	c.feed, err = feedNumber(args[0])
	return err
}

func (c *feedCursor) Next() error                      { c.row++; return nil }
func (c *feedCursor) Eof() bool                        { return c.row >= c.rows }
func (c *feedCursor) Column(i int) (vtab.Value, error) { return c.cell(c.row, i), nil }
func (c *feedCursor) Rowid() (int64, error)            { return int64(c.row), nil }
func (c *feedCursor) Close() error                     { return nil }
