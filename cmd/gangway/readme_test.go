package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// top is the folder of the README, seen from this package.
const top = "../.."

// TestReadmeSessionsWork runs what the console blocks of a README show, in one shell, and compares the output. With
// -update the output is written into the README.
func TestReadmeSessionsWork(t *testing.T) {
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(top, name)
			page := readPage(t, path)
			want := page.consoles()
			got := play(t, want)
			if len(want) == 0 {
				t.Fatal("no console block")
			}
			if *update {
				page.replaceConsoles(got)
				if err := os.WriteFile(path, []byte(page.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(masked(want), masked(got)); diff != "" {
				t.Errorf("the session differs (-README +now); go test ./cmd/gangway -run Readme -update writes it anew:\n%s", diff)
			}
		})
	}
}

// An exchange is a command as it is typed after the prompt, and what it prints on both streams.
type exchange struct{ Command, Output string }

// play types the commands into one shell, in an empty folder that is also the home.
func play(t *testing.T, exchanges []exchange) []exchange {
	const mark = "\x1e"
	script := ""
	for _, e := range exchanges {
		script += "printf '" + mark + "'\n" + e.Command + "\n"
	}
	shell := exec.Command("sh", "-c", "exec 2>&1\n"+script)
	shell.Dir = t.TempDir()
	shell.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + shell.Dir, "GANGWAY_TEST_NOW=" + startOfScripts}
	output, err := shell.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	printed := strings.Split(string(output), mark)[1:]
	played := slices.Clone(exchanges)
	for i := range played {
		played[i].Output = strings.TrimRight(printed[i], "\n")
	}
	return played
}

var randomID = regexp.MustCompile(`\b[0-9a-hjkmnp-tv-z]{12}\b`)

// masked hides ids, which are others each time.
func masked(exchanges []exchange) []exchange {
	same := slices.Clone(exchanges)
	for i := range same {
		same[i].Output = randomID.ReplaceAllString(same[i].Output, "ID")
	}
	return same
}

// TestTheReadmesShowTheSame compares what both languages must have in common: commands, links and the number of
// headings.
func TestTheReadmesShowTheSame(t *testing.T) {
	english, chinese := readPage(t, filepath.Join(top, "README.md")), readPage(t, filepath.Join(top, "README.zh-CN.md"))
	if diff := cmp.Diff(english.commands(), chinese.commands()); diff != "" {
		t.Errorf("commands (-English +Chinese):\n%s", diff)
	}
	if diff := cmp.Diff(english.links(), chinese.links()); diff != "" {
		t.Errorf("links (-English +Chinese):\n%s", diff)
	}
	if e, c := len(english.headings()), len(chinese.headings()); e != c {
		t.Errorf("got %d headings in English and %d in Chinese", e, c)
	}
}
