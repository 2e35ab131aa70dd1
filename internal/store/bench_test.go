package store_test

import (
	"testing"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/store"
	"gangway/internal/store/storetest"
)

// eachBench runs a benchmark on a new store of each engine.
func eachBench(b *testing.B, bench func(b *testing.B, p store.Place, s *store.Store)) {
	for engine, p := range storetest.Places(b) {
		s := create(b, p, standing)
		b.Run(engine, func(b *testing.B) { bench(b, p, s) })
	}
}

// BenchmarkOpenAndLookUp is what a command that only looks asks of the store.
func BenchmarkOpenAndLookUp(b *testing.B) {
	eachBench(b, func(b *testing.B, p store.Place, s *store.Store) {
		a := draft(b, s, applicant(b, s, s.NewID()), "online-agent")
		for b.Loop() {
			s, err := store.Open(b.Context(), p, standing)
			must(b, err)
			got[applications.Application](b)(s.Application(b.Context(), a.ID))
			must(b, s.Close())
		}
	})
}

// BenchmarkChange is one decision: the state, the decision, an enrolment, two notices and an event.
func BenchmarkChange(b *testing.B) {
	eachBench(b, func(b *testing.B, p store.Place, s *store.Store) {
		owner, reviewer := applicant(b, s, s.NewID()), staff(b, s, s.NewID(), access.Reviewer)
		in := batch(b, s, reviewer)
		for b.Loop() {
			b.StopTimer()
			a := submitted(b, s, owner, s.NewID())
			b.StartTimer()
			got[applications.Application](b)(s.Change(b.Context(), a.ID, approving(reviewer, in)))
		}
	})
}

// BenchmarkTenThousand looks for things among ten thousand applications of a hundred people.
func BenchmarkTenThousand(b *testing.B) {
	eachBench(b, func(b *testing.B, p store.Place, s *store.Store) {
		a := tenThousand(b, p, s)
		for name, f := range map[string]store.Filter{
			"all":            {},
			"first 20 due":   {States: []applications.State{applications.Submitted}, Limit: 20},
			"of one account": {Account: a.Account},
		} {
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					got[[]applications.Application](b)(s.Applications(b.Context(), f))
				}
			})
		}
		for name, typed := range map[string]string{"a whole id": a.ID, "its beginning": a.ID[:8]} {
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					if _, err := s.Application(b.Context(), typed); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	})
}

// tenThousand copies one application in SQL; what was sealed for the first does not open in
// the copies, and no list opens it. It returns the one that does open.
func tenThousand(b *testing.B, p store.Place, s *store.Store) applications.Application {
	b.Helper()
	a := submitted(b, s, applicant(b, s, s.NewID()), "online-agent")
	tx, err := raw(b, p).Begin()
	must(b, err)
	defer tx.Rollback()
	insert := func(query string, args ...any) {
		if _, err := tx.Exec(query, args...); err != nil {
			b.Fatal(err)
		}
	}
	for range 100 {
		owner := s.NewID()
		insert(`INSERT INTO accounts (id, name, folded, password, roles, lang, created_at)
			SELECT CAST($1 AS TEXT), $1, $1, password, roles, lang, created_at FROM accounts WHERE id = $2`, owner, a.Account)
		for range 100 {
			insert(`INSERT INTO applications SELECT CAST($1 AS TEXT), $1, program_version, CAST($2 AS TEXT), name, state, revision, answers, results,
				verdict, submitted_at, due_at, provisional, reason, note, fixes, created_at, updated_at FROM applications WHERE id = $3`,
				s.NewID(), owner, a.ID)
		}
	}
	must(b, tx.Commit())
	return a
}
