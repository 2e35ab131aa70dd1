package yamlfile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/lang"
	"gangway/internal/yamlfile"
)

func TestATextIsNeededInBothLanguages(t *testing.T) {
	for _, tt := range []struct {
		name string
		text lang.Text
		want []string
	}{
		{"both", lang.Text{Chinese: "字", English: "text"}, nil},
		{"none", lang.Text{}, []string{"f:2:8: title needs a text in both languages, zh-CN and en"}},
		{"no Chinese", lang.Text{English: "text"}, []string{"f:2:8: title has no Chinese text; write it as zh-CN beside en"}},
		{"no English", lang.Text{Chinese: "字"}, []string{"f:2:8: title has no English text; write it as en beside zh-CN"}},
		{"English of spaces", lang.Text{Chinese: "字", English: " \n"}, []string{"f:2:8: title has no English text; write it as en beside zh-CN"}},
		{"Chinese of a wide space", lang.Text{Chinese: "\u3000", English: "text"}, []string{"f:2:8: title has no Chinese text; write it as zh-CN beside en"}},
	} {
		doc := yamlfile.Decode("f", []byte("id: a\ntitle: {en: b}\n"), new(sheet))
		if got, want := doc.NeedText("title", tt.text), tt.want == nil; got != want {
			t.Errorf("%s: got %v, want %v", tt.name, got, want)
		}
		if diff := cmp.Diff(tt.want, mistakes(doc.Err())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestTheHeadOfATemplate(t *testing.T) {
	for _, tt := range []struct {
		name, id string
		version  int
		want     []string
	}{
		{"right", "f", 1, nil},
		{"another id", "a", 7, []string{`f:1:5: the id "a" differs from the file's name "f"; write the same in both`}},
		{"no version", "f", 0, []string{"f:2:10: a version is a number from 1; write version: 1 and raise it with every change"}},
		{"neither", "", -1, []string{`f:1:5: the id "" differs from the file's name "f"; write the same in both`, "f:2:10: a version is a number from 1; write version: 1 and raise it with every change"}},
	} {
		var head struct {
			ID      string `yaml:"id"`
			Version int    `yaml:"version"`
		}
		doc := yamlfile.Decode("f", []byte("id: a\nversion: 0\n"), &head)
		doc.NeedHead("f", tt.id, tt.version)
		if diff := cmp.Diff(tt.want, mistakes(doc.Err())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
