package outbox

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/fault"
)

func newFiles(t *testing.T) (sink Sink, dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "outbox")
	sink, err := Files(dir)
	if err != nil {
		t.Fatal(err)
	}
	return sink, dir
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	list := []string{}
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func TestANoticeBecomesAPrivateTextFile(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	sink, dir := newFiles(t)
	sms := Notice{ID: "N2", Channel: SMS, To: "13800000000", Body: "【上岗之路】恭喜"}
	for _, n := range []Notice{sample("N1"), sms} {
		if err := sink.Deliver(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]string{
		"N1.txt": "To: zhang@shop.example\nSubject: 恭喜，您的申请已通过\n\n张*，您好：\n\n欢迎加入。\n",
		"N2.txt": "To: 13800000000\nSubject:\n\n【上岗之路】恭喜\n",
	}
	for _, name := range names(t, dir) {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[name], string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		delete(want, name)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
	for path, mode := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, "N1.txt"): 0o600} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != mode {
			t.Errorf("%s: mode %o, want %o", path, got, mode)
		}
	}
}

func TestASecondDeliveryToFilesChangesNothing(t *testing.T) {
	sink, dir := newFiles(t)
	n := sample("N1")
	if err := errors.Join(sink.Deliver(t.Context(), n), sink.Deliver(t.Context(), n)); err != nil {
		t.Fatal(err)
	}
	n.Body = "something else"
	if err := sink.Deliver(t.Context(), n); fateOf(err) != Refused || err == nil {
		t.Errorf("another text under the same id: got %v, want it refused", err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "N1.txt"))
	if err != nil || string(got) != string(letter(sample("N1"))) {
		t.Errorf("got %q, %v; want the first text", got, err)
	}
}

func TestWhatAKilledSenderLeftIsReplaced(t *testing.T) {
	sink, dir := newFiles(t)
	if err := os.WriteFile(filepath.Join(dir, ".N1.txt.part"), []byte("To: zh"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := sink.Deliver(t.Context(), sample("N1")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"N1.txt"}, names(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestFilesNeverFollowsALink(t *testing.T) {
	for _, name := range []string{"N1.txt", ".N1.txt.part"} {
		t.Run(name, func(t *testing.T) {
			sink, dir := newFiles(t)
			victim := filepath.Join(t.TempDir(), "victim")
			if err := errors.Join(os.WriteFile(victim, []byte("mine"), 0o600), os.Symlink(victim, filepath.Join(dir, name))); err != nil {
				t.Fatal(err)
			}
			err := sink.Deliver(t.Context(), sample("N1"))
			if name == "N1.txt" && err == nil {
				t.Error("a link in place of the file was accepted")
			}
			if got, _ := os.ReadFile(victim); string(got) != "mine" {
				t.Errorf("the file behind the link now holds %q", got)
			}
		})
	}
	t.Run("a link to the same text inside the folder", func(t *testing.T) {
		sink, dir := newFiles(t)
		other := filepath.Join(dir, "other")
		if err := errors.Join(os.WriteFile(other, letter(sample("N1")), 0o600), os.Symlink("other", filepath.Join(dir, "N1.txt"))); err != nil {
			t.Fatal(err)
		}
		if err := sink.Deliver(t.Context(), sample("N1")); err == nil {
			t.Error("the link passed for the delivered file")
		}
	})
	t.Run("the folder itself", func(t *testing.T) {
		_, dir := newFiles(t)
		link := filepath.Join(t.TempDir(), "link")
		if err := os.Symlink(dir, link); err != nil {
			t.Fatal(err)
		}
		if _, err := Files(link); !errors.Is(err, fault.Denied) || !strings.Contains(err.Error(), "through a link") {
			t.Errorf("got %v, want denied because of the link", err)
		}
	})
	t.Run("a folder exchanged for a link later", func(t *testing.T) {
		sink, dir := newFiles(t)
		elsewhere := t.TempDir()
		if err := errors.Join(os.Remove(dir), os.Symlink(elsewhere, dir)); err != nil {
			t.Fatal(err)
		}
		if err := sink.Deliver(t.Context(), sample("N1")); err == nil || fateOf(err) != Unreachable {
			t.Errorf("got %v, want unreachable", err)
		}
		if got := names(t, elsewhere); len(got) > 0 {
			t.Errorf("written through the link: %v", got)
		}
	})
}

func TestAFolderOthersCanReadIsRefused(t *testing.T) {
	_, dir := newFiles(t)
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := Files(dir); !errors.Is(err, fault.Denied) {
		t.Errorf("got %v, want denied", err)
	}
}

func TestHeadersAndNamesCannotBeForged(t *testing.T) {
	sink, dir := newFiles(t)
	tests := []struct {
		name string
		edit func(*Notice)
	}{
		{"a line break in the subject", func(n *Notice) { n.Subject = "ok\nTo: all@shop.example" }},
		{"a carriage return in the address", func(n *Notice) { n.To = "a@shop.example\rBcc: b@shop.example" }},
		{"a Unicode line separator in the subject", func(n *Notice) { n.Subject = "ok\u2028To: x" }},
		{"no address", func(n *Notice) { n.To = "" }},
		{"an id that climbs out of the folder", func(n *Notice) { n.ID = "../N1" }},
		{"an empty id", func(n *Notice) { n.ID = "" }},
		{"a very long id", func(n *Notice) { n.ID = strings.Repeat("A", 65) }},
		{"an id with a NUL", func(n *Notice) { n.ID = "N\x00" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n := sample("N1")
			tt.edit(&n)
			if err := sink.Deliver(t.Context(), n); err == nil || fateOf(err) != Refused {
				t.Errorf("got %v, want it refused", err)
			}
		})
	}
	if got := names(t, dir); len(got) > 0 {
		t.Errorf("files were written: %v", got)
	}
}
