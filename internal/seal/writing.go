package seal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"gangway/internal/fault"
)

const (
	dirMode  fs.FileMode = 0o700
	fileMode fs.FileMode = 0o600
)

// writeKeys writes the keys beside dir and then gives the finished folder its name, so that no half set of keys is
// ever found there and of two who do so at once only one succeeds.
func writeKeys(dir string, secrets map[string]secret) error {
	dir = filepath.Clean(dir)
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, dirMode); err != nil {
		return fmt.Errorf("making the folder of the keys: %w", err)
	}
	draft, err := os.MkdirTemp(parent, ".keys-*")
	if err != nil {
		return fmt.Errorf("making the folder of the keys: %w", err)
	}
	defer os.RemoveAll(draft) // finds nothing once the folder has its name
	if err := fill(draft, secrets); err != nil {
		return fmt.Errorf("writing the keys: %w", err)
	}
	return name(draft, dir)
}

func fill(dir string, secrets map[string]secret) error {
	for name, s := range secrets {
		if err := writeKey(keyFile(dir, name), s); err != nil {
			return err
		}
	}
	return syncDir(dir)
}

func keyFile(dir, name string) string { return filepath.Join(dir, name+".key") }

// writeKey makes the file itself: with O_EXCL a link at that name is not followed but refused.
func writeKey(path string, s secret) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	_, err = f.Write(s[:])
	return errors.Join(err, f.Sync(), f.Close())
}

// name gives the finished folder its name. Rename refuses whatever stands there already.
func name(draft, dir string) error {
	if err := os.Rename(draft, dir); err != nil {
		if _, missing := os.Lstat(dir); missing == nil {
			return fault.New(fault.Conflict, "there is something at %s already, and keys are never overwritten", dir).
				WithHint("choose another place, or move %s away", dir)
		}
		return fmt.Errorf("putting the keys in place: %w", err)
	}
	return syncDir(filepath.Dir(dir))
}

func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
