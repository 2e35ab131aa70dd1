package yamlfile_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/yamlfile"
)

// readWithout decodes a text without the values of rows.
func readWithout(text string) (sheet, []string) {
	var got sheet
	doc, err := yamlfile.ReadWithout(fstest.MapFS{"f": {Data: []byte(text)}}, "rows", &got, "f")
	if err == nil {
		doc.Mistake("words", "here")
		err = doc.Err()
	}
	return got, mistakes(err)
}

func TestReadWithoutPassesOverTheValuesOfAName(t *testing.T) {
	want := sheet{ID: "a", Words: []string{"x"}}
	for _, tt := range []struct{ name, text, at string }{
		{"at the end", "id: a\nwords: [x]\nrows:\n  - id: b\n    points: 3\n", "f:2:8"},
		{"in the middle", "id: a\nrows:\n  - id: b\n    points: 3\n  - id: c\nwords: [x]\n", "f:6:8"},
		{"with items that are not indented", "id: a\nrows:\n- id: b\n  points: 3\n-\n  id: c\nwords: [x]\n", "f:7:8"},
		{"with comments and empty lines between", "id: a\nrows:\n  - id: b\n\n# a comment\n    points: 3\nwords: [x]\n", "f:7:8"},
		{"with lines that Windows ends", "id: a\r\nrows:\r\n  - id: b\r\nwords: [x]\r\n", "f:4:8"},
		{"with what is no YAML", "id: a\nrows:\n  - {id: b\n  @\nwords: [x]\n", "f:5:8"},
		{"with mistakes", "id: a\nrows:\n  - unknown: 1\nwords: [x]\n", "f:4:8"},
		{"and nothing there", "id: a\nwords: [x]\n", "f:2:8"},
	} {
		got, wrong := readWithout(tt.text)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if diff := cmp.Diff([]string{tt.at + ": here"}, wrong); diff != "" {
			t.Errorf("%s: places (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestReadWithoutReadsWhatStandsBesideTheName(t *testing.T) {
	want := sheet{ID: "a", Words: []string{"x"}, Rows: []row{{ID: "b"}}}
	for name, text := range map[string]string{
		"on the line of the name": "id: a\nrows: [{id: b}]\nwords: [x]\n",
		"as JSON":                 "{\"id\": \"a\", \"rows\": [{\"id\": \"b\"}], \"words\": [\"x\"]}",
	} {
		got, _ := readWithout(text)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
