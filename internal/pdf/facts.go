package pdf

import "gangway/internal/fault"

// maxFacts is how many facts there is room for.
const maxFacts = 9

// facts prints the facts in the middle of the foot, in rows of up to three, the label above the value.
func (p *page) facts(facts []Line) {
	if len(facts) > maxFacts {
		p.err = fault.New(fault.Invalid, "a certificate has room for %d facts, not %d", maxFacts, len(facts))
		return
	}
	if len(facts) == 0 {
		return
	}
	perRow := min(len(facts), 3)
	if len(facts) == 4 {
		perRow = 2
	}
	rows := (len(facts) + perRow - 1) / perRow
	const left, width = margin + side + 6, column - 2*side - 12
	w, h := width/float64(perRow), min(footHeight/float64(rows), 20)
	top := footTop + (footHeight-h*float64(rows))/2 + 2 // a value seldom fills its height
	for row := range rows {
		inRow := facts[row*perRow : min((row+1)*perRow, len(facts))]
		x := left + (width-w*float64(len(inRow)))/2 // the last row may be shorter: it stays on the middle axis
		for i, fact := range inRow {
			p.fact(fact, x+w*float64(i), top+h*float64(row), w, h)
		}
	}
}

// fact prints one fact, with a gap on all sides.
func (p *page) fact(f Line, x, y, width, height float64) {
	const gap, label = 2.5, 5.6
	p.block(block{field: f.Field, text: f.Label, ink: grey,
		x: x + gap, y: y, width: width - 2*gap, height: label - 0.6, largest: 9, smallest: 6, leading: 1.2})
	p.block(block{field: f.Field, text: f.Text, weight: bold, ink: dark,
		x: x + gap, y: y + label, width: width - 2*gap, height: height - label - gap, largest: 12, smallest: 6, leading: 1.3, top: true})
}
