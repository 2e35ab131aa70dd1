package store_test

import (
	"strings"
	"testing"

	"gangway/applications"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/store"
	"gangway/internal/store/storetest"
	"gangway/quizzes"
)

// sat stores an attempt with a given id, which is the kind of record whose ids a test can choose.
func sat(t testing.TB, s *store.Store, a applications.Application, id string, number int) {
	t.Helper()
	must(t, s.StartAttempt(t.Context(), quizzes.Attempt{ID: id, Exam: "rules", Account: a.Account, Application: a.ID, Number: number,
		State: quizzes.Failed, StartedAt: start, Deadline: start, PassPercent: 80},
		audit.Event{Chain: a.ID, Action: "start_attempt", Actor: a.Account, At: start}))
}

func TestAnIdIsFoundByItsBeginning(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		a := draft(t, s, applicant(t, s, "wang"), "online-agent")
		for i, id := range []string{"7k3q10000000", "7k3q20000000", "0123456789ab", "zzzzzzzzzzzz"} {
			sat(t, s, a, id, i+1)
		}
		for typed, want := range map[string]string{
			"7k3q1":          "7k3q10000000",
			"7K3Q2":          "7k3q20000000",
			" 7k3q20000000 ": "7k3q20000000",
			"7k3ql":          "7k3q10000000", // l for 1
			"7k3qI":          "7k3q10000000", // I for 1
			"OL23":           "0123456789ab",
			"0":              "0123456789ab",
			"z":              "zzzzzzzzzzzz",
			"ZZZZZZZZZZZZ":   "zzzzzzzzzzzz",
		} {
			if found, err := s.Attempt(t.Context(), typed); err != nil || found.ID != want {
				t.Errorf("%q: got %q (%v), want %s", typed, found.ID, err, want)
			}
		}
		_, err := s.Attempt(t.Context(), "7k3")
		wantKind(t, err, fault.Invalid, `several ids begin with "7k3"`)
		for _, typed := range []string{"", " ", "7k3q3", "7k3q100000001", "7k3q1000000z", "%", "_", "7k3q%", "u", "7k3q1'", "７k3q1", "é", "\x00"} {
			_, err := s.Attempt(t.Context(), typed)
			wantKind(t, err, fault.NotFound, "nothing with the id")
		}
	})
}

// However the database sorts text: in Danish aa comes after z, in Estonian z before t, in Czech ch after h.
func TestEveryBeginningFindsWhatBeginsSo(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		a := draft(t, s, applicant(t, s, "wang"), "online-agent")
		ids := []string{"aa0000000000", "ab0000000000", "az0000000000", "a00000000000", "ca0000000000", "ch0000000000",
			"cz0000000000", "h00000000000", "dz0000000000", "zs0000000000", "t00000000000", "s00000000000", "nj0000000000"}
		for range 25 {
			ids = append(ids, s.NewID())
		}
		for i, id := range ids {
			sat(t, s, a, id, i+1)
		}
		for _, id := range ids {
			for n := 1; n <= 3; n++ {
				prefix, same := id[:n], 0
				for _, other := range ids {
					if strings.HasPrefix(other, prefix) {
						same++
					}
				}
				found, err := s.Attempt(t.Context(), prefix)
				if same == 1 && (err != nil || found.ID != id) {
					t.Errorf("%s: got %q (%v), want %s", prefix, found.ID, err, id)
				}
				if same > 1 {
					wantKind(t, err, fault.Invalid, "several ids")
				}
			}
			if found, err := s.Attempt(t.Context(), id); err != nil || found.ID != id {
				t.Errorf("%s: got %q (%v)", id, found.ID, err)
			}
		}
	})
}

func TestNewIdsAreTwelveCharactersOfTheAlphabet(t *testing.T) {
	s := create(t, storetest.SQLite(t), standing)
	seen := map[string]bool{}
	for range 1000 {
		id := s.NewID()
		if len(id) != 12 || strings.Trim(id, "0123456789abcdefghjkmnpqrstvwxyz") != "" || seen[id] {
			t.Fatalf("got the id %q, seen before %v", id, seen[id])
		}
		seen[id] = true
	}
}
