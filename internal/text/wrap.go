package text

import "strings"

// Wrap breaks text into lines of at most width cells and loses nothing but the spaces at a break. Line breaks in the
// text are kept. Chinese may break between any two characters, except that closing punctuation does not begin a line
// and opening punctuation does not end one; Latin words and numbers stay whole. Where a word, or a word and its
// punctuation, is wider than a whole line, these rules give way, the ones about punctuation first.
//
// The result has at least one line. Only a single character that is wider than width makes a line wider than that.
func Wrap(text string, width int) []string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, wrapLine(strings.TrimRight(line, " \u3000"), width)...)
	}
	return lines
}

func wrapLine(line string, width int) []string {
	if Width(line) <= width {
		return []string{line}
	}
	w := wrapper{text: line, width: width}
	units := units(line)
	for len(units) > 0 {
		n := glued(units)
		w.add(units[:n])
		units = units[n:]
	}
	return append(w.lines, line[w.start:w.end])
}

// glued returns how many of the units, beginning with the first, must stand on one line.
func glued(units []unit) int {
	n := 1
	for n < len(units) && !breakable(units[n-1], units[n]) {
		n++
	}
	return n
}

// A wrapper fills lines. The current line is text[start:end].
type wrapper struct {
	text       string
	width      int
	lines      []string
	start, end int
	used       int // cells of the current line
}

// add puts units that belong together on the current line, or on a new one when they do not fit.
func (w *wrapper) add(units []unit) {
	first, last := units[0], units[len(units)-1]
	cells := 0
	for _, u := range units {
		cells += u.width
	}
	switch {
	case w.used+cells+w.gap(first) <= w.width:
		w.used += cells + w.gap(first)
		w.end = last.end
	case cells <= w.width:
		w.newLine(first.start)
		w.used, w.end = cells, last.end
	case len(units) > 1: // too much to stand together: let the punctuation go, keep the words
		w.newLine(first.start)
		for i := range units {
			w.add(units[i : i+1])
		}
	default:
		w.newLine(first.start)
		w.split(first)
	}
}

// gap returns the cells of the spaces between the current line and u.
func (w *wrapper) gap(u unit) int { return Width(w.text[w.end:u.start]) }

// newLine ends the current line, unless nothing stands on it, and drops the spaces up to start.
func (w *wrapper) newLine(start int) {
	if w.end > w.start {
		w.lines = append(w.lines, w.text[w.start:w.end])
	}
	w.start, w.end, w.used = start, start, 0
}

// split spreads a word wider than a line over several.
func (w *wrapper) split(word unit) {
	graphemes := narrow.StringGraphemes(w.text[word.start:word.end])
	for graphemes.Next() {
		if w.used+graphemes.Width() > w.width {
			w.newLine(w.end)
		}
		w.used += graphemes.Width()
		w.end += len(graphemes.Value())
	}
}
