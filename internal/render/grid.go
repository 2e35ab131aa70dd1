package render

import (
	"bytes"
	"strings"

	"github.com/olekukonko/ll"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// grid draws a table whose cells have their final lines. There is no box: a rule of ASCII dashes under each title is
// aligned on every terminal, while the lines of Unicode are two cells wide on some Chinese ones.
//
// It hands the lines to the library's renderer itself. The library's Table would measure and wrap first, which is done
// here already, and each Table makes itself a cache of ten thousand entries, which takes longer than to draw a small one.
func (p Printer) grid(t Table) []string {
	twwidth.SetEastAsian(false) // otherwise the library guesses widths from LANG and TERM
	g := grid{columns: t.Columns, widths: tw.Mapper[int, int]{}, renderer: newRenderer()}
	titles := cellLines(p.bold(t.titles()))
	g.measure(titles)
	rows := make([][][]string, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = cellLines(row)
		g.measure(rows[i])
	}

	var b bytes.Buffer
	must(g.renderer.Start(&b))
	g.row(titles)
	g.row(g.rules())
	for _, row := range rows {
		g.row(row)
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return lines
}

// A grid is a table being drawn.
type grid struct {
	columns  []Column
	widths   tw.Mapper[int, int]
	renderer *renderer.Blueprint
}

func newRenderer() *renderer.Blueprint {
	between := strings.Repeat(" ", gap)
	r := renderer.NewBlueprint(tw.Rendition{
		Borders:  tw.BorderNone,
		Symbols:  tw.NewSymbolCustom("gap").WithColumn(between),
		Settings: tw.Settings{Separators: tw.Separators{BetweenColumns: tw.On}},
	})
	r.Logger(ll.New("").Suspend()) // its own logger puts every message together before it drops it
	return r
}

// cellLines splits the cells of a row into their lines.
func cellLines(cells []string) [][]string {
	split := make([][]string, len(cells))
	for i, cell := range cells {
		split[i] = strings.Split(cell, "\n")
	}
	return split
}

// measure makes the columns as wide as the cells of a row.
func (g grid) measure(cells [][]string) {
	for i, lines := range cells {
		for _, line := range lines {
			g.widths[i] = max(g.widths[i], twwidth.Width(line))
		}
	}
}

// rules returns the row of rules under the titles.
func (g grid) rules() [][]string {
	rules := make([][]string, len(g.columns))
	for i := range rules {
		rules[i] = []string{strings.Repeat("-", g.widths[i])}
	}
	return rules
}

// row draws the lines of a row, as many as its highest cell has.
func (g grid) row(cells [][]string) {
	height := 0
	for _, lines := range cells {
		height = max(height, len(lines))
	}
	for n := range height {
		current := make(map[int]tw.CellContext, len(cells))
		for i, lines := range cells {
			cell := tw.CellContext{Align: tw.AlignLeft}
			if g.columns[i].Right {
				cell.Align = tw.AlignRight
			}
			if n < len(lines) {
				cell.Data = lines[n]
			}
			current[i] = cell
		}
		g.renderer.Row(nil, tw.Formatting{Row: tw.RowContext{Position: tw.Row, Current: current, Widths: g.widths}})
	}
}

// bold makes each line of the titles bold, if there is colour.
func (p Printer) bold(titles []string) []string {
	for i, title := range titles {
		lines := strings.Split(title, "\n")
		for j, line := range lines {
			lines[j] = p.styled(bold, line)
		}
		titles[i] = strings.Join(lines, "\n")
	}
	return titles
}

// must is for errors of the library that only our own misuse could cause: it draws into memory.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
