package main

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/seal"
	"gangway/internal/store"
	"gangway/internal/store/storetest"
)

func TestTheAccessTableNamesEveryCommandAndNoOther(t *testing.T) {
	tree := doers(t)
	var verbs []access.Verb
	for _, verb := range access.Verbs() {
		command, flag, withFlag := strings.Cut(string(verb), " --")
		if !withFlag {
			verbs = append(verbs, verb)
		} else if c := tree[access.Verb(command)]; c == nil || c.Flag(flag) == nil {
			t.Errorf("the table grants %q, and there is no such flag", verb)
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(tree)), verbs); diff != "" {
		t.Errorf("commands (-tree +table):\n%s", diff)
	}
}

func TestNothingThatNeedsASignInRunsWithoutOne(t *testing.T) {
	t.Parallel()
	a := signInApp(t)
	for verb, args := range exampleOfEach(t) {
		if open, _ := access.Open(verb); open {
			continue
		}
		status, said := call(t, a, args...)
		if status != exitDenied || !strings.Contains(said, "gangway: you are not signed in\nhint: gangway login NAME\n") {
			t.Errorf("gangway %s: got status %d and %q, want %d and the command to sign in", strings.Join(args, " "), status, said, exitDenied)
		}
	}
}

func TestARoleIsRefusedEverythingTheTableDoesNotGrant(t *testing.T) {
	t.Parallel()
	examples := exampleOfEach(t)
	for _, role := range access.Roles {
		a := signInApp(t, role)
		by := access.Authenticated("", "", []access.Role{role})
		for verb, args := range examples {
			if access.Allowed(by, verb) == nil {
				continue
			}
			status, said := call(t, a, args...)
			if want := `gangway: "` + string(verb) + `" needs the role `; status != exitDenied || !strings.HasPrefix(said, want) {
				t.Errorf("gangway %s as %s: got status %d and %q, want %d and %s…", strings.Join(args, " "), role, status, said, exitDenied, want)
			}
		}
	}
}

// exampleOfEach returns the arguments of every command's first example.
func exampleOfEach(t *testing.T) map[access.Verb][]string {
	t.Helper()
	examples := map[access.Verb][]string{}
	for verb, c := range doers(t) {
		line, _, _ := strings.Cut(c.Example, "\n")
		examples[verb] = append(exampleArguments(line), "-o", "table") // an error is then said in lines
	}
	return examples
}

// signInApp returns an app with a fresh store, in which somebody with the given roles is signed in, or nobody.
func signInApp(t *testing.T, roles ...access.Role) *app {
	t.Helper()
	place := storetest.SQLite(t)
	a := bareApp(t, map[string]string{"GANGWAY_STORE": place.URL, "GANGWAY_KEYS": place.Keys, "COLUMNS": "1000"})
	s, err := store.Create(t.Context(), place, a.now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if len(roles) == 0 {
		return a
	}
	account, err := s.AddStaff(t.Context(), applications.Account{Name: "sample", Folded: "sample", Roles: roles}, "hash", "")
	if err != nil {
		t.Fatal(err)
	}
	token, hash := seal.NewToken()
	if err := s.OpenSession(t.Context(), account, hash, a.now().Add(applications.SessionLife)); err != nil {
		t.Fatal(err)
	}
	if err := a.keepSession(token); err != nil {
		t.Fatal(err)
	}
	return a
}
