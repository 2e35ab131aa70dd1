package main

import (
	"fmt"
	"maps"
	"path/filepath"

	"gangway/applications"
	"gangway/internal/text"
	"gangway/internal/upload"
	"gangway/internal/yamlfile"
)

// fromFile takes the answers of a file; what the file does not name stays as it was. Paths in it are meant from where
// it lies.
func (f *filling) fromFile(file string, draft bool) error {
	data, err := f.readInput(file)
	if err != nil {
		return err
	}
	v := yamlfile.DecodeForm(file, data)
	folder := filepath.Dir(file)
	if file == "-" {
		folder = "."
	}
	typed := writtenForm{v, folder}.read(f.program.Fields, v.Fields, "")
	if err := v.Err(); err != nil {
		return err
	}
	if err := f.fill(typed); err != nil {
		return err
	}
	if draft {
		return f.kept()
	}
	return f.submit()
}

// fill adds what was typed to the answers and keeps them, files first: a draft must be there to keep a file for.
func (f *filling) fill(typed map[string]applications.Typed) error {
	answers, err := f.program.Fill(f.application.Answers, typed)
	if err != nil {
		return err
	}
	uploads := map[string]upload.File{}
	for id, t := range typed {
		if t.File != nil && !f.hasAlready(id, answers) {
			uploads[id] = *t.File
		}
	}
	if len(uploads) > 0 && f.application.ID == "" {
		begun := maps.Clone(answers)
		maps.DeleteFunc(begun, func(id string, _ any) bool { _, under := uploads[id]; return under })
		f.application.Answers = begun
		if err := f.save(); err != nil {
			return err
		}
	}
	for _, field := range f.program.Fields {
		file, ok := uploads[field.ID]
		if !ok {
			continue
		}
		if answers[field.ID], err = f.cabinet().Keep(f.ctx, f.by, f.application, field, file); err != nil {
			return err
		}
	}
	f.application.Answers = answers
	return f.save()
}

// hasAlready reports whether the very file was handed in before, and keeps that one.
func (f *filling) hasAlready(id string, answers applications.Answers) bool {
	before, given := f.application.Answers.File(id)
	now, _ := answers.File(id)
	if !given || before.SHA256 != now.SHA256 {
		return false
	}
	before.Name = now.Name
	answers[id] = before
	return true
}

// A writtenForm is a file that stands in for a form, and the folder from which its paths are meant.
type writtenForm struct {
	*yamlfile.Values
	folder string
}

// read turns what is written for fields into what was typed for them. Mistakes of shape are recorded where they stand,
// behind at.
func (w writtenForm) read(fields []applications.Field, written []yamlfile.Field, at string) map[string]applications.Typed {
	typed := map[string]applications.Typed{}
	for _, entry := range written {
		if field, known := fieldNamed(fields, entry.ID); known {
			typed[entry.ID] = w.value(field, entry, at+entry.ID)
		} else {
			w.unknown(at+entry.ID, entry.ID, fields)
		}
	}
	return typed
}

// unknown records an answer to no field of the form.
func (w writtenForm) unknown(at, id string, fields []applications.Field) {
	ids := make([]string, len(fields))
	for i, f := range fields {
		ids[i] = f.ID
	}
	if near := text.Nearest(id, ids); near != "" {
		w.Mistake(at, "the form has no field %q; did you mean %s?", id, near)
		return
	}
	w.Mistake(at, "the form has no field %q", id)
}

func fieldNamed(fields []applications.Field, id string) (applications.Field, bool) {
	return applications.Program{Fields: fields}.Field(id)
}

func (w writtenForm) value(field applications.Field, entry yamlfile.Field, at string) (t applications.Typed) {
	group := field.Kind == applications.KindGroup
	switch {
	case group && len(entry.Values) > 0:
		w.Mistake(at, "expected a list of entries, each a map of field ids to answers")
	case group:
		for i, inner := range entry.Entries {
			t.Entries = append(t.Entries, w.read(field.Fields, inner, fmt.Sprintf("%s[%d].", at, i)))
		}
	case len(entry.Entries) > 0, entry.List && field.Kind != applications.KindChoices:
		w.Mistake(at, "expected a single value")
	case entry.List:
		t.List = entry.Values
	case len(entry.Values) == 0 || entry.Values[0] == "":
	case field.Kind == applications.KindFile:
		t.File = w.file(field, entry.Values[0], at)
	default:
		t.Text = entry.Values[0]
	}
	return t
}

// file reads the file at a path that stands in the form.
func (w writtenForm) file(field applications.Field, path, at string) *upload.File {
	if !filepath.IsAbs(path) {
		path = filepath.Join(w.folder, path)
	}
	file, err := upload.Read(path, field.LargestFile())
	if err != nil {
		w.Mistake(at, "%s", err)
		return nil
	}
	return &file
}
