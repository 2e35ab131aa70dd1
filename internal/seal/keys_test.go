package seal

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"gangway/internal/fault"
)

// fixedKeys returns keys that are the same in every run, so that formats can be pinned down.
func fixedKeys() *Keys {
	secrets := make(map[string]secret)
	for _, name := range keyNames() {
		secrets[name] = sha256.Sum256([]byte("key for tests: " + name))
	}
	return newKeys(secrets)
}

func TestKeysOpenedAreTheKeysCreated(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "keys")
	made, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	different := make(map[secret]string)
	for _, name := range keyNames() {
		if opened.secrets[name] != made.secrets[name] {
			t.Errorf("key %s changed on its way through the file", name)
		}
		if twin, ok := different[made.secrets[name]]; ok {
			t.Errorf("keys %s and %s are the same", name, twin)
		}
		different[made.secrets[name]] = name
	}
}

func TestCreateLeavesWhatIsThere(t *testing.T) {
	for name, prepare := range map[string]func(path string) error{
		"keys":                func(path string) error { _, err := Create(path); return err },
		"a folder of another": func(path string) error { return os.MkdirAll(filepath.Join(path, "something"), 0o700) },
		"an empty folder":     func(path string) error { return os.Mkdir(path, 0o700) },
		"a file":              func(path string) error { return os.WriteFile(path, []byte("mine"), 0o600) },
		"a link to a folder":  func(path string) error { return os.Symlink(t.TempDir(), path) },
		"a broken link":       func(path string) error { return os.Symlink("nowhere", path) },
	} {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "keys")
			if err := prepare(dir); err != nil {
				t.Fatal(err)
			}
			before := tree(t, parent)
			if _, err := Create(dir); !errors.Is(err, fault.Conflict) {
				t.Errorf("got %v, want a conflict", err)
			}
			if after := tree(t, parent); !slices.Equal(after, before) {
				t.Errorf("Create left\n%q, want\n%q", after, before)
			}
		})
	}
}

func TestCreateThatFailsHalfwayLeavesNothing(t *testing.T) {
	parent := t.TempDir()
	before := tree(t, parent)
	unwritable := map[string]secret{"good": {}, "better": {}, "no/such": {}}
	if err := writeKeys(filepath.Join(parent, "keys"), unwritable); err == nil {
		t.Error("writing a key to a folder that is missing went well")
	}
	if after := tree(t, parent); !slices.Equal(after, before) {
		t.Errorf("left behind: %q", after)
	}
}

func TestOfManyWhoCreateAtOnceOneSucceeds(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	var group sync.WaitGroup
	made := make([]*Keys, 8)
	for i := range made {
		group.Go(func() {
			keys, err := Create(dir)
			if err != nil && !errors.Is(err, fault.Conflict) {
				t.Errorf("got %v, want a conflict", err)
			}
			made[i] = keys
		})
	}
	group.Wait()
	made = slices.DeleteFunc(made, func(k *Keys) bool { return k == nil })
	if len(made) != 1 {
		t.Fatalf("%d succeeded, want 1", len(made))
	}
	opened, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if opened.secrets[wrapKey] != made[0].secrets[wrapKey] {
		t.Error("the keys on disk are not those of the one who succeeded")
	}
}

func TestOpenRefusesKeysThatCannotBeTrusted(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(dir string) error
		kind  error
		hint  string
	}{
		{"nothing there", os.RemoveAll, fault.NotFound, "gangway init"},
		{"a key is missing", func(dir string) error { return os.Remove(dir + "/chain.key") }, fault.NotFound, "restore"},
		{"the folder is open to the group", func(dir string) error { return os.Chmod(dir, 0o750) }, fault.Invalid, "chmod 700 '%s'"},
		{"the folder can be searched by others", func(dir string) error { return os.Chmod(dir, 0o701) }, fault.Invalid, "chmod 700 '%s'"},
		{"a key is open to others", func(dir string) error { return os.Chmod(dir+"/chain.key", 0o604) }, fault.Invalid, "chmod 600 '%s/chain.key'"},
		{"a key is open to the group", func(dir string) error { return os.Chmod(dir+"/wrap.key", 0o620) }, fault.Invalid, "chmod 600 '%s/wrap.key'"},
		{"a key is cut short", func(dir string) error { return os.Truncate(dir+"/wrap.key", 31) }, fault.Invalid, "restore"},
		{"a key is too long", func(dir string) error { return os.Truncate(dir+"/wrap.key", 33) }, fault.Invalid, "restore"},
		{"a key is empty", func(dir string) error { return os.Truncate(dir+"/wrap.key", 0) }, fault.Invalid, "restore"},
		{"a key is a link", linkTo("wrap.key"), fault.Invalid, "itself"},
		{"the folder is a link", linkTo(""), fault.Invalid, "itself"},
		{"a key is a folder", func(dir string) error {
			return errors.Join(os.Remove(dir+"/draw.key"), os.Mkdir(dir+"/draw.key", 0o700))
		}, fault.Invalid, "itself"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "keys")
			if _, err := Create(dir); err != nil {
				t.Fatal(err)
			}
			if err := c.spoil(dir); err != nil {
				t.Fatal(err)
			}
			_, err := Open(dir + "/")
			var f *fault.Error
			if !errors.As(err, &f) || !errors.Is(err, c.kind) {
				t.Fatalf("got %v, want kind %v", err, c.kind)
			}
			if want := strings.ReplaceAll(c.hint, "%s", dir); !strings.Contains(f.Hint.String(), want) {
				t.Errorf("got the hint %q, want one with %q", f.Hint, want)
			}
		})
	}
}

// linkTo returns a function that moves a file of the folder, or the folder, away and leaves a link to it.
func linkTo(name string) func(dir string) error {
	return func(dir string) error {
		path := filepath.Join(dir, name)
		elsewhere := filepath.Join(filepath.Dir(dir), "elsewhere")
		return errors.Join(os.Rename(path, elsewhere), os.Symlink(elsewhere, path))
	}
}

func TestKeysDoNotShowWhenPrinted(t *testing.T) {
	k := fixedKeys()
	p, _, err := k.NewPerson("alice")
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
		if got := fmt.Sprintf(verb, k); got != "keys" {
			t.Errorf("Keys printed with %s are %.40q", verb, got)
		}
		if got := fmt.Sprintf(verb, p); got != "data key" {
			t.Errorf("a Person printed with %s is %.40q", verb, got)
		}
	}
}

// tree lists what is in a folder: path, mode, size.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && path != dir {
			list = append(list, fmt.Sprint(path, " ", info.Mode(), " ", info.Size()))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
