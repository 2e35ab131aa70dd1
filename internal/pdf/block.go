package pdf

import (
	"unicode/utf8"

	"gangway/internal/fault"
)

// A block is a place for text, which is centred in it and printed in the largest size in which it fits.
type block struct {
	field             string // what an error calls the text
	text              string
	weight            string
	ink               ink
	x, y              float64 // top left corner
	width, height     float64
	largest, smallest float64 // type size
	leading           float64 // from line to line, in type sizes
	top               bool    // begin at the top instead of centring the lines in the height
}

// pointsPerMM turns type sizes into lengths.
const pointsPerMM = 72 / 25.4

// opticalMiddle is how far the middle of Chinese characters and capitals is above the baseline, in type sizes.
const opticalMiddle = 0.37

// block prints a block. An empty text prints nothing.
func (p *page) block(b block) {
	if p.err != nil || b.text == "" {
		return
	}
	if p.err = p.face.check(b.field, b.text); p.err != nil {
		return
	}
	encode := p.encoder(b.text)
	size, lines := p.fit(b, func(text string) float64 { return p.doc.GetStringWidth(encode(text)) })
	if lines == nil {
		p.err = fault.New(fault.Invalid, "%s: %d characters are too many for the certificate", b.field, utf8.RuneCountInString(b.text)).
			WithHint("shorten %s", b.field)
		return
	}
	p.doc.SetTextColor(b.ink.red, b.ink.green, b.ink.blue)
	step := b.leading * size / pointsPerMM
	baseline := b.y + step/2 + opticalMiddle*size/pointsPerMM
	if !b.top {
		baseline += (b.height - step*float64(len(lines))) / 2
	}
	for i, line := range lines {
		line = trim(line)
		encoded := encode(line)
		p.print(b.x+(b.width-p.doc.GetStringWidth(encoded))/2, baseline+step*float64(i), line, encoded)
	}
}

// readable is the type size above which a text is made smaller rather than a word or a number in it cut.
const readable = 8

// fit sets the largest size in which the block holds its text, and returns it with the lines; no lines if there is none.
// A size in which words and numbers stay whole comes before a larger one in which they do not.
func (p *page) fit(b block, measure func(string) float64) (float64, []string) {
	for _, cut := range []bool{false, true} {
		for size := b.largest; size >= b.smallest; size -= 0.5 {
			p.doc.SetFont(family, b.weight, size)
			if !cut && (size < readable || !whole(b.text, b.width, measure)) {
				continue
			}
			lines := wrap(b.text, b.width, measure)
			if float64(len(lines))*b.leading*size/pointsPerMM <= b.height {
				return size, lines
			}
		}
	}
	return 0, nil
}
