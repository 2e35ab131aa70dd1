package typing

import (
	"slices"
	"strconv"
)

// A Shuffler returns a permutation of 0 … n-1 that depends on the seed and a secret alone.
type Shuffler func(seed string, n int) []int

// A Sheet is what one try copies.
type Sheet struct {
	Test  Test
	Texts []Text // one of each kind, with the drawn lines alone
}

// Lines returns the lines of all texts in their order.
func (s Sheet) Lines() (lines []string) {
	for _, t := range s.Texts {
		lines = append(lines, t.Lines...)
	}
	return lines
}

// TextOf returns the text that a line belongs to; lines count from 0.
func (s Sheet) TextOf(line int) Text {
	for _, t := range s.Texts {
		if line < len(t.Lines) {
			return t
		}
		line -= len(t.Lines)
	}
	return Text{}
}

// IDs returns the ids of the texts.
func (s Sheet) IDs() []string {
	ids := make([]string, len(s.Texts))
	for i, t := range s.Texts {
		ids[i] = t.ID
	}
	return ids
}

// Draw takes a text of each kind and some lines of it that follow each other. Of the texts of a kind it takes the one
// that was not shown for longest. The draw depends on the account and the number of its tries, so that leaving before the
// clock starts does not draw other texts.
func Draw(test Test, pool []Text, account string, tries []Try, shuffle Shuffler) Sheet {
	sheet := Sheet{Test: test}
	seed := "typing/" + account + "/" + strconv.Itoa(len(tries)+1)
	for _, kind := range kinds {
		of := slices.DeleteFunc(slices.Clone(pool), func(t Text) bool { return t.Kind != kind })
		chosen, shown := Text{}, len(tries)+1
		for _, i := range shuffle(seed+"/"+string(kind), len(of)) {
			if at := lastShown(of[i].ID, tries); at < shown {
				chosen, shown = of[i], at
			}
		}
		if n := test.LinesPerText.Value; len(chosen.Lines) > n {
			from := shuffle(seed+"/"+string(kind)+"/from", len(chosen.Lines)-n+1)[0]
			chosen.Lines = chosen.Lines[from : from+n]
		}
		sheet.Texts = append(sheet.Texts, chosen)
	}
	return sheet
}

// lastShown returns the number of the latest try that showed a text, 0 when none did.
func lastShown(id string, tries []Try) int {
	for i := len(tries); i > 0; i-- {
		if slices.Contains(tries[i-1].Texts, id) {
			return i
		}
	}
	return 0
}
