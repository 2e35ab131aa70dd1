package training_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/templates"
	"gangway/training"
)

var update = flag.Bool("update", false, "rewrite what the golden files of testdata want")

// Each golden file is a folder of courses with mistakes, and in "want" what is said of them. Its comment says what it
// proves.
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
	library := training.Library{FS: folder}
	ids, err := library.CourseIDs()
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, id := range ids {
		if err := library.Check(id); err != nil {
			got += err.Error() + "\n"
		} else {
			got += id + ": no mistakes\n"
		}
	}
	last := &archive.Files[len(archive.Files)-1]
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

func TestSections(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"none", "# Title\n\nText.\n", []string{}},
		{"nothing at all", "", []string{}},
		{"what stands before the first is left out", "# Title\n\nText.\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n", []string{"## One\n\nFirst.", "## Two\n\nSecond."}},
		{"the first line begins one", "## One\nFirst.\n", []string{"## One\nFirst."}},
		{"smaller headings belong to a section", "## One\n\n### Part\n\nText.\n", []string{"## One\n\n### Part\n\nText."}},
		{"marks inside a line begin none", "## One\n\nText ## no heading.\n", []string{"## One\n\nText ## no heading."}},
		{"lines that end as on Windows", "# T\r\n\r\n## One\r\nFirst.\r\n## Two\r\n", []string{"## One\r\nFirst.", "## Two"}},
	} {
		if diff := cmp.Diff(tt.want, training.Sections(tt.text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestParseRef(t *testing.T) {
	if got, err := training.ParseRef("red-lines/people"); got != (training.Ref{Course: "red-lines", Lesson: "people"}) || err != nil || got.String() != "red-lines/people" {
		t.Errorf("got %v, %v", got, err)
	}
	for _, text := range []string{"", "red-lines", "/people", "red-lines/", "a/b/c", "../red-lines/people", "red-lines／people"} {
		if got, err := training.ParseRef(text); got != (training.Ref{}) || !errors.Is(err, fault.Invalid) {
			t.Errorf("%q: got %v, %v; want %v", text, got, err, fault.Invalid)
		}
	}
}

func TestWhatIsNotThere(t *testing.T) {
	library := training.Library{FS: templates.Shipped()}
	for _, id := range []string{"", "none", "..", "red-lines/..", "../courses/red-lines", "red-lines.yaml", "a/b"} {
		if _, err := library.Course(id); !errors.Is(err, fault.NotFound) {
			t.Errorf("course %q: got %v, want %v", id, err, fault.NotFound)
		}
	}
	for _, r := range []training.Ref{{Course: "none", Lesson: "people-and-data"}, {Course: "red-lines", Lesson: "none"}, {Course: "red-lines", Lesson: ""}, {Course: "red-lines", Lesson: "course"}} {
		if _, _, err := library.Lesson(r); !errors.Is(err, fault.NotFound) {
			t.Errorf("lesson %v: got %v, want %v", r, err, fault.NotFound)
		}
	}
}

func TestALessonAndItsText(t *testing.T) {
	library := training.Library{FS: files("12")}
	r := training.Ref{Course: "basics", Lesson: "two"}
	course, lesson, err := library.Lesson(r)
	if err != nil || course.ID != "basics" || lesson.ID != "two" || len(lesson.Checks) != 3 {
		t.Fatalf("got %s/%s, %v", course.ID, lesson.ID, err)
	}
	for in, want := range map[lang.Lang]string{lang.Chinese: "# 二\n\n## 甲\n\n字\n", lang.English: "# Two\n\n## A\n\ntext\n"} {
		if got, err := library.Text(r, in); got != want || err != nil {
			t.Errorf("%s: got %q, %v; want %q", in, got, err, want)
		}
	}
}

// A course is listed without its texts; a lesson is not opened without them.
func TestOnlyALessonThatIsOpenedNeedsItsTexts(t *testing.T) {
	world := files("12")
	delete(world, "courses/basics/two.en.md")
	library := training.Library{FS: world}
	if c, err := library.Course("basics"); err != nil || len(c.Lessons) != 2 {
		t.Errorf("the course: got %d lessons, %v; want 2", len(c.Lessons), err)
	}
	if _, _, err := library.Lesson(training.Ref{Course: "basics", Lesson: "one"}); err != nil {
		t.Errorf("a lesson with its texts: got %v", err)
	}
	_, lesson, err := library.Lesson(training.Ref{Course: "basics", Lesson: "two"})
	want := "courses/basics/course.yaml:15:9: the text two.en.md is missing"
	for what, err := range map[string]error{"the lesson": err, "the whole course": library.Check("basics")} {
		if !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", what, err, want)
		}
	}
	if lesson.ID != "" {
		t.Errorf("got the lesson %s", lesson.ID)
	}
	if err := library.Check("none"); !errors.Is(err, fault.NotFound) {
		t.Errorf("no course: got %v, want %v", err, fault.NotFound)
	}
}

func TestAnOutlineIsTheCourseWithoutItsChecks(t *testing.T) {
	for _, library := range []training.Library{{FS: templates.Shipped()}, {FS: files("12")}} {
		ids, err := library.CourseIDs()
		if err != nil || len(ids) == 0 {
			t.Fatalf("got the courses %q, %v", ids, err)
		}
		for _, id := range ids {
			want, err := library.Course(id)
			if err != nil {
				t.Fatal(err)
			}
			for i := range want.Lessons {
				want.Lessons[i].Checks = nil
			}
			got, err := library.Outline(id)
			if err != nil {
				t.Errorf("%s: %v", id, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", id, diff)
			}
		}
	}
}

func TestAnOutlineSaysWhatIsWrongBesideTheChecks(t *testing.T) {
	const head = "id: c\nversion: 1\ntitle: {zh-CN: 课, en: Course}\nsummary: {zh-CN: 简介, en: About}\nlessons:\n"
	world := func(text string) training.Library {
		return training.Library{FS: fstest.MapFS{"courses/c/course.yaml": {Data: []byte(text)}}}
	}
	for name, text := range map[string]string{
		"another id":          "id: d" + head[5:] + lesson("one"),
		"no lessons":          strings.TrimSuffix(head, "lessons:\n"),
		"a lesson twice":      head + lesson("one") + lesson("one"),
		"a lesson of no time": head + strings.Replace(lesson("one"), "minutes: 9", "minutes: 0", 1),
		"an unknown name":     head + lesson("one") + "more: 1\n",
		"no YAML":             head + "  - [\n" + lesson("one"),
	} {
		_, want := world(text).Course("c")
		_, got := world(text).Outline("c")
		if want == nil || got == nil || !errors.Is(got, fault.Invalid) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		} else if diff := cmp.Diff(want.Error(), got.Error()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if _, err := world("").Outline("nosuch"); !errors.Is(err, fault.NotFound) {
		t.Errorf("a course that is not there: got %v, want %v", err, fault.NotFound)
	}
}
