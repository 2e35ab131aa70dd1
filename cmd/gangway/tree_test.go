package main

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"gangway/internal/access"
)

// bareApp is an app in an empty home, with nobody to ask and the given environment besides.
func bareApp(t *testing.T, env map[string]string) *app {
	t.Helper()
	dir := t.TempDir()
	all := map[string]string{"HOME": dir}
	maps.Copy(all, env)
	nothing, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { nothing.Close() })
	now := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	return &app{in: nothing, out: tempFile(t, dir), errOut: tempFile(t, dir), now: func() time.Time { return now },
		getenv: func(name string) string { return all[name] }}
}

func tempFile(t *testing.T, dir string) *os.File {
	t.Helper()
	f, err := os.CreateTemp(dir, "stream")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// call runs a command line in this very process and returns its exit status and what it said on standard error.
func call(t *testing.T, a *app, args ...string) (status int, said string) {
	t.Helper()
	if err := a.errOut.Truncate(0); err != nil {
		t.Fatal(err)
	}
	if _, err := a.errOut.Seek(0, 0); err != nil {
		t.Fatal(err)
	}
	status = run(context.Background(), args, a)
	data, err := os.ReadFile(a.errOut.Name())
	if err != nil {
		t.Fatal(err)
	}
	return status, string(data)
}

// each calls do for a command and all below it.
func each(c *cobra.Command, do func(*cobra.Command)) {
	do(c)
	for _, sub := range c.Commands() {
		each(sub, do)
	}
}

// doers returns every command that does something itself, by its verb: all but those that only hold others.
func doers(t *testing.T) map[access.Verb]*cobra.Command {
	t.Helper()
	root, _ := newRoot(bareApp(t, nil))
	found := map[access.Verb]*cobra.Command{}
	each(root, func(c *cobra.Command) {
		if c.HasSubCommands() && c.Example == "" {
			return
		}
		if !c.Runnable() {
			t.Errorf("%s neither does anything nor holds other commands", c.CommandPath())
		}
		found[verbOf(c)] = c
	})
	return found
}

func TestEveryCommandIsDescribed(t *testing.T) {
	root, _ := newRoot(bareApp(t, nil))
	each(root, func(c *cobra.Command) {
		if c.Short == "" || !c.HasSubCommands() && c.Example == "" {
			t.Errorf("%s: got the short text %q and the example %q, want both", c.CommandPath(), c.Short, c.Example)
		}
		if c != root && (c.PersistentPreRunE != nil || c.PersistentPreRun != nil) {
			t.Errorf("%s has a persistent pre-run of its own, which would take the place of the one that checks the global flags", c.CommandPath())
		}
	})
}

func TestEveryCommandHasAStory(t *testing.T) {
	var stories bytes.Buffer
	for _, file := range append(scriptFiles(t), "journey_test.go", filepath.Join("..", "..", "README.md")) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		stories.Write(data)
	}
	for verb := range doers(t) {
		if !bytes.Contains(stories.Bytes(), []byte("gangway "+string(verb))) {
			t.Errorf("no script runs gangway %s", verb)
		}
	}
}
