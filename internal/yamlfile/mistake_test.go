package yamlfile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/yamlfile"
)

func TestMistakePointsAtTheNearestValue(t *testing.T) {
	data := "id: a\ntitle:\n  en: b\nrows:\n  - id: a\n  - points: 2\n"
	for path, want := range map[string]string{
		"":                 "f:1:1: wrong",
		"id":               "f:1:5: wrong",
		"title":            "f:3:3: wrong",
		"title.en":         "f:3:7: wrong",
		"title.zh-CN":      "f:3:3: wrong",
		"rows[0].id":       "f:5:9: wrong",
		"rows[1].points":   "f:6:13: wrong",
		"rows[1].id":       "f:6:5: wrong",
		"rows[2].id":       "f:5:3: wrong",
		"rows[-1]":         "f:5:3: wrong",
		"words":            "f:1:1: wrong",
		"id.further.still": "f:1:5: wrong",
	} {
		doc := yamlfile.Decode("f", []byte(data), new(sheet))
		doc.Mistake(path, "wrong")
		if diff := cmp.Diff([]string{want}, mistakes(doc.Err())); diff != "" {
			t.Errorf("%q (-want +got):\n%s", path, diff)
		}
	}
}

func TestMistakesAreSortedByPlace(t *testing.T) {
	doc := yamlfile.Decode("f", []byte("id: a\nwords: [x, y]\n"), new(sheet))
	doc.Mistake("words[1]", "third")
	doc.Mistake("words[0]", "second")
	doc.Mistake("id", "first")
	doc.Mistake("words[1]", "fourth, for it came later")
	want := []string{"f:1:5: first", "f:2:9: second", "f:2:12: third", "f:2:12: fourth, for it came later"}
	if diff := cmp.Diff(want, mistakes(doc.Err())); diff != "" {
		t.Errorf("mistakes (-want +got):\n%s", diff)
	}
}

func TestMistakeInAFileThatCouldNotBeRead(t *testing.T) {
	doc := yamlfile.Decode("f", nil, new(sheet))
	doc.Mistake("rows[0].id", "wrong")
	want := []string{"f:1:1: the file is empty; write it, or remove it", "f:1:1: wrong"}
	if diff := cmp.Diff(want, mistakes(doc.Err())); diff != "" {
		t.Errorf("mistakes (-want +got):\n%s", diff)
	}
}
