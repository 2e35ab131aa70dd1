package lang_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"gangway/templates"
)

// saidElsewhere are the formats that are no literals, and where the literals behind them are read.
var saidElsewhere = map[string]string{
	"cmd/gangway/help.go c.Short": "the Short of every command",
	"cmd/gangway/help.go c.Long":  "the Long of every command",
	"cmd/gangway/help.go f.Usage": "the usage of every flag",
}

// asTyped are keys that are the same in every language, beside commands and flags to paste.
var asTyped = []string{"–", "%s", "%s %s", "%s --help", "U+%04X"}

var command = regexp.MustCompile(`^(gangway|chmod) |^--[a-z-]+ [A-Za-z,]+$`)

func TestTheCatalogueSaysEverySentence(t *testing.T) {
	source, err := readKeys(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	data, err := fs.ReadFile(templates.Shipped(), "locales/zh-CN.json")
	if err != nil {
		t.Fatal(err)
	}
	var catalog map[string]string
	if err := json.Unmarshal(data, &catalog); err != nil {
		t.Fatal(err)
	}
	mistakes, missing := check(source.keys, catalog)
	mistakes = append(mistakes, unread(source.unread, saidElsewhere)...)
	for _, m := range mistakes {
		t.Error(m)
	}
	if len(missing) > 0 {
		t.Errorf("templates/locales/zh-CN.json lacks:\n%s", strings.Join(missing, "\n"))
	}
}

// check returns what is wrong with a catalogue for the keys of the program, and the lines it lacks, ready to paste.
func check(keys, catalog map[string]string) (mistakes, missing []string) {
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if _, said := catalog[key]; !said && !slices.Contains(asTyped, key) && !command.MatchString(key) {
			missing = append(missing, fmt.Sprintf("  %s: \"\",  %s", quote(key), keys[key]))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(catalog)) {
		if wrong := mistake(key, catalog[key]); wrong != "" {
			mistakes = append(mistakes, fmt.Sprintf("%q: %s", key, wrong))
		}
		if _, used := keys[key]; !used {
			mistakes = append(mistakes, fmt.Sprintf("%q: nobody says this", key))
		}
	}
	return mistakes, missing
}

// mistake returns what is wrong with one translation, or nothing.
func mistake(key, said string) string {
	sentence := strings.ContainsFunc(words(key), unicode.IsLetter)
	switch {
	case said == "":
		return "is not translated"
	case sentence && !strings.ContainsFunc(said, func(r rune) bool { return unicode.Is(unicode.Han, r) }):
		return "has no Chinese in it: " + said
	case cmp.Diff(verbs(key), verbs(said)) != "":
		return "the verbs differ: " + said
	case sentence && outer(key) != outer(said):
		return "begins or ends with other spaces: " + said
	}
	return ""
}

// outer returns the spaces and line breaks around a text.
func outer(s string) [2]string {
	left := strings.TrimLeftFunc(s, unicode.IsSpace)
	right := strings.TrimRightFunc(s, unicode.IsSpace)
	return [2]string{s[:len(s)-len(left)], s[len(right):]}
}

// unread returns the formats that cannot be read and are not known to be read elsewhere, and what is known for nothing.
func unread(found, known map[string]string) []string {
	var mistakes []string
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if known[name] == "" {
			mistakes = append(mistakes, found[name]+": write the format as a literal, so that it can be translated: "+name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if found[name] == "" {
			mistakes = append(mistakes, "saidElsewhere names what is not there: "+name)
		}
	}
	return mistakes
}

func quote(s string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		panic(err)
	}
	return strings.TrimSpace(b.String())
}

func TestCheckFindsEveryMistake(t *testing.T) {
	keys := map[string]string{"kept as %s": "a.go:1", "not said": "a.go:2", "gangway status %s": "a.go:3", "%s": "a.go:4"}
	for _, key := range []string{"%d of %s", "gone", "empty", "copied", "verb %d", "swapped %d %s", "lost %s", "twice %s", " before", "after\n", ", ", "100%% of %s"} {
		keys[key] = "b.go:1"
	}
	delete(keys, "gone")
	mistakes, missing := check(keys, map[string]string{
		"kept as %s": "保存为%s", "%d of %s": "%[2]s的%[1]d", ", ": "、", "100%% of %s": "%s的100%%",
		"gone": "没有了", "empty": "", "copied": "copied", "verb %d": "动词%s", "swapped %d %s": "交换%s%d", "lost %s": "丢了", "twice %s": "%[1]s两次%[1]s",
		" before": "之前", "after\n": "之后",
	})
	wantMistakes := []string{
		`" before": begins or ends with other spaces: 之前`,
		`"after\n": begins or ends with other spaces: 之后`,
		`"copied": has no Chinese in it: copied`,
		`"empty": is not translated`,
		`"gone": nobody says this`,
		`"lost %s": the verbs differ: 丢了`,
		`"swapped %d %s": the verbs differ: 交换%s%d`,
		`"twice %s": the verbs differ: %[1]s两次%[1]s`,
		`"verb %d": the verbs differ: 动词%s`,
	}
	if diff := cmp.Diff(wantMistakes, mistakes); diff != "" {
		t.Errorf("mistakes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{`  "not said": "",  a.go:2`}, missing); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
}

func TestReadKeysFindsEverySentence(t *testing.T) {
	source, err := readKeys(fstest.MapFS{
		"lang/lang.go": {Data: []byte(`package lang
			type Message struct { Format string; Args []any }
			func M(format string, args ...any) Message { return Message{format, args} }
			func (s Speaker) Sayf(format string, args ...any) string { return s.Say(M(format, args...)) }`)},
		"fault/fault.go": {Data: []byte(`package fault
			func New(kind error, format string, args ...any) *Error { return &Error{kind, lang.M(format, args...)} }
			func (e *Error) WithHint(format string, args ...any) *Error { e.Hint = lang.M(format, args...); return e }`)},
		"main/main.go": {Data: []byte(`package main
			var states = map[string]lang.Message{"a": lang.M("a state")}
			func (a *app) sayf(format string, args ...any) string { return a.speaker.Sayf(format, args...) }
			func (a *app) columns(titles ...string) { for _, title := range titles { use(a.sayf(title)) } }
			func group(use, short string) *cobra.Command { return &cobra.Command{Use: use, Short: short} }
			func f(a *app, c *cobra.Command) error {
				a.columns("first", "", "second")
				group("not this", "a group")
				other.New("not this")
				list := []*cobra.Command{{Short: "not read: the type is left out"}, &cobra.Command{Short: "short", Long: "one, " + "two"}}
				c.Short, c.Long = "set", a.sayf("said at once")
				c.Flags().StringVar(&a.x, "x", "not this", "a flag")
				a.sayf(c.Short)
				m := lang.Message{Format: "built"}
				if list == nil { return fault.New(fault.Usage, "a fault").WithHint("a hint") }
				return a.found(list[0].Name, lang.M(name))
			}`)},
		"main/main_test.go": {Data: []byte(`package main
			func TestX() { lang.M("not this") }`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"a fault", "a flag", "a group", "a hint", "a state", "built", "first", "one, two", "said at once", "second", "set", "short"}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(source.keys))); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	got := unread(source.unread, map[string]string{"main/main.go c.Short": "set above", "main/main.go gone": ""})
	wantUnread := []string{
		"main/main.go:16: write the format as a literal, so that it can be translated: main/main.go name",
		"saidElsewhere names what is not there: main/main.go gone",
	}
	if diff := cmp.Diff(wantUnread, got); diff != "" {
		t.Errorf("unread (-want +got):\n%s", diff)
	}
}
