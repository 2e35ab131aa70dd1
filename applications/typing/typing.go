// Package typing measures how fast and how exactly somebody copies Chinese text: the test that is the evidence for a
// claimed typing speed (S0-05). It draws the texts, keeps the time, scores by edit distance, and decides when a test may
// be taken. Showing lines and reading keys are left to the caller.
package typing

import (
	"strings"
	"time"

	"gangway/internal/lang"
)

// A Try is one taking of the test by an account. What was typed is not kept.
type Try struct {
	ID          string
	Account     string
	Number      int // 1 for the account's first
	TestVersion int
	Texts       []string // ids of the texts, in the order they were shown
	State       TryState
	StartedAt   time.Time
	Deadline    time.Time // when its time is over at the latest
	EndedAt     time.Time // zero while it is open
	Result
}

// A Result is what a try came to.
type Result struct {
	Score
	Flagged []int // numbers of the lines that came faster than anybody types, from 1
	Valid   bool  // it is evidence of the speed
}

// A TryState is how a try stands.
type TryState string

// The states.
const (
	Open      TryState = "open"
	Done      TryState = "done"
	Abandoned TryState = "abandoned" // broken off, or never ended
)

var tryStates = map[TryState]lang.Message{Open: lang.M("under way"), Done: lang.M("done"), Abandoned: lang.M("broken off")}

// SayIn says the state's name for people.
func (s TryState) SayIn(speaker lang.Speaker) string { return speaker.Say(tryStates[s]) }

// Closed returns the try as it stands at a time: one whose time is over, although nobody ended it, was broken off.
func (t Try) Closed(now time.Time) Try {
	if t.State == Open && now.After(t.Deadline) {
		t.State, t.EndedAt = Abandoned, t.Deadline
	}
	return t
}

// Best returns the fastest valid try, the earliest of several, and whether there is one.
func Best(tries []Try) (best Try, ok bool) {
	for _, t := range tries {
		if t.State == Done && t.Valid && (!ok || t.Speed > best.Speed) {
			best, ok = t, true
		}
	}
	return best, ok
}

// A Kind is what a text is about. A test has one text of each.
type Kind string

// The kinds.
const (
	Order      Kind = "order"
	Product    Kind = "product"
	AfterSales Kind = "after_sales"
)

// kinds are in the order of the test.
var kinds = []Kind{Order, Product, AfterSales}

// Choices lists the kinds.
func (Kind) Choices() []string {
	list := make([]string, len(kinds))
	for i, k := range kinds {
		list[i] = string(k)
	}
	return list
}

// A Text is one of the pool the test draws from, in the lines that are copied one by one.
type Text struct {
	ID      string    `yaml:"id"`
	Version int       `yaml:"version"`
	Kind    Kind      `yaml:"kind"`
	Title   lang.Text `yaml:"title"`
	Lines   []string  `yaml:"lines"`
}

// characters is the length of the whole text.
func (t Text) characters() int { return len(letters(strings.Join(t.Lines, ""), false)) }
