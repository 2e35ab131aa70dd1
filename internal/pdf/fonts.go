package pdf

import (
	_ "embed" // for the fonts
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font/sfnt"

	"gangway/internal/fault"
)

// The fonts are embedded as they are: a compressed copy would have to be inflated by every run of the program.
var (
	//go:embed fonts/NotoSansSC-Regular.subset.ttf
	regularTTF []byte
	//go:embed fonts/NotoSansSC-Bold.subset.ttf
	boldTTF []byte
	//go:embed fonts/pua.txt
	privatePoints string
)

// A typeface knows which characters can be printed. Both weights hold the same ones.
type typeface struct {
	font    *sfnt.Font
	private map[rune]rune // character → private-use point: what 16 bits cannot hold, and proportional punctuation
}

var loadTypeface = sync.OnceValues(func() (*typeface, error) {
	font, err := sfnt.Parse(regularTTF)
	if err != nil {
		return nil, fmt.Errorf("reading the fonts of certificates: %w", err)
	}
	t := &typeface{font, map[rune]rune{}}
	for line := range strings.Lines(privatePoints) {
		var char, point rune
		if _, err := fmt.Sscanf(line, "%X %X", &char, &point); err != nil {
			return nil, fmt.Errorf("reading the private-use points of the fonts: %w", err)
		}
		t.private[char] = point
	}
	return t, nil
})

// check returns fault.Invalid when a character of text cannot be printed. The PDF library would print an empty box, or
// panic, without a word.
func (t *typeface) check(field, text string) error {
	if !utf8.ValidString(text) {
		return fault.New(fault.Invalid, "%s is not valid UTF-8", field)
	}
	var buf sfnt.Buffer
	for _, r := range text {
		// Controls, bidi and other format characters, private use; and loose accents, which need a layout engine.
		if !unicode.IsGraphic(r) || unicode.IsMark(r) {
			return fault.New(fault.Invalid, "%s: the character %q (%U) has no place on a certificate", field, r, r).
				WithHint("type %s again by hand, without pasting", field)
		}
		if glyph, err := t.font.GlyphIndex(&buf, r); err != nil || glyph == 0 {
			return fault.New(fault.Invalid, "%s: the fonts of certificates do not have the character %q (%U)", field, r, r).
				WithHint("write %s with characters of the standard table (通用规范汉字表) or Latin letters", field)
		}
	}
	return nil
}

// encode returns checked text as the PDF library needs it. In western text, quotation marks and dots of omission are
// proportional; in Chinese text they are as wide as a character.
func (t *typeface) encode(text string, western bool) string {
	return strings.Map(func(r rune) rune {
		if point, ok := t.private[r]; ok && (r > 0xFFFF || western) {
			return point
		}
		return r
	}, text)
}
