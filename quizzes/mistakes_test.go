package quizzes_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"gangway/quizzes"
)

var update = flag.Bool("update", false, "rewrite what the golden files of testdata want")

// Each golden file is a folder of templates with mistakes, and in "want" what is said of its banks and exams. Its
// comment says what it proves.
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
	got := said(t, quizzes.Library{FS: folder})
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

// said loads every exam, or every bank where there is no exam, and returns the errors.
func said(t *testing.T, library quizzes.Library) string {
	exams, errExams := library.IDs("exams")
	banks, errBanks := library.IDs("banks")
	if errExams != nil || errBanks != nil {
		t.Fatal(errExams, errBanks)
	}
	text := ""
	for _, id := range exams {
		_, _, err := library.Exam(id)
		text += saidOf(id, err)
	}
	if len(exams) > 0 {
		return text
	}
	for _, id := range banks {
		_, err := library.Bank(id)
		text += saidOf(id, err)
	}
	return text
}

func saidOf(id string, err error) string {
	if err == nil {
		return id + ": no mistakes\n"
	}
	return err.Error() + "\n"
}
