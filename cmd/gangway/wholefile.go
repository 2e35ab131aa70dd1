package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"gangway/internal/fault"
)

// writeWhole makes a file for nobody else to read. It is there under its name only once it is whole, and never in the place
// of another.
func writeWhole(path string, write func(*os.File) error) (err error) {
	if _, err := os.Lstat(path); err == nil {
		return errThere(path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.partial")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // the name it had until it was whole
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	// A link, unlike a rename, takes no other file's place. Some file systems, such as those of memory sticks, have none.
	err = os.Link(f.Name(), path)
	if errors.Is(err, fs.ErrExist) {
		return errThere(path)
	}
	if err != nil {
		err = os.Rename(f.Name(), path)
	}
	return err
}

func errThere(path string) error {
	return fault.New(fault.Conflict, "there is something at %s already, and it is not overwritten", path)
}
