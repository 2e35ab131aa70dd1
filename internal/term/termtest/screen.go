package termtest

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"gangway/internal/text"
)

// A Screen is a terminal that counts cells: what a program wrote is what its reader sees. A wide character is held
// in its first cell and leaves "" in its second.
type Screen struct {
	Hidden    bool // the cursor
	Coloured  bool // something was
	Asked     bool // for the place of the cursor, which is never told
	Overflows int  // times a character went on in the next row because its own was full

	columns, rows int
	past          []string // rows that went out at the top
	cells         [][]string
	row, column   int
	nulls         int
	rest          []byte
}

// NewScreen returns an empty screen.
func NewScreen(columns, rows int) *Screen {
	s := &Screen{columns: columns, rows: rows}
	for range rows {
		s.cells = append(s.cells, s.blank())
	}
	return s
}

func (s *Screen) blank() []string {
	row := make([]string, s.columns)
	for i := range row {
		row[i] = " "
	}
	return row
}

// Write shows what a program wrote.
func (s *Screen) Write(b []byte) (int, error) {
	s.rest = append(s.rest, b...)
	for len(s.rest) > 0 {
		n := s.step(s.rest)
		if n == 0 {
			break
		}
		s.rest = s.rest[n:]
	}
	return len(b), nil
}

// step shows what b begins with and returns its length, 0 if more is needed.
func (s *Screen) step(b []byte) int {
	switch b[0] {
	case '\r':
		s.column = 0
	case '\n':
		s.lineFeed()
	case '\a':
	case 0:
		s.nulls++
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

func (s *Screen) show(character string) {
	width := text.Width(character)
	if s.column+width > s.columns {
		s.Overflows++
		s.column = 0
		s.lineFeed()
	}
	for i := range width {
		s.cells[s.row][s.column+i] = ""
	}
	s.cells[s.row][s.column] = character
	s.column += width
}

func (s *Screen) lineFeed() {
	if s.row++; s.row == s.rows {
		s.row--
		s.past = append(s.past, shown(s.cells[0]))
		s.cells = append(s.cells[1:], s.blank())
	}
}

// Grow adds rows to the screen. As most terminals do, it fills them with those that went out at the top.
func (s *Screen) Grow(rows int) {
	for range rows {
		if len(s.past) == 0 {
			s.cells = append(s.cells, s.blank())
			continue
		}
		back := s.blank()
		back[0] = s.past[len(s.past)-1] // only to be read
		s.past = s.past[:len(s.past)-1]
		s.cells = append([][]string{back}, s.cells...)
		s.row++
	}
	s.rows += rows
}

// String returns the rows, without the spaces at their ends and the empty ones below.
func (s *Screen) String() string { return s.join(nil) }

// Transcript returns the rows that went out at the top and those on the screen.
func (s *Screen) Transcript() string { return s.join(s.past) }

func (s *Screen) join(above []string) string {
	rows := append([]string{}, above...)
	for _, row := range s.cells {
		rows = append(rows, shown(row))
	}
	return strings.TrimRight(strings.Join(rows, "\n"), "\n")
}

func shown(row []string) string { return strings.TrimRight(strings.Join(row, ""), " ") }

const escape = 0x1b

func (s *Screen) escape(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	if b[1] != '[' {
		panic("the screen does not know ESC " + string(b[1]))
	}
	end := strings.IndexFunc(string(b[2:]), func(r rune) bool { return r >= '@' && r <= '~' })
	if end < 0 {
		return 0
	}
	s.control(string(b[2:2+end]), b[2+end])
	return 2 + end + 1
}

func (s *Screen) control(parameter string, final byte) {
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
		if parameter == "?25" {
			s.Hidden = final == 'l'
		}
	case 'm':
		s.Coloured = s.Coloured || err == nil && n > 0
	case 'n':
		s.Asked = true
	default:
		panic("the screen does not know ESC [ " + parameter + string(final))
	}
}

func (s *Screen) eraseLine(mode int) {
	from := s.column
	if mode == 2 {
		from = 0
	}
	copy(s.cells[s.row][min(from, s.columns):], s.blank())
}
