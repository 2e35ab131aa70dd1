package seal

import "gangway/internal/lang"

// A part is what a piece of a password is, to somebody who guesses.
type part int

const (
	character part = iota // nothing in particular
	ownWord
	commonWord
	yearOrDate
	row
	repetition
)

func (p part) message() lang.Message {
	switch p {
	case ownWord:
		return lang.M("a name, word or number of yours or of this service")
	case commonWord:
		return lang.M("passwords that very many people use")
	case yearOrDate:
		return lang.M("a year or a date")
	case row:
		return lang.M("characters or keys in a row")
	default:
		return lang.M("something repeated")
	}
}

// shortest is the length from which a row or a repetition is recognised.
const shortest = 3

// A cover is the cheapest way found to put the beginning of a password together from parts.
type cover struct {
	points int
	from   int // where its last part begins
	last   part
}

// covers[i] covers the first i characters.
type covers []cover

func newCovers(size int) covers {
	cs := make(covers, size+1)
	for i := range cs {
		cs[i] = cover{points: i, from: max(0, i-1)} // single characters
	}
	return cs
}

// offer says that a part of n characters begins at i, and keeps it where it makes things cheaper.
func (cs covers) offer(i, n, points int, p part) {
	if points += cs[i].points; points < cs[i+n].points {
		cs[i+n] = cover{points, i, p}
	}
}

// offerUpTo offers the part at every length at which it is recognised, n at most.
func (cs covers) offerUpTo(i, n, points int, p part) {
	for ; n >= shortest; n-- {
		cs.offer(i, n, points, p)
	}
}

// mainPart returns what the most characters of the whole cover are, single characters left aside. When they are all
// single, only the same marks over and over can have made it cheap.
func (cs covers) mainPart() part {
	var sizes [repetition + 1]int
	for i := len(cs) - 1; i > 0; i = cs[i].from {
		sizes[cs[i].last] += i - cs[i].from
	}
	most := ownWord
	for p := ownWord; p <= repetition; p++ {
		if sizes[p] > sizes[most] {
			most = p
		}
	}
	if sizes[most] == 0 {
		return repetition
	}
	return most
}
