package sheet

import (
	"io"

	"gangway/internal/fault"
)

// records cuts CSV into records. The buffer holds one whole record and never grows beyond maxRecord, which is the guard
// against a quotation mark that is never closed.
type records struct {
	in         io.Reader
	buffer     []byte
	start, end int // what is buffered and not yet read
	all        bool
	delimiter  byte
	line       int // at which the next record begins
	fields     []field
}

func newRecords(in io.Reader) *records {
	return &records{in: in, buffer: make([]byte, 2*guessed), line: 1}
}

// next returns the next record, its bytes, and the line it begins at, or io.EOF. All are valid until the next call.
func (s *records) next() (record, []byte, int, error) {
	for {
		r := split(s.buffer[s.start:s.end], s.delimiter, s.all, s.fields)
		s.fields = r.fields
		line := s.line
		switch {
		case r.quote >= 0 && (s.all || s.end-s.start >= maxRecord):
			return r, nil, line, s.unclosed(r.quote)
		case r.size > 0:
			data := s.buffer[s.start : s.start+r.size]
			s.start += r.size
			s.line += r.lines
			return r, data, line, nil
		case s.all:
			return r, nil, line, io.EOF
		}
		if s.end-s.start >= maxRecord {
			return r, nil, line, fault.New(fault.Invalid, "line %d is longer than %d bytes", line, maxRecord)
		}
		if err := s.fill(); err != nil {
			return r, nil, line, err
		}
	}
}

// unclosed tells where the quotation mark is, in what is buffered, from which on nothing can be read.
func (s *records) unclosed(at int) error {
	line, column := position(s.buffer[s.start:s.end], at)
	return fault.New(fault.Invalid, "the quotation mark at line %d, column %d is not closed within %d bytes", s.line+line, column, maxRecord)
}

// peek returns at least n bytes of what comes next, unless the end is nearer.
func (s *records) peek(n int) ([]byte, error) {
	for s.end-s.start < n && !s.all {
		if err := s.fill(); err != nil {
			return nil, err
		}
	}
	return s.buffer[s.start:s.end], nil
}

// fill reads until the buffer is full, which it makes larger if it was.
func (s *records) fill() error {
	if s.start == 0 && s.end == len(s.buffer) {
		s.buffer = append(s.buffer, make([]byte, len(s.buffer))...)
	}
	s.end = copy(s.buffer, s.buffer[s.start:s.end])
	s.start = 0
	n, err := io.ReadFull(s.in, s.buffer[s.end:])
	s.end += n
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		s.all = true
		return nil
	}
	return err
}
