package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"gangway/internal/fault"
	"gangway/internal/sheet"

	"github.com/google/go-cmp/cmp"
)

func TestWorkbooksOfOtherPrograms(t *testing.T) {
	plain := []row{{1, []string{"name", "mobile", "birth_date"}, ""}, {2, []string{"陈小东", "13800000001", "1999-12-31"}, ""}, {3, []string{"郑小西", "13800000002", "2000-01-01"}, ""}}
	for _, name := range []string{"sheetjs-shared", "sheetjs-plain"} {
		wantRows(t, read(t, open(t, "testdata/"+name+".xlsx", sheet.Options{})), plain)
	}
	r := open(t, "testdata/exceljs.xlsx", sheet.Options{})
	wantRows(t, read(t, r), []row{
		{2, []string{"姓名", "手机号（必填）", "出生日期", "登记时间", "上夜班", "经验（月）", "备注", "证件号"}, ""},
		{3, []string{"王小明", "13800000000", "2001-02-28", "2026-11-22 09:30:05", "TRUE", "18", "会普通话，二级", "A1234"}, ""},
		{5, []string{"李小红", "", "", "", "FALSE", "12", "=1+1", ""}, ""},
		{6, []string{"赵小刚", "", "", "", "", "", "#N/A", ""}, "cell G6 shows the error #N/A"},
		{7, []string{"孙小丽", "", "", "", "", "0.3", "", "123456789012346000"}, "cell H7 holds a number of more than 15 digits, which spreadsheets round"},
		{8, []string{"周小云", "", "", "", "", "", "样例网店", ""}, ""},
		{9, []string{"吴\r小", "", "", "", "", "", "第一行\n第二行", ""}, ""},
	})
	if diff := cmp.Diff(sheet.About{Format: sheet.XLSX, Sheet: "报名表"}, r.About()); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

func TestASheetIsChosenByName(t *testing.T) {
	r := open(t, "testdata/exceljs.xlsx", sheet.Options{Sheet: "填写说明"})
	wantRows(t, read(t, r), []row{{1, []string{"请勿修改表头"}, ""}})
	_, err := sheet.Open("testdata/exceljs.xlsx", sheet.Options{Sheet: "x"})
	if !errors.Is(err, fault.NotFound) || !strings.Contains(err.Error(), `no sheet "x"; it has 填写说明, 报名表`) {
		t.Errorf("got %v, want a fault.NotFound that lists the sheets", err)
	}
}

// parts returns the parts of a workbook with one sheet, and with what replaces or adds.
func parts(sheetData string, with map[string]string) map[string]string {
	all := map[string]string{
		"[Content_Types].xml":        `<Types/>`,
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData>` + sheetData + `</sheetData></worksheet>`,
	}
	for name, content := range with {
		all[name] = content
	}
	return all
}

// withPart are the parts for one more part that the workbook refers to.
func withPart(kind, content string) map[string]string {
	return map[string]string{
		"xl/" + kind + ".xml": content,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/>` +
			`<Relationship Id="r2" Type="x/` + kind + `" Target="` + kind + `.xml"/></Relationships>`,
	}
}

func pack(t testing.TB, parts map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := archive.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func packed(t *testing.T, sheetData string, with map[string]string) string {
	t.Helper()
	return file(t, ".xlsx", pack(t, parts(sheetData, with)))
}

func TestCells(t *testing.T) {
	styles := withPart("styles", `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="&quot;day&quot;0.00"/>`+
		`<numFmt numFmtId="166" formatCode="[h]:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>`+
		`<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`)
	shared := withPart("sharedStrings", `<sst><si><t>王小明</t><rPh sb="0" eb="1"><t>wang</t></rPh></si><si><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></si><si><t>x_x000A_y_x005F_x000A_</t></si><si/></sst>`)
	tests := []struct {
		name, cells string
		with        map[string]string
		want        []string
		problem     string
	}{
		{"sparse and out of order", `<c r="C2"><v>3</v></c><c r="A2"><v>1</v></c>`, nil, []string{"1", "", "3"}, ""},
		{"without names", `<c><v>1</v></c><c/><c t="str"><v>x</v></c>`, nil, []string{"1", "", "x"}, ""},
		{"with a prefix", `<x:c r="B2" t="inlineStr"><x:is><x:t>张</x:t></x:is></x:c>`, nil, []string{"", "张", ""}, ""},
		{"numbers", `<c><v>1.38E+10</v></c><c><v>-0.1</v></c><c><v>1e-7</v></c>`, nil, []string{"13800000000", "-0.1", "0.0000001"}, ""},
		{"a number that is none", `<c><v>NaN</v></c>`, nil, []string{"NaN", "", ""}, "cell A2 holds a number of more than 15 digits, which spreadsheets round"},
		{"dates", `<c s="1"><v>36526</v></c><c s="2"><v>59</v></c><c s="3"><v>61</v></c>`, styles, []string{"2000-01-01", "1900-02-28", "1900-03-01"}, ""},
		{"times", `<c s="1"><v>36526.75</v></c><c s="5"><v>0.5</v></c><c s="1"><v>0.99999999</v></c>`, styles, []string{"2000-01-01 18:00:00", "12:00:00", "00:00:00"}, ""},
		{"no dates", `<c s="4"><v>36526</v></c><c s="0"><v>36526</v></c><c s="9"><v>36526</v></c>`, styles, []string{"36526", "36526", "36526"}, ""},
		{"days that are none", `<c s="1"><v>-1</v></c><c s="1"><v>2958466</v></c>`, styles, []string{"-1", "2958466", ""}, ""},
		{"dates in ISO 8601", `<c t="d"><v>2000-01-01T00:00:00</v></c><c t="d"><v>2000-01-01T09:30:00.000Z</v></c><c t="d"><v>2000-01-01</v></c>`, nil, []string{"2000-01-01", "2000-01-01 09:30:00", "2000-01-01"}, ""},
		{"shared texts", `<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>`, shared, []string{"王小明", "a b", "x\ny_x000A_"}, ""},
		{"a shared text that is not there", `<c t="s"><v>4</v></c><c t="s"><v>-1</v></c><c t="s"><v>3</v></c>`, shared, []string{"", "", ""}, "cell A2 refers to a text that the workbook does not have"},
		{"the result of a formula, not the formula", `<c><f>1+1</f><v>2</v></c><c t="str"><f>"a"</f><v>a</v></c><c><f>NOW()</f></c>`, nil, []string{"2", "a", ""}, ""},
		{"entities and CDATA", `<c t="str"><v>&lt;&amp;&#x5F20;<![CDATA[<b>]]></v></c>`, nil, []string{"<&张<b>", "", ""}, ""},
		{"a NUL", `<c t="str"><v>a_x0000_</v></c>`, nil, []string{"a\x00", "", ""}, "cell A2 holds a NUL or what is no character"},
		{"marks of texts come off", `<c t="str"><v>'=1+1</v></c>`, nil, []string{"=1+1", "", ""}, ""},
		{"more cells than the header", `<c r="D2"><v>1</v></c>`, nil, []string{"", "", ""}, "row 2 has more cells than the header, which has 3; a text with a delimiter in it needs quotation marks around it"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			header := `<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c><c t="str"><v>c</v></c></row>`
			path := packed(t, header+`<row r="2"/><row r="2">`+tt.cells+`</row>`, tt.with)
			got := read(t, open(t, path, sheet.Options{}))
			wantRows(t, got[1:], []row{{2, tt.want, tt.problem}})
		})
	}
}

func TestDaysMayCountFrom1904(t *testing.T) {
	with := withPart("styles", `<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`)
	with["xl/workbook.xml"] = `<workbook><workbookPr date1904="1"/><sheets><sheet name="S" r:id="r1"/></sheets></workbook>`
	path := packed(t, `<row><c t="str"><v>day</v></c></row><row><c s="0"><v>35064</v></c></row><row><c s="0"><v>0</v></c></row>`, with)
	wantRows(t, read(t, open(t, path, sheet.Options{}))[1:], []row{{2, []string{"2000-01-01"}, ""}, {3, []string{"1904-01-01"}, ""}})
}

func TestHiddenSheetsAndChartsAreNoTables(t *testing.T) {
	with := map[string]string{
		"xl/workbook.xml": `<workbook><sheets><sheet name="图" r:id="r3"/><sheet name="藏" state="veryHidden" r:id="r2"/><sheet name="表" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets\sheet1.xml"/><Relationship Id="r2" Type="x/worksheet" Target="h.xml"/>` +
			`<Relationship Id="r3" Type="x/chartsheet" Target="c.xml"/></Relationships>`,
	}
	r := open(t, packed(t, `<row><c t="str"><v>name</v></c></row>`, with), sheet.Options{})
	defer r.Close()
	if got, want := r.About().Sheet, "表"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
