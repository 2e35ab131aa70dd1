package main

import (
	"path/filepath"
	"strings"

	"gangway/applications"
	"gangway/internal/term"
	"gangway/internal/upload"
)

// askFile asks for a file by its path, and where there is one already, what becomes of it.
func (f *filling) askFile(field applications.Field, number string) error {
	if file, given := f.application.Answers.File(field.ID); given {
		choice, err := f.chooseFile(field, file, number)
		switch {
		case err != nil || choice == "keep":
			return err
		case choice == "remove":
			delete(f.application.Answers, field.ID)
			return f.save()
		}
	}
	q := f.question(field, number)
	kinds := strings.ToUpper(strings.Join(upload.Kind("").Choices(), ", "))
	if len(field.Accept) > 0 {
		kinds = ""
		for i, kind := range field.Accept {
			if i > 0 {
				kinds += ", "
			}
			kinds += strings.ToUpper(string(kind))
		}
	}
	about := f.sayf("The path of a file: %s, up to %s.", kinds, upload.Bytes(field.LargestFile()))
	q.Help = strings.TrimPrefix(q.Help+"\n"+about, "\n")
	var file upload.File // the one that was checked is the one that is kept
	q.Check = func(typed string) (err error) {
		if file, err = upload.Read(f.path(typed), field.LargestFile()); err == nil {
			_, err = field.Take(file)
		}
		return err
	}
	typed, err := f.prompt.Text(q)
	if err != nil || typed == "" {
		return err
	}
	return f.fill(map[string]applications.Typed{field.ID: {File: &file}})
}

func (f *filling) chooseFile(field applications.Field, file applications.File, number string) (string, error) {
	q := f.question(field, number)
	q.Options = []term.Option{
		{Value: "keep", Label: f.sayf("keep %s", field.Show(file, f.speaker, true))}, {Value: "other", Label: f.sayf("hand in another file")},
	}
	if field.Optional {
		q.Options = append(q.Options, term.Option{Value: "remove", Label: f.sayf("take it away")})
	}
	q.Optional = false
	return f.prompt.Choose(q)
}

// path is a path as people type it, or as a terminal types it when a file is dropped on it.
func (f *filling) path(typed string) string {
	for _, quote := range []string{`'`, `"`} {
		if inner, ok := strings.CutPrefix(typed, quote); ok && strings.HasSuffix(inner, quote) {
			typed = strings.TrimSuffix(inner, quote)
		}
	}
	if rest, ok := strings.CutPrefix(typed, "~/"); ok {
		return filepath.Join(f.getenv("HOME"), rest)
	}
	return typed
}
