package pdf

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// issued returns a certificate with that many facts, all of them numbers as long as that of a certificate.
func issued(facts int) Certificate {
	c := english()
	c.Facts = nil
	for i := range facts {
		c.Facts = append(c.Facts, Line{"number", "Number", fmt.Sprintf("GW-2026112%d-MV4Q5080", i)})
	}
	return c
}

func TestNumbersStandInBalancedRowsOnOneLineEach(t *testing.T) {
	for _, want := range [][]int{{1}, {2}, {3}, {2, 2}, {2, 3}, {3, 3}, {2, 2, 3}, {2, 3, 3}, {3, 3, 3}} {
		t.Run(fmt.Sprint(want), func(t *testing.T) {
			facts := 0
			for _, n := range want {
				facts += n
			}
			c := issued(facts)
			_, path := draw(t, c)
			printed := words(t, path)
			var got []int
			for _, row := range want {
				got = append(got, wantRow(t, printed, c.Facts[:row]))
				c.Facts = c.Facts[row:]
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// wantRow checks that the facts are whole words on one height around the middle axis, and returns how many words stand
// on that height between emblem and code.
func wantRow(t *testing.T, printed []word, facts []Line) int {
	t.Helper()
	var row []word
	middle := 0.0
	for _, f := range facts {
		i := slices.IndexFunc(printed, func(w word) bool { return w.Text == f.Text })
		if i < 0 {
			t.Fatalf("%s is cut", f.Text)
		}
		row = append(row, printed[i])
		middle += (printed[i].Left + printed[i].Right) / 2 / pointsPerMM / float64(len(facts))
	}
	if math.Abs(middle-pageWidth/2) > 0.5 {
		t.Errorf("the middle of %v is at %.1f mm, want %.1f", facts, middle, pageWidth/2)
	}
	beside := 0
	for _, w := range printed {
		if w.Top == row[0].Top && w.Left > (margin+side)*pointsPerMM && w.Right < (pageWidth-margin-side)*pointsPerMM {
			beside++
		}
	}
	return beside
}

func TestFit(t *testing.T) {
	p, err := newPage(chinese())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, text string
		size       float64
		lines      int
	}{
		{"what fits is printed in the largest size", "2026-11-23", 12, 1},
		{"a number is made smaller rather than cut", "GW-20261123-MV4Q5080", 9, 1},
		{"a number is cut rather than made too small to read", "GW-20261123-MV4Q5080-GW-20261123", 11, 2},
		{"words go to the next line rather than made smaller", "Sample Shop Training Team", 12, 2},
		{"so does Chinese, which has no spaces", "杭州样例网络科技有限公司", 12, 2},
		{"a number in a sentence is as whole as one alone", "编号GW-20261123-MV4Q5080", 9, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := block{text: tt.text, weight: bold, width: 40, height: 11.5, largest: 12, smallest: 6, leading: 1.3}
			size, lines := p.fit(b, p.doc.GetStringWidth)
			if size != tt.size || len(lines) != tt.lines {
				t.Errorf("got size %v and lines %q, want size %v and %d lines", size, lines, tt.size, tt.lines)
			}
		})
	}
}
