package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"gangway/internal/fault"
	"gangway/internal/sheet"
	"gangway/internal/text"
	"gangway/internal/text/texttest"

	"github.com/google/go-cmp/cmp"
)

func titles() []sheet.Title {
	return []sheet.Title{{ID: "name", Text: "姓名"}, {ID: "score", Text: "得分", Number: true}, {ID: "note", Text: "备注", Width: 30}}
}

func write(t testing.TB, format sheet.Format, options sheet.WriteOptions, rows ...[]string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := sheet.NewWriter(&b, format, titles(), options)
	for _, row := range rows {
		if err == nil {
			err = w.Write(row)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteCSV(t *testing.T) {
	got := write(t, sheet.CSV, sheet.WriteOptions{BOM: true}, []string{"王小明", "98", `说“是”, "好"`}, []string{"=1+1", "-5", " x\ny"}, []string{"", "", ""}, []string{"a"})
	want := "\ufeff姓名,得分,备注\r\n王小明,98,\"说“是”, \"\"好\"\"\"\r\n'=1+1,-5,\" x y\"\r\n,,\r\na,,\r\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

func TestWriteJSONLines(t *testing.T) {
	got := write(t, sheet.JSONL, sheet.WriteOptions{}, []string{"王小明", "98.5", `"a" \ <b>`}, []string{"=1", "007", "\x1b[2J\u202e"}, []string{"a"})
	want := `{"name":"王小明","score":98.5,"note":"\"a\" \\ <b>"}` + "\n" + `{"name":"=1","score":"007","note":"` + "\ufffd" + `[2J"}` + "\n" + `{"name":"a","score":"","note":""}` + "\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

func TestOnlyPlainNumbersAreNumbers(t *testing.T) {
	numbers := []string{"0", "-5", "0.25", "98.5", "999999999999999"}
	texts := []string{"", "-", ".5", "5.", "007", "-01", "1e3", "+5", "1.2.3", "１", "1234567890123456", "--1", "1-", "0x1", "NaN"}
	for i, s := range append(numbers, texts...) {
		line := write(t, sheet.JSONL, sheet.WriteOptions{}, []string{"", s})
		var got struct{ Score any }
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatalf("%q: %v in %s", s, err, line)
		}
		if _, is := got.Score.(float64); is != (i < len(numbers)) {
			t.Errorf("%q is a number: %t, want %t", s, is, !is)
		}
		if is := strings.Contains(content(t, write(t, sheet.XLSX, sheet.WriteOptions{}, []string{"", s}), "xl/worksheets/sheet1.xml"), "<v>"); is != (i < len(numbers)) {
			t.Errorf("%q is a number in XLSX: %t, want %t", s, is, !is)
		}
	}
}

// content returns a part of a workbook.
func content(t testing.TB, workbook, name string) string {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestWriteXLSX(t *testing.T) {
	workbook := write(t, sheet.XLSX, sheet.WriteOptions{Sheet: "申请/导出"}, []string{"王小明", "98", ""}, []string{"=1+1", "x", "<&>"})
	got := content(t, workbook, "xl/worksheets/sheet1.xml")
	want := `<row r="2"><c r="A2" s="1" t="inlineStr"><is><t>王小明</t></is></c><c r="B2"><v>98</v></c></row>` +
		`<row r="3"><c r="A3" s="1" t="inlineStr"><is><t>=1+1</t></is></c><c r="B3" s="1" t="inlineStr"><is><t>x</t></is></c>` +
		`<c r="C3" s="1" t="inlineStr"><is><t>&lt;&amp;&gt;</t></is></c></row></sheetData></worksheet>`
	if !strings.HasSuffix(got, want) {
		t.Errorf("got  %s\nwant … %s", got, want)
	}
	if want := `<sheet name="申请 导出" `; !strings.Contains(content(t, workbook, "xl/workbook.xml"), want) {
		t.Errorf("there is no %s", want)
	}
	if again := write(t, sheet.XLSX, sheet.WriteOptions{Sheet: "申请/导出"}, []string{"王小明", "98", ""}, []string{"=1+1", "x", "<&>"}); again != workbook {
		t.Error("the same table has other bytes")
	}
}

// awkward are texts that attack what shows them, or are easily taken for something else.
func awkward() []string {
	list := []string{
		"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1", "\t=1", "\r=1", "\n=1", `=HYPERLINK("http://a.example","x")`, "'=1", "''=1", "'", "' x", "'123", "0123", "1E5", "13800000000",
		"_x000D_", "_x005F_x000D_", "_x0041", "a_x_x0041_b", "<f>1</f>", "]]>", "&lt;", "\uffff\ufffe", `"`, `""`, "a,b;c\td", " a ", "杨𬱖",
	}
	for _, p := range texttest.Payloads() {
		list = append(list, p.Text)
	}
	return list
}

func TestWhatIsWrittenIsInertAndComesBackClean(t *testing.T) {
	for _, format := range []sheet.Format{sheet.CSV, sheet.XLSX} {
		for _, s := range awkward() {
			out := write(t, format, sheet.WriteOptions{}, []string{s, s, "x"})
			rows := read(t, open(t, file(t, "."+string(format), out), sheet.Options{}))
			clean := strings.ReplaceAll(strings.ReplaceAll(text.Clean(s), "\uffff", "\ufffd"), "\ufffe", "\ufffd")
			if format == sheet.CSV {
				clean = text.Clean(s)
			}
			want := row{2, []string{clean, clean, "x"}, ""}
			if diff := cmp.Diff([]row{want}, rows[1:]); diff != "" {
				t.Errorf("%s of %q: want -, got +\n%s", format, s, diff)
			}
		}
	}
}

func TestNoFormulaIsWritten(t *testing.T) {
	for _, s := range awkward() {
		records, err := csv.NewReader(strings.NewReader(write(t, sheet.CSV, sheet.WriteOptions{}, []string{s, s, s}))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range records[1] {
			if strings.IndexAny(strings.TrimLeft(cell, " 　\u00a0\t\r\n"), "=+-@＝＋－＠") == 0 {
				t.Errorf("%q is written as %q", s, cell)
			}
		}
		decoder := xml.NewDecoder(strings.NewReader(content(t, write(t, sheet.XLSX, sheet.WriteOptions{}, []string{s, s, s}), "xl/worksheets/sheet1.xml")))
		for {
			token, err := decoder.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%q: %v", s, err)
			}
			if start, is := token.(xml.StartElement); is && start.Name.Local == "f" {
				t.Errorf("%q is written as a formula", s)
			}
		}
	}
}

func TestATextTooLongForASpreadsheet(t *testing.T) {
	w, err := sheet.NewWriter(io.Discard, sheet.XLSX, titles(), sheet.WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write([]string{strings.Repeat("字", 32767)}); err != nil {
		t.Errorf("got %v for the longest text", err)
	}
	wantInvalid(t, w.Write([]string{strings.Repeat("字", 32766) + "𬱖"}), "the text for cell A3 is longer than the 32767 characters")
}

func TestErrorsOfWritingAreReported(t *testing.T) {
	full := errors.New("no space left")
	for _, format := range sheet.Formats() {
		w, err := sheet.NewWriter(failing{full}, format, titles(), sheet.WriteOptions{})
		for i := 0; err == nil && i < 10_000; i++ {
			err = w.Write([]string{noise(100), "1", "x"})
		}
		if !errors.Is(err, full) {
			t.Errorf("%s: got %v, want %v", format, err, full)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestParseFormat(t *testing.T) {
	for name, want := range map[string]sheet.Format{"csv": sheet.CSV, "out/人员.XLSX": sheet.XLSX, "a.b.jsonl": sheet.JSONL} {
		if got, err := sheet.ParseFormat(name); err != nil || got != want {
			t.Errorf("%q: got %s and %v, want %s", name, got, err, want)
		}
	}
	for _, name := range []string{"", "xls", "a.", "-"} {
		if _, err := sheet.ParseFormat(name); !errors.Is(err, fault.Usage) {
			t.Errorf("%q: got %v, want a fault.Usage", name, err)
		}
	}
}
