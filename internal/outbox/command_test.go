package outbox

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// script returns a command sink around a shell script.
func script(t *testing.T, text string, args ...string) command {
	t.Helper()
	path := filepath.Join(t.TempDir(), "notify")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text), 0o700); err != nil {
		t.Fatal(err)
	}
	return command{path, args, 10 * time.Second}
}

func TestTheCommandGetsTheNoticeAndLittleElse(t *testing.T) {
	t.Setenv("GANGWAY_STORE", "postgres://secret")
	t.Setenv("LANG", "C.UTF-8")
	out := t.TempDir()
	c := script(t, `cat >"$1/input"; env >"$1/env"; printf %s "$2" >"$1/arg"`, out, "a b; rm -rf *")
	n := sample("N1")
	n.Body = "第一行\n\"二\" $HOME `id`"
	if err := c.Deliver(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	read := func(name string) string {
		content, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	var got Notice
	if err := json.Unmarshal([]byte(read("input")), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(n, got); diff != "" {
		t.Errorf("standard input (-want +got):\n%s", diff)
	}
	if got, want := read("arg"), "a b; rm -rf *"; got != want {
		t.Errorf("argument: got %q, want %q", got, want)
	}
	env := read("env")
	if !strings.Contains(env, "GANGWAY_NOTICE_ID=N1\n") || !strings.Contains(env, "LANG=C.UTF-8\n") {
		t.Errorf("environment lacks the id or LANG:\n%s", env)
	}
	if strings.Contains(env, "secret") {
		t.Errorf("our environment leaked:\n%s", env)
	}
}

func TestHowACommandEnds(t *testing.T) {
	tests := []struct {
		name, script string
		want         Fate
		says         string
	}{
		{"another exit status: not delivered", "exit 3", NotTaken, "exit status 3"},
		{"the first line of its complaint is kept", "echo gateway closed >&2; echo more >&2; exit 1", NotTaken, "said: gateway closed"},
		{"killed by a signal: unclear", "kill -9 $$", Unclear, "killed"},
		{"too slow: unclear", "sleep 60", Unclear, "too long"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := script(t, tt.script)
			if strings.HasPrefix(tt.script, "sleep") {
				c.patience = 200 * time.Millisecond
			}
			began := time.Now()
			err := c.Deliver(t.Context(), sample("N1"))
			if err == nil || fateOf(err) != tt.want || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want fate %d and %q", err, tt.want, tt.says)
			}
			if took := time.Since(began); took > 8*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestACommandThatCannotBeRunIsUnreachable(t *testing.T) {
	sink := Command(filepath.Join(t.TempDir(), "missing"))
	if err := sink.Deliver(t.Context(), sample("N1")); err == nil || fateOf(err) != Unreachable {
		t.Errorf("got %v, want unreachable", err)
	}
	if sink.Repeatable() {
		t.Error("a command counts as repeatable")
	}
}

func TestACommandThatLeavesAChildBehindHasDelivered(t *testing.T) {
	c := script(t, "sleep 3 & exit 0")
	if err := c.Deliver(t.Context(), sample("N1")); err != nil {
		t.Errorf("got %v, want delivered", err)
	}
}

func TestACommandOutOfTimeTakesItsChildrenWithIt(t *testing.T) {
	out := t.TempDir()
	c := script(t, `(sleep 1; : >"$1/late") & wait`, out)
	c.patience = 100 * time.Millisecond
	if err := c.Deliver(t.Context(), sample("N1")); err == nil || fateOf(err) != Unclear {
		t.Errorf("got %v, want unclear", err)
	}
	time.Sleep(1200 * time.Millisecond)
	if got := names(t, out); len(got) > 0 {
		t.Errorf("a child went on after the command was stopped: %v", got)
	}
}
