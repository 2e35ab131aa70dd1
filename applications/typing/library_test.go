package typing_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"gangway/applications/typing"
	"gangway/internal/fault"
	"gangway/templates"
)

func TestTheShippedPoolIsInOrder(t *testing.T) {
	test, pool, err := typing.Library{FS: templates.Shipped()}.Pool()
	if err != nil {
		t.Fatal(err)
	}
	if test.Minutes.Value < 3 || test.Minutes.Value > 5 || test.AccuracyPercent.Value != 95 || test.Tries.Value != 3 || test.GapMinutes.Value != 10 {
		t.Errorf("the figures are not those of the sources: %+v", test)
	}
	kinds := map[typing.Kind]int{}
	for _, text := range pool {
		kinds[text.Kind]++
	}
	for _, kind := range []typing.Kind{typing.Order, typing.Product, typing.AfterSales} {
		if kinds[kind] < test.Tries.Value {
			t.Errorf("%s: got %d texts, which do not last for %d tries", kind, kinds[kind], test.Tries.Value)
		}
	}
}

// good is a pool without a mistake, in files.
func good(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"test", "order-size", "product-lamp", "after-delay"} {
		data, err := fs.ReadFile(templates.Shipped(), "typing/"+name+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		files["typing/"+name+".yaml"] = &fstest.MapFile{Data: data}
	}
	return files
}

func TestEveryMistakeIsFound(t *testing.T) {
	for _, tt := range []struct{ name, file, old, new, want string }{
		{"a figure out of bounds", "test", "{value: 95,", "{value: 101,", "accuracy_percent needs a value from 1 to 100"},
		{"a figure without a source", "test", "{value: 3, source: own}", "{value: 3}", "tries needs the source of its value"},
		{"no instructions", "test", "  en: Copy", "  en: ''\n#", "instructions has no English text"},
		{"another kind", "order-size", "kind: order", "kind: small-talk", `there is no kind of text "small-talk"`},
		{"another name", "order-size", "id: order-size", "id: size", "differs from the file's name"},
		{"a line that is too long", "order-size", "下单前请", "下单之前的时候请您务必再仔仔细细地看一看", "a line has at most 30 characters"},
		{"a line nobody can type", "order-size", "  - 您好，", "  - \"您好\\u200b，\" #", "characters that nobody can see or type"},
		{"an empty line", "order-size", "  - 您先看看", "  - ''\n  - 您先看看", "the line is empty"},

		{"no text of a kind", "after-delay", "kind: after_sales", "kind: order", `there is no text of the kind "after_sales"`},
		{"fewer lines than are drawn", "test", "lines_per_text: {value: 6,", "lines_per_text: {value: 14,", "has fewer lines than the 14"},
	} {
		files := good(t)
		file := files["typing/"+tt.file+".yaml"]
		text := string(file.Data)
		if !strings.Contains(text, tt.old) {
			t.Fatalf("%s: %s has no %q to spoil", tt.name, tt.file, tt.old)
		}
		file.Data = []byte(strings.Replace(text, tt.old, tt.new, 1))
		_, _, err := typing.Library{FS: files}.Pool()
		if !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestShortTextsAndMissingFiles(t *testing.T) {
	files := good(t)
	files["typing/short.yaml"] = &fstest.MapFile{Data: []byte("id: short\nversion: 1\nkind: order\ntitle: {zh-CN: 短, en: short}\nlines:\n  - 太短了。\n")}
	if _, err := (typing.Library{FS: files}).Text("short"); !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "a text has 200 to 400 characters, this one has 4") {
		t.Errorf("got %v", err)
	}
	if _, err := (typing.Library{FS: fstest.MapFS{}}).Test(); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want %v", err, fault.NotFound)
	}
	if _, err := (typing.Library{FS: files}).Text("../test"); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want %v", err, fault.NotFound)
	}
}
