package sheet_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"gangway/internal/fault"
	"gangway/internal/sheet"
)

func TestCSV(t *testing.T) {
	tests := []struct {
		name, in string
		want     []row
	}{
		{"plain", "name,mobile\nA,1\nB,2\n", []row{{1, []string{"name", "mobile"}, ""}, {2, []string{"A", "1"}, ""}, {3, []string{"B", "2"}, ""}}},
		{"Windows lines and no last break", "a,b\r\n1,2", []row{{1, []string{"a", "b"}, ""}, {2, []string{"1", "2"}, ""}}},
		{"quoted delimiters, marks and breaks count lines", "a,b\n\"x,\"\"y\"\"\",\"1\r\n2\n3\"\nz,\n", []row{
			{1, []string{"a", "b"}, ""}, {2, []string{`x,"y"`, "1\n2\n3"}, ""}, {5, []string{"z", ""}, ""}}},
		{"blank rows are left out and counted", "\n\na,b\n\n,\n \t,\r\n1,2\n", []row{{3, []string{"a", "b"}, ""}, {7, []string{"1", "2"}, ""}}},
		{"semicolons", "a;b,c;d\n1;2,5;3\n", []row{{1, []string{"a", "b,c", "d"}, ""}, {2, []string{"1", "2,5", "3"}, ""}}},
		{"tabs", "a\tb\n1\t2\n", []row{{1, []string{"a", "b"}, ""}, {2, []string{"1", "2"}, ""}}},
		{"a delimiter in a quoted title does not count", "\"a;b;c\",d\n1,2\n", []row{{1, []string{"a;b;c", "d"}, ""}, {2, []string{"1", "2"}, ""}}},
		{"a line that names the delimiter", "sep=;\r\na,x;b\r\n1;2\r\n", []row{{2, []string{"a,x", "b"}, ""}, {3, []string{"1", "2"}, ""}}},
		{"fewer cells than the header", "a,b,c\n1\n", []row{{1, []string{"a", "b", "c"}, ""}, {2, []string{"1", "", ""}, ""}}},
		{"more cells than the header, but empty", "a,b\n1,2,,\n", []row{{1, []string{"a", "b"}, ""}, {2, []string{"1", "2"}, ""}}},
		{"more cells than the header", "a,b\n1,2,3\n4,5\n", []row{{1, []string{"a", "b"}, ""},
			{2, []string{"1", "2"}, "line 2 has more cells than the header, which has 2; a text with a delimiter in it needs quotation marks around it"}, {3, []string{"4", "5"}, ""}}},
		{"a mark within a text is a character", "a,b\n5'10\",x\"y\"\n", []row{{1, []string{"a", "b"}, ""}, {2, []string{`5'10"`, `x"y"`}, ""}}},
		{"a text behind a closing mark", "a,b\n\"张\"三,2\n1,2\n", []row{{1, []string{"a", "b"}, ""},
			{2, []string{"张", "2"}, "line 2, column 4: a text follows the closing quotation mark; a quotation mark within a text is written twice"}, {3, []string{"1", "2"}, ""}}},
		{"a NUL within", "姓名,b\n\"x\n张三\x00\",2\n", []row{{1, []string{"姓名", "b"}, ""}, {2, []string{"x\n张三\x00", "2"}, "line 3, column 3: there is a NUL character"}}},
		{"marks of texts come off", "a,b\n'=1+1,'13800000000\n''=x,'n\n", []row{{1, []string{"a", "b"}, ""}, {2, []string{"=1+1", "13800000000"}, ""}, {3, []string{"'=x", "'n"}, ""}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantRows(t, read(t, openText(t, tt.in, sheet.Options{})), tt.want)
			r, err := sheet.ReadCSV(iotest.OneByteReader(strings.NewReader(tt.in)), sheet.Options{})
			if err != nil {
				t.Fatal(err)
			}
			wantRows(t, read(t, r), tt.want)
		})
	}
}

func TestAQuotationMarkThatIsNeverClosedIsFound(t *testing.T) {
	for _, more := range []int{0, 3 << 20} {
		in := "姓名,b\n1,2\n3,\"x\n" + strings.Repeat("中,1\n", more/6)
		err := refusal(t, file(t, ".csv", in), sheet.Options{})
		wantInvalid(t, err, "line 3, column 3 is not closed")
	}
}

func TestARowMayBeAlmostAsLongAsTheGuard(t *testing.T) {
	cell := strings.Repeat("x", 100<<10)
	long := strings.Repeat(cell+",", 10)
	got := read(t, openText(t, "1,2,3,4,5,6,7,8,9,10,11\n"+long+"\n"+long+"\n", sheet.Options{}))
	if len(got) != 3 || got[2].Problem != "" || got[2].Cells[9] != cell {
		t.Errorf("a row of %d bytes was not read", len(long))
	}
	err := refusal(t, file(t, ".csv", "a,b\n"+strings.Repeat("x,", 600<<10)), sheet.Options{})
	wantInvalid(t, err, "line 2 is longer than")
}

func TestACellThatIsTooLongIsAProblemOfItsRow(t *testing.T) {
	got := read(t, openText(t, "a,b\n1,"+strings.Repeat("x", 200<<10)+"\n3,4\n", sheet.Options{}))
	if want := "line 2: a cell is longer than 131072 bytes"; got[1].Problem != want || got[2].Problem != "" {
		t.Errorf("got %q, want %q for the first row alone", got[1].Problem, want)
	}
}

func TestTooManyColumns(t *testing.T) {
	wide := strings.Repeat("x,", 20_000) + "x\n"
	wantInvalid(t, refusal(t, file(t, ".csv", wide), sheet.Options{}), "line 1 has 20001 columns")
	got := read(t, openText(t, "a,b\n"+wide+"1,2\n", sheet.Options{}))
	if want := "line 2 has 20001 columns, more than the 16384 of a spreadsheet"; got[1].Problem != want || got[2].Problem != "" {
		t.Errorf("got %q, want %q for the first row alone", got[1].Problem, want)
	}
}

// endless is a header and a field in quotation marks of size bytes, and counts what is read of it.
type endless struct{ size, given int }

func (e *endless) Read(b []byte) (int, error) {
	if e.given == 0 {
		e.given = copy(b, "name,mobile\n\"")
		return e.given, nil
	}
	if e.given >= e.size {
		return 0, io.EOF
	}
	for i := range b {
		b[i] = 'x'
	}
	e.given += len(b)
	return len(b), nil
}

func TestOneHugeFieldIsNotReadToItsEnd(t *testing.T) {
	in := &endless{size: 1 << 30}
	r, err := sheet.ReadCSV(in, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Read()
	wantInvalid(t, err, "line 2, column 1 is not closed")
	if limit := 2 << 20; in.given > limit {
		t.Errorf("read %d bytes, want at most %d", in.given, limit)
	}
}

func TestAnErrorOfTheDiskIsNotTheFilesFault(t *testing.T) {
	broken := errors.New("the disk is gone")
	in := io.MultiReader(strings.NewReader("a,b\n"+strings.Repeat("1,2\n", 100_000)), iotest.ErrReader(broken))
	r, err := sheet.ReadCSV(in, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = r.Read()
	}
	if !errors.Is(err, broken) || errors.Is(err, fault.Invalid) {
		t.Errorf("got %v, want %v", err, broken)
	}
}
