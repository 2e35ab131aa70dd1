package pdf

import (
	"unicode/utf8"

	"rsc.io/qr"

	"gangway/internal/fault"
)

const (
	finest = 0.5 // the smallest dot that an ordinary telephone reads from paper, in millimetres
	quiet  = 2.5 // what has to stay white below the code, with the space above the letters of the label
)

// code draws a QR code that survives a stain (level M), with its label below.
func (p *page) code(x, y float64, content Line) {
	if p.err != nil {
		return
	}
	code, err := qr.Encode(content.Text, qr.M)
	if err != nil || side/float64(code.Size) < finest {
		p.err = fault.New(fault.Invalid, "%s: %d characters are too many for a QR code that can be scanned",
			content.Field, utf8.RuneCountInString(content.Text))
		return
	}
	p.paint(dark)
	module := side / float64(code.Size)
	for row := range code.Size {
		for _, run := range runs(code, row) {
			p.doc.Rect(x+module*float64(run.start), y+module*float64(row), module*float64(run.length), module, "F")
		}
	}
	p.block(block{field: content.Field, text: content.Label, ink: grey,
		x: x - 3, y: y + side + quiet, width: side + 6, height: 5, largest: 9, smallest: 6, leading: 1.2})
}

// A run is a stretch of black dots in a row.
type run struct{ start, length int }

// runs returns the stretches of black dots of a row: one rectangle each is far smaller than one a dot.
func runs(code *qr.Code, row int) []run {
	var found []run
	for column := 0; column < code.Size; column++ {
		if !code.Black(column, row) {
			continue
		}
		start := column
		for column < code.Size && code.Black(column, row) {
			column++
		}
		found = append(found, run{start, column - start})
	}
	return found
}
