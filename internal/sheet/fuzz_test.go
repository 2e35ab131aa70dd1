package sheet_test

import (
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gangway/internal/fault"
	"gangway/internal/sheet"
	"gangway/internal/text"

	"github.com/google/go-cmp/cmp"
)

// rowsOf returns the rows of a table. Whatever is wrong with it is a fault.Invalid.
func rowsOf(t *testing.T, r *sheet.Reader, err error) (rows []row, whole bool) {
	for err == nil {
		var got sheet.Row
		if got, err = r.Read(); err == nil {
			if len(got.Cells) != len(r.Header().Cells) {
				t.Errorf("row %d has %d cells, the header %d", got.Number, len(got.Cells), len(r.Header().Cells))
			}
			one := row{Number: got.Number, Cells: slices.Clone(got.Cells)}
			if got.Problem != nil {
				one.Problem = got.Problem.Error()
			}
			rows = append(rows, one)
		}
	}
	if err != io.EOF && !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v, want a fault.Invalid", err)
	}
	return rows, err == io.EOF
}

// What the standard library takes for CSV is read as it reads it; all the rest is read or refused.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"1,2,3\n", "\"a\"\"b\",\"x\r\ny\"\r\n\n,,\n1", "a\"b,c\n", "\"a\"b,c\n", "\"a", "1,2,3,4\n", "'=1\n", "\r\n\r\r\n", "\xff,\x00", "\xd5\xc5,谩"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		in := "a,b,c\n" + body
		r, err := sheet.ReadCSV(strings.NewReader(in), sheet.Options{})
		rowsOf(t, r, err)
		r, err = sheet.ReadCSV(strings.NewReader(in), sheet.Options{Encoding: sheet.UTF8})
		got, whole := rowsOf(t, r, err)
		want, err := expected(in)
		if err != nil || !utf8.ValidString(in) || strings.ContainsRune(in, 0) {
			return
		}
		if !whole {
			t.Fatalf("%q was not read to its end", in)
		}
		for i := range got {
			got[i].Number, got[i].Problem = 0, ""
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: want -, got +\n%s", in, diff)
		}
	})
}

// expected reads rows of three columns with the standard library.
func expected(in string) ([]row, error) {
	reader := csv.NewReader(strings.NewReader(in))
	reader.FieldsPerRecord = -1
	records, err := reader.ReadAll()
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, record := range records[1:] {
		for i, cell := range record {
			record[i] = text.FromCell(cell)
		}
		if strings.TrimSpace(strings.Join(record, "")) != "" {
			rows = append(rows, row{Cells: append(record, "", "")[:3]})
		}
	}
	return rows, nil
}

func FuzzWorkbook(f *testing.F) {
	sheetPart := `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row><c r="B2" s="1"><v>36526.5</v></c><c t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>`
	f.Add(sheetPart, `<sst><si><t>a_x0041_</t><rPh><t>b</t></rPh></si></sst>`, `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]\:"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>`)
	f.Add(`<!DOCTYPE x>`, `<si>`, `<xf`)
	path := filepath.Join(f.TempDir(), "fuzz.xlsx")
	f.Fuzz(func(t *testing.T, rows, texts, styles string) {
		with := map[string]string{
			"xl/worksheets/sheet1.xml": rows, "xl/sharedStrings.xml": texts, "xl/styles.xml": styles,
			"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>` +
				`<Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>`,
		}
		tryFile(t, path, pack(t, parts("", with)))
	})
}

func FuzzFile(f *testing.F) {
	for _, name := range []string{"exceljs.xlsx", "sheetjs-shared.xlsx", "old.xls", "password.xlsx"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	path := filepath.Join(f.TempDir(), "fuzz")
	f.Fuzz(func(t *testing.T, content string) { tryFile(t, path, content) })
}

func tryFile(t *testing.T, path, content string) {
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := sheet.Open(path, sheet.Options{})
	if err == nil {
		defer r.Close()
	}
	rowsOf(t, r, err)
}
