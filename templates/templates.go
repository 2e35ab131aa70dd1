// Package templates holds everything that ships as data: programs, forms, courses, banks, exams, notices, reasons,
// shops, the calendar and the words of the other language. A user's own folder may be laid over it.
package templates

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
)

//go:embed programs forms courses banks exams notices reasons shops calendar privacy locales
var shipped embed.FS

// Shipped returns the files that ship with the program.
func Shipped() fs.FS { return shipped }

// Over returns the shipped files with those of a folder laid over them: a file of the folder takes the place of the
// shipped one with the same name. An empty name means no folder.
func Over(folder string) fs.FS {
	if folder == "" {
		return shipped
	}
	return overlay{os.DirFS(folder), shipped}
}

// An overlay looks a file up in upper first, and lists the names of both.
type overlay struct{ upper, lower fs.FS }

// Open opens the upper file where there is one. A folder is opened from the lower; ReadDir joins both.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.upper.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.lower.Open(name)
	}
	return f, err
}

// ReadDir lists the entries of a folder in both, sorted by name, the upper ones first where both have one.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	upper, errUpper := fs.ReadDir(o.upper, name)
	lower, errLower := fs.ReadDir(o.lower, name)
	if errUpper != nil && errLower != nil {
		return nil, errLower
	}
	entries := append(upper, lower...)
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(entries, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}
