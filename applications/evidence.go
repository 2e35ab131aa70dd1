package applications

import "gangway/internal/lang"

// Evidence says what shows that an answer is true. Where it must be measured, an answer without the measurement is a
// claim and settles nothing.
type Evidence struct {
	By   EvidenceKind `yaml:"by"`   // how it is measured; empty where the answer itself counts
	Text lang.Text    `yaml:"text"` // what would settle a rule while the fact is not known, such as a diploma
}

// An EvidenceKind is a way to measure a fact.
type EvidenceKind string

// TypingTest is the speed of the best valid typing test, in characters a minute (S0-05).
const TypingTest EvidenceKind = "typing_test"

// Choices lists the kinds.
func (EvidenceKind) Choices() []string { return texts([]EvidenceKind{TypingTest}) }
