package sheet_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gangway/internal/fault"
	"gangway/internal/sheet"

	"github.com/google/go-cmp/cmp"
)

// A row is what a test wants of a sheet.Row.
type row struct {
	Number  int
	Cells   []string
	Problem string
}

// read returns the header and the rows of a reader, and closes it.
func read(t *testing.T, r *sheet.Reader) []row {
	t.Helper()
	defer r.Close()
	rows := []row{{Number: r.Header().Number, Cells: r.Header().Cells}}
	for {
		got, err := r.Read()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		one := row{Number: got.Number, Cells: append([]string(nil), got.Cells...)}
		if got.Problem != nil {
			one.Problem = got.Problem.Error()
		}
		rows = append(rows, one)
	}
}

func open(t *testing.T, path string, options sheet.Options) *sheet.Reader {
	t.Helper()
	r, err := sheet.Open(path, options)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func openText(t *testing.T, content string, options sheet.Options) *sheet.Reader {
	t.Helper()
	r, err := sheet.ReadCSV(strings.NewReader(content), options)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// file writes content to a file with an ending and returns its path.
func file(t *testing.T, ending, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "table"+ending)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// refusal reads all of a file and returns the error that ends it.
func refusal(t *testing.T, path string, options sheet.Options) error {
	t.Helper()
	r, err := sheet.Open(path, options)
	if err != nil {
		return err
	}
	defer r.Close()
	for {
		if _, err := r.Read(); err == io.EOF {
			t.Fatalf("%s was read to its end", path)
		} else if err != nil {
			return err
		}
	}
}

// wantInvalid fails unless err is a fault.Invalid that says what.
func wantInvalid(t *testing.T, err error, what string) {
	t.Helper()
	if !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), what) {
		t.Errorf("got %v, want a fault.Invalid that says %q", err, what)
	}
}

func wantRows(t *testing.T, got, want []row) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

func TestOtherKindsOfFilesAreNamed(t *testing.T) {
	for _, tt := range []struct{ name, path, want string }{
		{"old workbook", "testdata/old.xls", "old kind (.xls)"},
		{"password", "testdata/password.xlsx", "protected by a password"},
		{"binary workbook", "testdata/binary.xlsb", "the file is XLSB"},
		{"open document", "testdata/table.ods", "the file is ODF"},
		{"PDF with another name", file(t, ".csv", "%PDF-1.7\n%\xe2\xe3\n"), "the file is PDF"},
		{"HTML with another name", file(t, ".xls", "\ufeff\r\n<HTML><table><tr><td>姓名"), "the file is HTML"},
		{"picture", file(t, ".xlsx", "\x89PNG\r\n\x1a\n\x00\x00"), "the file is PNG"},
		{"an empty ZIP", file(t, ".xlsx", "PK\x05\x06"+strings.Repeat("\x00", 18)), "the file is ZIP"},
		{"half a workbook", file(t, ".xlsx", "PK\x03\x04\x14\x00"), "cannot be read"},
		{"binary", file(t, ".csv", "a\x00\x01\x02,b\n"), "no text"},
		{"old Mac", file(t, ".csv", "name,mobile\ra,1\rb,2\r"), "carriage return alone"},
		{"empty", file(t, ".csv", ""), "empty"},
		{"blank", file(t, ".csv", "\ufeff\r\n , ,\n\n"), "empty"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantInvalid(t, refusal(t, tt.path, sheet.Options{}), tt.want)
		})
	}
}

func TestAFileThatIsNotThere(t *testing.T) {
	if _, err := sheet.Open(filepath.Join(t.TempDir(), "none.csv"), sheet.Options{}); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want %v", err, fault.NotFound)
	}
}
