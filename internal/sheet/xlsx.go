package sheet

import (
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/text"
)

// workbook reads the rows of a sheet.
type workbook struct {
	part   *part
	sheet  string
	since  epoch
	texts  *texts
	styles styles
	row    int    // the number of the row before
	size   int    // bytes of the texts of the row
	text   []byte // of the value that is being read
	cells  []string
}

// openWorkbook opens the sheet called name, or the first visible one.
func openWorkbook(file *os.File, name string) (*workbook, error) {
	b, err := openBook(file)
	if err != nil {
		return nil, err
	}
	root, err := b.related("")
	if err != nil {
		return nil, err
	}
	main := root.of("officeDocument")
	if err := b.readSheets(main); err != nil {
		return nil, err
	}
	parts, err := b.related(main)
	if err != nil {
		return nil, err
	}
	sheet, err := b.choose(name, parts)
	if err != nil {
		return nil, err
	}
	w := &workbook{sheet: sheet.name, since: b.since, texts: &texts{}}
	if part := parts.of("sharedStrings"); part != "" {
		if w.texts, err = b.readTexts(part); err != nil {
			return nil, err
		}
	}
	if part := parts.of("styles"); part != "" {
		if w.styles, err = b.readStyles(part); err != nil {
			return nil, err
		}
	}
	w.part, err = b.open(parts.worksheet(sheet.id), maxSheet)
	return w, err
}

func (w *workbook) about() About { return About{Format: XLSX, Sheet: w.sheet} }

func (w *workbook) where(row int) lang.Message { return lang.M("row %d", row) }

// next reads up to the end of a row. What stands behind the rows is not read.
func (w *workbook) next() (Row, error) {
	for {
		t, err := w.part.next()
		switch {
		case err != nil:
			return Row{}, err
		case t.kind == startToken && t.name == "row":
			return w.readRow(t)
		case t.kind == endToken && t.name == "sheetData":
			return Row{}, io.EOF
		}
	}
}

// readRow reads a row that has begun. A row without a number follows the one before.
func (w *workbook) readRow(start token) (Row, error) {
	w.row++
	if n, err := strconv.Atoi(start.attribute("r")); err == nil && 0 < n && n <= maxRows {
		w.row = n
	}
	row := Row{Number: w.row}
	w.cells, w.size = w.cells[:0], 0
	for {
		t, err := w.part.inside()
		switch {
		case err != nil:
			return Row{}, err
		case t.kind == startToken && t.name == "c":
			if err := w.readCell(t, &row); err != nil {
				return Row{}, err
			}
		case t.kind == endToken && t.name == "row":
			row.Cells = w.cells
			return row, nil
		}
	}
}

// readCell reads a cell that has begun. A cell without a name follows the one before.
func (w *workbook) readCell(start token, row *Row) error {
	at := len(w.cells)
	if r := start.attribute("r"); r != "" {
		at = column(r)
	}
	kind, style := start.attribute("t"), start.attribute("s")
	value, err := w.value(kind)
	if err != nil {
		return err
	}
	if at < 0 || at >= maxColumns {
		return fault.New(fault.Invalid, "row %d has more than the %d columns of a spreadsheet", row.Number, maxColumns)
	}
	name := cellName{at, row.Number}
	cell, problem := w.show(value, kind, style, name)
	w.size += len(cell)
	if problem == nil && (len(cell) > maxCell || w.size > maxRecord) {
		problem = fault.New(fault.Invalid, "cell %s is too long, or the row is", name)
		cell = ""
	}
	if problem == nil && (strings.IndexByte(cell, 0) >= 0 || !utf8.ValidString(cell)) {
		problem = fault.New(fault.Invalid, "cell %s holds a NUL or what is no character", name)
		cell = strings.ToValidUTF8(cell, damaged)
	}
	if row.Problem == nil {
		row.Problem = problem
	}
	for len(w.cells) <= at {
		w.cells = append(w.cells, "")
	}
	w.cells[at] = text.FromCell(cell)
	return nil
}

// value reads what a cell holds. Of a formula it is the result that the spreadsheet saved with it.
func (w *workbook) value(kind string) (string, error) {
	inline, inValue := "", false
	w.text = w.text[:0]
	for {
		t, err := w.part.inside()
		if err == nil && t.kind == startToken && t.name == "is" && kind == "inlineStr" {
			inline, err = w.part.text("is")
		}
		switch {
		case err != nil:
			return "", err
		case t.kind == startToken:
			inValue = t.name == "v"
		case t.kind == textToken && inValue && len(w.text) <= maxCell:
			w.text = append(w.text, t.text...)
		case t.kind == endToken && t.name == "c":
			return inline + string(w.text), nil
		case t.kind == endToken:
			inValue = false
		}
	}
}

// show returns the text of a value, and what is wrong with it.
func (w *workbook) show(value, kind, style string, name cellName) (string, *fault.Error) {
	switch kind {
	case "s":
		shared, ok := w.texts.at(value)
		if !ok {
			return "", fault.New(fault.Invalid, "cell %s refers to a text that the workbook does not have", name)
		}
		return shared, nil
	case "inlineStr":
		return value, nil
	case "str":
		return unescape(value), nil
	case "b":
		if isTrue(value) {
			return "TRUE", nil
		}
		return "FALSE", nil
	case "e":
		return value, fault.New(fault.Invalid, "cell %s shows the error %s", name, value)
	case "d":
		return isoDate(value), nil
	}
	if value == "" {
		return "", nil
	}
	if w.styles.at(style) {
		if date, ok := w.since.date(value); ok {
			return date, nil
		}
	}
	shown, whole := number(value)
	if !whole {
		return shown, fault.New(fault.Invalid, "cell %s holds a number of more than %d digits, which spreadsheets round", name, exact).
			WithHint("format the column as text and type the number again")
	}
	return shown, nil
}
