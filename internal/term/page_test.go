package term

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestPageWritesToWhatIsNoTerminal(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := Page(w, env("PAGER", "false"), "", "第一课\n"); err != nil {
		t.Fatal(err)
	}
	w.Close()
	if got, err := io.ReadAll(r); string(got) != "第一课\n" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestPageUsesThePager(t *testing.T) {
	tests := []struct{ name, pager, want string }{
		{"a command with arguments", "sed s/课/章/", "第一章"},
		{"a pager that is not there", "/nowhere/pager", "第一课"},
		{"a pager that is left at once", "false", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := sit(t, desk{})
			if err := Page(p.File, env("PAGER", test.pager), "按 q 继续", "第一课\n"); err != nil {
				t.Fatal(err)
			}
			p.WaitsForScreen(test.want)
		})
	}
}

func TestPageTellsLessHowItIsLeft(t *testing.T) {
	bin := t.TempDir()
	script := "#!/bin/sh\nprintf '%s\\n' \"$@\"\ncat\n"
	if err := os.WriteFile(filepath.Join(bin, "less"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	p := sit(t, desk{})
	if err := Page(p.File, env("PAGER", ""), "空格：翻页 50%.", "第一课\n"); err != nil {
		t.Fatal(err)
	}
	p.WaitsForScreen("-FRX", `-Ps空格：翻页 50\%\.`, "第一课")
}

func TestPageStartsNoShell(t *testing.T) {
	made := filepath.Join(t.TempDir(), "made")
	p := sit(t, desk{})
	if err := Page(p.File, env("PAGER", "cat;touch "+made), "", "第一课\n"); err != nil {
		t.Fatal(err)
	}
	p.WaitsForScreen("第一课")
	if _, err := os.Stat(made); err == nil {
		t.Error("PAGER was given to a shell")
	}
}
