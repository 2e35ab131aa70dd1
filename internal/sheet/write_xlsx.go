package sheet

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"

	"gangway/internal/fault"
	"gangway/internal/text"
)

// maxUnits is how long a text in a cell may be, in UTF-16; a longer one makes a spreadsheet call the file broken.
const maxUnits = 32767

// The cell styles of styles.xml. Texts have the format of texts, so that they stay texts when somebody types over them.
const (
	textStyle   = "1"
	headerStyle = "2"
)

// xlsxWriter writes a workbook of one sheet. Every cell is a text of its own or a number: there are no formulas, and no
// list of texts that would have to be kept.
type xlsxWriter struct {
	archive *zip.Writer
	out     *bufio.Writer
	titles  []Title
	row     int
}

func newXLSXWriter(w io.Writer, titles []Title, name string) (*xlsxWriter, error) {
	if len(titles) > maxColumns {
		return nil, fault.New(fault.Invalid, "a workbook has at most %d columns; write CSV instead", maxColumns)
	}
	x := &xlsxWriter{archive: zip.NewWriter(w), titles: titles}
	x.archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestSpeed)
	})
	if name == "" {
		name = "Sheet1"
	}
	for _, part := range fixedParts(sheetName(name)) {
		if err := x.part(part.name, part.content); err != nil {
			return nil, err
		}
	}
	sheet, err := x.archive.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		return nil, err
	}
	x.out = bufio.NewWriterSize(sheet, 64<<10)
	return x, x.begin()
}

func (x *xlsxWriter) part(name, content string) error {
	w, err := x.archive.Create(name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, content)
	return err
}

// begin writes what stands before the rows, and the header, which does not scroll away.
func (x *xlsxWriter) begin() error {
	x.out.WriteString(xml.Header + `<worksheet xmlns="` + mainSpace + `"><sheetViews><sheetView workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`)
	if len(x.titles) > 0 {
		x.out.WriteString("<cols>")
		for i, t := range x.titles {
			width := min(max(t.Width, text.Width(text.Clean(t.Text)), 8)+2, 80)
			fmt.Fprintf(x.out, `<col min="%d" max="%d" width="%d" style="1" customWidth="1"/>`, i+1, i+1, width)
		}
		x.out.WriteString("</cols>")
	}
	x.out.WriteString("<sheetData>")
	x.open()
	for i, t := range x.titles {
		if err := x.text(Cell(i, x.row), headerStyle, t.Text); err != nil {
			return err
		}
	}
	_, err := x.out.WriteString("</row>")
	return err
}

func (x *xlsxWriter) open() {
	x.row++
	x.out.WriteString(`<row r="`)
	x.out.WriteString(strconv.Itoa(x.row))
	x.out.WriteString(`">`)
}

// Write writes a row. Empty cells are left out.
func (x *xlsxWriter) Write(cells []string) error {
	if x.row == maxRows {
		return fault.New(fault.Invalid, "a workbook has at most %d rows; write CSV instead", maxRows)
	}
	x.open()
	for i, cell := range cells[:min(len(cells), len(x.titles))] {
		if cell == "" {
			continue
		}
		name := Cell(i, x.row)
		if x.titles[i].Number && isPlainNumber(cell) {
			x.out.WriteString(`<c r="` + name + `"><v>` + cell + `</v></c>`)
			continue
		}
		if err := x.text(name, textStyle, cell); err != nil {
			return err
		}
	}
	_, err := x.out.WriteString("</row>")
	return err
}

// text writes a cell that is a text. One that begins as if it were marked as a text is marked, because reading takes one
// mark off.
func (x *xlsxWriter) text(name, style, s string) error {
	s = text.Clean(s)
	if text.FromCell(s) != s {
		s = "'" + s
	}
	if len(s) > maxUnits && len(utf16.Encode([]rune(s))) > maxUnits {
		return fault.New(fault.Invalid, "the text for cell %s is longer than the %d characters a spreadsheet takes; write CSV instead", name, maxUnits)
	}
	x.out.WriteString(`<c r="` + name + `" s="` + style + `" t="inlineStr"><is><t`)
	if s != strings.TrimSpace(s) {
		x.out.WriteString(` xml:space="preserve"`)
	}
	x.out.WriteByte('>')
	xml.EscapeText(x.out, []byte(escape(s))) // an error of x.out comes again below
	_, err := x.out.WriteString("</t></is></c>")
	return err
}

// Close ends the sheet and the workbook.
func (x *xlsxWriter) Close() error {
	x.out.WriteString("</sheetData></worksheet>")
	if err := x.out.Flush(); err != nil {
		return err
	}
	return x.archive.Close()
}

// escape keeps a text from being read as a character in escaped form, such as _x000D_.
func escape(s string) string {
	for at := 0; ; at++ {
		n := strings.Index(s[at:], "_x")
		if n < 0 {
			return s
		}
		at += n
		if _, ok := escaped(s[at:]); ok {
			s = s[:at] + "_x005F" + s[at:]
			at += len("_x005F")
		}
	}
}

// sheetName returns name as spreadsheets allow it: 31 characters, none of a few.
func sheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/?*[]:'`, r) {
			return ' '
		}
		return r
	}, text.Clean(name))
	runes := []rune(name)
	return string(runes[:min(len(runes), 31)])
}
