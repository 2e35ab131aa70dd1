package term

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"gangway/internal/text"
)

// A screen is a terminal that counts cells: what a program wrote is what its reader sees. A wide character is held
// in its first cell and leaves "" in its second.
type screen struct {
	columns, rows      int
	cells              [][]string
	row, column        int
	savedRow, savedCol int
	hidden             bool // the cursor
	coloured           bool
	asked              bool // for the place of the cursor, which is never told
	rest               []byte
}

func newScreen(columns, rows int) *screen {
	s := &screen{columns: columns, rows: rows}
	for range rows {
		s.cells = append(s.cells, s.blank())
	}
	return s
}

func (s *screen) blank() []string {
	row := make([]string, s.columns)
	for i := range row {
		row[i] = " "
	}
	return row
}

func (s *screen) write(b []byte) {
	s.rest = append(s.rest, b...)
	for len(s.rest) > 0 {
		n := s.step(s.rest)
		if n == 0 {
			return
		}
		s.rest = s.rest[n:]
	}
}

// step shows what b begins with and returns its length, 0 if more is needed.
func (s *screen) step(b []byte) int {
	switch b[0] {
	case '\r':
		s.column = 0
	case '\n':
		s.lineFeed()
	case '\a':
	case escape:
		return s.escape(b)
	default:
		if !utf8.FullRune(b) {
			return 0
		}
		r, n := utf8.DecodeRune(b)
		s.show(string(r))
		return n
	}
	return 1
}

func (s *screen) show(character string) {
	width := text.Width(character)
	if s.column+width > s.columns {
		s.column = 0
		s.lineFeed()
	}
	for i := range width {
		s.cells[s.row][s.column+i] = ""
	}
	s.cells[s.row][s.column] = character
	s.column += width
}

func (s *screen) lineFeed() {
	if s.row++; s.row == s.rows {
		s.row--
		s.cells = append(s.cells[1:], s.blank())
	}
}

func (s *screen) escape(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	switch b[1] {
	case '7':
		s.savedRow, s.savedCol = s.row, s.column
		return 2
	case '8':
		s.row, s.column = s.savedRow, s.savedCol
		return 2
	}
	end := strings.IndexFunc(string(b[2:]), func(r rune) bool { return r >= '@' && r <= '~' })
	if end < 0 {
		return 0
	}
	s.control(string(b[2:2+end]), b[2+end])
	return 2 + end + 1
}

func (s *screen) control(parameter string, final byte) {
	n, err := strconv.Atoi(parameter)
	count := max(n, 1)
	switch final {
	case 'A':
		s.row = max(0, s.row-count)
	case 'B':
		s.row = min(s.rows-1, s.row+count)
	case 'C':
		s.column = min(s.columns-1, s.column+count)
	case 'D':
		s.column = max(0, s.column-count)
	case 'G':
		s.column = count - 1
	case 'K':
		s.eraseLine(n)
	case 'J':
		s.eraseLine(0)
		for i := s.row + 1; i < s.rows; i++ {
			s.cells[i] = s.blank()
		}
	case 'h', 'l':
		s.hidden = final == 'l'
	case 'm':
		s.coloured = s.coloured || err == nil && n > 0
	case 'n':
		s.asked = true
	default:
		panic("the screen does not know ESC [ " + parameter + string(final))
	}
}

func (s *screen) eraseLine(mode int) {
	from := s.column
	if mode == 2 {
		from = 0
	}
	copy(s.cells[s.row][min(from, s.columns):], s.blank())
}

// String returns the rows, without the spaces at their ends and the empty ones below.
func (s *screen) String() string {
	var rows []string
	for _, row := range s.cells {
		rows = append(rows, strings.TrimRight(strings.Join(row, ""), " "))
	}
	return strings.TrimRight(strings.Join(rows, "\n"), "\n")
}
