package main

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"gangway/internal/fault"
	"gangway/internal/yamlfile"
	"gangway/quizzes"
)

// readValues reads a file that stands in for a form; - is standard input. Its mistakes are kept: the caller adds those
// it finds itself and returns all at once, as v.Err().
func (a *app) readValues(file string) (*yamlfile.Values, error) {
	data, err := a.readInput(file)
	if err != nil {
		return nil, err
	}
	return yamlfile.DecodeValues(file, data), nil
}

func (a *app) readInput(file string) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(io.LimitReader(a.in, 8<<20))
	}
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "there is no file %s", file)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, fault.New(fault.Invalid, "%s is a folder, not a file", file)
	}
	return io.ReadAll(io.LimitReader(f, 8<<20)) // more is refused by what reads it
}

// readAnswers reads a file of answers: a question's id to an option, a list of options, or a text.
func (a *app) readAnswers(file string) (map[string]quizzes.Answer, error) {
	v, err := a.readValues(file)
	if err != nil {
		return nil, err
	}
	answers := map[string]quizzes.Answer{}
	for _, f := range v.Fields {
		answers[f.ID] = f.Values
	}
	return answers, v.Err()
}

// only refuses entries of a file that are not among the known names, each at its line.
func only(v *yamlfile.Values, known ...string) error {
	for _, f := range v.Fields {
		found := false
		for _, name := range known {
			found = found || name == f.ID
		}
		if !found {
			v.Mistake(f.ID, "unknown name %q", f.ID)
		}
	}
	return v.Err()
}
