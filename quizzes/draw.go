package quizzes

import (
	"slices"
	"strconv"
)

// A Shuffler returns a permutation of 0 … n-1 that depends on the seed and a secret alone, so that starting again
// cannot draw another paper.
type Shuffler func(seed string, n int) []int

// An Item is one drawn question with its options in the order they are shown.
type Item struct {
	Question Question
	Order    []string // ids of the options
}

// Options returns the options in the order they are shown.
func (i Item) Options() []Option {
	offered := i.Question.Offered()
	options := make([]Option, 0, len(offered))
	for _, id := range i.Order {
		if at := slices.IndexFunc(offered, func(o Option) bool { return o.ID == id }); at >= 0 {
			options = append(options, offered[at])
		}
	}
	return options
}

// candidates returns the bank's questions a draw may take.
func candidates(b Bank, d Draw) []Question {
	var found []Question
	for _, q := range b.Questions {
		if q.Type == d.Type && (q.RedLine || !d.RedLine) {
			found = append(found, q)
		}
	}
	return found
}

// DrawPaper draws an exam's questions for one attempt: each draw in turn, none twice, all shuffled, and the options
// of choices shuffled as well.
func DrawPaper(e Exam, b Bank, seed string, shuffle Shuffler) []Item {
	var drawn []Question
	for i, d := range redLinesFirst(e.Draw) {
		pool := candidates(b, d)
		left := d.Count
		for _, at := range shuffle(seed+"/draw/"+strconv.Itoa(i), len(pool)) {
			taken := slices.ContainsFunc(drawn, func(q Question) bool { return q.ID == pool[at].ID })
			if left > 0 && !taken {
				drawn = append(drawn, pool[at])
				left--
			}
		}
	}
	paper := make([]Item, len(drawn))
	for i, at := range shuffle(seed+"/order", len(drawn)) {
		paper[i] = Item{Question: drawn[at], Order: order(drawn[at], seed, shuffle)}
	}
	return paper
}

// redLinesFirst puts the draws that take red lines alone first, so that the others cannot leave them too few.
func redLinesFirst(draws []Draw) []Draw {
	return slices.SortedStableFunc(slices.Values(draws), func(a, b Draw) int {
		switch {
		case a.RedLine == b.RedLine:
			return 0
		case a.RedLine:
			return -1
		}
		return 1
	})
}

func order(q Question, seed string, shuffle Shuffler) []string {
	offered := q.Offered()
	ids := make([]string, len(offered))
	for i := range offered {
		ids[i] = offered[i].ID
	}
	if q.Type == TrueFalse {
		return ids // right before wrong is what everybody expects
	}
	shuffled := make([]string, len(ids))
	for i, at := range shuffle(seed+"/options/"+q.ID, len(ids)) {
		shuffled[i] = ids[at]
	}
	return shuffled
}
