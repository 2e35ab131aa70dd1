package upload_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"gangway/internal/fault"
	"gangway/internal/upload"
	"gangway/internal/upload/uploadtest"
)

func TestReadTakesAPlainFileOrALinkToOne(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "证书\x1b[2J\u202e.pdf")
	want := uploadtest.PDF("text").Content
	must(t, os.WriteFile(path, want, 0o600))
	link := filepath.Join(dir, "link.pdf")
	must(t, os.Symlink(path, link))
	for _, p := range []string{path, link} {
		got, err := upload.Read(p, int64(len(want)))
		if err != nil || string(got.Content) != string(want) {
			t.Errorf("%s: got %d bytes, %v", p, len(got.Content), err)
		}
	}
	if name := upload.Name(path); name != "证书\uFFFD[2J.pdf" {
		t.Errorf("got the name %q", name)
	}
	if name := upload.Name(strings.Repeat("长", 500) + ".pdf"); len(name) > 200 {
		t.Errorf("the name is as long as %d bytes", len(name))
	}
}

func TestReadRefuses(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	must(t, os.WriteFile(in("large"), make([]byte, 11<<20), 0o600))
	must(t, os.WriteFile(in("empty"), nil, 0o600))
	must(t, os.WriteFile(in("one too many"), make([]byte, 101), 0o600))
	must(t, syscall.Mkfifo(in("pipe"), 0o600))
	must(t, os.Symlink(in("pipe"), in("link to a pipe")))
	must(t, os.Symlink("/dev/zero", in("link to a device")))
	for _, tt := range []struct {
		name string
		kind error
		most int64
		want string
	}{
		{"large", fault.Invalid, upload.DefaultSize, "is larger than 10 MB"},
		{"one too many", fault.Invalid, 100, "is larger than 1 KB"},
		{"empty", fault.Invalid, 100, "is empty"},
		{"pipe", fault.Invalid, 100, "is not a plain file"},
		{"link to a pipe", fault.Invalid, 100, "is not a plain file"},
		{"link to a device", fault.Invalid, 100, "is not a plain file"},
		{".", fault.Invalid, 100, "is not a plain file"},
		{"gone", fault.NotFound, 100, "there is no file"},
	} {
		began := time.Now()
		got, err := upload.Read(in(tt.name), tt.most)
		if !errors.Is(err, tt.kind) || !strings.Contains(err.Error(), tt.want) || got.Content != nil {
			t.Errorf("%s: got %d bytes, %v; want %q", tt.name, len(got.Content), err, tt.want)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s: waited for %s", tt.name, took)
		}
	}
}

func TestSizes(t *testing.T) {
	for s, want := range map[string]int64{"": 10 << 20, "500 KB": 500 << 10, "1KB": 1 << 10, "10 MB": 10 << 20, "20 MB": 20 << 20,
		"21 MB": 0, "0 MB": 0, "-1 MB": 0, "10": 0, "10 GB": 0, "MB": 0, "1.5 MB": 0, "9999999999999 MB": 0} {
		if got, ok := upload.ParseSize(s); got != want || ok != (want > 0) {
			t.Errorf("%q: got %d, %v; want %d", s, got, ok, want)
		}
	}
	for n, want := range map[upload.Bytes]string{1: "1 KB", 1024: "1 KB", 1025: "2 KB", 1 << 20: "1 MB", 1<<20 + 1: "1.1 MB", 5 << 19: "2.5 MB", 10 << 20: "10 MB"} {
		if got := n.String(); got != want {
			t.Errorf("%d bytes: got %q, want %q", n, got, want)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
