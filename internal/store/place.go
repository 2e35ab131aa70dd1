package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib" // the PostgreSQL driver
	_ "modernc.org/sqlite"           // the SQLite driver: no cgo, and the same database/sql as PostgreSQL

	"gangway/internal/fault"
	"gangway/internal/seal"
)

// A Place says where a store is: its URL, and the folders of its keys and of the files handed in.
type Place struct {
	URL   string // a path, sqlite:PATH, or postgres://…
	Keys  string
	Files string // folder of the files handed in; empty: beside a SQLite store, or beside the keys
}

// files returns the folder of the files handed in.
func (p Place) files() fileFolder {
	switch {
	case p.Files != "":
		return fileFolder{p.Files}
	case p.File() != "":
		return fileFolder{filepath.Join(filepath.Dir(p.File()), "files")}
	}
	return fileFolder{filepath.Join(filepath.Dir(p.Keys), "files")}
}

func (p Place) postgres() bool {
	return strings.HasPrefix(p.URL, "postgres://") || strings.HasPrefix(p.URL, "postgresql://")
}

// File returns the path of a SQLite store, and "" for PostgreSQL.
func (p Place) File() string {
	if p.postgres() {
		return ""
	}
	return strings.TrimPrefix(p.URL, "sqlite:")
}

// Name says where the store is without showing a password.
func (p Place) Name() string {
	if !p.postgres() {
		return p.File()
	}
	u, err := url.Parse(p.URL)
	if err != nil {
		return "postgres://…"
	}
	return u.Redacted()
}

// pragmas stand in the DSN because a PRAGMA statement reaches only one connection of a pool. FULL is what makes a
// commit survive a power cut, and immediate transactions what makes waiting for a lock work at all.
var pragmas = url.Values{
	"_pragma": {"busy_timeout(10000)", "synchronous(FULL)", "foreign_keys(1)",
		"cache_size(-16000)", "secure_delete(1)", "trusted_schema(0)", "cell_size_check(1)"},
	"_txlock": {"immediate"},
}

func (p Place) open() (*sql.DB, error) {
	if p.postgres() {
		config, err := p.config()
		if err != nil {
			return nil, err
		}
		return stdlib.OpenDB(*config), nil
	}
	if err := registerFeeds(); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: p.File()}).EscapedPath()+"?"+pragmas.Encode())
	if err == nil {
		db.SetMaxOpenConns(1) // one writer; SQLite has no more
	}
	return db, err
}

// config says how to reach the server. A URL that says nothing else waits for a lock as long as SQLite does, and lets the
// server end the transaction of a program that was stopped half way, so that nobody waits for it for ever.
func (p Place) config() (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(p.URL)
	if err != nil {
		return nil, err
	}
	for name, value := range map[string]string{"lock_timeout": "10s", "idle_in_transaction_session_timeout": "60s"} {
		if _, given := config.RuntimeParams[name]; !given {
			config.RuntimeParams[name] = value
		}
	}
	return config, nil
}

// prepare looks whether a store can be made here: the folder is there and safe, or the server answers, and there is
// none yet.
func (p Place) prepare(ctx context.Context) error {
	file := p.File()
	if file == "" {
		return p.vacant(ctx) // before keys are made for a server that cannot be reached
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	info, err := os.Lstat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return checkFolder(filepath.Dir(file))
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return errStoreThere(p)
	}
	if err := p.check(); err != nil {
		return err
	}
	return p.vacant(ctx)
}

// vacant refuses a database that is a store, and a file that holds anything at all.
func (p Place) vacant(ctx context.Context) error {
	db, err := p.open()
	if err != nil {
		return err
	}
	defer db.Close()
	tables := 0
	if !p.postgres() {
		// Counted before the look, so that a store made in between is not taken for something else.
		if err := db.QueryRowContext(ctx, `SELECT COUNT(*) FROM sqlite_master`).Scan(&tables); err != nil {
			return kind(err)
		}
	}
	have, err := look(ctx, db)
	switch {
	case err != nil:
		return err
	case have.version > 0:
		return errStoreThere(p)
	case tables > 0:
		return fault.New(fault.Conflict, "%s is a database of another program; choose another place for the store", p.Name())
	}
	return nil
}

func errNoStore(p Place) error {
	return fault.New(fault.NotFound, "there is no store at %s", p.Name()).WithHint("gangway init")
}

func errStoreThere(p Place) error {
	if _, err := os.Lstat(p.Keys); errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Conflict, "there is a store at %s already; copy its keys to %s", p.Name(), p.Keys)
	}
	return fault.New(fault.Conflict, "there is a store at %s already", p.Name())
}

// newKeys makes keys, or opens those of a Create that did not get as far as the schema.
func (p Place) newKeys() (keys *seal.Keys, made bool, err error) {
	keys, err = seal.Create(p.Keys)
	if !errors.Is(err, fault.Conflict) {
		return keys, err == nil, err
	}
	if left, err := seal.Open(p.Keys); err == nil {
		return left, false, nil
	}
	return nil, false, err
}

// makeFile makes the empty file of a new store, so that SQLite's own files inherit its mode. Where there is one, it was
// left by an interrupted Create or is being used by another, and the schema decides who was first.
func (p Place) makeFile() error {
	file := p.File()
	if file == "" {
		return nil
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // O_EXCL does not follow a link
	if errors.Is(err, fs.ErrExist) {
		return p.check()
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// check refuses a store that others of this machine could read or replace.
func (p Place) check() error {
	file := p.File()
	if file == "" {
		return nil
	}
	info, err := os.Lstat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errNoStore(p)
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fault.New(fault.Invalid, "%s is not a plain file; a store is never opened through a link", file)
	case info.Mode().Perm()&0o077 != 0:
		return fault.New(fault.Invalid, "others on this machine may open %s", file).WithHint("chmod 600 %s", file)
	}
	return checkFolder(filepath.Dir(file))
}

func checkFolder(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o022 != 0 {
		return fault.New(fault.Invalid, "others on this machine may replace files in %s", dir).WithHint("chmod 700 %s", dir)
	}
	return nil
}
