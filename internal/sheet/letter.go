package sheet

import (
	"strconv"
	"strings"
)

// Letter returns the name spreadsheets give to a column, counted from 0: A, …, Z, AA, …
func Letter(column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// Cell returns the name of a cell, such as C5, of a column counted from 0 and the number of a row.
func Cell(column, row int) string { return Letter(column) + strconv.Itoa(row) }

// A cellName is the name of a cell that is only made when it is needed.
type cellName struct{ column, row int }

func (c cellName) String() string { return Cell(c.column, c.row) }

// column returns the column, counted from 0, that a name such as C5 begins with, or -1 if there is none in a spreadsheet.
func column(cell string) int {
	n := 0
	for i := 0; i < len(cell) && 'A' <= cell[i] && cell[i] <= 'Z' && n <= maxColumns; i++ {
		n = n*26 + int(cell[i]-'A') + 1
	}
	if n > maxColumns {
		return -1
	}
	return n - 1
}

// isBlank reports whether a cell holds nothing but spaces.
func isBlank(cell string) bool {
	return cell == "" || !('!' <= cell[0] && cell[0] <= '~') && strings.TrimSpace(cell) == ""
}
