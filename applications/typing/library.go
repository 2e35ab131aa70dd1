package typing

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"gangway/internal/fault"
	"gangway/internal/yamlfile"
)

// Where the templates are: the test in one file, every other file a text.
const (
	folder   = "typing"
	testFile = "test.yaml"
)

// Bounds of a text, so that every line fits a terminal and a text gives lines enough.
const (
	longestLine = 30
	least, most = 200, 400
)

// Bounds of how long a test lasts, in minutes: what is common is three to five (H16).
const shortestTest, longestTest = 1, 10

// A Library reads the test and its texts from a folder of templates.
type Library struct{ FS fs.FS }

// Test returns the test: fault.NotFound, or fault.Invalid listing each mistake.
func (l Library) Test() (Test, error) {
	var t Test
	doc, err := l.read(testFile, &t)
	if err != nil {
		return Test{}, err
	}
	doc.NeedHead("test", t.ID, t.Version)
	doc.NeedText("title", t.Title)
	doc.NeedText("instructions", t.Instructions)
	for _, f := range []struct {
		name string
		Figure
		from, to int
	}{
		{"minutes", t.Minutes, shortestTest, longestTest},
		{"lines_per_text", t.LinesPerText, 1, 40},
		{"accuracy_percent", t.AccuracyPercent, 1, 100},
		{"least_characters", t.LeastCharacters, 1, 1000},
		{"tries", t.Tries, 1, 100},
		{"period_days", t.PeriodDays, 1, 366},
		{"gap_minutes", t.GapMinutes, 1, 1440},
		{"paste_milliseconds", t.PasteMilliseconds, 1, 1000},
	} {
		if f.Value < f.from || f.Value > f.to {
			doc.Mistake(f.name, "%s needs a value from %d to %d", f.name, f.from, f.to)
		}
		if f.Source == "" {
			doc.Mistake(f.name, "%s needs the source of its value", f.name)
		}
	}
	return t, doc.Err()
}

// Text returns the text with the given id. Errors are those of Test.
func (l Library) Text(id string) (Text, error) {
	var t Text
	doc, err := l.read(id+".yaml", &t)
	if err != nil {
		return Text{}, err
	}
	doc.NeedHead(id, t.ID, t.Version)
	doc.NeedText("title", t.Title)
	if !slices.Contains(kinds, t.Kind) {
		doc.Mistake("kind", "there is no kind of text %q; the kinds are %s", string(t.Kind), strings.Join(t.Kind.Choices(), ", "))
	}
	for i, line := range t.Lines {
		checkLine(doc, i, line)
	}
	if n := t.characters(); n < least || n > most {
		doc.Mistake("lines", "a text has %d to %d characters, this one has %d; add lines, or take some out", least, most, n)
	}
	return t, doc.Err()
}

// Pool returns the test and every text, sorted by id. Its error lists the mistakes of all files.
func (l Library) Pool() (Test, []Text, error) {
	test, err := l.Test()
	errs := []error{err}
	entries, err := fs.ReadDir(l.FS, folder)
	if err != nil {
		return test, nil, err
	}
	var pool []Text
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name(), ".yaml"); ok && !e.IsDir() && e.Name() != testFile {
			t, err := l.Text(id)
			pool, errs = append(pool, t), append(errs, err)
		}
	}
	if err := fault.Join(errs...); err != nil {
		return test, nil, err
	}
	return test, pool, enough(test, pool)
}

// enough refuses a pool that has no text of a kind, or one with fewer lines than are drawn.
func enough(test Test, pool []Text) error {
	for _, kind := range kinds {
		of := func(t Text) bool { return t.Kind == kind }
		if !slices.ContainsFunc(pool, of) {
			return fault.New(fault.Invalid, "there is no text of the kind %q to type", string(kind))
		}
	}
	for _, t := range pool {
		if len(t.Lines) < test.LinesPerText.Value {
			return fault.New(fault.Invalid, "the text %q has fewer lines than the %d that are drawn", t.ID, test.LinesPerText.Value)
		}
	}
	return nil
}

func (l Library) read(file string, into any) (*yamlfile.Document, error) {
	doc, err := yamlfile.Read(l.FS, into, folder, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "there is no typing template %q", file)
	}
	return doc, err
}
