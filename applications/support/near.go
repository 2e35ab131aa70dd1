package support

// shortestTypo is the length from which a word that no entry has is taken for a mistyped one.
const shortestTypo = 4

// correct puts the nearest word of the base in the place of each word of the question that no entry has, if one is a
// single slip away: a letter wrong, missing, too many, or two in the wrong order. It reports whether it changed anything.
func (q *question) correct(b Base, found []finding) (changed bool) {
	for i, p := range q.places {
		if len(p.word) < shortestTypo || anywhere(found, p.self) {
			continue
		}
		if near := b.nearest(p.word); near != "" {
			q.places[i].self, q.places[i].word = q.wordPiece(near), near
			changed = true
		}
	}
	return changed
}

func anywhere(found []finding, piece int) bool {
	for _, f := range found {
		if f.pieces[piece] > 0 {
			return true
		}
	}
	return false
}

// nearest returns the first word of the base, its questions and tags first, that is one slip away, or "".
func (b Base) nearest(word string) (near string) {
	look := func(said string) {
		c := cutter{said: said}
		for kind, _, w := c.next(); kind != theEnd && near == ""; kind, _, w = c.next() {
			if w = stem(fold(w)); len(w) >= shortestTypo && oneSlip(word, w) {
				near = w
			}
		}
	}
	for _, e := range b.Entries {
		for _, phrasing := range e.Questions {
			look(phrasing.English)
		}
		for _, tag := range e.Tags {
			look(tag)
		}
	}
	for _, e := range b.Entries {
		look(e.Answer.English)
	}
	return near
}

// oneSlip reports whether one slip of the fingers leads from a to b.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
