package text_test

import (
	"strings"
	"testing"

	"gangway/internal/text"
)

func TestCharactersAreCountedAsPeopleDo(t *testing.T) {
	for _, tt := range []struct {
		name, s string
		want    int
	}{
		{"nothing", "", 0},
		{"Hanzi", "上岗之路", 4},
		{"Hanzi, letters, digits and signs", "上岗Go 1.26！", 10},
		{"a rare Hanzi of four bytes", "𬱖", 1},
		{"a letter with a combining accent", "e\u0301", 1},
		{"a flag", "🇨🇳", 1},
		{"a hand of a colour", "👍🏽", 1},
		{"a family", "👨‍👩‍👧", 1},
		{"a key", "1️⃣", 1},
		{"a Hanzi with a variation selector", "葛\U000E0100", 1},
	} {
		if got := len(text.Characters(tt.s)); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestVisible(t *testing.T) {
	for s, want := range map[string]bool{
		"":               true,
		"上岗之路":           true,
		"一家 👨‍👩‍👧":       true,
		"❤️":             true,
		"a\u200db":       false,
		"\u200d":         false,
		"👍\u200d":        false,
		"一\n二":           false,
		"a\x1b[A":        false,
		"a\u202eb":       false,
		"👨\u200d\u200d👩": false,
	} {
		if got := text.Visible(s); got != want {
			t.Errorf("%q: got %v, want %v", s, got, want)
		}
	}
	if long := strings.Repeat("长", 5000); !text.Visible(long) || len(text.Characters(long)) != 5000 {
		t.Error("a long text is not seen")
	}
}
