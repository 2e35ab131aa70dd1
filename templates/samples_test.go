package templates_test

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"gangway/applications"
	"gangway/internal/yamlfile"
	"gangway/templates"
)

// sample returns the sample of a kind of program.
func sample(t *testing.T, kind string) string {
	t.Helper()
	data, err := fs.ReadFile(templates.Shipped(), "samples/program."+kind+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestEverySampleBecomesAProgram(t *testing.T) {
	for _, kind := range applications.ProgramKind("").Choices() {
		filled := strings.NewReplacer("<ID>", "own", "<TITLE-ZH>", `"名称"`, "<TITLE-EN>", `"Title"`).Replace(sample(t, kind))
		folder := fstest.MapFS{"programs/own.yaml": {Data: []byte(filled)}, "reasons": {Mode: fs.ModeDir}}
		for _, form := range []string{"agent", "contact", "merchant"} {
			data, err := fs.ReadFile(templates.Shipped(), "forms/"+form+".yaml")
			if err != nil {
				t.Fatal(err)
			}
			folder["forms/"+form+".yaml"] = &fstest.MapFile{Data: data}
		}
		p, err := applications.NewLibrary(folder).Program("own")
		if err != nil || string(p.Kind) != kind || p.Title.Chinese != "名称" || p.Title.English != "Title" {
			t.Errorf("%s: got kind %q, title %v, %v", kind, p.Kind, p.Title, err)
		}
	}
}

// TestSamplesExplainEveryField wants each name a program may have in its sample, in use or in a comment, with a comment
// in each language before it.
func TestSamplesExplainEveryField(t *testing.T) {
	top := names(t, "program", applications.Program{})
	inner := names(t, "field", applications.Field{})
	agents := []string{"courses", "exams", "certificate", "seat"}
	for _, kind := range applications.ProgramKind("").Choices() {
		text := sample(t, kind)
		for _, name := range top {
			if kind != string(applications.Agent) && slices.Contains(agents, name) {
				continue
			}
			explained := regexp.MustCompile(`(?m)((?:^#.*\n)+)?^(?:# )?` + name + `:`).FindStringSubmatch(text)
			switch {
			case explained == nil:
				t.Errorf("%s: the sample does not have %s", kind, name)
			case !strings.ContainsFunc(explained[1], func(r rune) bool { return unicode.Is(unicode.Han, r) }):
				t.Errorf("%s: %s is not explained in Chinese", kind, name)
			case !regexp.MustCompile(`(?m)^# \s*[A-Za-z(][^\p{Han}]*$`).MatchString(explained[1]):
				t.Errorf("%s: %s is not explained in English", kind, name)
			}
		}
		for _, name := range inner {
			if !regexp.MustCompile(`\b` + name + `\b`).MatchString(text) {
				t.Errorf("%s: the sample does not tell of %s of fields", kind, name)
			}
		}
	}
}

func names(t *testing.T, title string, value any) []string {
	t.Helper()
	properties, ok := yamlfile.Schema(title, value)["properties"].(map[string]any)
	if !ok {
		t.Fatalf("%s has no properties", title)
	}
	return slices.Sorted(maps.Keys(properties))
}
