package lang_test

import (
	"encoding/json"
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/lang"
	"gangway/templates"
)

func TestACatalogueIsReadAsTheJSONItIs(t *testing.T) {
	shipped, err := fs.ReadFile(templates.Shipped(), "locales/zh-CN.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"the one that ships":      string(shipped),
		"nothing in it":           "{}",
		"two lines of nothing":    "{\n}\n",
		"on one line":             `{"a": "甲", "b": "乙"}`,
		"with other spaces":       "{\n\"a\":\"甲\" ,\n\t\"b\"\n: \"乙\"\n}",
		"with Windows ends":       "{\r\n  \"a\": \"甲\",\r\n  \"b\": \"乙\"\r\n}\r\n",
		"an escaped quote":        "{\n  \"a \\\"%s\\\": \\\"b\\\"\": \"甲“%s”\",\n  \"c\": \"乙\\n丙\"\n}",
		"two pairs on one line":   "{\n  \"a\": \"甲\", \"b\": \"乙\"\n}",
		"a comma and a brace":     "{\n  \"a,\": \"甲,\",\n  \"{\": \"}\"\n}",
		"a pair that comes twice": "{\n  \"a\": \"甲\",\n  \"a\": \"乙\"\n}",
	} {
		var want map[string]string
		if err := json.Unmarshal([]byte(data), &want); err != nil {
			t.Fatalf("%s: the test is wrong: %v", name, err)
		}
		got, err := lang.ReadCatalog(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestACatalogueThatIsNotJSONIsRefused(t *testing.T) {
	for name, data := range map[string]string{
		"nothing":               "",
		"a list":                `["a"]`,
		"a number for a text":   "{\n  \"a\": 1\n}",
		"a quote that is open":  "{\n  \"a\": \"甲\n}",
		"three texts on a line": "{\n  \"a\": \"甲\": \"乙\"\n}",
		"a torn end":            "{\n  \"a\": \"甲\", \"b\"\n}",
	} {
		if got, err := lang.ReadCatalog(data); err == nil {
			t.Errorf("%s: got %v, want an error", name, got)
		}
	}
}
