package term

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"gangway/internal/term/termtest"
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

func TestPageTellsHowLessIsUsedWhenItIsNeeded(t *testing.T) {
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "less"), []byte("#!/bin/sh\necho $*\ncat\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	for _, test := range []struct{ name, pager, text, want string }{
		{"more than the screen holds", "", "一\n二\n三\n四\n五\n六\n七\n八\n", "-FRX\n按 q 离开\n\n一\n二\n三\n四\n五\n六\n七\n八"},
		{"not more", "", "一\n二\n", "-FRX\n一\n二"},
		{"another pager", "cat", "一\n二\n三\n四\n五\n六\n七\n八\n", "一\n二\n三\n四\n五\n六\n七\n八"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := sit(t, desk{rows: 8})
			if err := Page(p.File, env("PAGER", test.pager), "按 q 离开", test.text); err != nil {
				t.Fatal(err)
			}
			p.Waits(test.want, func(s *termtest.Screen) bool { return s.Transcript() == test.want })
		})
	}
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
