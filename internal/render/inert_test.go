package render_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gangway/internal/render"
	"gangway/internal/text"
	"gangway/internal/text/texttest"

	"github.com/google/go-cmp/cmp"
)

func TestPayloadsAreInertInEveryFormatAndPlace(t *testing.T) {
	for _, p := range texttest.Payloads() {
		table := render.Table{
			Columns: []render.Column{{Title: p.Text, Flexible: true}, {Title: "name"}},
			Rows:    [][]string{{p.Text, "x"}, {"y", p.Text + p.Text}},
		}
		page := render.Page{Title: p.Text, Sections: []render.Section{{
			Title: p.Text, Fields: []render.Field{{Title: p.Text, Value: p.Text}}, Text: []string{p.Text}, Lesson: "# " + p.Text + "\n- " + p.Text, Table: table,
		}}}
		values := []map[string]string{{p.Text: p.Text}}
		for _, format := range render.Formats() {
			for _, width := range []int{0, 20} {
				t.Run(fmt.Sprintf("%s/%s/%d", p.What, format, width), func(t *testing.T) {
					var b bytes.Buffer
					printer := render.New(&b, format, width, false, english)
					if err := printer.List(values, func() render.Table { return table }); err != nil {
						t.Fatal(err)
					}
					if err := printer.Value(values[0], func() render.Page { return page }); err != nil {
						t.Fatal(err)
					}
					b.WriteString(printer.Lesson("**" + p.Text + "** `" + p.Text + "`"))
					for i, line := range strings.Split(b.String(), "\n") {
						if text.Clean(line) != line {
							t.Errorf("line %d is not inert: %q", i+1, line)
						}
					}
				})
			}
		}
	}
}

func TestAPayloadCannotForgeARow(t *testing.T) {
	for _, p := range texttest.Payloads() {
		table := render.Table{Columns: []render.Column{{Title: "a"}}, Rows: [][]string{{"x" + p.Text + "y"}}}
		for format, want := range map[render.Format]int{render.Tables: 3, render.CSV: 2, render.Markdown: 3} {
			got := strings.Count(printed(t, showList(func() render.Table { return table }), format, 0, false, english), "\n")
			if got != want {
				t.Errorf("%s as %s: %d lines, want %d", p.What, format, got, want)
			}
		}
	}
}

func TestJSONCarriesTheExactText(t *testing.T) {
	for _, format := range []render.Format{render.JSON, render.JSONL} {
		for _, p := range texttest.Payloads() {
			want := strings.ToValidUTF8(p.Text, "\uFFFD")
			if want != p.Text {
				continue // bytes that are no UTF-8 have no JSON form
			}
			out := printed(t, func(printer render.Printer) error { return printer.Value(want, nil) }, format, 0, false, english)
			var got string
			if err := json.Unmarshal([]byte(out), &got); err != nil {
				t.Fatalf("%s: %v in %s", p.What, err, out)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: want -, got +\n%s", p.What, diff)
			}
		}
	}
}

func TestRawJSONIsInertToo(t *testing.T) {
	raw := json.RawMessage("\"a\x9b2J\u009b\u202e\U000E0041\"")
	got := printed(t, func(p render.Printer) error { return p.Value(raw, nil) }, render.JSON, 0, false, english)
	want := `"a\ufffd2J\u009b\u202e\udb40\udc41"` + "\n"
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
