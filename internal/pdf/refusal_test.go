package pdf

import (
	"errors"
	"strings"
	"testing"
	"time"

	"gangway/internal/fault"
)

func TestWhatCannotBePrintedIsRefused(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*Certificate)
		want   string // the message begins so
	}{
		{"a traditional character outside the fonts", holder("王龘"), `name: the fonts of certificates do not have the character '龘' (U+9F98)`},
		{"a character beyond 16 bits outside the fonts", holder("王𠀀"), `name: the fonts of certificates do not have the character '𠀀' (U+20000)`},
		{"an emoji", holder("王😀"), `name: the fonts of certificates do not have the character '😀' (U+1F600)`},
		{"a right-to-left override", holder("王\u202e小"), `name: the character '\u202e' (U+202E) has no place`},
		{"a zero-width joiner", holder("王\u200d小"), `name: the character '\u200d' (U+200D) has no place`},
		{"a variation selector", holder("王\ufe0f"), `name: the character '️' (U+FE0F) has no place`},
		{"a loose accent", holder("Zoe\u0308"), `name: the character '̈' (U+0308) has no place`},
		{"a newline", holder("王\n小"), `name: the character '\n' (U+000A) has no place`},
		{"a control character", holder("王\x1b小"), `name: the character '\x1b' (U+001B) has no place`},
		{"a private-use character, though the fonts hold it", holder("王\ue000"), `name: the character '\ue000' (U+E000) has no place`},
		{"broken UTF-8", holder("王\xff"), `name is not valid UTF-8`},
		{"an empty name", holder(""), `name is empty`},
		{"a name of spaces", holder(" \u3000"), `name is empty`},
		{"a name without end", holder(strings.Repeat("长", 500)), `name: 500 characters are too many for the certificate`},
		{"a wrong character in a fact", func(c *Certificate) { c.Facts[0].Text = "\u200b" }, `program: the character '\u200b' (U+200B)`},
		{"a wrong character in a label", func(c *Certificate) { c.Facts[1].Label = "☂" }, `score: the fonts of certificates do not have the character '☂' (U+2602)`},
		{"a wrong character in the title", func(c *Certificate) { c.Title = "\t" }, `title: the character '\t' (U+0009)`},
		{"an empty title", func(c *Certificate) { c.Title = "" }, `title is empty`},
		{"a wrong character in the subtitle", func(c *Certificate) { c.Subtitle = "\t" }, `subtitle: the character`},
		{"a wrong character in the statement", func(c *Certificate) { c.Statement = "\t" }, `statement: the character`},
		{"a wrong character in the mark", func(c *Certificate) { c.Mark = "\t" }, `mark: the character`},
		{"a wrong character below the code", func(c *Certificate) { c.QR.Label = "\t" }, `verify: the character`},
		{"a code too dense to scan", func(c *Certificate) { c.QR.Text = strings.Repeat("a", densest+1) }, `verify: 332 characters are too many for a QR code`},
		{"a code beyond all codes", func(c *Certificate) { c.QR.Text = strings.Repeat("a", 7000) }, `verify: 7000 characters are too many for a QR code`},
		{"ten facts", func(c *Certificate) { c.Facts = make([]Line, 10) }, `a certificate has room for 9 facts, not 10`},
		{"no time of creation", func(c *Certificate) { c.Created = time.Time{} }, `created is empty`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := chinese()
			tt.change(&c)
			_, err := Draw(c)
			if !errors.Is(err, fault.Invalid) {
				t.Fatalf("got %v, want fault.Invalid", err)
			}
			if !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got  %s\nwant %s…", err, tt.want)
			}
		})
	}
}

func holder(name string) func(*Certificate) {
	return func(c *Certificate) { c.Holder.Text = name }
}
