package pdf

// Everything stands on the middle axis, between the margins that keep it away from the frame.
const (
	pageWidth  = 297.0
	pageHeight = 210.0
	margin     = 30.0
	column     = pageWidth - 2*margin
	side       = 36.0  // of the emblem and the QR code
	footTop    = 140.0 // of the band with emblem, facts and QR code
	footHeight = 46.0
	sideTop    = footTop + 1 // of the emblem and the QR code, which has a label below it
)

// An ink is a colour.
type ink struct{ red, green, blue int }

var (
	navy = ink{27, 54, 93}
	gold = ink{176, 141, 87}
	dark = ink{38, 42, 48}
	grey = ink{112, 118, 128}
)

// certificate prints everything on the empty sheet.
func (p *page) certificate(c Certificate) {
	p.frame()
	p.head(c)
	p.holder(c)
	p.facts(c.Facts)
	if c.Mark != "" {
		p.emblem(margin, sideTop, c.Mark)
	}
	if c.QR.Text != "" {
		p.code(pageWidth-margin-side, sideTop, c.QR)
	}
}

// head prints the title, the subtitle and the rule below them.
func (p *page) head(c Certificate) {
	p.block(block{field: "title", text: c.Title, weight: bold, ink: navy,
		x: margin, y: 27, width: column, height: 22, largest: 40, smallest: 14, leading: 1.25})
	p.block(block{field: "subtitle", text: c.Subtitle, ink: gold,
		x: margin, y: 49, width: column, height: 9, largest: 14, smallest: 8, leading: 1.25})
	p.rule(64)
}

// holder prints whose certificate it is, and why.
func (p *page) holder(c Certificate) {
	p.block(block{field: c.Holder.Field, text: c.Holder.Label, ink: grey,
		x: margin, y: 70, width: column, height: 8, largest: 13, smallest: 8, leading: 1.25})
	p.block(block{field: c.Holder.Field, text: c.Holder.Text, weight: bold, ink: dark,
		x: margin, y: 80, width: column, height: 20, largest: 38, smallest: 12, leading: 1.2})
	p.block(block{field: "statement", text: c.Statement, ink: dark,
		x: margin + 16, y: 104, width: column - 32, height: 32, largest: 15, smallest: 9, leading: 1.75})
}
