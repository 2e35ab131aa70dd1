package store_test

import (
	"testing"

	"gangway/internal/fault"
	"gangway/internal/seal"
	"gangway/internal/store"
	"gangway/internal/store/storetest"
)

func TestANewerSchemaIsRefused(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		alter(t, raw(t, p), `INSERT INTO schema_version (version, keys_code) SELECT 999, keys_code FROM schema_version`)
		_, err := store.Open(t.Context(), p, standing)
		wantKind(t, err, fault.Invalid, "newer version")
	})
}

// Whoever was first makes the schema, with the keys that a Create killed half way left to all of them.
func TestOneOfSimultaneousCreatesWithTheSameKeysSucceeds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, p store.Place) {
		got[*seal.Keys](t)(seal.Create(p.Keys))
		errs := together(12, func(int) error {
			s, err := store.Create(t.Context(), p, standing)
			if err != nil {
				return err
			}
			return s.Close()
		})
		if done, refused, others := tally(errs, fault.Conflict); done != 1 || refused != 11 {
			t.Errorf("%d stores were created and %d refused, others %v; want 1 and 11", done, refused, others)
		}
		if n := count(t, raw(t, p), `SELECT COUNT(*) FROM schema_version WHERE version = 1`); n != 1 {
			t.Errorf("the first migration is recorded %d times", n)
		}
		applicant(t, open(t, p, standing), "wang") // the keys are still there, and fit
	})
}

func TestOnlyOneOfSimultaneousCreatesSucceeds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, p store.Place) {
		errs := together(6, func(i int) error {
			mine := p
			mine.Keys += string(rune('0' + i)) // as from machines of their own
			s, err := store.Create(t.Context(), mine, standing)
			if err != nil {
				return err
			}
			return s.Close()
		})
		if done, refused, others := tally(errs, fault.Conflict); done != 1 || refused != 5 {
			t.Errorf("%d stores were created and %d refused, others %v; want 1 and 5", done, refused, others)
		}
	})
}
