package term

import (
	"strings"
	"testing"

	"gangway/internal/text"
)

func TestPress(t *testing.T) {
	tests := []struct {
		name          string
		before, after string
		key           key
		want          string // with | for the cursor
	}{
		{"left over a letter and its accent", "e\u0301", "", keyLeft, "|e\u0301"},
		{"right over a flag", "", "🇨🇳a", keyRight, "🇨🇳|a"},
		{"a backspace takes a letter with its accent", "ae\u0301", "b", keyBackspace, "a|b"},
		{"a word to the left is a run of Hanzi", "我爱Go语言", "", keyWordLeft, "我爱Go|语言"},
		{"a word to the left is a run of letters", "我爱Go", "语言", keyWordLeft, "我爱|Go语言"},
		{"spaces are passed on the way to a word", "ab  ", "", keyWordLeft, "|ab  "},
		{"a word to the right", "", " ab cd", keyWordRight, " ab| cd"},
		{"erase the word to the left", "ab cd", "ef", keyEraseWord, "ab |ef"},
		{"erase to the left", "ab", "cd", keyEraseLeft, "|cd"},
		{"erase to the right", "ab", "cd", keyEraseRight, "ab|"},
		{"a tab is a space", "a", "b", keyTab, "a |b"},
		{"a character", "a", "b", '王', "a王|b"},
		{"up does nothing", "a", "b", keyUp, "a|b"},
		{"what cannot be read does nothing", "a", "b", keyNone, "a|b"},
		{"no more than fits", strings.Repeat("x", maxLine), "", '王', strings.Repeat("x", maxLine) + "|"},
	}
	for _, test := range tests {
		l := line{test.before, test.after}
		changed := l.press(test.key)
		if got := l.before + "|" + l.after; got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
		if want := test.want != test.before+"|"+test.after; changed != want {
			t.Errorf("%s: press reports %v, want %v", test.name, changed, want)
		}
	}
}

func TestKeysAtTheEdgesDoNothing(t *testing.T) {
	for _, k := range []key{
		keyLeft, keyRight, keyHome, keyEnd, keyWordLeft, keyWordRight, keyBackspace, keyDelete,
		keyEraseWord, keyEraseLeft, keyEraseRight,
	} {
		if l := (&line{}); l.press(k) || l.text() != "" {
			t.Errorf("key %d does something to an empty line", k)
		}
	}
}

func TestWindow(t *testing.T) {
	tests := []struct {
		name          string
		before, after string
		shown         string
		cursor        int
	}{
		{"all of it", "王小明", "", "王小明", 6},
		{"all but one cell for the cursor", "一二三四", "a", "一二三四a", 8},
		{"the cursor at the end", "一二三四五六七", "", "<四五六七", 9},
		{"the cursor at the beginning", "", "一二三四五六七", "一二三四>", 0},
		{"the cursor in the middle", "一二三四五六七", "八九十", "<五六七八>", 7},
	}
	for _, test := range tests {
		shown, cursor := window(line{test.before, test.after}, 10)
		if shown != test.shown || cursor != test.cursor {
			t.Errorf("%s: got %q, %d, want %q, %d", test.name, shown, cursor, test.shown, test.cursor)
		}
		checkWindow(t, line{test.before, test.after}, 10)
	}
}

func checkWindow(t *testing.T, l line, cells int) {
	t.Helper()
	shown, cursor := window(l, cells)
	if text.Width(shown) > cells || cursor < 0 || cursor >= cells {
		t.Errorf("%q before %q in %d cells: %q has %d, the cursor is at %d",
			l.before, l.after, cells, shown, text.Width(shown), cursor)
	}
}
