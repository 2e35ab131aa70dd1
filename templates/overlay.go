package templates

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// An overlay looks a file up in upper first, and lists the names of both.
type overlay struct{ upper, lower fs.FS }

// Open opens the upper file where there is one. An open folder lists what both have, as ReadDir does.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.upper.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		f, err = o.lower.Open(name)
	}
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.IsDir() {
		return f, err
	}
	entries, err := o.ReadDir(name)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &openFolder{File: f, left: entries}, nil
}

// ReadDir lists the entries of a folder in both, sorted by name, the upper one where both have it.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	upper, errUpper := fs.ReadDir(o.upper, name)
	lower, errLower := fs.ReadDir(o.lower, name)
	for _, err := range []error{errUpper, errLower} {
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	if errUpper != nil && errLower != nil {
		return nil, errLower
	}
	entries := append(upper, lower...)
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(entries, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}

// An openFolder is a folder of an overlay that somebody lists piece by piece.
type openFolder struct {
	fs.File
	left []fs.DirEntry
}

func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(f.left) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(f.left) {
		n = len(f.left)
	}
	next := f.left[:n:n]
	f.left = f.left[n:]
	return next, nil
}
