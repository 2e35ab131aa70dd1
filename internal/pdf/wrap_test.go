package pdf

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// cells measures as a terminal does: two for a wide character, one for another.
func cells(text string) float64 {
	n := 0.0
	for _, r := range text {
		if r >= firstWide {
			n++
		}
		n++
	}
	return n
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		limit      float64
		want       []string
	}{
		{"an empty text has no lines", "", 10, nil},
		{"what fits stays on one line", "上岗培训", 8, []string{"上岗培训"}},
		{"lines are made even", "上岗培训合格证书", 14, []string{"上岗培训", "合格证书"}},
		{"a comma does not begin a line", "完成课程，合格", 8, []string{"完成课", "程，合格"}},
		{"an opening bracket does not end a line", "淘宝客服（云客服）", 10, []string{"淘宝客服", "（云客服）"}},
		{"a dash of two is not torn", "上岗培训——合格", 10, []string{"上岗培", "训——合格"}},
		{"numbers and words stay whole", "编号GW-2026有效", 10, []string{"编号", "GW-2026", "有效"}},
		{"spaces hang at the end of a line", "ready for work", 9, []string{"ready ", "for work"}},
		{"a name keeps its middle dot off the start", "阿卜杜·麦提", 6, []string{"阿卜", "杜·", "麦提"}},
		{"a word longer than a line is cut", "abcdefgh", 3, []string{"abc", "def", "gh"}},
		{"a character wider than a line has its own", "上岗", 1, []string{"上", "岗"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, wrap(tt.text, tt.limit, cells)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWrapLosesNothingAndOverflowsNowhere(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("上岗培训合格通过考核㛃𬱖·，。“”（）《》——……、 　 ab9-%.,()")
	for range 3000 {
		text := make([]rune, random.IntN(120))
		for i := range text {
			text[i] = alphabet[random.IntN(len(alphabet))]
		}
		limit := float64(2 + random.IntN(60))
		checkLines(t, string(text), limit, wrap(string(text), limit, cells))
	}
}

func checkLines(t *testing.T, text string, limit float64, lines []string) {
	t.Helper()
	if got := strings.Join(lines, ""); got != text {
		t.Fatalf("limit %v: %q became %q", limit, text, got)
	}
	for _, line := range lines {
		if width := cells(trim(line)); width > limit && utf8.RuneCountInString(line) > 1 {
			t.Fatalf("limit %v: line %q of %q is %v wide", limit, line, text, width)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("已完成“淘宝客服（云客服）”的全部课程，score 96.", 12)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		if !utf8.ValidString(text) || len(text) > 500 || limit < 2 || limit > 200 {
			return
		}
		checkLines(t, text, float64(limit), wrap(text, float64(limit), cells))
	})
}
