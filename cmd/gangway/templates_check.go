package main

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gangway/applications"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/outbox"
	"gangway/quizzes"
	"gangway/training"
)

// checkTemplates loads everything the way commands do, and what belongs together together.
func (a *app) checkTemplates() error {
	fsys := a.templates()
	library, courses, exams := applications.NewLibrary(fsys), training.Library{FS: fsys}, quizzes.Library{FS: fsys}
	programs, err := library.Programs()
	errs := []error{err}
	_, err = library.Reasons()
	errs = append(errs, err)
	for _, kind := range []struct {
		folder string
		load   func(id string) error
	}{
		{"programs", func(string) error { return nil }}, // loaded above
		{"forms", func(id string) error { _, err := library.Form(id); return err }},
		{"banks", func(id string) error { _, err := exams.Bank(id); return err }},
		{"exams", func(id string) error { _, _, err := exams.Exam(id); return err }},
	} {
		errs = append(errs, checkFolder(fsys, kind.folder, kind.load)...)
	}
	errs = append(errs, checkCourses(fsys, courses)...)
	_, err = outbox.All(fsys)
	errs = append(errs, err)
	_, err = courses.Shop("")
	errs = append(errs, err)
	_, err = calendar.Load(fsys)
	errs = append(errs, err)
	errs = append(errs, checkPrivacy(fsys)...)
	for _, p := range programs {
		errs = append(errs, missingParts(p, courses, exams))
	}
	return fault.Join(errs...)
}

// checkFolder loads every template of a folder, and names what nobody would ever load.
func checkFolder(fsys fs.FS, folder string, load func(id string) error) []error {
	entries, err := fs.ReadDir(fsys, folder)
	errs := []error{err}
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name(), ".yaml"); ok && !e.IsDir() {
			errs = append(errs, load(id))
		} else {
			errs = append(errs, misnamed(path.Join(folder, e.Name()), "ID.yaml"))
		}
	}
	return errs
}

// checkCourses checks every course with its texts, and names files that belong to none of its lessons.
func checkCourses(fsys fs.FS, courses training.Library) []error {
	entries, err := fs.ReadDir(fsys, "courses")
	errs := []error{err}
	for _, e := range entries {
		folder := path.Join("courses", e.Name())
		if _, err := fs.Stat(fsys, path.Join(folder, "course.yaml")); err != nil {
			errs = append(errs, misnamed(folder, "courses/ID/course.yaml"))
			continue
		}
		errs = append(errs, courses.Check(e.Name()))
		if c, err := courses.Course(e.Name()); err == nil {
			errs = append(errs, strayTexts(fsys, folder, c)...)
		}
	}
	return errs
}

func strayTexts(fsys fs.FS, folder string, c training.Course) []error {
	known := []string{"course.yaml"}
	for _, lesson := range c.Lessons {
		for _, l := range languages() {
			known = append(known, lesson.ID+"."+string(l)+".md")
		}
	}
	entries, err := fs.ReadDir(fsys, folder)
	errs := []error{err}
	for _, e := range entries {
		if e.IsDir() || !slices.Contains(known, e.Name()) {
			errs = append(errs, misnamed(path.Join(folder, e.Name()), "LESSON.en.md"))
		}
	}
	return errs
}

// checkPrivacy sees to it that every version of the notice on personal information can be read in both languages.
func checkPrivacy(fsys fs.FS) []error {
	entries, err := fs.ReadDir(fsys, "privacy")
	errs := []error{err}
	for _, e := range entries {
		file := path.Join("privacy", e.Name())
		version, in, ok := strings.Cut(strings.TrimSuffix(e.Name(), ".md"), ".")
		if !ok || path.Ext(file) != ".md" || !slices.Contains(languages(), lang.Lang(in)) {
			errs = append(errs, misnamed(file, "VERSION.en.md"))
			continue
		}
		for _, l := range languages() {
			if _, err := fs.Stat(fsys, path.Join("privacy", version+"."+string(l)+".md")); err != nil {
				errs = append(errs, unusable(file, lang.M("the text %s.%s.md is missing", version, string(l))))
			}
		}
	}
	return errs
}

func languages() []lang.Lang { return []lang.Lang{lang.Chinese, lang.English} }

func misnamed(file, like string) error {
	return unusable(file, lang.M("nothing reads a file of this name; name it like %s", like))
}

func unusable(file string, why lang.Message) error {
	return fault.New(fault.Invalid, "%s cannot be used", file).WithDetails(fault.Detail{Where: file, Message: why})
}

// missingParts names the courses and exams a program asks for that are not there.
func missingParts(p applications.Program, courses training.Library, exams quizzes.Library) error {
	var missing []fault.Detail
	at := "programs/" + p.ID + ".yaml"
	for _, id := range p.Courses {
		if _, err := courses.Course(id); errors.Is(err, fault.NotFound) {
			missing = append(missing, fault.Detail{Where: at, Message: lang.M("the program asks for the course %q, which is not there", id)})
		}
	}
	for _, id := range p.Exams {
		if _, _, err := exams.Exam(id); errors.Is(err, fault.NotFound) {
			missing = append(missing, fault.Detail{Where: at, Message: lang.M("the program asks for the exam %q, which is not there", id)})
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "%s cannot be used", at).WithDetails(missing...)
}
