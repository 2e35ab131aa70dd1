package store_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"gangway/internal/fault"
	"gangway/internal/store"
	"gangway/internal/store/storetest"
)

func TestThereIsOneStoreAtAPlace(t *testing.T) {
	storetest.Each(t, func(t *testing.T, p store.Place) {
		_, err := store.Open(t.Context(), p, standing)
		wantKind(t, err, fault.NotFound, "there ")
		first := create(t, p, standing)
		owner := applicant(t, first, "wang")
		_, err = store.Create(t.Context(), p, standing)
		wantKind(t, err, fault.Conflict, "already")
		again := open(t, p, standing)
		if found := got[bool](t)(again.HasAccounts(t.Context())); !found {
			t.Error("the account is gone after a refused second Create")
		}
		if _, err := again.Profile(t.Context(), owner.ID); err != nil {
			t.Errorf("the keys no longer fit after a refused second Create: %v", err)
		}
	})
}

// Somebody on another machine, with an empty folder of keys, must not take over a store that others use.
func TestAStoreIsNotCreatedAgainWithOtherKeys(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		twin := store.Place{URL: p.URL, Keys: filepath.Join(t.TempDir(), "keys")}
		_, err := store.Create(t.Context(), twin, standing)
		wantKind(t, err, fault.Conflict, "already")
		if _, err := os.Lstat(twin.Keys); err == nil {
			t.Error("keys that fit no store were left behind")
		}
	})
}

func TestCreateWithoutKeysLeavesNoStore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, p store.Place) {
		must(t, os.WriteFile(p.Keys, []byte("in the way"), 0o600))
		_, err := store.Create(t.Context(), p, standing)
		wantKind(t, err, fault.Conflict, "already")
		must(t, os.Remove(p.Keys))
		create(t, p, standing)
	})
}

func TestAServerThatCannotBeReachedGetsNoKeys(t *testing.T) {
	p := store.Place{URL: "postgres://gangway@/gangway?host=" + t.TempDir(), Keys: filepath.Join(t.TempDir(), "keys")}
	if _, err := store.Create(t.Context(), p, standing); err == nil {
		t.Error("a store was created on no server")
	}
	if _, err := os.Lstat(p.Keys); err == nil {
		t.Error("keys were made for no store")
	}
}

func TestAnUnsafeFileIsRefused(t *testing.T) {
	folder := func(p store.Place) string { return filepath.Dir(p.File()) }
	for name, c := range map[string]struct {
		spoil func(t *testing.T, p store.Place)
		kind  error
		says  string
	}{
		"missing": {func(t *testing.T, p store.Place) { must(t, os.Remove(p.File())) }, fault.NotFound, "there is no store"},
		"a link": {func(t *testing.T, p store.Place) {
			must(t, os.Rename(p.File(), p.File()+".real"))
			must(t, os.Symlink(p.File()+".real", p.File()))
		}, fault.Invalid, "not a plain file"},
		"a folder": {func(t *testing.T, p store.Place) {
			must(t, os.Remove(p.File()))
			must(t, os.Mkdir(p.File(), 0o700))
		}, fault.Invalid, "not a plain file"},
		"readable by all":      {func(t *testing.T, p store.Place) { must(t, os.Chmod(p.File(), 0o644)) }, fault.Invalid, "others on this machine may open"},
		"writable by a group":  {func(t *testing.T, p store.Place) { must(t, os.Chmod(p.File(), 0o620)) }, fault.Invalid, "others on this machine may open"},
		"in a group's folder":  {func(t *testing.T, p store.Place) { must(t, os.Chmod(folder(p), 0o770)) }, fault.Invalid, "may replace files"},
		"in everyone's folder": {func(t *testing.T, p store.Place) { must(t, os.Chmod(folder(p), 0o1777)) }, fault.Invalid, "may replace files"},
	} {
		t.Run(name, func(t *testing.T) {
			p := storetest.SQLite(t)
			create(t, p, standing).Close()
			c.spoil(t, p)
			_, err := store.Open(t.Context(), p, standing)
			wantKind(t, err, c.kind, c.says)
		})
	}
}

func TestCreateFollowsNoLinkAndUsesNoSharedFolder(t *testing.T) {
	p := storetest.SQLite(t)
	victim := filepath.Join(t.TempDir(), "victim")
	must(t, os.Symlink(victim, p.File()))
	_, err := store.Create(t.Context(), p, standing)
	wantKind(t, err, fault.Conflict, "already")
	if _, err := os.Lstat(victim); err == nil {
		t.Error("the link was followed")
	}
	must(t, os.Remove(p.File()))
	must(t, os.Chmod(filepath.Dir(p.File()), 0o777))
	_, err = store.Create(t.Context(), p, standing)
	wantKind(t, err, fault.Invalid, "may replace files")
}

func TestFilesAreTheirOwnersAloneWhateverTheUmask(t *testing.T) {
	for _, mask := range []int{0, 0o022, 0o077} {
		dir := filepath.Join(t.TempDir(), "new", "folder")
		before := syscall.Umask(mask)
		s := create(t, store.Place{URL: "sqlite:" + filepath.Join(dir, "gangway.db"), Keys: filepath.Join(dir, "keys")}, standing)
		applicant(t, s, "wang")
		syscall.Umask(before)
		files := 0
		must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			must(t, err)
			files++
			if info, err := d.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
				t.Errorf("umask %03o: %s has mode %v (%v)", mask, path, info.Mode(), err)
			}
			return nil
		}))
		if files < 5 {
			t.Errorf("umask %03o: %d files, want the folder, the store, its log and the keys", mask, files)
		}
	}
}

func TestAPlaceIsNamedWithoutItsPassword(t *testing.T) {
	for url, want := range map[string]string{
		"sqlite:/srv/gangway.db":                  "/srv/gangway.db",
		"gangway.db":                              "gangway.db",
		"postgres://desk:geheim@db.example/shop":  "postgres://desk:xxxxx@db.example/shop",
		"postgresql://desk:geheim@db.example/sh?": "postgresql://desk:xxxxx@db.example/sh?",
		"postgres://desk:geheim@db example/%zz":   "postgres://…",
	} {
		if got := (store.Place{URL: url}).Name(); got != want {
			t.Errorf("%s: got %q, want %q", url, got, want)
		}
	}
}

func TestAFileMayHaveAnyName(t *testing.T) {
	p := storetest.SQLite(t)
	p.URL = filepath.Join(filepath.Dir(p.File()), "店 #1?mode=memory&100%.db")
	applicant(t, create(t, p, standing), "wang")
	if !got[bool](t)(open(t, p, standing).HasAccounts(t.Context())) {
		t.Error("what was written is not in the file")
	}
}
