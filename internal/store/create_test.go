package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/seal"
	"gangway/internal/store"
	"gangway/internal/store/storetest"
)

func TestOpenMakesNoStore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, p store.Place) {
		got[*seal.Keys](t)(seal.Create(p.Keys))
		if file := p.File(); file != "" {
			must(t, os.WriteFile(file, nil, 0o600))
		}
		_, err := store.Open(t.Context(), p, standing)
		wantKind(t, err, fault.NotFound, "there is no store at")
		if file := p.File(); file != "" {
			if info, err := os.Stat(file); err != nil || info.Size() != 0 {
				t.Errorf("the empty file was written to: %v (%v)", info, err)
			}
		}
		_, err = store.Open(t.Context(), p, standing)
		wantKind(t, err, fault.NotFound, "there is no store at")
	})
}

// Other programs have tables too, and one of the same name is not rare.
func TestOpenLeavesAnotherProgramsDatabaseAlone(t *testing.T) {
	for name, table := range map[string]string{
		"a table of another name":  `CREATE TABLE shopping (item TEXT)`,
		"a table of the same name": `CREATE TABLE schema_version (version BIGINT NOT NULL, description TEXT)`,
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, p store.Place) {
				got[*seal.Keys](t)(seal.Create(p.Keys))
				alter(t, raw(t, p), table)
				if file := p.File(); file != "" {
					must(t, os.Chmod(file, 0o600))
				}
				before := string(dump(t, p))
				_, err := store.Open(t.Context(), p, standing)
				wantKind(t, err, fault.NotFound, "there is no store at")
				if p.File() != "" {
					_, err = store.Create(t.Context(), p, standing)
					wantKind(t, err, fault.Conflict, "of another program")
				}
				if string(dump(t, p)) != before {
					t.Error("the database of another program was changed")
				}
			})
		})
	}
}

// Each is what a Create leaves that is killed at some step, in the order of the steps.
var interrupted = map[string]func(t *testing.T, p store.Place){
	"before everything": func(*testing.T, store.Place) {},
	"after the keys":    func(t *testing.T, p store.Place) { got[*seal.Keys](t)(seal.Create(p.Keys)) },
	"after the file": func(t *testing.T, p store.Place) {
		got[*seal.Keys](t)(seal.Create(p.Keys))
		if file := p.File(); file != "" {
			must(t, os.WriteFile(file, nil, 0o600))
		}
	},
	"after the log": func(t *testing.T, p store.Place) {
		got[*seal.Keys](t)(seal.Create(p.Keys))
		if file := p.File(); file != "" {
			must(t, os.WriteFile(file, nil, 0o600))
			alter(t, raw(t, p), `PRAGMA journal_mode = WAL`)
		}
	},
}

func TestAnInterruptedCreateGoesOn(t *testing.T) {
	for name, leave := range interrupted {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, p store.Place) {
				leave(t, p)
				_, err := store.Open(t.Context(), p, standing)
				wantKind(t, err, fault.NotFound, "there ")
				create(t, p, standing).Close()
				got[bool](t)(open(t, p, standing).HasAccounts(t.Context()))
			})
		})
	}
}

// After the schema the store is there: Create refuses, and Open lets the first manager in.
func TestAStoreWithoutItsFirstManagerIsOpened(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		_, err := store.Create(t.Context(), p, standing)
		wantKind(t, err, fault.Conflict, "there is a store at")
		s := open(t, p, standing)
		if taken := got[bool](t)(s.HasAccounts(t.Context())); taken {
			t.Fatal("there is an account already")
		}
		_, err = s.AddStaff(t.Context(), account("chief", access.Manager), "hash", "")
		must(t, err)
	})
}

func TestKeysOfAnotherStoreAreRefused(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		other := store.Place{URL: p.URL, Keys: filepath.Join(t.TempDir(), "keys")}
		got[*seal.Keys](t)(seal.Create(other.Keys))
		_, err := store.Open(t.Context(), other, standing)
		wantKind(t, err, fault.Invalid, "the keys in "+other.Keys+" belong to another store")
		_, err = store.Create(t.Context(), other, standing)
		wantKind(t, err, fault.Conflict, "there is a store at")
		if _, err := seal.Open(other.Keys); err != nil {
			t.Errorf("the other store's keys are gone: %v", err)
		}
		open(t, p, standing)
	})
}
