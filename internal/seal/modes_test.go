//go:build unix

package seal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"gangway/internal/fault"
)

func TestNobodyElseMayReadTheKeysWhateverTheUmask(t *testing.T) {
	for _, umask := range []int{0o000, 0o022, 0o077} {
		parent := filepath.Join(t.TempDir(), "parent")
		dir := filepath.Join(parent, "keys")
		old := syscall.Umask(umask)
		_, err := Create(dir)
		syscall.Umask(old)
		if err != nil {
			t.Fatal(err)
		}
		checkMode(t, umask, parent, fs.ModeDir|0o700)
		checkMode(t, umask, dir, fs.ModeDir|0o700)
		for _, name := range keyNames() {
			checkMode(t, umask, keyFile(dir, name), 0o600)
		}
		if _, err := Open(dir); err != nil {
			t.Errorf("umask %03o: keys just made are refused: %v", umask, err)
		}
	}
}

func checkMode(t *testing.T, umask int, path string, want fs.FileMode) {
	t.Helper()
	info, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode() != want {
		t.Errorf("umask %03o: %s has mode %v, want %v", umask, path, info.Mode(), want)
	}
}

func TestOpenDoesNotWaitForAPipe(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	if _, err := Create(dir); err != nil {
		t.Fatal(err)
	}
	path := keyFile(dir, pepperKey)
	if err := errors.Join(os.Remove(path), syscall.Mkfifo(path, 0o600)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v, want invalid", err)
	}
}
