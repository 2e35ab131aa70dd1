package yamlfile_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/yamlfile"
)

func TestDecodeValuesKeepsTheTextThatWasWritten(t *testing.T) {
	yaml := "account: 007\nbirth_date: 1995-03-09\nmonths: 1.10\nyes: on\nname: 杨\U0002CC56\nnote: |\n  two\n  lines\nnothing:\nnull_word: 'null'\npicked: [b, 是]\nnone: []\n"
	json := `{"account": "007", "birth_date": "1995-03-09", "months": 1.10, "yes": "on",
	"name": "\u6768\ud873\udc56", "note": "two\nlines\n", "nothing": null, "null_word": "null", "picked": ["b", "\u662f"], "none": []}`
	want := []yamlfile.Field{
		{ID: "account", Values: []string{"007"}},
		{ID: "birth_date", Values: []string{"1995-03-09"}},
		{ID: "months", Values: []string{"1.10"}},
		{ID: "yes", Values: []string{"on"}},
		{ID: "name", Values: []string{"杨\U0002CC56"}},
		{ID: "note", Values: []string{"two\nlines\n"}},
		{ID: "nothing"},
		{ID: "null_word", Values: []string{"null"}},
		{ID: "picked", Values: []string{"b", "是"}, List: true},
		{ID: "none", List: true},
	}
	for name, data := range map[string]string{"YAML": yaml, "JSON": json} {
		got := yamlfile.DecodeValues("form", []byte(data))
		if diff := cmp.Diff(want, got.Fields); got.Err() != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, got.Err(), diff)
		}
	}
}

func TestDecodeValuesReadsTheEscapesOfJSON(t *testing.T) {
	for _, tt := range []struct{ name, data, want string }{
		{"a slash", `{"a": "x\/y"}`, "x/y"},
		{"a pair for one character", `{"a": "\uD83D\ude00!"}`, "😀!"},
		{"a backslash before what looks like a pair", `{"a": "\\ud83d\\ude00"}`, `\ud83d\ude00`},
		{"a backslash before a slash", `{"a": "\\/"}`, `\/`},
		{"quotes and a line break", `{"a": "\"\n"}`, "\"\n"},
	} {
		values := yamlfile.DecodeValues("form.json", []byte(tt.data))
		got, ok := values.Get("a")
		if !ok || got != tt.want || values.Err() != nil {
			t.Errorf("%s: got %q, %v, %v; want %q", tt.name, got, ok, values.Err(), tt.want)
		}
	}
}

func TestDecodeValuesLeavesYAMLThatLooksLikeJSONAlone(t *testing.T) {
	got, _ := yamlfile.DecodeValues("form", []byte(`{a: 'x\/y'}`)).Get("a")
	if want := `x\/y`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDecodeValuesTraps(t *testing.T) {
	for _, tt := range []struct{ name, data, want string }{
		{"nothing", "", "f:1:1: the file is empty; write it, or remove it"},
		{"a list of answers", "- a\n", "f:1:1: expected a map of names to values; write each name with a half-width colon and a space, like name: value"},
		{"a field twice", "a: 1\nb: 2\na: 3\n", `f:3:1: "a" stands here a second time; it is already on line 1; keep one`},
		{"a map", "a:\n  b: c\n", `f:2:3: expected a value or a list of values for "a"`},
		{"a list in a list", "a: [b, [c]]\n", "f:1:8: expected a single value"},
		{"a list for a name", "[a]: b\n", "f:1:1: expected a name"},
		{"a text cut off by a comment", "a: 张三 #1\n", `f:1:4: the text ends before "#1" because # starts a comment; put the whole text in quotes`},
		{"half a pair", `{"a": "\ud83d"}`, "f:1:1: this is not YAML: found invalid Unicode character escape code"},
		{"several mistakes", "a: {}\nb: [[]]\n", "f:1:4: expected a value or a list of values for \"a\"\nf:2:5: expected a single value"},
	} {
		got := strings.Join(mistakes(yamlfile.DecodeValues("f", []byte(tt.data)).Err()), "\n")
		if got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestGet(t *testing.T) {
	values := yamlfile.DecodeValues("f", []byte("a: 1\nempty:\nlist: [x, y]\n"))
	for _, tt := range []struct {
		id, want string
		ok       bool
	}{
		{"a", "1", true},
		{"empty", "", true},
		{"list", "x", true},
		{"missing", "", false},
	} {
		if got, ok := values.Get(tt.id); got != tt.want || ok != tt.ok {
			t.Errorf("%s: got %q, %v; want %q, %v", tt.id, got, ok, tt.want, tt.ok)
		}
	}
}

func TestDecodeFormReadsEntries(t *testing.T) {
	got := yamlfile.DecodeForm("form", []byte("name: a\njobs:\n  - {employer: b, kinds: [c, d]}\n  - employer: e\n    none:\nempty: []\n"))
	want := []yamlfile.Field{
		{ID: "name", Values: []string{"a"}},
		{ID: "jobs", List: true, Entries: [][]yamlfile.Field{
			{{ID: "employer", Values: []string{"b"}}, {ID: "kinds", Values: []string{"c", "d"}, List: true}},
			{{ID: "employer", Values: []string{"e"}}, {ID: "none"}},
		}},
		{ID: "empty", List: true},
	}
	if diff := cmp.Diff(want, got.Fields); got.Err() != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", got.Err(), diff)
	}
	got.Mistake("jobs[1].employer", "wrong")
	if want := "form:4:15: wrong"; strings.Join(mistakes(got.Err()), "\n") != want {
		t.Errorf("got %q, want %q", mistakes(got.Err()), want)
	}
}

func TestDecodeFormTraps(t *testing.T) {
	for _, tt := range []struct{ name, data, want string }{
		{"entries and values in one list", "jobs: [{a: b}, c]\n", "form:1:16: expected a single value"},
		{"values and entries in one list", "jobs: [c, {a: b}]\n", "form:1:11: expected a single value"},
		{"entries inside entries", "jobs: [{a: [{b: c}]}]\n", "form:1:13: expected a single value"},
		{"a map", "jobs: {a: b}\n", `form:1:7: expected a value or a list of values for "jobs"`},
		{"a name twice in an entry", "jobs: [{a: b, a: c}]\n", `form:1:15: "a" stands here a second time; it is already on line 1; keep one`},
		{"a list in a list", "jobs: [[a]]\n", "form:1:8: expected a single value"},
	} {
		if got := strings.Join(mistakes(yamlfile.DecodeForm("form", []byte(tt.data)).Err()), "\n"); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
