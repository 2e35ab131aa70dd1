package sheet

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/text"
)

// damaged stands where a decoder found no character.
const damaged = "\uFFFD"

// csvSource reads CSV. Bytes become characters record by record, because only then can a record of another encoding, as
// they come from pasting files together, be told from the rest.
type csvSource struct {
	records  *records
	encoding Encoding // what records are in, UTF8 or GB18030; empty until that is known
	name     Encoding // what the file is in
	decoder  *decoder
	fields   []field
	cells    []string
}

// newCSV reads a byte order mark and the delimiter. An encoding that is given is not guessed.
func newCSV(in *bufio.Reader, encoding Encoding) (*csvSource, error) {
	encoding, decoded, err := unmarked(in, encoding)
	if err != nil {
		return nil, err
	}
	s := &csvSource{records: newRecords(decoded), encoding: encoding, name: encoding}
	if encoding == UTF16LE || encoding == UTF16BE {
		s.encoding = UTF8
	}
	head, err := s.records.peek(guessed)
	if err != nil {
		return nil, err
	}
	if err := plausible(head); err != nil {
		return nil, err
	}
	size := 0
	s.records.delimiter, size = delimiter(head)
	if size > 0 {
		s.records.start, s.records.line = size, 2
	}
	return s, nil
}

// unmarked takes off a byte order mark, which decides, and returns the rest: UTF-16 is turned into UTF-8.
func unmarked(in *bufio.Reader, encoding Encoding) (Encoding, io.Reader, error) {
	head, err := in.Peek(3)
	if err != nil && err != io.EOF {
		return "", nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		in.Discard(3)
		return UTF8, in, nil
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		encoding = UTF16LE
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		encoding = UTF16BE
	}
	switch encoding {
	case UTF16LE:
		return encoding, transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), nil
	case UTF16BE:
		return encoding, transform.NewReader(in, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder()), nil
	}
	return encoding, in, nil
}

// plausible refuses what cannot be CSV, or would be read as a single row.
func plausible(head []byte) error {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	switch {
	case bytes.IndexByte(line, 0) >= 0:
		return fault.New(fault.Invalid, "the file is no text in an encoding that is known; a table is needed as CSV or XLSX").
			WithHint("open it in a spreadsheet program and save it as XLSX or as CSV (UTF-8)")
	case bytes.IndexByte(bytes.TrimRight(line, "\r"), '\r') >= 0 && bytes.IndexByte(line, '"') < 0:
		return fault.New(fault.Invalid, "the lines of the file end with a carriage return alone, as on old Macs").
			WithHint("save it again as CSV (UTF-8)")
	}
	return nil
}

func (s *csvSource) about() About {
	name := s.name
	if name == "" {
		name = UTF8 // nothing but ASCII so far
	}
	return About{Format: CSV, Encoding: name, Delimiter: rune(s.records.delimiter)}
}

func (s *csvSource) where(line int) lang.Message { return lang.M("line %d", line) }

func (s *csvSource) next() (Row, error) {
	r, data, line, err := s.records.next()
	if err != nil {
		return Row{}, err
	}
	if len(r.fields) > maxColumns {
		return Row{Number: line, Problem: fault.New(fault.Invalid, "line %d has %d columns, more than the %d of a spreadsheet", line, len(r.fields), maxColumns)}, nil
	}
	row := Row{Number: line}
	if r.trailing >= 0 {
		n, column := position(data, r.trailing)
		row.Problem = fault.New(fault.Invalid, "line %d, column %d: a text follows the closing quotation mark; a quotation mark within a text is written twice", line+n, column)
	}
	if s.encoding == "" && !isASCII(data) {
		if data, err = s.settle(data); err != nil {
			return Row{}, err
		}
	}
	fields := r.fields
	if s.encoding == GB18030 && !isASCII(data) {
		if data, fields, err = s.decode(data, &row); err != nil {
			return Row{}, err
		}
	}
	if problem := s.characters(data, line); problem != nil && row.Problem == nil {
		row.Problem = problem
	}
	s.fill(&row, data, fields)
	return row, nil
}

// settle guesses the encoding from the first record that is not ASCII and what follows. It returns the record, which it
// moves.
func (s *csvSource) settle(data []byte) ([]byte, error) {
	data = bytes.Clone(data)
	rest, err := s.records.peek(guessed)
	if err != nil {
		return nil, err
	}
	sample := append(bytes.TrimLeftFunc(data, func(r rune) bool { return r < utf8.RuneSelf }), rest...)
	s.name, err = guess(sample[:min(len(sample), guessed)])
	s.encoding = s.name
	return data, err
}

// decode returns a record of a GB18030 file as UTF-8 and where its fields are then. A record that is UTF-8 already is a
// problem of its row, and left as it is.
func (s *csvSource) decode(data []byte, row *Row) ([]byte, []field, error) {
	if utf8.Valid(data) && count(data).long > 0 {
		row.Problem = fault.New(fault.Invalid, "line %d is UTF-8, while the file is GB18030 up to there", row.Number)
	} else {
		if s.decoder == nil {
			s.decoder = newDecoder()
		}
		var err error
		if data, err = s.decoder.decode(data); err != nil {
			return nil, nil, err
		}
	}
	s.fields = split(data, s.records.delimiter, true, s.fields).fields
	return data, s.fields, nil
}

// characters looks for what is no character of a text.
func (s *csvSource) characters(data []byte, line int) *fault.Error {
	if at := bytes.IndexByte(data, 0); at >= 0 {
		n, column := position(data, at)
		return fault.New(fault.Invalid, "line %d, column %d: there is a NUL character", line+n, column)
	}
	if s.name != UTF8 && s.name != "" {
		if at := bytes.Index(data, []byte(damaged)); at >= 0 {
			n, column := position(data, at)
			return fault.New(fault.Invalid, "line %d, column %d: this is no character in %s, the encoding of the file", line+n, column, string(s.name))
		}
		return nil
	}
	if !utf8.Valid(data) {
		at := invalid(data)
		n, column := position(data, at)
		return fault.New(fault.Invalid, "line %d, column %d: the byte %#x is no character in UTF-8, the encoding of the file", line+n, column, data[at])
	}
	return nil
}

// fill makes the cells of a record. One string holds them all.
func (s *csvSource) fill(row *Row, data []byte, fields []field) {
	whole := string(data)
	s.cells = s.cells[:0]
	for _, f := range fields {
		cell := whole[f.from:f.to]
		if f.raw {
			cell = strings.ReplaceAll(strings.ReplaceAll(cell, `""`, `"`), "\r\n", "\n")
		}
		if row.Problem != nil {
			cell = strings.ToValidUTF8(cell, damaged)
		}
		if len(cell) > maxCell && row.Problem == nil {
			row.Problem = fault.New(fault.Invalid, "line %d: a cell is longer than %d bytes", row.Number, maxCell)
		}
		s.cells = append(s.cells, text.FromCell(cell))
	}
	row.Cells = s.cells
}

// invalid returns where data stops being UTF-8.
func invalid(data []byte) int {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return len(data)
}

// position returns how many line breaks stand before a place in data, and its column in characters, counted from 1.
func position(data []byte, at int) (lines, column int) {
	before := data[:at]
	return bytes.Count(before, []byte("\n")), utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
}
