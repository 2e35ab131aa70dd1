package yamlfile_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/fault"
	"gangway/internal/yamlfile"
)

// A sheet has a field of every shape that templates have.
type sheet struct {
	ID     string   `yaml:"id"`
	Kind   kind     `yaml:"kind"`
	Points int      `yaml:"points"`
	Limit  *int64   `yaml:"limit"`
	Open   bool     `yaml:"open"`
	Words  []string `yaml:"words"`
	Title  text     `yaml:"title"`
	Rows   []row    `yaml:"rows"`
}

type kind string

type text struct {
	English string `yaml:"en"`
}

type row struct {
	ID     string `yaml:"id"`
	Points int    `yaml:"points"`
}

// mistakes lists what is wrong, one line each.
func mistakes(err error) []string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return nil
	}
	var lines []string
	for _, d := range f.Details {
		lines = append(lines, d.Where+": "+d.Message.String())
	}
	return lines
}

func TestDecodeReadsWhatIsRight(t *testing.T) {
	limit := int64(3)
	want := sheet{ID: "007", Kind: "choice", Points: 4, Limit: &limit, Open: true, Words: []string{"订单", "1.10"},
		Title: text{"a #1"}, Rows: []row{{ID: "a", Points: 1}}}
	body := "id: 007\nkind: choice\npoints: 4 # of ten\nlimit: 3\nopen: yes\nwords: [订单, 1.10] # two\ntitle: # in English\n  en: 'a #1'\nrows: # one\n  # the first\n  - id: a\n    points: 1\n"
	for name, data := range map[string]string{
		"as people type it":                       body,
		"with a byte order mark and Windows ends": "\ufeff" + strings.ReplaceAll(body, "\n", "\r\n"),
		"with the marks of a document":            "---\n" + body + "...\n",
		"as JSON":                                 `{"id": "007", "kind": "choice", "points": 4, "limit": 3, "open": true, "words": ["订单", "1.10"], "title": {"en": "a #1"}, "rows": [{"id": "a", "points": 1}]}`,
	} {
		var got sheet
		if err := yamlfile.Decode("sheet.yaml", []byte(data), &got).Err(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestDecodeTraps(t *testing.T) {
	for _, tt := range []struct{ name, data, want string }{
		{"an empty file", "", "f:1:1: the file is empty; write it, or remove it"},
		{"a file of comments", "# nothing yet\n", "f:1:1: the file is empty; write it, or remove it"},
		{"an empty document", "---\n", "f:1:1: expected a map of names to values; write each name with a half-width colon and a space, like name: value"},
		{"a list", "- id\n", "f:1:1: expected a map of names to values; write each name with a half-width colon and a space, like name: value"},
		{"a second document", "id: a\n---\nid: b\n", "f:2:1: the file holds more than one document; keep one and remove the lines ---"},
		{"an empty second document", "id: a\n---\n", "f:2:1: the file holds more than one document; keep one and remove the lines ---"},
		{"a full-width colon alone", "标题：请\n", "f:1:1: expected a map of names to values; write each name with a half-width colon and a space, like name: value"},
		{"a full-width colon on the second line", "id: a\npoints： 3\n", "f:2:1: this is not YAML: expected a name, a half-width colon and a space"},
		{"a full-width colon further in", "title:\n  en： a\n", `f:2:3: expected a map of names to values (name: value, with a half-width colon), found a text "en： a"`},
		{"a full-width space before a name", "\u3000id: a\n", `f:1:1: the name "\u3000id" has full-width characters or spaces in it; write id`},
		{"a half-width colon inside a text", "id: 注意: 请\n", "f:1:1: this is not YAML: a colon stands inside a text, or the line is indented too far; put a text with a colon in quotes"},
		{"a text that begins with @", "id: a\nkind: @a\n", "f:2:1: this is not YAML: a text begins with a character that has a meaning of its own, or the line with a tab; put the text in quotes and indent with spaces"},
		{"a tab", "id: a\n\tkind: b\n", "f:2:1: this is not YAML: a tab stands at the beginning of the line; indent with spaces"},
		{"an open quote", "id: \"a\n", "f:2:1: this is not YAML: a quote is opened and never closed; close it"},
		{"an open bracket", "words: [a\nid: b\n", "f:1:1: this is not YAML: a bracket is opened and never closed, or # starts a comment inside it; close it, or put the text in quotes"},
		{"a comment in a map on one line", "title: {en: a #1}\n", "f:1:1: this is not YAML: a bracket is opened and never closed, or # starts a comment inside it; close it, or put the text in quotes"},
		{"an indent that fits nothing", "title:\n    en: a\n  zh: b\n", "f:2:1: this is not YAML: the line is indented differently from those it belongs to; give them the same number of spaces"},
		{"a control character", "id: a\x00b\n", "f:1:1: this is not YAML: control characters are not allowed"},
		{"Chinese saved as GBK", "id: a\nkind: \xd6\xd0\n", "f:2:7: the text is not UTF-8; save the file as UTF-8"},
		{"a file saved as UTF-16", "\xff\xfei\x00d\x00", "f:1:1: the text is not UTF-8; save the file as UTF-8"},
		{"a text cut off by a comment", "id: 订单 #123\n", `f:1:5: the text ends before "#123" because # starts a comment; put the whole text in quotes`},
		{"a list's text cut off by a comment", "words:\n  - 订单 #123\n", `f:2:5: the text ends before "#123" because # starts a comment; put the whole text in quotes`},
		{"a text that is all comment", "id: #123\n", `f:1:1: the text ends before "#123" because # starts a comment; put the whole text in quotes`},
		{"an alias", "id: &a x\nkind: *a\n", "f:2:7: aliases are not allowed here; write the value out"},
		{"a name twice", "id: a\nkind: b\nid: c\n", `f:3:1: "id" stands here a second time; it is already on line 1; keep one`},
		{"an unknown name", "id: a\nkinds: b\n", `f:2:1: unknown name "kinds"; did you mean kind?`},
		{"an unknown name that begins like another", "rows:\n  - {id: a, i: 1}\n", `f:2:13: unknown name "i"; did you mean id?`},
		{"an unknown name like no other", "rows:\n  - {colour: a}\n", `f:2:6: unknown name "colour"; the names here are id, points`},
		{"a full-width name", "ｉｄ: a\n", `f:1:1: the name "ｉｄ" has full-width characters or spaces in it; write id`},
		{"a full-width colon in a map on one line", "title: {en：a}\n", "f:1:9: behind the name en stands no half-width colon with a space; write it like en: value"},
		{"a colon without a space", "rows:\n  - {id:a}\n", "f:2:6: behind the name id stands no half-width colon with a space; write it like id: value"},
		{"a list for a name", "? [a]\n: b\n", "f:1:1: expected a text, found a list"},
		{"a merge", "<<: {id: b}\n", `f:1:1: unknown name "<<"; the names here are id, kind, points, limit, open, words, title, rows`},
		{"a text for a number", "points: viele\n", `f:1:9: expected a whole number (such as 3), found a text "viele"`},
		{"a long Chinese text for a number", "points: 订单订单订单\n", `f:1:9: expected a whole number (such as 3), found a text "订单…..."`},
		{"a fraction for a whole number", "points: 1.5\n", `f:1:9: expected a whole number (such as 3), found a number "1.5"`},
		{"a fraction behind a pointer and in a list", "limit: 0.5\nrows:\n  - points: 2.0\n", "f:1:8: expected a whole number (such as 3), found a number \"0.5\"\nf:3:13: expected a whole number (such as 3), found a number \"2.0\""},
		{"a number that is too large", "points: 99999999999999999999\n", `f:1:9: expected a whole number (such as 3), found a number "9999999..."`},
		{"a list for a text", "id: [a]\n", "f:1:1: expected a text, found a list"},
		{"a list for a text of its own type", "kind: [a]\n", "f:1:1: expected a single value or a map, found a list"},
		{"a map for a text of its own type", "kind: {a: b}\n", "f:1:1: expected a text, found a map of names to values"},
		{"a text for a list", "words: a\n", `f:1:8: expected a list (such as [a, b]), found a text "a"`},
		{"a text for a map", "title: a\n", `f:1:8: expected a map of names to values (name: value, with a half-width colon), found a text "a"`},
		{"a text for true or false", "open: perhaps\n", `f:1:7: expected true or false, found a text "perhaps"`},
	} {
		got := strings.Join(mistakes(yamlfile.Decode("f", []byte(tt.data), new(sheet)).Err()), "\n")
		if got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestDecodeListsEveryMistakeInTheOrderOfTheFile(t *testing.T) {
	data := "kinds: a\npoints: x\nid: a\nrows:\n  - {id: a, points: 0.5}\n  - {name: b}\n"
	want := []string{
		`f:1:1: unknown name "kinds"; did you mean kind?`,
		`f:2:9: expected a whole number (such as 3), found a text "x"`,
		`f:5:21: expected a whole number (such as 3), found a number "0.5"`,
		`f:6:6: unknown name "name"; the names here are id, points`,
	}
	err := yamlfile.Decode("f", []byte(data), new(sheet)).Err()
	if diff := cmp.Diff(want, mistakes(err)); diff != "" {
		t.Errorf("mistakes (-want +got):\n%s", diff)
	}
	if !errors.Is(err, fault.Invalid) {
		t.Errorf("got the kind %v, want %v", fault.KindOf(err), fault.Invalid)
	}
}
