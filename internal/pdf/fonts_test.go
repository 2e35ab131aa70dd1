package pdf

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/image/font/sfnt"

	"gangway/internal/lang"
)

func TestBothWeightsHoldTheSameCharacters(t *testing.T) {
	face, err := loadTypeface()
	if err != nil {
		t.Fatal(err)
	}
	heavy, err := sfnt.Parse(boldTTF)
	if err != nil {
		t.Fatal(err)
	}
	var buf sfnt.Buffer
	han := 0
	for _, r := range offered(t) {
		light, _ := face.font.GlyphIndex(&buf, r)
		dark, _ := heavy.GlyphIndex(&buf, r)
		if (light == 0) != (dark == 0) {
			t.Errorf("%q (%U) is in one weight only", r, r)
		}
		if light != 0 && r > 0xFFFF && face.private[r] == 0 {
			t.Errorf("%q (%U) has no private-use point: the PDF library would panic", r, r)
		}
		if unicode.Is(unicode.Han, r) && light != 0 {
			han++
		}
	}
	if han < 8105 {
		t.Errorf("got %d Chinese characters, want the 8,105 of the standard table at least", han)
	}
	for r, point := range face.private {
		for name, font := range map[string]*sfnt.Font{"regular": face.font, "bold": heavy} {
			if glyph, err := font.GlyphIndex(&buf, point); err != nil || glyph == 0 {
				t.Errorf("%s: no glyph at %U for %q: %v", name, point, r, err)
			}
		}
	}
}

func TestPunctuationIsAsWideAsItsLanguageWants(t *testing.T) {
	face, err := loadTypeface()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		lang   lang.Lang
		text   string
		narrow bool
	}{
		{"a Latin name in Chinese", lang.Chinese, "D’Example", true},
		{"a Latin name in English", lang.English, "D’Example", true},
		{"a quotation in Chinese", lang.Chinese, "‘淘宝’", false},
		{"a Chinese name in English", lang.English, "‘淘宝’", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := &page{face: face, lang: tt.lang}
			if got := !strings.Contains(p.encoder(tt.text)(tt.text), "’"); got != tt.narrow {
				t.Errorf("narrow: got %v, want %v", got, tt.narrow)
			}
		})
	}
}

// offered returns the characters the fonts were asked to hold.
func offered(t *testing.T) []rune {
	t.Helper()
	data, err := os.ReadFile("fonts/runes.txt")
	if err != nil {
		t.Fatal(err)
	}
	var runes []rune
	for code := range strings.SplitSeq(strings.TrimSpace(string(data)), ",") {
		r, err := strconv.ParseInt(strings.TrimPrefix(code, "U+"), 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		runes = append(runes, rune(r))
	}
	return runes
}

func TestTheSumsOfTheFontsAreThoseOfTheirReadme(t *testing.T) {
	readme, err := os.ReadFile("fonts/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"NotoSansSC-Bold.subset.ttf", "NotoSansSC-Regular.subset.ttf", "pua.txt", "runes.txt"} {
		data, err := os.ReadFile("fonts/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf("| %x | %s |", sha256.Sum256(data), name); !strings.Contains(string(readme), want) {
			t.Errorf("fonts/README.md lacks the line\n%s", want)
		}
	}
}
