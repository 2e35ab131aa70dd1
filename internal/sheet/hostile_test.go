package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"gangway/internal/sheet"
)

func TestHostileWorkbooks(t *testing.T) {
	header := `<row><c t="str"><v>a</v></c></row>`
	tests := []struct {
		name, sheetData string
		with            map[string]string
		want            string
	}{
		{"an external entity", "", map[string]string{"xl/worksheets/sheet1.xml": `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData>` + header + `<row><c t="str"><v>&e;</v></c></row>`}, "cannot be read"},
		{"a document type in the list of sheets", "", map[string]string{"xl/workbook.xml": `<!DOCTYPE x><workbook/>`}, "cannot be read"},
		{"an entity that is not declared", header + `<row><c t="str"><v>&lol;</v></c></row>`, nil, "cannot be read"},
		{"another encoding", "", map[string]string{"xl/worksheets/sheet1.xml": `<?xml version="1.0" encoding="GBK"?><worksheet/>`}, "cannot be read"},
		{"rows that stop", "", map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData>` + header + `<row><c t="str">`}, "cannot be read"},
		{"a column that no spreadsheet has", header + `<row><c r="XFE2"><v>1</v></c></row>`, nil, "more than the 16384 columns"},
		{"a column that would overflow", header + `<row><c r="` + strings.Repeat("Z", 50) + `2"><v>1</v></c></row>`, nil, "more than the 16384 columns"},
		{"a name without letters", header + `<row><c r="12"><v>1</v></c></row>`, nil, "more than the 16384 columns"},
		{"no sheets", "", map[string]string{"xl/workbook.xml": `<workbook/>`}, "no visible sheet"},
		{"a sheet outside of the file", "", map[string]string{"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="../../../etc/passwd"/></Relationships>`}, `no part "etc/passwd"`},
		{"no workbook", "", map[string]string{"_rels/.rels": `<Relationships/>`}, `no part ""`},
		{"a table without rows", "", nil, "the table is empty"},
		{"many parts", "", manyParts(5000), "has 5005 parts"},
		{"a long list of parts", "", manyParts(60_000), "the list of parts"},
		{"a bomb in the list of sheets", "", map[string]string{"xl/workbook.xml": strings.Repeat("<a/>", 5<<20)}, "unpacks to"},
		{"a bomb in the sheet", header + strings.Repeat("<row/>", 3<<20), nil, "unpacks to"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantInvalid(t, refusal(t, packed(t, tt.sheetData, tt.with), sheet.Options{}), tt.want)
		})
	}
}

func manyParts(n int) map[string]string {
	parts := map[string]string{}
	for i := range n {
		parts[fmt.Sprintf("../../../../tmp/xl/%d.xml", i)] = ""
	}
	return parts
}

// bomb returns a workbook whose part unpacks to a repetition of size bytes, while it says to be small or of another
// size packed.
func bomb(t *testing.T, part, unit string, size int, lie func([]byte)) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bomb.xlsx")
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	all := parts(`<row><c t="str"><v>a</v></c></row>`, withPart("sharedStrings", "<sst/>"))
	delete(all, part)
	for name, content := range all {
		w, _ := archive.Create(name)
		io.WriteString(w, content)
	}
	w, err := archive.Create(part)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, "<worksheet><sheetData><row><c t=\"str\"><v>a")
	for chunk := []byte(strings.Repeat(unit, 1<<20/len(unit))); size > 0; size -= len(chunk) {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	content := b.Bytes()
	entry := bytes.LastIndex(content, []byte(part)) - 46 // in the list of parts at the end
	lie(content[entry:])
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The lies a list of parts can tell: nothing, a small unpacked size, a large packed size.
var lies = map[string]func([]byte){
	"honest":           func([]byte) {},
	"small unpacked":   func(entry []byte) { binary.LittleEndian.PutUint32(entry[24:], 1000) },
	"large packed":     func(entry []byte) { binary.LittleEndian.PutUint32(entry[20:], 900<<20) },
	"no size unpacked": func(entry []byte) { binary.LittleEndian.PutUint32(entry[24:], 0) },
}

func TestBombsTakeLittleMemory(t *testing.T) {
	for name, lie := range lies {
		for _, part := range []string{"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"} {
			for what, unit := range map[string]string{"one text": "x", "rows": `</v></c></row><row><c t="str"><v>`, "texts": "</t></si><si><t>x"} {
				path := bomb(t, part, unit, 16<<20, lie)
				t.Run(name+"/"+part+"/"+what, func(t *testing.T) {
					var before, after runtime.MemStats
					runtime.ReadMemStats(&before)
					wantInvalid(t, refusal(t, path, sheet.Options{}), "workbook")
					runtime.ReadMemStats(&after)
					if got, limit := after.TotalAlloc-before.TotalAlloc, uint64(4<<20); got > limit {
						t.Errorf("allocated %d bytes in all, want at most %d", got, limit)
					}
				})
			}
		}
	}
}

func TestTooManyDifferentTexts(t *testing.T) {
	var b strings.Builder
	for i := range 45_000 {
		fmt.Fprintf(&b, "<si><t>%01000d</t></si>", i*7919)
	}
	path := packed(t, "", withPart("sharedStrings", "<sst>"+b.String()+"</sst>"))
	wantInvalid(t, refusal(t, path, sheet.Options{}), "the different texts of the workbook take more than")
}

func TestARowOfLongTextsIsAProblemOfTheRow(t *testing.T) {
	var header, long strings.Builder
	for i := range 60 {
		fmt.Fprintf(&header, `<c><v>%d</v></c>`, i)
		fmt.Fprintf(&long, `<c t="str"><v>%s</v></c>`, noise(64_000))
	}
	path := packed(t, `<row>`+header.String()+`</row><row>`+long.String()+`</row><row><c><v>1</v></c></row>`, nil)
	got := read(t, open(t, path, sheet.Options{}))
	if want := "cell Q2 is too long, or the row is"; got[1].Problem != want || got[2].Problem != "" {
		t.Errorf("got %q, want %q for the first row alone", got[1].Problem, want)
	}
}

// noise returns a text that does not pack well.
func noise(size int) string {
	b := make([]byte, size/2)
	rand.NewChaCha8([32]byte{}).Read(b)
	return hex.EncodeToString(b)
}
