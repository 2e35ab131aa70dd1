package applications_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"gangway/applications"
)

var update = flag.Bool("update", false, "rewrite what the golden files of testdata want")

// Each golden file is a folder of templates with mistakes, and in "want" what is said of them. Its comment says what
// it proves.
func TestEveryMistakeIsListedAtOnce(t *testing.T) {
	files, err := filepath.Glob("testdata/mistakes/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d golden files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { checkGolden(t, file) })
	}
}

func checkGolden(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	folder, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	last := &archive.Files[len(archive.Files)-1]
	got := said(folder)
	if *update {
		last.Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(last.Data), got); last.Name != "want" || diff != "" {
		t.Errorf("%s (-want +got):\n%s", archive.Comment, diff)
	}
}

// said loads whatever the folder has and returns the errors.
func said(folder fs.FS) string {
	library := applications.NewLibrary(folder)
	text := ""
	if _, err := fs.Stat(folder, "programs"); err == nil {
		_, err := library.Programs()
		text += line(err)
	}
	if _, err := fs.Stat(folder, "reasons"); err == nil {
		_, err := library.Reasons()
		text += line(err)
	}
	return text
}

func line(err error) string {
	if err == nil {
		return "no mistakes\n"
	}
	return err.Error() + "\n"
}
