package main

import (
	"context"
	"flag"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"gangway/internal/store/storetest"
)

var update = flag.Bool("update", false, "write what the scripts' commands print into the files they are compared with")

// TestMain makes the test binary the program itself when a script calls gangway.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gangway": program})
}

// program is main with a clock that stands still until a script moves it, so that dates and ages are always the same.
func program() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	a := realApp()
	now, err := time.Parse(time.RFC3339Nano, os.Getenv("GANGWAY_TEST_NOW"))
	if err != nil {
		panic(err)
	}
	a.now = func() time.Time { return now }
	if file := os.Getenv("GANGWAY_TEST_CLOCK"); file != "" {
		a.now = func() time.Time { return readClock(file) }
	}
	status := run(ctx, os.Args[1:], a)
	stop()
	os.Exit(status)
}

// readClock returns the time that a test keeps in a file, for commands during which time goes by.
func readClock(file string) time.Time {
	text, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	now, err := time.Parse(time.RFC3339Nano, string(text))
	if err != nil {
		panic(err)
	}
	return now
}

// startOfScripts is a Monday morning in China.
const startOfScripts = "2026-11-23T10:00:00+08:00"

// TestScripts runs every script below testdata/script on SQLite and again on PostgreSQL. testdata/README.md says what
// a script finds and which commands it has.
func TestScripts(t *testing.T) {
	scripts := scriptFiles(t)
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		runScripts(t, scripts, "")
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		server := os.Getenv("TEST_POSTGRES")
		if server == "" {
			t.Fatal("set TEST_POSTGRES, or run make test, which starts a server")
		}
		runScripts(t, scripts, server)
	})
}

func scriptFiles(t *testing.T) (files []string) {
	err := filepath.WalkDir("testdata/script", func(path string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".txtar" {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("got scripts %q and error %v, want scripts", files, err)
	}
	return files
}

// runScripts runs scripts on SQLite, or on a PostgreSQL server.
func runScripts(t *testing.T, scripts []string, server string) {
	shots := &snapshots{dir: t.TempDir(), server: server, stages: make([]snapshot, len(stages))}
	t.Cleanup(func() {
		if err := shots.drop(); err != nil {
			t.Error(err)
		}
	})
	engine := "sqlite"
	if server != "" {
		engine = "postgres"
	}
	testscript.Run(t, testscript.Params{
		Files:         scripts,
		UpdateScripts: *update,
		Cmds:          scriptCommands(shots),
		Condition:     func(name string) (bool, error) { return name == engine, nil },
		Setup: func(e *testscript.Env) error {
			store := ""
			if server != "" {
				store = storetest.Postgres(e.T().(testing.TB)).URL
			}
			home := filepath.Join(e.WorkDir, "home")
			for name, value := range map[string]string{
				"HOME": home, "DATA": filepath.Join(home, ".local", "share", "gangway"),
				"GANGWAY_STORE": store, "GANGWAY_LANG": "en", "GANGWAY_TEST_NOW": startOfScripts,
				"NO_COLOR": "1", "COLUMNS": "100",
			} {
				e.Setenv(name, value)
			}
			return setUpFiles(e.WorkDir, home)
		},
	})
}

// setUpFiles makes an empty home and the files of scriptInputs, except those a script brings itself.
func setUpFiles(work, home string) error {
	if err := os.Mkdir(home, 0o700); err != nil {
		return err
	}
	for name, text := range scriptInputs {
		path := filepath.Join(work, name)
		if _, err := os.Stat(path); err == nil {
			continue
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// scriptInputs are files that every script finds: a good password, and what the sample applicant fills in.
var scriptInputs = map[string]string{
	"pw": "tall river seven lanterns\n",
	"profile.yaml": `legal_name: 王小明
id_type: resident_id
id_number: "110105200002290013"
mobile: "13800000001"
consent_identity: true
`,
	"form.yaml": `name: 王小明
sex: male
birth_date: 2000-02-29
mobile: "13800000001"
email: wang@example.com
education: college
experience_months: 12
typing_speed: 66
knows_taobao: true
computer_skills: true
truthful: true
`,
}
