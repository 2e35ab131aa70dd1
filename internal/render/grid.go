package render

import (
	"bytes"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// grid draws a table whose cells have their final lines. There is no box: a rule of ASCII dashes under each title is
// aligned on every terminal, while the lines of Unicode are two cells wide on some Chinese ones.
func (p Printer) grid(t Table) []string {
	var b bytes.Buffer
	table := newGrid(&b, t.Columns)
	table.Header(p.bold(t.titles()))
	for _, row := range t.Rows {
		must(table.Append(row))
	}
	must(table.Render())
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return lines
}

// newGrid configures the library to change nothing in our cells.
func newGrid(b *bytes.Buffer, columns []Column) *tablewriter.Table {
	aligned := tw.CellAlignment{}
	for _, c := range columns {
		align := tw.AlignLeft
		if c.Right {
			align = tw.AlignRight
		}
		aligned.PerColumn = append(aligned.PerColumn, align)
	}
	between := strings.Repeat(" ", gap)
	look := tw.Rendition{
		Borders: tw.BorderNone,
		Symbols: tw.NewSymbolCustom("rule").WithRow("-").WithColumn(between).WithCenter(between),
		Settings: tw.Settings{
			Lines:      tw.Lines{ShowTop: tw.Off, ShowBottom: tw.Off, ShowHeaderLine: tw.On, ShowFooterLine: tw.Off},
			Separators: tw.Separators{BetweenColumns: tw.On, BetweenRows: tw.Off},
		},
	}
	return tablewriter.NewTable(b,
		tablewriter.WithRenderer(renderer.NewBlueprint(look)),
		tablewriter.WithEastAsian(tw.Off), // otherwise the library guesses widths from LANG and TERM
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithPadding(tw.PaddingNone),
		tablewriter.WithHeaderAlignmentConfig(aligned),
		tablewriter.WithRowAlignmentConfig(aligned),
	)
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
