package render_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gangway/internal/lang"
	"gangway/internal/render"
	"gangway/internal/text"
)

var words = []string{
	"", "上岗之路", "王小明", "欧阳𬱖", "《规则》，", "please", "submitted", "13800000000", "“好”", "👍", "e\u0301", "a very long sentence of many words",
	"年龄十九岁，学历高中及以上，打字速度六十二字每分钟", "https://example.com/a/very/long/address?with=parameters", "①—★…",
}

func randomCell(r *rand.Rand) string {
	cell := ""
	for range r.IntN(4) {
		cell += words[r.IntN(len(words))]
	}
	return cell
}

func randomTable(r *rand.Rand) render.Table {
	var t render.Table
	for range 1 + r.IntN(5) {
		t.Columns = append(t.Columns, render.Column{Title: words[1+r.IntN(7)], Flexible: r.IntN(2) == 0, Right: r.IntN(4) == 0})
	}
	for range r.IntN(5) {
		row := make([]string, r.IntN(len(t.Columns)+1))
		for i := range row {
			row[i] = randomCell(r)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func TestNoLineIsWiderThanTheTerminalAndNothingIsLost(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, width := range []int{120, 80, 40, 39, 20, 8} {
		for i := range 150 {
			speaker := []lang.Speaker{english, chinese}[i%2]
			table := randomTable(r)
			show := func(p render.Printer) error {
				return p.Value(nil, func() render.Page {
					return render.Page{Title: randomCell(r), Sections: []render.Section{
						{Title: randomCell(r), Fields: []render.Field{{Title: words[1+r.IntN(7)], Value: randomCell(r)}}},
						{Text: []string{randomCell(r)}, Lesson: "# " + randomCell(r) + "\n\n- " + randomCell(r) + "\n\n> **" + randomCell(r) + "**", Table: table},
					}}
				})
			}
			out := printed(t, show, render.Tables, width, false, speaker)
			for line := range strings.SplitSeq(out, "\n") {
				if text.Width(line) > width || strings.HasSuffix(line, " ") {
					t.Fatalf("width %d: the line %q is %d wide in\n%s", width, line, text.Width(line), out)
				}
			}
			for _, cell := range slices.Concat(table.Rows...) {
				for _, c := range cell {
					if !strings.ContainsRune(out, c) {
						t.Fatalf("width %d: %q of %q is lost in\n%s", width, c, cell, out)
					}
				}
			}
		}
	}
}

func TestColumnsBeginAtTheSameCellInEveryLine(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		table := render.Table{Columns: []render.Column{{Title: "编号 id"}, {Title: "|"}}}
		for range 5 {
			table.Rows = append(table.Rows, []string{randomCell(r), "|"})
		}
		out := printed(t, showList(func() render.Table { return table }), render.Tables, 0, false, chinese)
		lines := strings.Split(out, "\n")
		want := text.Width(lines[1]) - 1
		for _, line := range append(lines[2:7:7], lines[0]) {
			before, _, _ := strings.Cut(line, "|")
			if got := text.Width(before); got != want {
				t.Fatalf("the second column begins at %d, want %d, in\n%s", got, want, out)
			}
		}
	}
}
