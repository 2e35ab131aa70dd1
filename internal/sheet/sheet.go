// Package sheet reads and writes tables in files: CSV and XLSX in, CSV, XLSX and JSON lines out.
//
// Rows go by one at a time, and however large or hostile a file is, no more of it is held than limits.go says. Nothing
// that is read is calculated, and nothing that is written can be: a formula in a cell is a text. What the texts mean is
// left to the caller.
package sheet

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// Options say what cannot be seen from a file, or should not be guessed.
type Options struct {
	Encoding Encoding // of a CSV file; empty to detect it
	Sheet    string   // the sheet of a workbook; empty for the first that is visible
}

// About says what kind of file was read. The encoding of a CSV file without any Chinese in its first rows may still be
// found further down, so it is best asked for at the end.
type About struct {
	Format    Format
	Encoding  Encoding // of a CSV file
	Delimiter rune     // of a CSV file
	Sheet     string   // of a workbook
}

// A Row is a row of a table below its header.
type Row struct {
	// Number is the line a row of a CSV file begins at, or the number of a row of a workbook.
	Number int
	// Cells has one text for each column of the header. It is valid until the next row is read; its texts stay valid.
	Cells []string
	// Problem says why the row cannot be used, and is nil if it can. The cells are then as good as could be read.
	Problem *fault.Error
}

// source reads the rows of one kind of file, the header first. Rows without any text may be among them.
type source interface {
	next() (Row, error)
	about() About
	where(number int) lang.Message
}

// A Reader reads a table from a file. Its first row that is not empty is the header.
type Reader struct {
	file   *os.File
	source source
	header Row
	cells  []string
	rows   int // read so far
}

// Open opens the file called path, which its content tells to be CSV or a workbook; its name does not matter. A file
// that is neither, or has no header, is a fault.Invalid that says what it is instead; one that is not there is fault.NotFound.
func Open(path string, options Options) (*Reader, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "there is no file %s", path).Because(err)
	}
	if err != nil {
		return nil, err
	}
	r := &Reader{file: file}
	if r.source, err = detect(file, options); err == nil {
		err = r.readHeader()
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return r, nil
}

// ReadCSV reads CSV from in, which need not be a file.
func ReadCSV(in io.Reader, options Options) (*Reader, error) {
	r := &Reader{}
	var err error
	if r.source, err = newCSV(bufio.NewReaderSize(in, sniffed), options.Encoding); err != nil {
		return nil, err
	}
	return r, r.readHeader()
}

// Close closes the file.
func (r *Reader) Close() error {
	if r.file == nil {
		return nil
	}
	return r.file.Close()
}

// About says what kind of file it is, as far as was read.
func (r *Reader) About() About { return r.source.about() }

// Header returns the first row, up to its last cell that has a text.
func (r *Reader) Header() Row { return r.header }

// Where names the place of a row to people.
func (r *Reader) Where(row Row) lang.Message { return r.source.where(row.Number) }

// Read returns the next row that has any text, or io.EOF after the last. A row that is wrong in itself has a Problem, and
// those after it can be read; any other error is the end: fault.Invalid where the file is to blame.
func (r *Reader) Read() (Row, error) {
	row, err := r.nextFilled()
	if err != nil {
		return Row{}, err
	}
	width := len(r.header.Cells)
	if used(row.Cells) > width && row.Problem == nil {
		row.Problem = fault.New(fault.Invalid, "%s has more cells than the header, which has %d; a text with a delimiter in it needs quotation marks around it", r.Where(row), width)
	}
	row.Cells = r.fit(row.Cells)
	r.rows++
	return row, nil
}

func (r *Reader) readHeader() error {
	row, err := r.nextFilled()
	if err == io.EOF {
		return fault.New(fault.Invalid, "the table is empty; its first row should name the columns")
	}
	if err != nil {
		return err
	}
	if row.Problem != nil {
		return row.Problem
	}
	r.header = Row{Number: row.Number, Cells: slices.Clone(row.Cells[:used(row.Cells)])}
	return nil
}

// nextFilled returns the next row with a text or a problem.
func (r *Reader) nextFilled() (Row, error) {
	for {
		row, err := r.source.next()
		if err != nil || row.Problem != nil || used(row.Cells) > 0 {
			return row, err
		}
	}
}

// used returns how many cells there are up to the last that is not blank.
func used(cells []string) int {
	n := len(cells)
	for n > 0 && isBlank(cells[n-1]) {
		n--
	}
	return n
}

// fit returns as many cells as the header has.
func (r *Reader) fit(cells []string) []string {
	width := len(r.header.Cells)
	if len(cells) >= width {
		return cells[:width]
	}
	if r.cells == nil {
		r.cells = make([]string, width)
	}
	n := copy(r.cells, cells)
	clear(r.cells[n:])
	return r.cells
}
