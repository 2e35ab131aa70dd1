package main

import (
	"errors"
	"io/fs"
	"os"
	"slices"

	"gangway/internal/fault"
	"gangway/internal/sheet"
)

// rejectColumns are the columns that are added to rejected rows, in either language; an import passes them over.
var rejectColumns = []string{"line", "why it was refused", "行", "未能导入的原因"}

// A rejectFile holds the rows of an import that could not be used, with their columns as they were. It is made when the
// first row is written, for nobody else to read, and never in the place of another file.
type rejectFile struct {
	*app
	path   string
	file   *os.File
	writer sheet.Writer
	kept   []int // the columns of the file that are written
}

func (r *rejectFile) write(header, cells []string, where, reason string) error {
	if r.file == nil {
		if err := r.open(header); err != nil {
			return err
		}
	}
	row := make([]string, 0, len(r.kept)+2)
	for _, at := range r.kept {
		cell := ""
		if at < len(cells) {
			cell = cells[at]
		}
		row = append(row, cell)
	}
	return r.writer.Write(append(row, where, reason))
}

func (r *rejectFile) open(header []string) (err error) {
	r.file, err = os.OpenFile(r.path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fault.New(fault.Conflict, "the file %s is there already, and rows must be refused into it", r.path).WithHint("--rejects FILE")
	}
	if err != nil {
		return err
	}
	titles := make([]sheet.Title, 0, len(header)+2)
	for at, name := range header {
		if slices.Contains(rejectColumns, name) { // of the round before
			continue
		}
		r.kept = append(r.kept, at)
		titles = append(titles, sheet.Title{ID: name, Text: name})
	}
	titles = append(titles, sheet.Title{ID: "line", Text: r.sayf("line")}, sheet.Title{ID: "reason", Text: r.sayf("why it was refused")})
	r.writer, err = sheet.NewWriter(r.file, sheet.CSV, titles, sheet.WriteOptions{BOM: true})
	return err
}

func (r *rejectFile) close() error {
	if r.file == nil {
		return nil
	}
	return errors.Join(r.writer.Close(), r.file.Close())
}
