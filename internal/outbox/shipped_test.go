package outbox

import (
	"flag"
	"maps"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"gangway/internal/lang"
)

var update = flag.Bool("update", false, "rewrite the golden texts")

const templates = "../../templates"

func TestEveryShippedNoticeIsSound(t *testing.T) {
	all, err := All(os.DirFS(templates))
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != len(Kinds()) {
		t.Errorf("got %d notices, want %d", len(all), len(Kinds()))
	}
	for _, n := range all {
		everything := n.SMS.English + n.Email.Subject.English + n.Email.Body.English
		for _, value := range n.Values {
			if !strings.Contains(everything, "."+value) {
				t.Errorf("%s: the value %q is listed and not used", n.ID, value)
			}
		}
	}
	for _, n := range withVariants(all) {
		for part, text := range map[string]lang.Text{"sms": n.SMS, "subject": n.Email.Subject, "body": n.Email.Body} {
			for _, value := range n.Values {
				chinese, english := strings.Contains(text.Chinese, "."+value), strings.Contains(text.English, "."+value)
				if chinese != english {
					t.Errorf("%s: the %s tells %q in one language only", n.ID, part, value)
				}
			}
		}
	}
}

func TestEveryShippedSMSIsSignedAndFitsIntoOne(t *testing.T) {
	all, err := All(os.DirFS(templates))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range withVariants(all) {
		k, _ := findKind(n.ID)
		chinese, english := said(t, n, k.samples, lang.Chinese).SMS, said(t, n, k.samples, lang.English).SMS
		if chinese == "" {
			continue
		}
		if !strings.HasPrefix(chinese, "【上岗之路】") || !strings.HasPrefix(english, "[Gangway] ") {
			t.Errorf("%s: not signed: %s / %s", k.id, chinese, english)
		}
		if n := utf8.RuneCountInString(chinese); n > 70 {
			t.Errorf("%s: %d characters, more than the 70 of one SMS: %s", k.id, n, chinese)
		}
		if n := utf8.RuneCountInString(english); n > 160 {
			t.Errorf("%s: %d characters, more than the 160 of one SMS: %s", k.id, n, english)
		}
	}
}

// withVariants returns the templates and, after each, the same with the texts of each of its variants.
func withVariants(all []Template) []Template {
	var more []Template
	for _, t := range all {
		more = append(more, t)
		for _, v := range t.Variants {
			more = append(more, t.For(v.Reason))
		}
	}
	return more
}

func said(t *testing.T, n Template, values map[string]any, l lang.Lang) Words {
	t.Helper()
	w, err := n.Compose(l, values)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestTheWordsOfShippedNotices compares every text with testdata/KIND.txtar.
func TestTheWordsOfShippedNotices(t *testing.T) {
	without := map[string]map[string]any{
		"returned":    {"fixes": []Fix(nil), "objection": ""},
		"rejected":    {"fixes": []Fix(nil), "objection": ""},
		"exam-failed": {"next_attempt": "", "red_lines": 1},
	}
	for _, k := range kinds() {
		t.Run(k.id, func(t *testing.T) {
			golden := &txtar.Archive{Comment: []byte("The notice " + k.id + " as it is sent.\n\n")}
			for _, l := range []lang.Lang{lang.Chinese, lang.English} {
				golden.Files = append(golden.Files, parts(string(l), compose(t, k, l, nil))...)
				if changes := without[k.id]; changes != nil {
					golden.Files = append(golden.Files, parts(string(l)+" short", compose(t, k, l, changes))...)
				}
				shipped, err := Load(os.DirFS(templates), k.id)
				if err != nil {
					t.Fatal(err)
				}
				for _, v := range shipped.Variants {
					golden.Files = append(golden.Files, parts(string(l)+" "+v.Reason, said(t, shipped.For(v.Reason), k.samples, l))...)
				}
			}
			compare(t, "testdata/"+k.id+".txtar", txtar.Format(golden))
		})
	}
}

// compose fills in the shipped template of a kind with its examples, some of them changed.
func compose(t *testing.T, k kind, l lang.Lang, changes map[string]any) Words {
	t.Helper()
	values := maps.Clone(k.samples)
	maps.Copy(values, changes)
	w, err := composed(os.DirFS(templates), k.id, l, values)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func parts(prefix string, w Words) []txtar.File {
	var files []txtar.File
	for _, part := range []struct{ name, text string }{{"sms", w.SMS}, {"subject", w.Subject}, {"body", w.Body}} {
		if part.text != "" {
			files = append(files, txtar.File{Name: prefix + " " + part.name, Data: []byte(strings.TrimSuffix(part.text, "\n") + "\n")})
		}
	}
	return files
}

func compare(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}
