package render_test

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"

	"gangway/internal/fault"
	"gangway/internal/render"

	"github.com/google/go-cmp/cmp"
)

func TestParseFormat(t *testing.T) {
	for _, want := range render.Formats() {
		if got, err := render.ParseFormat(string(want)); got != want || err != nil {
			t.Errorf("ParseFormat(%q) = %q, %v", want, got, err)
		}
	}
	for _, name := range []string{"", "JSON", "yaml"} {
		if _, err := render.ParseFormat(name); !errors.Is(err, fault.Usage) {
			t.Errorf("ParseFormat(%q): %v, want a usage error", name, err)
		}
	}
}

func TestAnEmptyListInEveryFormat(t *testing.T) {
	table := func() render.Table {
		return render.Table{Columns: []render.Column{{Title: "编号"}, {Title: "得分", Right: true}}}
	}
	for format, want := range map[render.Format]string{
		render.Tables: "没有可显示的内容\n", render.JSON: "[]\n", render.JSONL: "", render.CSV: "编号,得分\n", render.Markdown: "| 编号 | 得分 |\n| --- | ---: |\n",
	} {
		for _, values := range []any{nil, []row(nil), []row{}} {
			show := func(p render.Printer) error { return p.List(values, table) }
			if got := printed(t, show, format, 80, false, chinese); got != want {
				t.Errorf("%s of %#v: got %q, want %q", format, values, got, want)
			}
		}
	}
}

func TestTheSpacesOfACellAreKept(t *testing.T) {
	table := render.Table{Columns: []render.Column{{Title: "a  b"}, {Title: "c"}}, Rows: [][]string{{"  x  y", "　　上岗"}}}
	got := printed(t, showList(func() render.Table { return table }), render.Tables, 0, false, chinese)
	want := "a  b    c\n------  --------\n  x  y  　　上岗\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestColorIsWrittenOnlyWhenAskedFor(t *testing.T) {
	for _, color := range []bool{false, true} {
		for name, out := range map[string]string{
			"list":   printed(t, showList(chineseTable), render.Tables, 80, color, chinese),
			"page":   printed(t, showPage, render.Tables, 80, color, chinese),
			"lesson": render.New(nil, render.Tables, 80, color, chinese).Lesson(lesson),
		} {
			if got := strings.Contains(out, "\x1b["); got != color {
				t.Errorf("%s with color %v: escapes %v", name, color, got)
			}
		}
		for _, format := range []render.Format{render.JSON, render.JSONL, render.CSV, render.Markdown} {
			if out := printed(t, showPage, format, 80, color, chinese); strings.Contains(out, "\x1b") {
				t.Errorf("%s has escapes: %q", format, out)
			}
		}
	}
}

func TestColorChangesNoLayout(t *testing.T) {
	plain := printed(t, showList(chineseTable), render.Tables, 60, false, chinese)
	colored := printed(t, showList(chineseTable), render.Tables, 60, true, chinese)
	if diff := cmp.Diff(plain, withoutColor(colored)); diff != "" {
		t.Errorf("plain -, coloured +\n%s", diff)
	}
}

func withoutColor(s string) string {
	return strings.NewReplacer("\x1b[1m", "", "\x1b[36m", "", "\x1b[0m", "").Replace(s)
}

func TestLessonStylesCrossLines(t *testing.T) {
	got := render.New(nil, render.Tables, 8, true, chinese).Lesson("一**二三四五六**七`go run`")
	want := "一\x1b[1m二三四\x1b[0m\n\x1b[1m五六\x1b[0m七\x1b[36mgo\x1b[0m\n\x1b[36mrun\x1b[0m\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCSVHasNoFormulas(t *testing.T) {
	tests := []struct{ name, cell, want string }{
		{"formula", "=1+1", "'=1+1"},
		{"a formula that is only digits after its mark", "=5", "'=5"},
		{"plus", "+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"},
		{"minus", "-2+3", "'-2+3"},
		{"at", "@SUM(A1)", "'@SUM(A1)"},
		{"full-width equals", "＝1", "'＝1"},
		{"full-width plus", "＋1", "'＋1"},
		{"full-width minus", "－1", "'－1"},
		{"full-width at", "＠a", "'＠a"},
		{"tab", "\t=1", "' =1"},
		{"carriage return", "\rx", "' x"},
		{"newline", "\nx", "' x"},
		{"behind spaces", " 　=1", "' 　=1"},
		{"behind invisible characters", "\u200b\ufeff=1", "'=1"},
		{"negative number", "-5", "-5"},
		{"negative decimal", "-0.25", "-0.25"},
		{"positive number", "+8613800000000", "+8613800000000"},
		{"two points are no number", "-1.2.3", "'-1.2.3"},
		{"a lone dash", "-", "'-"},
		{"a mark within", "王小明 = x", "王小明 = x"},
		{"quotes", `say "=1"`, `say "=1"`},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := [][]string{{"id", tt.want}, {"x", tt.want}, {"field", tt.want}}
			table := render.Table{Columns: []render.Column{{Title: "id"}, {Title: tt.cell}}, Rows: [][]string{{"x", tt.cell}}}
			list := printed(t, showList(func() render.Table { return table }), render.CSV, 0, false, english)
			page := render.Page{Sections: []render.Section{{Fields: []render.Field{{Title: "field", Value: tt.cell}}}}}
			value := printed(t, func(p render.Printer) error { return p.Value(nil, func() render.Page { return page }) }, render.CSV, 0, false, english)
			got, err := csv.NewReader(strings.NewReader(list + value)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

func TestByteOrderMarkIsForCSVAlone(t *testing.T) {
	for _, format := range render.Formats() {
		show := func(p render.Printer) error {
			p.BOM = true
			return p.List(rows(), chineseTable)
		}
		want := format == render.CSV
		if got := strings.HasPrefix(printed(t, show, format, 0, false, chinese), "\ufeff"); got != want {
			t.Errorf("%s: byte order mark %v, want %v", format, got, want)
		}
	}
}

func TestErrorsAreReturned(t *testing.T) {
	closed, w := io.Pipe()
	closed.Close()
	for _, format := range render.Formats() {
		if err := showPage(render.New(w, format, 80, false, english)); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s to a closed pipe: %v, want %v", format, err, io.ErrClosedPipe)
		}
	}
	var b strings.Builder
	values := []any{1, func() {}}
	for _, format := range []render.Format{render.JSON, render.JSONL} {
		if err := render.New(&b, format, 0, false, english).List(values, nil); err == nil || b.Len() > 0 {
			t.Errorf("%s of a func: error %v, written %q, want an error and nothing written", format, err, b.String())
		}
	}
}
