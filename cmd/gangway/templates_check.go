package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gangway/applications"
	"gangway/applications/support"
	"gangway/applications/typing"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/yamlfile"
	"gangway/quizzes"
	"gangway/training"
)

// checkTemplates loads everything the way commands do, and what belongs together together.
func (a *app) checkTemplates() error {
	fsys := a.templates()
	library, courses, exams := applications.NewLibrary(fsys), training.Library{FS: fsys}, quizzes.Library{FS: fsys}
	_, err := library.Reasons()
	errs := []error{err}
	for _, kind := range []struct {
		folder string
		load   func(id string) error
	}{
		{"programs", func(id string) error {
			p, err := library.Program(id)
			return sameFile(err, missingParts(fsys, id, p, courses, exams))
		}},
		{"forms", func(id string) error { _, err := library.Form(id); return err }},
		{"banks", func(id string) error { _, err := exams.Bank(id); return err }},
		{"exams", func(id string) error { _, _, err := exams.Exam(id); return err }},
	} {
		errs = append(errs, checkFolder(fsys, kind.folder, kind.load)...)
	}
	_, _, err = typing.Library{FS: fsys}.Pool()
	errs = append(errs, err)
	errs = append(errs, checkCourses(fsys, courses)...)
	errs = append(errs, checkFolder(fsys, support.Folder, func(string) error { return nil })...)
	_, err = support.Load(fsys)
	errs = append(errs, err)
	errs = append(errs, checkNotices(fsys, library))
	_, err = courses.Shop("")
	errs = append(errs, err)
	_, err = calendar.Load(fsys)
	errs = append(errs, err)
	errs = append(errs, checkPrivacy(fsys)...)
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
				errs = append(errs, unusable(file, lang.M("the text %s.%s.md is missing; write it beside the others", version, string(l))))
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

// sameFile puts the mistakes of one file together.
func sameFile(err, more error) error {
	switch {
	case more == nil:
		return err
	case err == nil:
		return more
	}
	first, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return err
	}
	return fault.New(fault.Invalid, "%s", first.Message).WithDetails(slices.Concat(first.Details, mistakesOf(more))...)
}

// missingParts names the courses and exams a program asks for that are not there, each where it stands.
func missingParts(fsys fs.FS, id string, p applications.Program, courses training.Library, exams quizzes.Library) error {
	doc, err := yamlfile.Read(fsys, &applications.Program{}, "programs", id+".yaml")
	if err != nil {
		return nil // a mistake of its own, which is said already
	}
	for i, id := range p.Courses {
		if _, err := courses.Course(id); errors.Is(err, fault.NotFound) {
			doc.Mistake(fmt.Sprintf("courses[%d]", i), "the program asks for the course %q, which is not there; write courses/%s/course.yaml, or take it out", id, id)
		}
	}
	for i, id := range p.Exams {
		if _, _, err := exams.Exam(id); errors.Is(err, fault.NotFound) {
			doc.Mistake(fmt.Sprintf("exams[%d]", i), "the program asks for the exam %q, which is not there; write exams/%s.yaml, or take it out", id, id)
		}
	}
	return doc.Err()
}
