package sheet_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gangway/internal/fault"
	"gangway/internal/sheet"
)

func encoded(t *testing.T, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func gbk(t *testing.T, s string) string { return encoded(t, simplifiedchinese.GBK, s) }

func TestEncodingIsDetectedAndNamed(t *testing.T) {
	const table = "姓名,手机号\n王小明,13800000000\n欧阳小红,13800000001\n"
	want := []row{{1, []string{"姓名", "手机号"}, ""}, {2, []string{"王小明", "13800000000"}, ""}, {3, []string{"欧阳小红", "13800000001"}, ""}}
	utf16 := func(e unicode.Endianness, b unicode.BOMPolicy) string { return encoded(t, unicode.UTF16(e, b), table) }
	for _, tt := range []struct {
		name, in string
		given    sheet.Encoding
		want     sheet.Encoding
	}{
		{"UTF-8", table, "", sheet.UTF8},
		{"UTF-8 with a byte order mark", "\ufeff" + table, "", sheet.UTF8},
		{"a byte order mark beats what is given", "\ufeff" + table, sheet.GB18030, sheet.UTF8},
		{"GBK", gbk(t, table), "", sheet.GB18030},
		{"GB18030", encoded(t, simplifiedchinese.GB18030, table), "", sheet.GB18030},
		{"little-endian UTF-16", utf16(unicode.LittleEndian, unicode.UseBOM), "", sheet.UTF16LE},
		{"big-endian UTF-16", utf16(unicode.BigEndian, unicode.UseBOM), "", sheet.UTF16BE},
		{"UTF-16 without a mark, given", utf16(unicode.BigEndian, unicode.IgnoreBOM), sheet.UTF16BE, sheet.UTF16BE},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := openText(t, tt.in, sheet.Options{Encoding: tt.given})
			wantRows(t, read(t, r), want)
			if got := r.About().Encoding; got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// A file may begin with hanzi alone, whose bytes are those of no text and of no picture.
func TestATableMayBeginWithHanzi(t *testing.T) {
	file := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(file, []byte(gbk(t, "姓名,性别,出生日期,手机号码\n王小明,男,2000-02-29,13800000001\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := sheet.Open(file, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got := r.Header().Cells[0]; got != "姓名" {
		t.Errorf("got %q", got)
	}
}

func TestCharactersOfFourBytes(t *testing.T) {
	in := encoded(t, simplifiedchinese.GB18030, "姓名,备注\n杨𬱖,汉字（㛃）€\n")
	wantRows(t, read(t, openText(t, in, sheet.Options{}))[1:], []row{{2, []string{"杨𬱖", "汉字（㛃）€"}, ""}})
}

func TestTheFirstHanziMayComeLate(t *testing.T) {
	for _, e := range []sheet.Encoding{sheet.UTF8, sheet.GB18030} {
		chinese := "王小明,广东省示例市\n"
		if e == sheet.GB18030 {
			chinese = gbk(t, chinese)
		}
		for _, before := range []int{0, 30_000, 100_000} {
			in := "name,note\n" + strings.Repeat("A,1\n", before) + chinese + strings.Repeat("B,2\n", 10)
			r := openText(t, in, sheet.Options{})
			if got := read(t, r)[before+1].Cells; got[0] != "王小明" || got[1] != "广东省示例市" {
				t.Errorf("%s after %d rows: got %q", e, before, got)
			}
			if got := r.About().Encoding; got != e {
				t.Errorf("after %d rows: got %s, want %s", before, got, e)
			}
		}
	}
}

func TestTooLittleToTellIsAsked(t *testing.T) {
	in := gbk(t, "name,note\nA,谩\n") // these bytes are UTF-8 as well
	err := refusal(t, file(t, ".csv", in), sheet.Options{})
	wantInvalid(t, err, "too few Chinese characters")
	got := read(t, openText(t, in, sheet.Options{Encoding: sheet.GB18030}))
	wantRows(t, got[1:], []row{{2, []string{"A", "谩"}, ""}})
	got = read(t, openText(t, "name,note\nZoë,1\n", sheet.Options{Encoding: sheet.UTF8}))
	wantRows(t, got[1:], []row{{2, []string{"Zoë", "1"}, ""}})
}

func TestManyLettersWithAccentsAreUTF8(t *testing.T) {
	r := openText(t, "name\nàâçéèêëîïôûù\n", sheet.Options{})
	wantRows(t, read(t, r)[1:], []row{{2, []string{"àâçéèêëîïôûù"}, ""}})
}

func TestGBKWhoseBeginningLooksLikeUTF8(t *testing.T) {
	in := gbk(t, "name,note\n谩,谩\n王小明,测试\n李小红,客服岗位\n")
	got := read(t, openText(t, in, sheet.Options{}))
	wantRows(t, got[1:], []row{{2, []string{"谩", "谩"}, ""}, {3, []string{"王小明", "测试"}, ""}, {4, []string{"李小红", "客服岗位"}, ""}})
}

func TestRowsInAnotherEncodingAreProblems(t *testing.T) {
	utf8 := "王小明,客服岗位\n"
	tests := []struct{ name, main, other, want string }{
		{"GBK in UTF-8", utf8, gbk(t, utf8), "line 52, column 1: the byte 0xcd is no character in UTF-8, the encoding of the file"},
		{"UTF-8 in GBK", gbk(t, utf8), utf8, "line 52 is UTF-8, while the file is GB18030 up to there"},
		{"a broken character in UTF-8", utf8, "王小\xe6\x98,x\n", "line 52, column 3: the byte 0xe6 is no character in UTF-8, the encoding of the file"},
		{"a broken character in GBK", gbk(t, utf8), gbk(t, "王小") + "\xff,x\n", "line 52, column 3: this is no character in GB18030, the encoding of the file"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := "name,note\n" + strings.Repeat(tt.main, 50) + tt.other + strings.Repeat(tt.main, 50)
			got := read(t, openText(t, in, sheet.Options{}))
			for i, r := range got {
				want := ""
				if i == 51 {
					want = tt.want
				}
				if r.Problem != want {
					t.Errorf("row %d: got the problem %q, want %q", i, r.Problem, want)
				}
			}
		})
	}
}

func TestParseEncoding(t *testing.T) {
	for name, want := range map[string]sheet.Encoding{
		"": "", "utf-8": sheet.UTF8, "UTF8": sheet.UTF8, "gbk": sheet.GB18030, "GB2312": sheet.GB18030, "gb18030": sheet.GB18030, "UTF-16LE": sheet.UTF16LE, "utf_16be": sheet.UTF16BE,
	} {
		if got, err := sheet.ParseEncoding(name); err != nil || got != want {
			t.Errorf("%q: got %s and %v, want %s", name, got, err, want)
		}
	}
	if _, err := sheet.ParseEncoding("big5"); !errors.Is(err, fault.Usage) {
		t.Errorf("got %v, want a fault.Usage", err)
	}
}

// The common Hanzi, one to three of them in a table, are either read right or asked about, in both encodings.
func TestNoGuessIsWrong(t *testing.T) {
	common, err := simplifiedchinese.GBK.NewDecoder().Bytes(hanzi())
	if err != nil {
		t.Fatal(err)
	}
	asked, tables := 0, 0
	runes := []rune(string(common))
	for i := 0; i+3 < len(runes); i += 3 {
		for _, name := range []string{string(runes[i]), string(runes[i : i+2]), string(runes[i : i+3])} {
			for _, in := range []string{name, gbk(t, name)} {
				tables++
				got, err := firstCell(fmt.Sprintf("name,note\n%s,x\n", in))
				switch {
				case errors.Is(err, fault.Invalid):
					asked++
				case err != nil || got != name:
					t.Fatalf("%q as %x: got %q and %v", name, in, got, err)
				}
			}
		}
	}
	if most := tables / 8; asked > most { // of tables with one name and nothing else in Chinese
		t.Errorf("asked about %d of %d tables, want at most %d", asked, tables, most)
	}
}

// hanzi returns the 3,755 most common Hanzi in GBK.
func hanzi() []byte {
	var b []byte
	for lead := 0xb0; lead <= 0xd7; lead++ {
		for trail := 0xa1; trail <= 0xfe && (lead < 0xd7 || trail < 0xfa); trail++ {
			b = append(b, byte(lead), byte(trail))
		}
	}
	return b
}

func firstCell(in string) (string, error) {
	r, err := sheet.ReadCSV(strings.NewReader(in), sheet.Options{})
	if err != nil {
		return "", err
	}
	row, err := r.Read()
	if err != nil || row.Problem != nil {
		return "", err
	}
	return row.Cells[0], nil
}
