package main

import (
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/rogpeppe/go-internal/testscript"
)

// A snapshot is the home and the database of a script at the end of a stage of the sample journey. The first script
// that comes to a stage plays it; those that come after go on from a copy of what it left.
type snapshot struct {
	sync.Mutex
	taken bool
	home  string
	store string // the URL of a PostgreSQL database, or "" for a SQLite store, which is in the home
	app   string
}

// snapshots are those of one engine, one for each stage.
type snapshots struct {
	dir    string // a folder that goes when the tests end
	server string // the URL of the PostgreSQL server, or ""
	stages []snapshot
}

// usual reports whether a script stands where every other begins: a copy would suit it.
func usual(ts *testscript.TestScript) bool {
	for name, want := range map[string]string{"JOURNEY": "", "GANGWAY_TEMPLATES": "", "GANGWAY_LANG": "en", "GANGWAY_TEST_NOW": startOfScripts} {
		if ts.Getenv(name) != want {
			return false
		}
	}
	for name, want := range scriptInputs {
		if ts.ReadFile(filepath.Join(ts.Getenv("WORK"), name)) != want {
			return false
		}
	}
	_, err := os.Stat(ts.Getenv("DATA"))
	return os.IsNotExist(err)
}

// goTo brings a usual script to the end of a stage: the first script there plays it and leaves a copy behind.
func (s *snapshots) goTo(p *player, stage int) {
	here := &s.stages[stage]
	here.Lock()
	defer here.Unlock()
	if here.taken {
		p.ts.Check(s.restore(p.ts, here))
		return
	}
	if stage > 0 {
		s.goTo(p, stage-1)
	} else if s.server != "" {
		p.ts.Check(s.ownDatabase(p.ts, "template1"))
	}
	p.play(stage)
	p.ts.Check(s.take(p.ts, here))
}

// take keeps a copy of what a script has.
func (s *snapshots) take(ts *testscript.TestScript, here *snapshot) (err error) {
	here.home, here.app = filepath.Join(s.dir, rand.Text()), ts.Getenv("APP")
	if err := copyFolder(ts.Getenv("HOME"), here.home); err != nil {
		return err
	}
	if s.server != "" {
		here.store, err = copyDatabase(s.server, databaseOf(ts.Getenv("GANGWAY_STORE")))
	}
	here.taken = err == nil
	return err
}

// restore gives a script a copy of its own.
func (s *snapshots) restore(ts *testscript.TestScript, here *snapshot) error {
	ts.Setenv("APP", here.app)
	if s.server != "" {
		if err := s.ownDatabase(ts, databaseOf(here.store)); err != nil {
			return err
		}
	}
	return copyFolder(here.home, ts.Getenv("HOME"))
}

// ownDatabase lets a script go on in a copy of a database, which goes when the script ends.
func (s *snapshots) ownDatabase(ts *testscript.TestScript, template string) error {
	store, err := copyDatabase(s.server, template)
	if err != nil {
		return err
	}
	ts.Setenv("GANGWAY_STORE", store)
	ts.Defer(func() { ts.Check(administer(s.server, "DROP DATABASE "+databaseOf(store)+" WITH (FORCE)")) })
	return nil
}

// drop removes the databases of the snapshots; the folder goes by itself.
func (s *snapshots) drop() error {
	for i := range s.stages {
		if store := s.stages[i].store; store != "" {
			if err := administer(s.server, "DROP DATABASE "+databaseOf(store)+" WITH (FORCE)"); err != nil {
				return err
			}
		}
	}
	return nil
}

// copyFolder copies what is in a folder with its permissions, which Gangway looks at.
func copyFolder(from, to string) error {
	return exec.Command("cp", "-a", from+"/.", to).Run()
}

// copyDatabase makes a copy of a database under a new name and returns its URL.
func copyDatabase(server, template string) (string, error) {
	u, err := url.Parse(server)
	if err != nil {
		return "", err
	}
	u.Path = "/t_" + strings.ToLower(rand.Text())
	return u.String(), administer(server, "CREATE DATABASE "+u.Path[1:]+" TEMPLATE "+template)
}

func databaseOf(store string) string {
	u, err := url.Parse(store)
	if err != nil {
		panic(err) // it was made by copyDatabase
	}
	return u.Path[1:]
}

func administer(server, statement string) error {
	db, err := sql.Open("pgx", server)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec(statement)
	return err
}
