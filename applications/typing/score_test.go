package typing

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestALineIsCountedByEditDistance(t *testing.T) {
	for _, tt := range []struct {
		name, reference, typed string
		want                   Count
	}{
		{"without a mistake", "您好，有货。", "您好，有货。", Count{6, 6, 0}},
		{"nothing typed", "您好，有货。", "", Count{6, 0, 6}},
		{"nothing to copy", "", "您", Count{0, 1, 1}},
		{"both empty", "", "", Count{}},
		{"one character too many", "您好有货", "您好有有货", Count{4, 5, 1}},
		{"one left out in the middle", "您好有货", "您有货", Count{4, 3, 1}},
		{"one wrong", "您好有货", "您号有货", Count{4, 4, 1}},
		{"two exchanged", "您好有货", "您有好货", Count{4, 4, 2}},
		{"another line altogether", "您好", "谢谢再见", Count{2, 4, 4}},
		{"half-width punctuation", "您好，“有货”！（现货）", `您好,"有货"!(现货)`, Count{12, 12, 0}},
		{"full-width letters and digits", "A5纸", "Ａ５纸", Count{3, 3, 0}},
		{"half-width stop of another keyboard", "有货。", "有货｡", Count{3, 3, 0}},
		{"spaces around", "有货。", "  有货。 ", Count{3, 3, 0}},
		{"an emoji is one character", "好👍", "好👍", Count{2, 2, 0}},
		{"an emoji of several runes, as a terminal gives it", "好👩‍💻", "好👩💻", Count{3, 3, 0}},
		{"a letter and its accent", "caf\u00e9", "cafe\u0301", Count{4, 4, 0}},
		{"wrong case", "A5", "a5", Count{2, 2, 1}},
	} {
		if got := Compare(tt.reference, tt.typed, true); got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
	if got, want := Compare("您好，有货。", "您好,有货.", false), (Count{6, 6, 2}); got != want {
		t.Errorf("widths that differ, where they count: got %+v, want %+v", got, want)
	}
}

func TestABegunLineIsComparedWithItsBeginning(t *testing.T) {
	for _, tt := range []struct {
		name, typed string
		want        Count
	}{
		{"nothing", "", Count{0, 0, 0}},
		{"the beginning", "您好，", Count{3, 3, 0}},
		{"one left out", "您，这", Count{4, 3, 1}},
		{"a wrong one in the middle", "您号，", Count{3, 3, 1}},
		{"the whole line", "您好，这款有货。", Count{8, 8, 0}},
		{"something else", "再见", Count{2, 2, 2}},
	} {
		if got := CompareBegun("您好，这款有货。", tt.typed, true); got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestSpeedAndAccuracy(t *testing.T) {
	for _, tt := range []struct {
		name string
		c    Count
		took time.Duration
		want Score
	}{
		{"a minute without a mistake", Count{60, 60, 0}, time.Minute, Score{60, Full, 60, time.Minute}},
		{"rounded down", Count{100, 101, 2}, 90 * time.Second, Score{65, 9702, 98, 90 * time.Second}},
		{"more errors than characters", Count{10, 30, 25}, time.Minute, Score{0, 0, 0, time.Minute}},
		{"nothing typed", Count{20, 0, 20}, time.Minute, Score{0, 0, 0, time.Minute}},
		{"no time at all", Count{5, 5, 0}, 0, Score{0, Full, 5, 0}},
	} {
		if diff := cmp.Diff(tt.want, NewScore(tt.c, tt.took)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// Whatever is typed, nothing is better than perfect or worse than nothing; a copy without a mistake is perfect, and a
// line that was finished is never better than the same line begun.
func TestNoScoreLeavesItsBounds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	line := func() string {
		letters := []rune("您好，,。.有货Aａé👍 “\"")
		text := make([]rune, random.IntN(12))
		for i := range text {
			text[i] = letters[random.IntN(len(letters))]
		}
		return string(text)
	}
	for range 20000 {
		reference, typed, fold := line(), line(), random.IntN(2) == 0
		finished, begun := Compare(reference, typed, fold), CompareBegun(reference, typed, fold)
		if begun.Correct() < finished.Correct() {
			t.Fatalf("%q for %q: begun %+v is worse than finished %+v", typed, reference, begun, finished)
		}
		for _, c := range []Count{finished, begun, finished.plus(begun)} {
			if s := NewScore(c, time.Minute); s.Accuracy < 0 || s.Accuracy > Full || s.Speed < 0 || s.Correct > c.Typed || s.Correct > c.Reference {
				t.Fatalf("%q for %q: got %+v of %+v", typed, reference, s, c)
			}
		}
		if c := Compare(reference, reference, fold); c.Errors != 0 || c.Typed > 0 && NewScore(c, time.Minute).Accuracy != Full {
			t.Fatalf("%q copied without a mistake: got %+v", reference, c)
		}
	}
}
