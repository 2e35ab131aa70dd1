package applications

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
)

// Answers are what was filled in: a field's id to its typed value. A field that was left out has no entry.
type Answers map[string]any

// Text returns the answer to a field whose answers are strings, or "".
func (a Answers) Text(field string) string {
	s, _ := a[field].(string)
	return s
}

// File returns the answer to a field whose answers are files, and whether one was given.
func (a Answers) File(field string) (File, bool) {
	f, given := a[field].(File)
	return f, given
}

// Files returns every file among the answers.
func (a Answers) Files() (files []File) {
	for _, answer := range a {
		if f, ok := answer.(File); ok {
			files = append(files, f)
		}
	}
	return files
}

// Changed returns the ids of the fields whose answers differ between a and b, sorted.
func (a Answers) Changed(b Answers) []string {
	var ids []string
	for id := range a {
		if !reflect.DeepEqual(b[id], a[id]) {
			ids = append(ids, id)
		}
	}
	for id := range b {
		if _, ok := a[id]; !ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// UnmarshalJSON reads answers back with the types they had, which JSON alone does not know: a number is an int64, a
// list of texts the options chosen, a list of maps the entries of a group, and a map a file.
func (a *Answers) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var raw map[string]any
	if err := d.Decode(&raw); err != nil {
		return err
	}
	read, err := typedAnswers(raw)
	*a = read
	return err
}

func typedAnswers(raw map[string]any) (Answers, error) {
	answers := Answers{}
	for id, value := range raw {
		typed, err := typedAnswer(value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		answers[id] = typed
	}
	return answers, nil
}

func typedAnswer(value any) (any, error) {
	switch v := value.(type) {
	case string, bool:
		return v, nil
	case json.Number:
		return v.Int64()
	case map[string]any:
		return typedFile(v)
	case []any:
		if len(v) > 0 {
			if _, ok := v[0].(map[string]any); ok {
				return typedEntries(v)
			}
		}
		return typedTexts(v)
	}
	return nil, fmt.Errorf("there is no answer like %v", value)
}

func typedFile(raw map[string]any) (File, error) {
	var f File
	text, err := json.Marshal(raw)
	if err != nil {
		return f, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return f, d.Decode(&f)
}

func typedEntries(raw []any) ([]Answers, error) {
	entries := make([]Answers, len(raw))
	for i, item := range raw {
		entry, ok := item.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("entry %d is no map", i+1)
		}
		var err error
		if entries[i], err = typedAnswers(entry); err != nil {
			return nil, err
		}
	}
	return entries, nil
}

func typedTexts(raw []any) ([]string, error) {
	list := make([]string, len(raw))
	for i, item := range raw {
		text, ok := item.(string)
		if !ok {
			return nil, fmt.Errorf("item %d is no text", i+1)
		}
		list[i] = text
	}
	return list, nil
}
