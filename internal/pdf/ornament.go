package pdf

import "github.com/jung-kurt/gofpdf"

// stroke sets the colour and the width of lines.
func (p *page) stroke(i ink, width float64) {
	p.doc.SetDrawColor(i.red, i.green, i.blue)
	p.doc.SetLineWidth(width)
}

// paint sets the colour of areas.
func (p *page) paint(i ink) { p.doc.SetFillColor(i.red, i.green, i.blue) }

// frame draws the border: a strong line, and inside it a fine one whose corners curve in around a diamond.
func (p *page) frame() {
	p.stroke(navy, 1.4)
	p.doc.Rect(10, 10, pageWidth-20, pageHeight-20, "D")
	p.stroke(gold, 0.35)
	p.doc.SetLineJoinStyle("round") // mitres would stick out where the arcs meet the lines
	const inset, bite = 13.5, 9.0
	p.notched(inset, bite)
	p.notched(inset+1.4, bite)
	p.paint(gold)
	for _, x := range []float64{inset + 2.2, pageWidth - inset - 2.2} {
		for _, y := range []float64{inset + 2.2, pageHeight - inset - 2.2} {
			p.diamond(x, y, 1.7)
		}
	}
}

// notched draws a rectangle that far from the edges of the sheet, with a quarter circle bitten out of each corner.
func (p *page) notched(inset, bite float64) {
	left, top, right, bottom := inset, inset, pageWidth-inset, pageHeight-inset
	d := p.doc
	d.MoveTo(left+bite, top)
	d.LineTo(right-bite, top)
	d.ArcTo(right, top, bite, bite, 0, 180, 270)
	d.LineTo(right, bottom-bite)
	d.ArcTo(right, bottom, bite, bite, 0, 90, 180)
	d.LineTo(left+bite, bottom)
	d.ArcTo(left, bottom, bite, bite, 0, 0, 90)
	d.LineTo(left, top+bite)
	d.ArcTo(left, top, bite, bite, 0, 270, 360)
	d.ClosePath()
	d.DrawPath("D")
}

// rule draws a short line across the middle axis, with a diamond in it.
func (p *page) rule(y float64) {
	const reach, gap, middle = 34.0, 4.0, pageWidth / 2
	p.stroke(gold, 0.35)
	p.doc.Line(middle-reach, y, middle-gap, y)
	p.doc.Line(middle+gap, y, middle+reach, y)
	p.paint(gold)
	p.diamond(middle, y, 1.5)
}

// diamond fills a square standing on its corner.
func (p *page) diamond(x, y, reach float64) {
	p.doc.Polygon([]gofpdf.PointType{{X: x - reach, Y: y}, {X: x, Y: y - reach}, {X: x + reach, Y: y}, {X: x, Y: y + reach}}, "F")
}

// emblem draws stairs, the way up to the first shift, above the words of the mark. It must not look like the seal of an
// authority or a company, which is round and red.
func (p *page) emblem(x, y float64, mark string) {
	p.stroke(gold, 0.35)
	p.doc.RoundedRect(x, y, side, side, 3, "1234", "D")
	p.doc.RoundedRect(x+1.2, y+1.2, side-2.4, side-2.4, 2.2, "1234", "D")
	const steps, width, height = 4, 5.2, 3.1
	left, floor := x+(side-steps*width)/2, y+24
	p.paint(navy)
	for i := range steps {
		rise := height * float64(i+1)
		p.doc.Rect(left+width*float64(i), floor-rise, width*float64(steps-i), height, "F")
	}
	p.flag(left+width*(steps-0.6), floor-steps*height)
	p.block(block{field: "mark", text: mark, weight: bold, ink: navy,
		x: x + 2.5, y: y + 25.5, width: side - 5, height: 8, largest: 12, smallest: 5, leading: 1.2})
}

// flag plants a flag.
func (p *page) flag(x, y float64) {
	p.stroke(gold, 0.4)
	p.doc.Line(x, y, x, y-6)
	p.paint(gold)
	p.doc.Polygon([]gofpdf.PointType{{X: x, Y: y - 6}, {X: x, Y: y - 3}, {X: x - 4, Y: y - 4.5}}, "F")
}
