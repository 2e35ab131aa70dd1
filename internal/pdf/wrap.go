package pdf

import (
	"slices"
	"strings"
)

// What may not begin or end a line (避头尾).
const (
	noStart = "、。，．·・：；？！…—～〜ー”’）〕］｝〉》」』】〗,.:;?!)]}%‰℃°"
	noEnd   = "“‘（〔［｛〈《「『【〖([{￥¥$№#"
)

// firstWide is where East Asian scripts and their punctuation begin; a line may break beside any of them.
const firstWide = 0x2E80

// wrap cuts text into lines not wider than limit, except that a line holds at least one character. Joined, the
// lines are the text again; spaces hang at the end of a line and are not measured. measure must be additive.
// Breaks follow breakable; only a piece wider than a whole line is cut anywhere.
// The lines are then made as even as they can be without adding one.
//
// The PDF library's own wrapping loses a Chinese character at every line.
func wrap(text string, limit float64, measure func(string) float64) []string {
	var pieces []string
	for _, piece := range split(text) {
		if measure(trim(piece)) > limit {
			pieces = append(pieces, strings.Split(piece, "")...)
		} else {
			pieces = append(pieces, piece)
		}
	}
	widths := make([]float64, len(pieces))
	for i, piece := range pieces {
		widths[i] = measure(trim(piece))
	}
	lines := fill(pieces, limit, measure)
	narrowest := max(slices.Max(append(widths, 0)), limit/2)
	for width := limit; width >= narrowest; width -= limit / 50 {
		even := fill(pieces, width, measure)
		if len(even) > len(lines) {
			break
		}
		lines = even
	}
	return lines
}

// whole reports whether wrap leaves every word and number of text in one piece.
func whole(text string, limit float64, measure func(string) float64) bool {
	return !slices.ContainsFunc(split(text), func(piece string) bool { return measure(trim(piece)) > limit })
}

// fill puts as many pieces on each line as limit allows.
func fill(pieces []string, limit float64, measure func(string) float64) []string {
	var lines []string
	line, used := "", 0.0
	for _, piece := range pieces {
		if line != "" && used+measure(trim(piece)) > limit {
			lines = append(lines, line)
			line, used = "", 0
		}
		line += piece
		used += measure(piece)
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// split cuts text wherever a line may break.
func split(text string) []string {
	var pieces []string
	start, before := 0, rune(-1)
	for i, after := range text {
		if before >= 0 && breakable(before, after) {
			pieces = append(pieces, text[start:i])
			start = i
		}
		before = after
	}
	if start < len(text) {
		pieces = append(pieces, text[start:])
	}
	return pieces
}

// breakable reports whether a line may end between two neighbours: after spaces, and beside a wide character unless 避头尾
// forbids it. Words and numbers stay whole.
func breakable(before, after rune) bool {
	switch {
	case isSpace(after), strings.ContainsRune(noStart, after), strings.ContainsRune(noEnd, before):
		return false
	case isSpace(before):
		return true
	default:
		return before >= firstWide || after >= firstWide
	}
}

func isSpace(r rune) bool { return r == ' ' || r == '\u3000' }

// trim returns the line without the spaces hanging at its end.
func trim(line string) string { return strings.TrimRightFunc(line, isSpace) }
