package sheet

import "bytes"

// A field is a stretch of a record, without the quotation marks around it.
type field struct {
	from, to int
	raw      bool // doubled quotation marks or CRLF are in it
}

// A record is what split finds at the beginning of CSV.
type record struct {
	size     int // bytes, with the line break; 0 if the end is not there yet
	lines    int // line breaks
	fields   []field
	quote    int // where a quotation mark stands that data does not close, or -1
	trailing int // where a text follows a closing quotation mark, or -1
}

// split finds the first record of data. All says that no more will follow. The delimiter and the quotation mark are
// ASCII, so data may be in UTF-8 or GB18030, no character of which has such a byte within it. A quotation mark within a
// field that does not begin with one is a character like others, as spreadsheets have it.
func split(data []byte, delimiter byte, all bool, fields []field) record {
	r := record{fields: fields[:0], quote: -1, trailing: -1}
	line, _, ended := bytes.Cut(data, []byte("\n"))
	switch {
	case bytes.IndexByte(line, '"') >= 0:
		r.quoted(data, delimiter, all)
	case ended || all:
		r.plain(bytes.TrimSuffix(line, []byte("\r")), delimiter)
		r.end(data, len(line))
	}
	return r
}

// plain splits a line without quotation marks.
func (r *record) plain(line []byte, delimiter byte) {
	from := 0
	for {
		n := bytes.IndexByte(line[from:], delimiter)
		if n < 0 {
			r.fields = append(r.fields, field{from: from, to: len(line)})
			return
		}
		r.fields = append(r.fields, field{from: from, to: from + n})
		from += n + 1
	}
}

// quoted splits a record that may have fields in quotation marks, field by field.
func (r *record) quoted(data []byte, delimiter byte, all bool) {
	at := 0
	for {
		f := field{from: at, to: at}
		if at < len(data) && data[at] == '"' {
			f.from++
			if at = r.closing(data, &f); at < 0 {
				r.quote = f.from - 1
				return
			}
		}
		rest := at
		for at < len(data) && data[at] != delimiter && data[at] != '\n' {
			at++
		}
		if at == len(data) && !all {
			return
		}
		tail := at
		if tail > rest && (at == len(data) || data[at] == '\n') && data[tail-1] == '\r' {
			tail--
		}
		switch {
		case f.from == rest:
			f.to = tail
		case tail > rest && r.trailing < 0:
			r.trailing = rest
		}
		r.fields = append(r.fields, f)
		if at == len(data) || data[at] == '\n' {
			r.end(data, at)
			return
		}
		at++
	}
}

// closing finds the quotation mark that closes f, and returns the place after it, or -1.
func (r *record) closing(data []byte, f *field) int {
	for at := f.from; ; at += 2 {
		n := bytes.IndexByte(data[at:], '"')
		if n < 0 {
			return -1
		}
		at += n
		if at+1 == len(data) || data[at+1] != '"' {
			f.to = at
			lines := bytes.Count(data[f.from:f.to], []byte("\n"))
			r.lines += lines
			f.raw = f.raw || lines > 0
			return at + 1
		}
		f.raw = true
	}
}

// end ends the record at a line break, or at the end of data.
func (r *record) end(data []byte, at int) {
	r.size = at
	if at < len(data) {
		r.size++
		r.lines++
	}
}
