// Package training takes an approved applicant to the first shift: courses and their progress, the certificate, the
// seat and go-live, and the eight steps that show where somebody stands. It leaves storing to package store.
package training

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/yamlfile"
	"gangway/quizzes"
)

// A Course is training material: lessons in order.
type Course struct {
	ID      string    `yaml:"id"`
	Version int       `yaml:"version"`
	Title   lang.Text `yaml:"title"`
	Summary lang.Text `yaml:"summary"`
	Lessons []Lesson  `yaml:"lessons"`
}

// A Lesson is one text to read, with check questions at its end.
type Lesson struct {
	ID      string    `yaml:"id"`
	Title   lang.Text `yaml:"title"`
	Minutes int       `yaml:"minutes"`
	Sources []string  `yaml:"sources"`
	AsOf    string    `yaml:"as_of"`
	Checks  []Check   `yaml:"checks"`
}

// A Check is a question at the end of a lesson. Section is the number of the lesson's section that answers it.
type Check struct {
	ID          string           `yaml:"id"`
	Type        quizzes.Type     `yaml:"type"`
	Stem        lang.Text        `yaml:"stem"`
	Options     []quizzes.Option `yaml:"options"`
	Key         quizzes.Key      `yaml:"key"`
	Section     int              `yaml:"section"`
	Explanation lang.Text        `yaml:"explanation"`
}

// Question returns the check as a question.
func (c Check) Question() quizzes.Question {
	return quizzes.Question{ID: c.ID, Type: c.Type, Stem: c.Stem, Options: c.Options, Key: c.Key, Explanation: c.Explanation}
}

// A Ref names a lesson as people type it: course/lesson.
type Ref struct{ Course, Lesson string }

// ParseRef reads a reference, or returns fault.Invalid.
func ParseRef(text string) (Ref, error) {
	course, lesson, ok := strings.Cut(text, "/")
	if !ok || course == "" || lesson == "" || strings.Contains(lesson, "/") {
		return Ref{}, fault.New(fault.Invalid, "name a lesson as COURSE/LESSON").WithHint("gangway learn list")
	}
	return Ref{course, lesson}, nil
}

// String returns the reference as people type it.
func (r Ref) String() string { return r.Course + "/" + r.Lesson }

// A Library reads courses and shops from a folder of templates, each when it is asked for.
type Library struct{ FS fs.FS }

// Course returns the course with the given id: fault.NotFound, or fault.Invalid listing each mistake of its file. The
// texts of its lessons are left unread: see Check and Lesson.
func (l Library) Course(id string) (Course, error) {
	c, doc, err := l.read(id)
	if err != nil {
		return Course{}, err
	}
	return c, doc.Err()
}

// Outline returns a course as Course does, but its lessons without their checks. They are most of its file, and nobody
// needs them to see which lessons there are; so what is wrong with them is not found either.
func (l Library) Outline(id string) (Course, error) {
	var c Course
	doc, err := yamlfile.ReadWithout(l.FS, "checks", &c, "courses", id, "course.yaml")
	if err == nil {
		c.check(doc, id, Lesson.checkHead)
		err = doc.Err()
	}
	if err != nil {
		return l.Course(id) // it says what is wrong
	}
	return c, nil
}

// Check returns what is wrong with a whole course, its texts as well. Errors are those of Course.
func (l Library) Check(id string) error {
	c, doc, err := l.read(id)
	if err != nil {
		return err
	}
	for i, lesson := range c.Lessons {
		if isFileName(lesson.ID) {
			l.checkText(doc, i, Ref{id, lesson.ID}, lesson)
		}
	}
	return doc.Err()
}

// read decodes a course and records the mistakes of its file in the document.
func (l Library) read(id string) (Course, *yamlfile.Document, error) {
	var c Course
	doc, err := yamlfile.Read(l.FS, &c, "courses", id, "course.yaml")
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil, noCourse(id)
	}
	if err != nil {
		return c, nil, err
	}
	c.check(doc, id, Lesson.check)
	return c, doc, nil
}

func noCourse(id string) error {
	return fault.New(fault.NotFound, "there is no course %q", id).WithHint("gangway learn list")
}

// Lesson returns a lesson, whose texts are in order, and its course. Errors are those of Course.
func (l Library) Lesson(r Ref) (Course, Lesson, error) {
	c, doc, err := l.read(r.Course)
	if err != nil {
		return Course{}, Lesson{}, err
	}
	i := slices.IndexFunc(c.Lessons, func(lesson Lesson) bool { return lesson.ID == r.Lesson && isFileName(r.Lesson) })
	if i >= 0 {
		l.checkText(doc, i, r, c.Lessons[i])
	}
	if doc.Err() != nil {
		return Course{}, Lesson{}, doc.Err()
	}
	if i < 0 {
		return Course{}, Lesson{}, fault.New(fault.NotFound, "the course %q has no lesson %q", r.Course, r.Lesson).WithHint("gangway learn list")
	}
	return c, c.Lessons[i], nil
}

// Text returns the Markdown of a lesson that Lesson has found.
func (l Library) Text(r Ref, in lang.Lang) (string, error) {
	data, err := fs.ReadFile(l.FS, path.Join("courses", r.Course, r.Lesson+"."+string(in)+".md"))
	return string(data), err
}

// CourseIDs lists the courses there are.
func (l Library) CourseIDs() ([]string, error) {
	files, err := fs.Glob(l.FS, "courses/*/course.yaml")
	var ids []string
	for _, f := range files {
		ids = append(ids, path.Base(path.Dir(f)))
	}
	return ids, err
}

// check records the mistakes of a course's file, those of each lesson with a function.
func (c Course) check(doc *yamlfile.Document, id string, checkLesson func(Lesson, *yamlfile.Document, string)) {
	if c.ID != id {
		doc.Mistake("id", "the id %q differs from the folder's name %q; write the same in both", c.ID, id)
	}
	doc.NeedVersion(c.Version)
	doc.NeedText("title", c.Title)
	doc.NeedText("summary", c.Summary)
	if len(c.Lessons) == 0 {
		doc.Mistake("lessons", "a course has at least one lesson; write it below lessons:")
	}
	seen := map[string]bool{}
	for i, lesson := range c.Lessons {
		at := fmt.Sprintf("lessons[%d]", i)
		if !isFileName(lesson.ID) || seen[lesson.ID] {
			doc.Mistake(at+".id", "a lesson needs an id of its own, without /")
			continue
		}
		seen[lesson.ID] = true
		checkLesson(lesson, doc, at)
	}
}

// checkHead records what is wrong with a lesson beside its checks.
func (l Lesson) checkHead(doc *yamlfile.Document, at string) {
	doc.NeedText(at+".title", l.Title)
	if l.Minutes < 1 || l.AsOf == "" || len(l.Sources) == 0 {
		doc.Mistake(at, "a lesson says how many minutes it takes, its sources, and their date; write minutes, sources and as_of")
	}
}

func (l Lesson) check(doc *yamlfile.Document, at string) {
	l.checkHead(doc, at)
	if len(l.Checks) == 0 {
		doc.Mistake(at, "a lesson ends with at least one check question; write it below checks:")
	}
	for j, c := range l.Checks {
		here := fmt.Sprintf("%s.checks[%d]", at, j)
		quizzes.CheckQuestion(doc, here, c.Question())
		if c.Type == quizzes.Short {
			doc.Mistake(here+".type", "a check question is graded by its key; it cannot be a short answer: choose another type")
		}
		if slices.ContainsFunc(l.Checks[:j], func(o Check) bool { return o.ID == c.ID }) {
			doc.Mistake(here+".id", "the id %q is that of another before; choose another", c.ID)
		}
	}
}

// isFileName reports whether the texts of a lesson with this id can stand beside the file of its course.
func isFileName(id string) bool { return fs.ValidPath(id) && !strings.Contains(id, "/") }

// checkText checks that the text of lesson i is there in both languages, and has the sections its checks point at.
func (l Library) checkText(doc *yamlfile.Document, i int, r Ref, lesson Lesson) {
	at := fmt.Sprintf("lessons[%d]", i)
	sections := -1
	for _, in := range []lang.Lang{lang.Chinese, lang.English} {
		text, err := l.Text(r, in)
		if err != nil {
			doc.Mistake(at+".id", "the text %s.%s.md is missing; write it beside the others", lesson.ID, string(in))
			return
		}
		if n := len(Sections(text)); sections >= 0 && n != sections {
			doc.Mistake(at+".id", "the texts of the two languages have %d and %d sections; give both the same ## headings", sections, n)
		} else {
			sections = n
		}
	}
	for j, c := range lesson.Checks {
		if c.Section < 1 || c.Section > sections {
			doc.Mistake(fmt.Sprintf("%s.checks[%d].section", at, j), "the lesson has sections 1 to %d; name one of them", sections)
		}
	}
}

// Sections splits a lesson into the parts that begin with a "## " heading; what stands before the first is left out.
func Sections(text string) []string {
	parts := strings.Split("\n"+text, "\n## ")
	for i := range parts {
		parts[i] = "## " + strings.TrimSpace(parts[i])
	}
	return parts[1:]
}
