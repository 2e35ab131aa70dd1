// Package quizzes holds banks of questions, the exams that draw from them, and the attempts people make: what is
// drawn, what an answer is worth, and when an attempt is passed. It leaves storing to package store.
package quizzes

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// A Type is a kind of question.
type Type string

// The types.
const (
	Single    Type = "single"     // one option is right
	Multiple  Type = "multiple"   // exactly the options of the key are right
	TrueFalse Type = "true_false" // the statement is true or false
	Short     Type = "short"      // free text, graded by a trainer
)

var types = []Type{Single, Multiple, TrueFalse, Short}

// Choices lists the types.
func (Type) Choices() []string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = string(t)
	}
	return names
}

// A Question is one question of a bank, or one check at the end of a lesson.
type Question struct {
	ID          string      `yaml:"id" json:"id"`
	Type        Type        `yaml:"type" json:"type"`
	RedLine     bool        `yaml:"red_line" json:"red_line"` // a wrong answer fails the exam whatever the score
	Rule        string      `yaml:"rule" json:"rule"`
	Platform    string      `yaml:"platform" json:"platform"` // taobao, tmall or both
	Points      int         `yaml:"points" json:"points"`
	Difficulty  int         `yaml:"difficulty" json:"difficulty"` // 1 easy to 3 hard
	Stem        lang.Text   `yaml:"stem" json:"stem"`
	Options     []Option    `yaml:"options" json:"options"`
	Key         Key         `yaml:"key" json:"key"`
	Rubric      []Criterion `yaml:"rubric" json:"rubric"`
	Explanation lang.Text   `yaml:"explanation" json:"explanation"`
	Source      string      `yaml:"source" json:"source"`
	AsOf        string      `yaml:"as_of" json:"as_of"`
}

// An Option is one of the answers offered.
type Option struct {
	ID   string    `yaml:"id" json:"id"`
	Text lang.Text `yaml:"text" json:"text"`
}

// A Criterion is one line of the rubric a trainer grades by.
type Criterion struct {
	Points int       `yaml:"points" json:"points"`
	Text   lang.Text `yaml:"text" json:"text"`
}

// A Key is the right answer: the ids of the right options, or empty when a trainer grades.
type Key []string

// UnmarshalYAML reads a key written as one option, as true or false, or as a list of options.
func (k *Key) UnmarshalYAML(unmarshal func(any) error) error {
	var list []string
	if unmarshal(&list) == nil {
		*k = list
		return nil
	}
	var one string
	if err := unmarshal(&one); err != nil {
		return err
	}
	*k = Key{one}
	return nil
}

// Schema says how a key may be written.
func (Key) Schema() map[string]any {
	one := map[string]any{"type": "string"}
	return map[string]any{"oneOf": []any{one, map[string]any{"type": "boolean"}, map[string]any{"type": "array", "items": one}}}
}

// Offered returns the options a person may choose from; those of a true-or-false question are implied.
func (q Question) Offered() []Option {
	if q.Type == TrueFalse {
		return []Option{
			{ID: "true", Text: lang.Text{Chinese: "对", English: "True"}},
			{ID: "false", Text: lang.Text{Chinese: "错", English: "False"}},
		}
	}
	return q.Options
}

// Hash identifies the exact text of the question, so that an attempt keeps what was asked whatever becomes of the
// bank.
func (q Question) Hash() string {
	data, err := json.Marshal(q)
	if err != nil {
		panic(err) // a Question holds nothing that JSON cannot say
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// An Answer is what a person gave: the ids of options, or one text.
type Answer []string

// Accept returns the answer as it is to be stored, or fault.Invalid when it is not an answer to the question.
func (q Question) Accept(a Answer) (Answer, error) {
	if q.Type == Short {
		text := strings.TrimSpace(strings.Join(a, "\n"))
		if len([]rune(text)) > 2000 {
			return nil, fault.New(fault.Invalid, "write at most %d characters", 2000)
		}
		return Answer{text}, nil
	}
	offered := q.Offered()
	accepted := Answer{}
	for _, id := range a {
		id = strings.ToLower(strings.TrimSpace(id))
		if !slices.ContainsFunc(offered, func(o Option) bool { return o.ID == id }) {
			return nil, fault.New(fault.Invalid, "there is no option %q; the options are %s", id, optionIDs(offered))
		}
		if !slices.Contains(accepted, id) {
			accepted = append(accepted, id)
		}
	}
	if q.Type != Multiple && len(accepted) != 1 {
		return nil, fault.New(fault.Invalid, "choose exactly one option")
	}
	slices.Sort(accepted)
	return accepted, nil
}

// Right reports whether the answer matches the key. An answer a trainer grades is never right by itself.
func (q Question) Right(a Answer) bool {
	if q.Type == Short || len(a) == 0 {
		return false
	}
	key, given := slices.Clone(q.Key), slices.Clone(a)
	slices.Sort(key)
	slices.Sort(given)
	return slices.Equal([]string(key), []string(given))
}

func optionIDs(options []Option) string {
	ids := make([]string, len(options))
	for i, o := range options {
		ids[i] = o.ID
	}
	return strings.Join(ids, ", ")
}
