package support

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Threshold is the score below which an entry does not answer a question. It was measured with testdata/questions.txt:
// what has an answer lies above it, what has none below.
const Threshold = 0.33

// mostHits is how many entries a search returns at most.
const mostHits = 5

// A Hit is an entry and how well it answers a question, from 0 to 1.
type Hit struct {
	Entry Entry
	Score float64
}

// How much a piece counts by where in an entry it stands, and a Hanzi that was found without its neighbours.
const (
	inQuestion = 1.0
	inTags     = 0.9
	inChannel  = 0.8
	inAnswer   = 0.55
	alone      = 0.4
)

// What a score is made of: the pieces an entry has, how close one of its phrasings comes, and its tags that stand in the
// question as a whole.
const (
	forPieces = 0.7
	forClose  = 0.15
	forTags   = 0.15
)

// Search returns the entries that answer a question, the best first; none where none does.
//
// The question is cut into pieces: words of letters, and Hanzi with their neighbours, so that a word of two characters
// is found wherever it stands. A piece weighs more the fewer entries have it. Nothing is indexed beforehand: a base is
// asked one question, and reading through all of it takes less time than making an index.
func (b Base) Search(asked string) []Hit {
	q := newQuestion(asked)
	if len(q.places) == 0 {
		return nil
	}
	found := b.find(q)
	if q.correct(b, found) {
		found = b.find(q)
	}
	weights := q.weights(found)
	var hits []Hit
	for i, f := range found {
		if score := q.score(f, weights); score >= Threshold {
			hits = append(hits, Hit{b.Entries[i], math.Round(score*100) / 100})
		}
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits[:min(len(hits), mostHits)]
}

// A finding is what of a question one entry has: how much each piece counts there, how close a phrasing comes, and how
// much of the question its tags are.
type finding struct {
	pieces        []float32
	close, tagged float64
}

// find reads through the base.
func (b Base) find(q *question) []finding {
	found := make([]finding, len(b.Entries))
	all := make([]float32, q.pieces*(len(b.Entries)+1))
	marks := all[:q.pieces]
	for i, e := range b.Entries {
		f := finding{pieces: all[(i+1)*q.pieces:][:q.pieces]}
		for _, phrasing := range e.Questions {
			clear(marks)
			size := q.markText(phrasing, inQuestion, marks)
			f.close = max(f.close, q.closeness(marks, size))
			for j, m := range marks {
				f.pieces[j] = max(f.pieces[j], m)
			}
		}
		for _, tag := range e.Tags {
			q.mark(tag, inTags, f.pieces)
		}
		f.tagged = q.tagged(e.Tags)
		for _, c := range e.Channels {
			q.markText(c.Name, inChannel, f.pieces)
			q.markText(c.Route, inChannel, f.pieces)
			q.mark(c.Contact, inChannel, f.pieces)
		}
		q.markText(e.Answer, inAnswer, f.pieces)
		found[i] = f
	}
	return found
}

// tagged returns how much of the question the longest tag is that stands in it.
func (q *question) tagged(tags []string) float64 {
	longest := 0
	for _, tag := range tags {
		if strings.Contains(q.folded, fold(tag)) {
			longest = max(longest, utf8.RuneCountInString(tag))
		}
	}
	return min(1, float64(longest)/float64(utf8.RuneCountInString(q.folded)))
}

// weights returns the weight of each place of the question. What no entry has weighs no more than what few have: people
// tell more than an answer needs.
func (q *question) weights(found []finding) []float64 {
	idf := make([]float64, q.pieces)
	known := make([]bool, q.pieces)
	for p := range idf {
		entries := 0
		for _, f := range found {
			if f.pieces[p] > 0 {
				entries++
			}
		}
		known[p] = entries > 0
		if !known[p] {
			entries = 3
		}
		idf[p] = math.Log(1 + float64(len(found))/float64(entries))
	}
	weights := make([]float64, len(q.places))
	for i, place := range q.places {
		weights[i] = idf[place.self]
		for _, pair := range place.pairs {
			if known[pair] {
				weights[i] = max(weights[i], idf[pair])
			}
		}
		weights[i] *= place.size
	}
	return weights
}

// score returns how well an entry answers the question.
func (q *question) score(f finding, weights []float64) float64 {
	var has, all float64
	for i, place := range q.places {
		all += weights[i]
		has += weights[i] * float64(place.value(f.pieces))
	}
	return forPieces*has/all + forClose*f.close + forTags*f.tagged
}

// closeness says how much a phrasing of the given size and the question have in common: 1 when they are the same.
func (q *question) closeness(marks []float32, size float64) float64 {
	var common, all float64
	for _, place := range q.places {
		all += place.size
		common += place.size * float64(place.value(marks))
	}
	return min(1, 2*common/(all+size))
}
