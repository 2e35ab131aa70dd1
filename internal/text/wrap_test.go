package text_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"gangway/internal/text"

	"github.com/google/go-cmp/cmp"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		name  string
		in    string
		width int
		want  []string
	}{
		{"the empty text is one empty line", "", 10, []string{""}},
		{"what fits is one line", "上岗之路", 8, []string{"上岗之路"}},
		{"Chinese breaks between characters", "上岗之路", 6, []string{"上岗之", "路"}},
		{"an odd width leaves a cell empty", "上岗之路", 5, []string{"上岗", "之路"}},
		{"a comma does not begin a line", "你好，世界", 4, []string{"你", "好，", "世界"}},
		{"an opening quotation mark does not end a line", "他说“好”", 5, []string{"他说", "“好”"}},
		{"marks in a row stay together", "好！！好", 6, []string{"好！！", "好"}},
		{"a dash of two characters is not cut", "一——二", 3, []string{"一", "——", "二"}},
		{"words stay whole and the space goes", "the quick brown fox", 10, []string{"the quick", "brown fox"}},
		{"a number in Chinese stays whole", "电话13800000000转", 12, []string{"电话", "13800000000", "转"}},
		{"an amount keeps its sign", "价格￥199元", 8, []string{"价格", "￥199元"}},
		{"the typographic apostrophe is part of its word", "we don’t know", 8, []string{"we don’t", "know"}},
		{"a word wider than the line is split", "see internationalization", 10, []string{"see", "internatio", "nalization"}},
		{"a word keeps whole at the cost of its punctuation", "（13800000000）", 12, []string{"（", "13800000000", "）"}},
		{"the line breaks of the text are kept", "一\n\n二", 10, []string{"一", "", "二"}},
		{"an indent is kept", "  a b", 4, []string{"  a", "b"}},
		{"a paragraph may begin with wide spaces", "　　上岗", 6, []string{"　　上", "岗"}},
		{"one cell is too narrow for a Hanzi", "上岗a b", 1, []string{"上", "岗", "a", "b"}},
		{"no width at all", "上ab", -3, []string{"上", "a", "b"}},
		{"Chinese single quotation marks", "他说‘好’的", 6, []string{"他说", "‘好’的"}},
		{"an accent stays with its letter", "e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}},
		{"a character outside the BMP counts two cells", "杨𬱖㛃", 4, []string{"杨𬱖", "㛃"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, text.Wrap(tt.in, tt.width)); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

// pieces are what random texts are made of.
var pieces = []string{
	"上", "岗", "之", "路", "𬱖", "客服", "，", "。", "！", "？", "”", "“", "（", "）", "《", "》", "……", "——", "、", "￥",
	" ", "  ", "　", "Gangway", "a", "don’t", "13800000000", "2026-11-22", "-5", "%", "(x)", "e\u0301", "👍", ", ", ". ", "\n",
}

func randomText(r *rand.Rand, pieces []string) string {
	var b strings.Builder
	for range r.IntN(60) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

func TestWrapAtEveryWidth(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for width := 2; width <= 100; width++ {
		for range 30 {
			s := randomText(r, pieces)
			lines := text.Wrap(s, width)
			if problem := wrong(s, lines, width); problem != "" {
				t.Fatalf("Wrap(%q, %d) = %q: %s", s, width, lines, problem)
			}
		}
	}
}

// phrases put no more than ten cells together that may not be broken, so every line has room to obey the rules.
var phrases = []string{"上岗", "之路，", "（客服）", "“好”，", "《规则》", "￥199元", "Gangway。", "2026年", "——", "不是？！", "（a）、", " "}

func TestWrapObeysTheRulesOfPunctuation(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for width := 12; width <= 100; width++ {
		for range 30 {
			s := randomText(r, phrases)
			for i, line := range text.Wrap(s, width) {
				first, _ := utf8.DecodeRuneInString(line)
				last, _ := utf8.DecodeLastRuneInString(line)
				if i > 0 && strings.ContainsRune("，。、？！）》”", first) || strings.ContainsRune("（《“￥", last) {
					t.Fatalf("Wrap(%q, %d) has the line %q", s, width, line)
				}
			}
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("亲，您好！please call 13800000000（after 9:00）", 7)
	f.Fuzz(func(t *testing.T, s string, width int) {
		s = text.CleanLines(s)
		width = 2 + int(uint(width)%99)
		lines := text.Wrap(s, width)
		if got, want := withoutSpaces(strings.Join(lines, "")), withoutSpaces(s); got != want {
			t.Fatalf("Wrap(%q, %d) = %q: characters changed", s, width, lines)
		}
		for _, line := range lines {
			if text.Width(line) > width {
				t.Fatalf("Wrap(%q, %d): %q is too wide", s, width, line)
			}
		}
	})
}

// wrong says in which way lines are a bad wrapping of s.
func wrong(s string, lines []string, width int) string {
	rest := s
	for _, line := range lines {
		at := strings.Index(rest, line)
		if at < 0 || withoutSpaces(rest[:at]) != "" {
			return "text lost or changed before " + line
		}
		rest = rest[at+len(line):]
		switch {
		case text.Width(line) > width:
			return "too wide: " + line
		case width >= 11 && strings.HasPrefix(line, "3800000000"):
			return "number split at " + line
		}
	}
	if withoutSpaces(rest) != "" {
		return "text lost at the end"
	}
	return ""
}

func withoutSpaces(s string) string {
	return strings.NewReplacer(" ", "", "\u3000", "", "\n", "").Replace(s)
}
