package support

import (
	"strings"
	"unicode/utf8"

	"gangway/internal/lang"
	"gangway/internal/text"
)

// longestQuestion bounds what is looked at of a question, in characters.
const longestQuestion = 200

// A question is what somebody asks, cut into pieces: words, Hanzi, and two Hanzi that stand side by side.
type question struct {
	folded string
	pieces int // how many there are
	places []place
	words  map[string]int  // number of a word's piece
	hanzi  map[[2]rune]int // number of the piece of a Hanzi, which has 0 for a neighbour, or of two
	begin  [1 << 8]bool    // the bytes that words begin with
	seen   [1 << 10]uint64 // one bit for each Hanzi of the basic plane
}

// A place is one character or word of the question.
type place struct {
	self  int     // the piece that is this character or word alone
	pairs []int   // the pieces of this character and a neighbour
	size  float64 // 1 for a Hanzi, 2 for a word, which says about as much as two of them
	word  string  // empty for a Hanzi
	only  bool    // a Hanzi that is the whole question
}

// value is what an entry has of a place. A Hanzi counts in full only with a neighbour, unless it has none.
func (p place) value(found []float32) float32 {
	v := found[p.self]
	if p.word == "" && !p.only {
		v *= alone
	}
	for _, pair := range p.pairs {
		v = max(v, found[pair])
	}
	return v
}

func newQuestion(asked string) *question {
	if runes := []rune(asked); len(runes) > longestQuestion {
		asked = string(runes[:longestQuestion])
	}
	q := &question{folded: fold(text.Clean(asked)), words: map[string]int{}, hanzi: map[[2]rune]int{}}
	single := utf8.RuneCountInString(strings.TrimSpace(q.folded)) == 1
	var run []rune
	for c := (cutter{said: withoutStops(q.folded)}); ; {
		kind, r, word := c.next()
		if kind == aHanzi {
			run = append(run, r)
			continue
		}
		q.addHanzi(run, single)
		run = run[:0]
		if kind == theEnd {
			return q
		}
		if kind == aWord && !stopWords()[word] {
			q.addWord(stem(word))
		}
	}
}

func (q *question) addWord(word string) {
	q.places = append(q.places, place{self: q.wordPiece(word), size: 2, word: word})
}

func (q *question) wordPiece(word string) int {
	i, known := q.words[word]
	if !known {
		i = q.pieces
		q.pieces++
		q.words[word] = i
		q.begin[word[0]] = true
		q.begin[strings.ToUpper(word)[0]] = true
	}
	return i
}

// addHanzi adds Hanzi that stand side by side; single says that there is nothing else in the question.
func (q *question) addHanzi(run []rune, single bool) {
	for i, r := range run {
		p := place{self: q.hanziPiece(r, 0), size: 1, only: single}
		if i > 0 {
			p.pairs = append(p.pairs, q.hanziPiece(run[i-1], r))
		}
		if i+1 < len(run) {
			p.pairs = append(p.pairs, q.hanziPiece(r, run[i+1]))
		}
		if r < 1<<16 {
			q.seen[r>>6] |= 1 << (r & 63)
		}
		q.places = append(q.places, p)
	}
}

func (q *question) hanziPiece(a, b rune) int {
	i, known := q.hanzi[[2]rune{a, b}]
	if !known {
		i = q.pieces
		q.pieces++
		q.hanzi[[2]rune{a, b}] = i
	}
	return i
}

// has reports whether a Hanzi may be in the question. It is one look at one bit for most.
func (q *question) has(r rune) bool { return r >= 1<<16 || q.seen[r>>6]&(1<<(r&63)) != 0 }

// markText is mark for a text in both languages; the size is that of the question's language. What is written in Hanzi
// has no need of the English.
func (q *question) markText(t lang.Text, weight float32, marks []float32) float64 {
	chinese := q.mark(t.Chinese, weight, marks)
	if len(q.words) == 0 {
		return chinese
	}
	english := q.mark(t.English, weight, marks)
	if len(q.hanzi) == 0 {
		return english
	}
	return chinese
}

// mark notes in marks the weight of each piece of the question that stands in a text, where it has no higher one, and
// returns the text's size. It is the inner loop of a search: what is not in the question is passed over quickly.
func (q *question) mark(said string, weight float32, marks []float32) (size float64) {
	var before rune
	for c := (cutter{said: said}); ; {
		kind, r, word := c.next()
		switch {
		case kind == theEnd:
			return size
		case kind == aHanzi:
			size++
			if r = variant(r); !q.has(r) {
				before = 0
				continue
			}
			q.note(marks, weight, [2]rune{r, 0})
			if before != 0 {
				q.note(marks, weight, [2]rune{before, r})
			}
			before = r
			continue
		case kind == aWord:
			size += 2
			if q.begin[word[0]] {
				if i, ok := q.words[stem(fold(word))]; ok {
					marks[i] = max(marks[i], weight)
				}
			}
		}
		before = 0
	}
}

func (q *question) note(marks []float32, weight float32, hanzi [2]rune) {
	if i, ok := q.hanzi[hanzi]; ok {
		marks[i] = max(marks[i], weight)
	}
}
