package pdf

import "gangway/internal/fault"

// maxFacts is how many facts there is room for.
const maxFacts = 9

// maxPerRow is how many facts stand beside each other at most.
const maxPerRow = 3

// facts prints the facts in the middle of the foot, in rows as equal as may be. The first rows are the shorter ones:
// the first fact is usually the number, which needs the room. Every row fills the width, so all keep to the middle axis.
func (p *page) facts(facts []Line) {
	if len(facts) > maxFacts {
		p.err = fault.New(fault.Invalid, "a certificate has room for %d facts, not %d", maxFacts, len(facts))
		return
	}
	if len(facts) == 0 {
		return
	}
	const left, width = margin + side + 6, column - 2*side - 12
	rows := (len(facts) + maxPerRow - 1) / maxPerRow
	h := min(footHeight/float64(rows), 18.5)
	top := footTop + (footHeight-h*float64(rows))/2
	for row := range rows {
		inRow := len(facts) / (rows - row)
		w := width / float64(inRow)
		for i, fact := range facts[:inRow] {
			p.fact(fact, left+w*float64(i), top+h*float64(row), w, h)
		}
		facts = facts[inRow:]
	}
}

// fact prints one fact, the label above the value, with room around it.
func (p *page) fact(f Line, x, y, width, height float64) {
	const gap, label, below = 2, 5.6, 1.4
	p.block(block{field: f.Field, text: f.Label, ink: grey,
		x: x + gap, y: y, width: width - 2*gap, height: label - 0.6, largest: 9, smallest: 6, leading: 1.2})
	p.block(block{field: f.Field, text: f.Text, weight: bold, ink: dark,
		x: x + gap, y: y + label, width: width - 2*gap, height: height - label - below, largest: 12, smallest: 6, leading: 1.3, top: true})
}
