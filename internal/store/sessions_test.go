package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/store"
)

func TestASessionLastsUntilItsEnd(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		c := newClock()
		s := open(t, p, c.now)
		clerk := staff(t, s, "clerk", access.Reviewer, access.Trainer)
		must(t, s.OpenSession(t.Context(), clerk, "hash", start.Add(time.Hour)))
		c.forward(time.Hour - time.Microsecond)
		by := got[access.Actor](t)(s.ActorOf(t.Context(), "hash"))
		if by.ID() != clerk.ID || by.Name() != "clerk" || !cmp.Equal(by.Roles(), clerk.Roles) {
			t.Errorf("the session belongs to %v, want %v", by, clerk)
		}
		c.forward(time.Microsecond)
		_, err := s.ActorOf(t.Context(), "hash")
		wantKind(t, err, fault.SignIn, "not signed in")
	})
}

func TestSessionsEnd(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		boss, clerk := staff(t, s, "boss", access.Manager), staff(t, s, "clerk", access.Reviewer)
		begin := func(hashes ...string) {
			for _, hash := range hashes {
				must(t, s.OpenSession(t.Context(), clerk, hash, start.Add(time.Hour)))
			}
		}
		live := func(hash string) bool {
			_, err := s.ActorOf(t.Context(), hash)
			if err != nil && !errors.Is(err, fault.SignIn) {
				t.Fatal(err)
			}
			return err == nil
		}
		begin("a", "b", "c")
		must(t, s.CloseSession(t.Context(), "a"))
		must(t, s.CloseSession(t.Context(), "a"))
		if live("a") || !live("b") || live("never opened") {
			t.Error("signing out must end that session and no other")
		}
		must(t, s.SetPassword(t.Context(), clerk.ID, "new hash", "b"))
		if !live("b") || live("c") {
			t.Error("a new password must end the other sessions and keep this one")
		}
		if _, hash, err := s.Credentials(t.Context(), "clerk"); err != nil || hash != "new hash" {
			t.Errorf("got the hash %q (%v)", hash, err)
		}
		must(t, s.Disable(t.Context(), clerk.ID, boss.ID))
		begin("d") // by somebody whose password was checked a moment before
		if live("b") || live("d") {
			t.Error("a disabled account has a session")
		}
	})
}

var errTooOften = errors.New("too often")

// patience allows so many failures and no more.
func patience(n int) func(int, time.Time) error {
	return func(failures int, _ time.Time) error {
		if failures >= n {
			return errTooOften
		}
		return nil
	}
}

func TestGuessesAreCountedUntilOneIsRight(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		c := newClock()
		s := open(t, p, c.now)
		clerk := staff(t, s, "clerk", access.Reviewer)
		guess := func() (before int, last time.Time) {
			must(t, s.CountGuess(t.Context(), "clerk", func(failures int, at time.Time) error {
				before, last = failures, at
				return nil
			}))
			return before, last
		}
		if n, last := guess(); n != 0 || !last.IsZero() {
			t.Errorf("before the first guess: %d, last %v", n, last)
		}
		c.forward(time.Minute)
		if n, last := guess(); n != 1 || !last.Equal(start) {
			t.Errorf("before the second guess: %d, last %v", n, last)
		}
		if err := s.CountGuess(t.Context(), "clerk", patience(2)); !errors.Is(err, errTooOften) {
			t.Errorf("got %v, want the caller's own answer", err)
		}
		if n, last := guess(); n != 2 || !last.Equal(start.Add(time.Minute)) {
			t.Errorf("after a guess that was not allowed: %d, last %v; it must not count", n, last)
		}
		must(t, s.OpenSession(t.Context(), clerk, "hash", start.Add(time.Hour)))
		if n, last := guess(); n != 0 || !last.IsZero() {
			t.Errorf("after signing in: %d, last %v", n, last)
		}
	})
}

func TestGuessingInParallelGainsNothing(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := handles(t, p, 16)
		errs := together(16, func(i int) error { return s[i].CountGuess(t.Context(), "clerk", patience(5)) })
		if done, refused, others := tally(errs, errTooOften); done != 5 || refused != 11 {
			t.Errorf("%d guesses were let through and %d refused, others %v; want 5 and 11", done, refused, others)
		}
	})
}
