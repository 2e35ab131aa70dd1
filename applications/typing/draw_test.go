package typing

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEachTryHasATextOfEachKindThatWasNotShownYet(t *testing.T) {
	var tries []Try
	seen := map[string]bool{}
	for range 3 {
		s := Draw(sample(), pool(), "wang", tries, shuffle)
		var drawn []Kind
		for _, text := range s.Texts {
			drawn = append(drawn, text.Kind)
			if seen[text.ID] {
				t.Errorf("try %d shows %s again", len(tries)+1, text.ID)
			}
			seen[text.ID] = true
		}
		if diff := cmp.Diff(kinds, drawn); diff != "" {
			t.Errorf("kinds (-want +got):\n%s", diff)
		}
		tries = append(tries, Try{Number: len(tries) + 1, Texts: s.IDs()})
	}
	if fourth := Draw(sample(), pool(), "wang", tries, shuffle).IDs(); !cmp.Equal(fourth, tries[0].Texts) {
		t.Errorf("the fourth try shows %v, want %v, which were not shown for longest", fourth, tries[0].Texts)
	}
}

func TestLinesFollowEachOther(t *testing.T) {
	starts := map[string]bool{}
	for _, account := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		for _, drawn := range Draw(sample(), pool(), account, nil, shuffle).Texts {
			i := slices.IndexFunc(pool(), func(whole Text) bool { return whole.ID == drawn.ID })
			from := slices.Index(pool()[i].Lines, drawn.Lines[0])
			if want := pool()[i].Lines[from : from+2]; !cmp.Equal(drawn.Lines, want) {
				t.Errorf("got the lines %q, want %q", drawn.Lines, want)
			}
			starts[drawn.Lines[0]] = true
		}
	}
	if len(starts) < 9 {
		t.Errorf("eight people saw %d beginnings, which is hardly a draw", len(starts))
	}
}

func TestLeavingBeforeTheClockStartsDrawsTheSameAgain(t *testing.T) {
	first, again := Draw(sample(), pool(), "wang", nil, shuffle), Draw(sample(), pool(), "wang", nil, shuffle)
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("(-first +again):\n%s", diff)
	}
	if other := Draw(sample(), pool(), "zhao", nil, shuffle); cmp.Equal(first.Lines(), other.Lines()) {
		t.Errorf("somebody else gets the very same lines: %q", other.Lines())
	}
}

func TestALineKnowsItsText(t *testing.T) {
	s := Draw(sample(), pool(), "wang", nil, shuffle)
	for i, line := range s.Lines() {
		if !slices.Contains(s.TextOf(i).Lines, line) {
			t.Errorf("line %d is said to be of %s", i, s.TextOf(i).ID)
		}
	}
	if got := s.TextOf(len(s.Lines())); got.ID != "" {
		t.Errorf("a line after the last is said to be of %s", got.ID)
	}
}
