package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"gangway/internal/fault"
	"gangway/internal/upload"
)

// A fileFolder is where the sealed contents of files lie, each under its id and nothing else.
type fileFolder struct{ path string }

func (d fileFolder) sealed(id string) string { return filepath.Join(d.path, id+".sealed") }
func (d fileFolder) draft(id string) string  { return filepath.Join(d.path, id+".new") }

// write writes a content whole or not at all, and so that it survives a power cut.
func (d fileFolder) write(id string, sealed []byte) error {
	if err := os.MkdirAll(d.path, 0o700); err != nil {
		return err
	}
	info, err := os.Stat(d.path)
	switch {
	case err != nil:
		return err
	case info.Mode().Perm()&0o077 != 0:
		return fault.New(fault.Invalid, "others on this machine may open %s", d.path).WithHint("chmod 700 %s", d.path)
	}
	f, err := os.OpenFile(d.draft(id), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // O_EXCL does not follow a link
	if err != nil {
		return err
	}
	_, err = f.Write(sealed)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(d.draft(id)))
	}
	if err := os.Rename(d.draft(id), d.sealed(id)); err != nil {
		return err
	}
	folder, err := os.Open(d.path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// read returns a content, still sealed.
func (d fileFolder) read(id string) ([]byte, error) {
	if err := d.has(id); errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "the content of the file %s is not in %s", id, d.path).
			WithHint("restore the folder from a backup, or name the one all machines share with --files")
	} else if err != nil {
		return nil, err
	}
	f, err := os.Open(d.sealed(id))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	const overhead = 1 << 10
	return io.ReadAll(io.LimitReader(f, upload.LargestSize+overhead)) // what is larger does not open
}

// has returns nil when the content is there as a plain file.
func (d fileFolder) has(id string) error {
	info, err := os.Lstat(d.sealed(id))
	if err == nil && !info.Mode().IsRegular() {
		return fault.New(fault.Invalid, "%s is not a plain file", d.sealed(id))
	}
	return err
}

// remove takes away whatever there is of a content.
func (d fileFolder) remove(id string) error {
	for _, path := range []string{d.draft(id), d.sealed(id)} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
