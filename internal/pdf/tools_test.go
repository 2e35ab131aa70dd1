package pdf

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// debian names the package of each program that reads certificates back.
var debian = map[string]string{
	"pdftotext": "poppler-utils",
	"pdftoppm":  "poppler-utils",
	"pdfinfo":   "poppler-utils",
	"qpdf":      "qpdf",
	"zbarimg":   "zbar-tools",
}

// read runs one of these programs and returns what it prints.
func read(t *testing.T, program string, args ...string) string {
	t.Helper()
	var out, said bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	if errors.Is(err, exec.ErrNotFound) {
		t.Fatalf("%s is missing: install the Debian package %s", program, debian[program])
	}
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", cmd, err, &out, &said)
	}
	return out.String()
}

// draw returns the certificate as bytes and as a file.
func draw(t *testing.T, c Certificate) ([]byte, string) {
	t.Helper()
	data, err := Draw(c)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "certificate.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return data, path
}

// solid returns text without its spaces, which a PDF does not keep at the ends of lines.
func solid(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}
