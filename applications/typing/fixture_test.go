package typing

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"gangway/internal/lang"
)

var start = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)

// sample is the test as it is shipped, on a small scale.
func sample() Test {
	figure := func(n int) Figure { return Figure{n, "own"} }
	return Test{ID: "test", Version: 1, FoldWidth: true, Minutes: figure(5), LinesPerText: figure(2), AccuracyPercent: figure(95),
		LeastCharacters: figure(30), Tries: figure(3), PeriodDays: figure(30), GapMinutes: figure(10), PasteMilliseconds: figure(200)}
}

// ten is a line of ten characters.
const ten = "一二三四五六七八九。"

// pool has three texts of each kind, each of four lines that say where they stand.
func pool() (texts []Text) {
	for _, kind := range kinds {
		for n := range 3 {
			t := Text{ID: fmt.Sprintf("%s-%d", kind, n), Version: 1, Kind: kind, Title: lang.Text{Chinese: "题", English: "title"}}
			for line := range 4 {
				t.Lines = append(t.Lines, fmt.Sprintf("%s-%d/%d", kind, n, line))
			}
			texts = append(texts, t)
		}
	}
	return texts
}

// shuffle is a shuffler that depends on its seed alone.
func shuffle(seed string, n int) []int {
	var a, b uint64
	for i, c := range []byte(seed) {
		a, b = a*31+uint64(c), b+uint64(c)*uint64(i+1)
	}
	return rand.New(rand.NewPCG(a, b)).Perm(n)
}

// sheet is a try of three lines of ten characters.
func sheet() Sheet {
	text := func(kind Kind, line string) Text {
		return Text{ID: string(kind), Kind: kind, Lines: strings.Split(line, "\n")}
	}
	return Sheet{Test: sample(), Texts: []Text{text(Order, ten), text(Product, ten), text(AfterSales, ten)}}
}
