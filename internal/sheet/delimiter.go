package sheet

import "bytes"

// delimiters are those that spreadsheets write, the usual one first.
const delimiters = ",;\t"

// delimiter returns the delimiter of the header that head begins with. A line such as "sep=;", which tells a spreadsheet
// the delimiter, is no header: size is then its length.
func delimiter(head []byte) (delimiter byte, size int) {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	if d := bytes.TrimSuffix(line, []byte("\r")); len(d) == 5 && string(d[:4]) == "sep=" && bytes.IndexByte([]byte(delimiters), d[4]) >= 0 {
		return d[4], min(len(line)+1, len(head))
	}
	delimiter, most := delimiters[0], 0
	for _, d := range []byte(delimiters) {
		if n := outside(bytes.TrimLeft(head, "\r\n"), d); n > most {
			delimiter, most = d, n
		}
	}
	return delimiter, 0
}

// outside counts a delimiter in the first record, outside of quotation marks.
func outside(head []byte, delimiter byte) int {
	n, quoted := 0, false
	for _, c := range head {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			return n
		case c == delimiter:
			n++
		}
	}
	return n
}
