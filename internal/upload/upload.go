// Package upload takes in the files people hand in. It reads a file once, whatever happens to its path meanwhile, and
// tells what it is by what is in it, never by its name. What becomes of it is left to others.
package upload

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"gangway/internal/fault"
	"gangway/internal/text"
)

// A File is what was read: its name, for showing alone, and its bytes.
type File struct {
	Name    string
	Content []byte
}

// Read reads the file at a path, which may be a link. Errors are fault.NotFound, and fault.Invalid for what is no plain
// file or larger than most bytes.
func Read(path string, most int64) (File, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return File{}, notPlain(path) // before it is opened: opening a device may do something
	}
	// The path may have become a pipe since; without waiting, opening one returns at once.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return File{}, fault.New(fault.NotFound, "there is no file %s", path)
	case errors.Is(err, fs.ErrPermission):
		return File{}, fault.New(fault.Invalid, "the file %s may not be read by this account of the operating system", path)
	case err != nil:
		return File{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return File{}, err
	case !info.Mode().IsRegular():
		return File{}, notPlain(path)
	case info.Size() > most:
		return File{}, tooLarge(path, most)
	}
	content, err := io.ReadAll(io.LimitReader(f, most+1)) // it may grow while it is read
	switch {
	case err != nil:
		return File{}, err
	case int64(len(content)) > most:
		return File{}, tooLarge(path, most)
	case len(content) == 0:
		return File{}, fault.New(fault.Invalid, "the file %s is empty", path)
	}
	return File{Name(path), content}, nil
}

func notPlain(path string) error {
	return fault.New(fault.Invalid, "%s is not a plain file", path)
}

func tooLarge(path string, most int64) error {
	return fault.New(fault.Invalid, "the file %s is larger than %s", path, Bytes(most))
}

// Name returns the last part of a path as it may be shown: on one line, without characters that cannot be seen, and not
// long. It never becomes a name in a file system again.
func Name(path string) string { return text.Truncate(text.Clean(filepath.Base(path)), 60) }
