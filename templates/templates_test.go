package templates_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/applications/support"
	"gangway/applications/typing"
	"gangway/internal/calendar"
	"gangway/internal/outbox"
	"gangway/quizzes"
	"gangway/templates"
	"gangway/training"
)

var (
	programs = applications.NewLibrary(templates.Shipped())
	exams    = quizzes.Library{FS: templates.Shipped()}
	courses  = training.Library{FS: templates.Shipped()}
)

// listed returns the programs, which there must be.
func listed(t *testing.T) []applications.Program {
	t.Helper()
	list, err := programs.Programs()
	if err != nil || len(list) == 0 {
		t.Fatalf("got %d programs, %v", len(list), err)
	}
	return list
}

func TestEverythingShippedIsInOrder(t *testing.T) {
	for name, load := range map[string]func() (int, error){
		"programs": func() (int, error) { list, err := programs.Programs(); return len(list), err },
		"reasons":  func() (int, error) { list, err := programs.Reasons(); return len(list), err },
		"notices":  func() (int, error) { list, err := outbox.All(templates.Shipped()); return len(list), err },
		"calendar": func() (int, error) { _, err := calendar.Load(templates.Shipped()); return 1, err },
		"knowledge": func() (int, error) {
			base, err := support.Load(templates.Shipped())
			return len(base.Entries), err
		},
		"shops": func() (int, error) { shop, err := courses.Shop("示例小店"); return shop.Quota, err },
		"typing": func() (int, error) {
			_, pool, err := typing.Library{FS: templates.Shipped()}.Pool()
			return len(pool), err
		},
		"forms": func() (int, error) {
			return each("forms", func(id string) error { _, err := programs.Form(id); return err })
		},
		"banks": func() (int, error) {
			return each("banks", func(id string) error { _, err := exams.Bank(id); return err })
		},
		"exams": func() (int, error) {
			return each("exams", func(id string) error { _, _, err := exams.Exam(id); return err })
		},
		"courses": func() (int, error) {
			ids, err := courses.CourseIDs()
			for _, id := range ids {
				if err := courses.Check(id); err != nil {
					return 0, err
				}
			}
			return len(ids), err
		},
	} {
		if n, err := load(); err != nil || n == 0 {
			t.Errorf("%s: got %d, %v", name, n, err)
		}
	}
}

// each loads every file of a folder and counts them.
func each(folder string, load func(id string) error) (int, error) {
	ids, err := exams.IDs(folder)
	for _, id := range ids {
		if err := load(id); err != nil {
			return 0, err
		}
	}
	return len(ids), err
}

func TestWhatAProgramAsksForIsThere(t *testing.T) {
	for _, p := range listed(t) {
		for _, id := range p.Courses {
			if _, err := courses.Course(id); err != nil {
				t.Errorf("%s: %v", p.ID, err)
			}
		}
		for _, id := range p.Exams {
			if _, _, err := exams.Exam(id); err != nil {
				t.Errorf("%s: %v", p.ID, err)
			}
		}
		if p.Kind == applications.Agent && (len(p.Courses) == 0 || len(p.Exams) == 0) {
			t.Errorf("%s: an agent would go live without a course or an exam", p.ID)
		}
	}
}

func TestEveryCourseBelongsToAProgram(t *testing.T) {
	asked := map[string]bool{}
	for _, p := range listed(t) {
		for _, id := range p.Courses {
			asked[id] = true
		}
	}
	ids, err := courses.CourseIDs()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		if !asked[id] {
			t.Errorf("no program asks for the course %s", id)
		}
	}
}

func TestEveryFileOfTheFolderIsShipped(t *testing.T) {
	list := func(fsys fs.FS) (files []string) {
		err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && !strings.HasSuffix(path, ".go") {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	if diff := cmp.Diff(list(os.DirFS(".")), list(templates.Shipped())); diff != "" {
		t.Errorf("files (-folder +shipped):\n%s", diff)
	}
}

func TestTheWordsOfTheOtherLanguageCanBeRead(t *testing.T) {
	var words map[string]string
	if err := json.Unmarshal([]byte(shipped(t, "locales/zh-CN.json")), &words); err != nil {
		t.Error(err)
	}
}
