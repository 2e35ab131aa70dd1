package quizzes_test

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/quizzes"
)

// shuffle is a Shuffler whose secret everybody knows.
func shuffle(seed string, n int) []int {
	sum := fnv.New64a()
	sum.Write([]byte(seed))
	return rand.New(rand.NewPCG(sum.Sum64(), 7)).Perm(n)
}

// bank has n questions of each type; every third is a red line, but for the short ones.
func bank(n int) quizzes.Bank {
	var b quizzes.Bank
	for _, kind := range []quizzes.Type{quizzes.Single, quizzes.Multiple, quizzes.TrueFalse, quizzes.Short} {
		for i := range n {
			q := question(fmt.Sprintf("%s-%d", kind, i), kind, 1, "a")
			q.RedLine = i%3 == 0 && kind != quizzes.Short
			b.Questions = append(b.Questions, q)
		}
	}
	return b
}

func ids(paper []quizzes.Item) []string {
	var list []string
	for _, item := range paper {
		list = append(list, item.Question.ID)
	}
	return list
}

func TestAPaperDependsOnTheSeedAlone(t *testing.T) {
	e := quizzes.Exam{Draw: []quizzes.Draw{{Type: quizzes.Single, Count: 5}, {Type: quizzes.TrueFalse, Count: 3}}}
	first := quizzes.DrawPaper(e, bank(20), "attempt-1", shuffle)
	if diff := cmp.Diff(first, quizzes.DrawPaper(e, bank(20), "attempt-1", shuffle)); diff != "" {
		t.Errorf("drawing again (-first +second):\n%s", diff)
	}
	if other := quizzes.DrawPaper(e, bank(20), "attempt-2", shuffle); slices.Equal(ids(first), ids(other)) {
		t.Errorf("another attempt has the same paper: %v", ids(other))
	}
}

func TestAPaperHoldsWhatTheExamSays(t *testing.T) {
	for _, tt := range []struct {
		name string
		draw []quizzes.Draw
	}{
		{"one type", []quizzes.Draw{{Type: quizzes.Single, Count: 4}}},
		{"all types", []quizzes.Draw{{Type: quizzes.Single, Count: 8}, {Type: quizzes.Multiple, Count: 3}, {Type: quizzes.TrueFalse, Count: 8}, {Type: quizzes.Short, Count: 1}}},
		{"the whole bank", []quizzes.Draw{{Type: quizzes.Single, Count: 12}, {Type: quizzes.Short, Count: 12}}},
		{"red lines alone", []quizzes.Draw{{Type: quizzes.Single, Count: 4, RedLine: true}}},
		{"one type twice", []quizzes.Draw{{Type: quizzes.Single, Count: 5}, {Type: quizzes.Single, Count: 7}}},
		{"any question first, and then every red line", []quizzes.Draw{{Type: quizzes.Single, Count: 8}, {Type: quizzes.Single, Count: 4, RedLine: true}}},
	} {
		for seed := range 25 {
			checkPaper(t, fmt.Sprintf("%s, seed %d", tt.name, seed), tt.draw, quizzes.DrawPaper(quizzes.Exam{Draw: tt.draw}, bank(12), fmt.Sprint(seed), shuffle))
		}
	}
}

// checkPaper checks that a paper has no question twice, and of each type as many as were to be drawn.
func checkPaper(t *testing.T, name string, draws []quizzes.Draw, paper []quizzes.Item) {
	t.Helper()
	seen, count, redLines := map[string]bool{}, map[quizzes.Type]int{}, 0
	for _, item := range paper {
		if seen[item.Question.ID] {
			t.Errorf("%s: %s was drawn twice", name, item.Question.ID)
		}
		seen[item.Question.ID] = true
		count[item.Question.Type]++
		if item.Question.RedLine {
			redLines++
		}
	}
	want, wantRedLines := map[quizzes.Type]int{}, 0
	for _, d := range draws {
		want[d.Type] += d.Count
		if d.RedLine {
			wantRedLines += d.Count
		}
	}
	if diff := cmp.Diff(want, count); diff != "" || redLines < wantRedLines {
		t.Errorf("%s: got %d red lines, want %d; types (-want +got):\n%s", name, redLines, wantRedLines, diff)
	}
}

func TestOptionsAreShuffledButTrueStandsBeforeFalse(t *testing.T) {
	e := quizzes.Exam{Draw: []quizzes.Draw{{Type: quizzes.Single, Count: 20}, {Type: quizzes.TrueFalse, Count: 20}, {Type: quizzes.Short, Count: 20}}}
	orders := map[string]int{}
	for _, item := range quizzes.DrawPaper(e, bank(20), "attempt", shuffle) {
		var shown []string
		for _, o := range item.Options() {
			shown = append(shown, o.ID)
		}
		if diff := cmp.Diff(item.Order, shown); len(item.Order) > 0 && diff != "" {
			t.Errorf("%s is shown in another order (-order +shown):\n%s", item.Question.ID, diff)
		}
		switch item.Question.Type {
		case quizzes.TrueFalse:
			if !slices.Equal(shown, []string{"true", "false"}) {
				t.Errorf("got %v for a statement", shown)
			}
		case quizzes.Short:
			if len(shown) > 0 {
				t.Errorf("got the options %v for a short answer", shown)
			}
		default:
			orders[fmt.Sprint(shown)]++
			if sorted := slices.Sorted(slices.Values(shown)); !slices.Equal(sorted, []string{"a", "b", "c", "d"}) {
				t.Errorf("got the options %v", shown)
			}
		}
	}
	if len(orders) < 5 {
		t.Errorf("got %d orders of the options over 20 questions: %v", len(orders), orders)
	}
}
