package identity

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gangway/internal/fault"
)

func TestNamesThatAreRight(t *testing.T) {
	for _, tt := range []struct {
		name    string
		doc     Document
		in, out string
		changed bool
	}{
		{"two characters", ResidentID, "张三", "张三", false},
		{"a compound surname", ResidentID, "欧阳小娜", "欧阳小娜", false},
		{"no document known yet", "", "张三", "张三", false},
		{"the dot of the standard", ResidentID, "阿依古·买买提", "阿依古·买买提", false},
		{"a bullet", ResidentID, "阿依古•买买提", "阿依古·买买提", true},
		{"a hyphenation point", ResidentID, "阿依古‧买买提", "阿依古·买买提", true},
		{"a katakana dot", ResidentID, "阿依古・买买提", "阿依古·买买提", true},
		{"a half-width katakana dot", ResidentID, "阿依古･买买提", "阿依古·买买提", true},
		{"a full-width full stop", ResidentID, "阿依古．买买提", "阿依古·买买提", true},
		{"a full stop", ResidentID, "阿依古.买买提", "阿依古·买买提", true},
		{"three parts with two kinds of dot", ResidentID, "阿依古.买买提•吾甫尔", "阿依古·买买提·吾甫尔", true},
		{"the round zero", ResidentID, "朱〇一", "朱〇一", false},
		{"extension A", ResidentID, "张㑇", "张㑇", false},
		{"extension B", ResidentID, "张𠮷", "张𠮷", false},
		{"extension G", ResidentID, "张\U00030000", "张\U00030000", false},
		{"extension I", ResidentID, "张\U0002EBF0", "张\U0002EBF0", false},
		{"a compatibility ideograph takes its normal form", ResidentID, "张\uF9D1", "张六", true},
		{"50 characters", ResidentID, strings.Repeat("张", 50), strings.Repeat("张", 50), false},
		{"a Chinese name on a card for foreigners", ForeignPermanent, "约翰·史密斯", "约翰·史密斯", false},
		{"a Latin name on a card for foreigners", ForeignPermanent, "SMITH, John Q. Jr.", "SMITH, John Q. Jr.", false},
		{"hyphen, apostrophe and accent", ForeignPermanent, "Anne-Zoé O'Example", "Anne-Zoé O'Example", false},
		{"an accent typed by itself", ForeignPermanent, "Zoe\u0301", "Zoé", true},
		{"full-width Latin letters", ForeignPermanent, "Ｊｏｈｎ", "John", true},
	} {
		got, changed, err := Name(tt.in, tt.doc)
		if err != nil || got != tt.out || changed != tt.changed {
			t.Errorf("%s: got %q, changed %v, %v; want %q, %v", tt.name, got, changed, err, tt.out, tt.changed)
		}
	}
}

func TestNamesThatAreWrong(t *testing.T) {
	for _, tt := range []struct {
		name string
		doc  Document
		in   string
		want string
	}{
		{"nothing", ResidentID, "", "missing"},
		{"a space", ResidentID, "　", "missing"},
		{"a space before", ResidentID, " 张三", "before or after"},
		{"an ideographic space after", ResidentID, "张三　", "before or after"},
		{"a space within", ResidentID, "张 三", "character 2"},
		{"a digit", ResidentID, "张三3", "character 3 of the name is a digit"},
		{"a full-width digit", ResidentID, "张３三", "character 2 of the name is a digit"},
		{"an emoji", ResidentID, "张三😀", "character 3"},
		{"a dot first", ResidentID, "·张三", "between two parts"},
		{"a dot last", ResidentID, "张三·", "between two parts"},
		{"a full stop last", ResidentID, "张三.", "between two parts"},
		{"two dots", ResidentID, "阿依古··买买提", "between two parts"},
		{"two dots of different kinds", ResidentID, "阿依古·•买买提", "between two parts"},
		{"a dot alone", ResidentID, "·", "between two parts"},
		{"51 characters", ResidentID, strings.Repeat("张", 51), "51 characters, more than the 50"},
		{"Latin letters on a resident card", ResidentID, "Zhang San", "Latin letters"},
		{"Latin letters on a residence permit", HMTResidence, "CHAN Tai Man", "Latin letters"},
		{"Latin letters with no document", "", "Zhang San", "Latin letters"},
		{"two scripts on a card for foreigners", ForeignPermanent, "张San", "not in both"},
		{"two spaces in a Latin name", ForeignPermanent, "John  Smith", "character 6"},
		{"a hyphen first in a Latin name", ForeignPermanent, "-John", "character 1"},
		{"a hyphen last in a Latin name", ForeignPermanent, "John-", "ends in a letter"},
		{"a Cyrillic letter in a Latin name", ForeignPermanent, "Jоhn", "character 2"},
		{"Cyrillic letters", ForeignPermanent, "Иван", "character 1"},
		{"a zero-width space", ResidentID, "张\u200b三", "character 2"},
		{"a mark of direction", ResidentID, "张\u202e三", "character 2"},
		{"an escape sequence", ResidentID, "张\x1b三", "character 2"},
		{"a new line", ResidentID, "张\n三", "character 2"},
		{"a private-use character", ResidentID, "张\ue000", "character 2"},
		{"a radical, which only looks like a character", ResidentID, "张⼀", "character 2"},
		{"an iteration mark", ResidentID, "佐々", "character 2"},
		{"not UTF-8", ResidentID, "\xd5\xc5\xc8\xfd", "not in UTF-8"},
	} {
		got, _, err := Name(tt.in, tt.doc)
		refused(t, tt.name, tt.in, err, tt.want)
		if got != "" {
			t.Errorf("%s: got %q along with the error", tt.name, got)
		}
	}
}

func FuzzName(f *testing.F) {
	for _, name := range []string{"张三", "阿依古.买买提", "Anne-Zoé O'Example", "Ｊｏｈｎ", "张\uF9D1", "·", " ", "\xff"} {
		f.Add(name, string(ResidentID))
		f.Add(name, string(ForeignPermanent))
	}
	f.Fuzz(func(t *testing.T, in, doc string) {
		name, changed, err := Name(in, Document(doc))
		if err != nil {
			var f *fault.Error
			if !errors.As(err, &f) || !errors.Is(err, fault.Invalid) {
				t.Fatalf("%v is not fault.Invalid", err)
			}
			silent(t, f)
			return
		}
		if n := utf8.RuneCountInString(name); n < 1 || n > maxName || !norm.NFC.IsNormalString(name) {
			t.Errorf("%q was read as %q", in, name)
		}
		if changed != (name != in) {
			t.Errorf("%q was read as %q, changed %v", in, name, changed)
		}
		if again, changed, err := Name(name, Document(doc)); err != nil || changed || again != name {
			t.Errorf("the stored name %q is read as %q, %v, %v", name, again, changed, err)
		}
	})
}
