package identity

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func TestAccountNamesThatAreRight(t *testing.T) {
	for _, tt := range []struct{ name, in, out, folded string }{
		{"small letters", "zhangsan", "zhangsan", "zhangsan"},
		{"capitals are kept, and folded", "ZhangSan", "ZhangSan", "zhangsan"},
		{"Chinese", "小张", "小张", "小张"},
		{"digits and marks", "zhang-san_01.x", "zhang-san_01.x", "zhang-san_01.x"},
		{"full-width letters", "Ｚｈａｎｇ", "Ｚｈａｎｇ", "zhang"},
		{"an accent typed by itself", "Zoe\u0301", "Zoé", "zoé"},
		{"the dotless ı of Turkish", "Kıvanç", "Kıvanç", "kivanç"},
		{"a ligature", "oﬃce", "oﬃce", "office"},
		{"the sign of kelvin", "\u212aim", "Kim", "kim"},
		{"both small sigmas", "σοφος", "σοφος", "σοφοσ"},
		{"2 characters", "zs", "zs", "zs"},
		{"32 characters", strings.Repeat("张", 32), strings.Repeat("张", 32), strings.Repeat("张", 32)},
	} {
		got, folded, err := AccountName(tt.in)
		if err != nil || got != tt.out || folded != tt.folded {
			t.Errorf("%s: got %q, %q, %v; want %q, %q", tt.name, got, folded, err, tt.out, tt.folded)
		}
	}
}

func TestAccountNamesThatAreWrong(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"nothing", "", "2 to 32"},
		{"1 character", "z", "2 to 32"},
		{"33 characters", strings.Repeat("z", 33), "2 to 32"},
		{"a digit first", "1zhang", "starts with a letter"},
		{"a full stop first", ".zhang", "starts with a letter"},
		{"a way up the folders", "../zhang", "character 3"},
		{"a hyphen first, like a flag", "-zhang", "starts with a letter"},
		{"a space", "zhang san", "character 6"},
		{"a slash", "zhang/san", "character 6"},
		{"an emoji", "zhang😀", "character 6"},
		{"a zero-width space", "zhang\u200b", "character 6"},
		{"a mark of direction", "zhang\u202e", "character 6"},
		{"a letter that cannot be seen", "zhang\u3164", "character 6"},
		{"a combining mark with nothing to combine", "zhang\u0324\u0324", "character 6"},
		{"a digit in a circle", "zhang①", "character 6"},
		{"a letter that folds into many with spaces", "zhang\ufdfa", "character"},
		{"an escape sequence", "zhang\x1b[2J", "character 6"},
		{"not UTF-8", "zhang\xff", "character 6"},
	} {
		got, folded, err := AccountName(tt.in)
		refused(t, tt.name, tt.in, err, tt.want)
		if got != "" || folded != "" {
			t.Errorf("%s: got %q, %q along with the error", tt.name, got, folded)
		}
	}
}

func TestFoldingTwiceChangesNothing(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		_, folded, err := AccountName("a" + string(r))
		if err != nil {
			continue
		}
		name, again, err := AccountName(folded)
		if err != nil || name != folded || again != folded {
			t.Errorf("%U folds to %q, and that to %q, %q, %v", r, folded, name, again, err)
		}
	}
}

func TestLettersThatDifferInCaseAloneAreTheSameAccount(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		for _, other := range []rune{unicode.ToUpper(r), unicode.ToLower(r), unicode.ToTitle(r), unicode.SimpleFold(r)} {
			if other == r {
				continue
			}
			_, a, errA := AccountName("a" + string(r))
			_, b, errB := AccountName("a" + string(other))
			if errA == nil && errB == nil && a != b {
				t.Errorf("%U and %U fold to %q and %q", r, other, a, b)
			}
		}
	}
}

func FuzzAccountName(f *testing.F) {
	for _, s := range []string{"zhangsan", "小张", "Ｚｈａｎｇ", "Zoe\u0301", "ab\ufdfa", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		name, folded, err := AccountName(s)
		if err != nil {
			return
		}
		if !norm.NFC.IsNormalString(name) || !norm.NFKC.IsNormalString(folded) {
			t.Errorf("%q was read as %q, %q", s, name, folded)
		}
		if _, again, err := AccountName(name); err != nil || again != folded {
			t.Errorf("the stored name %q folds to %q, %v; want %q", name, again, err, folded)
		}
	})
}
