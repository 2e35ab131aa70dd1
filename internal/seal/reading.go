package seal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"gangway/internal/fault"
)

// tooWide are the rights nobody but the owner may have.
const tooWide fs.FileMode = 0o077

// readKeys reads every key at once: it takes a fraction of a millisecond, and damage is found before anything is done.
func readKeys(dir string) (map[string]secret, error) {
	dir = filepath.Clean(dir) // a slash at its end would make the system follow a link
	if err := checkDir(dir); err != nil {
		return nil, err
	}
	secrets := make(map[string]secret)
	for _, name := range keyNames() {
		s, err := readKey(keyFile(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fault.New(fault.NotFound, "the key %q is missing from %s", name, dir).
				WithHint("restore it from the copy of the keys")
		}
		if err != nil {
			return nil, err
		}
		secrets[name] = s
	}
	return secrets, nil
}

func checkDir(dir string) error {
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.NotFound, "there are no keys at %s", dir).WithHint("gangway init")
	case err != nil:
		return fmt.Errorf("looking at the keys: %w", err)
	case !info.IsDir():
		return fault.New(fault.Invalid, "%s is a link or a file, not a folder of keys", dir).
			WithHint("name the folder itself")
	case info.Mode().Perm()&tooWide != 0:
		return fault.New(fault.Invalid, "the keys in %s are open to others of this machine (mode %04o)", dir, info.Mode().Perm()).
			WithHint("chmod 700 '%s'", dir)
	}
	return nil
}

// readKey looks before it opens, since opening follows links and waits for the other end of a pipe, and makes sure
// afterwards that it opened what it had looked at.
func readKey(path string) (s secret, err error) {
	seen, err := os.Lstat(path)
	if err != nil {
		return s, fmt.Errorf("looking at a key: %w", err)
	}
	if err := checkFile(path, seen); err != nil {
		return s, err
	}
	f, err := os.Open(path)
	if err != nil {
		return s, fmt.Errorf("reading a key: %w", err)
	}
	defer f.Close()
	if opened, err := f.Stat(); err != nil || !os.SameFile(seen, opened) {
		return s, fault.New(fault.Invalid, "the key file %s was exchanged while it was being read", path).Because(err)
	}
	if _, err := io.ReadFull(f, s[:]); err != nil {
		return s, fmt.Errorf("reading the key %s: %w", path, err)
	}
	return s, nil
}

func checkFile(path string, info fs.FileInfo) error {
	switch {
	case !info.Mode().IsRegular():
		return fault.New(fault.Invalid, "the key file %s is a link or not a file, so it is not read", path).
			WithHint("put the key file itself there")
	case info.Mode().Perm()&tooWide != 0:
		return fault.New(fault.Invalid, "the key file %s is open to others of this machine (mode %04o)", path, info.Mode().Perm()).
			WithHint("chmod 600 '%s'", path)
	case info.Size() != int64(len(secret{})):
		return fault.New(fault.Invalid, "the key file %s holds %d bytes instead of %d", path, info.Size(), len(secret{})).
			WithHint("restore it from the copy of the keys")
	}
	return nil
}
