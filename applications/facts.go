package applications

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"gangway/internal/calendar"
)

// Facts are what rules are judged by: the typed answers that are no personal details, and age, which is computed. A
// fact's value is an int64, a bool, or the id of an option; a fact that is not known is absent. Beside the facts stand
// claims, under keys that no rule can name.
type Facts map[string]any

// Measured says what was measured of a person, by the kind of evidence: the speed of the best typing test, say.
type Measured map[EvidenceKind]int64

// claimed is the key of what an applicant says of a fact that has to be measured.
func claimed(fact string) string { return fact + "?" }

// FactsOf returns the facts the answers give as of a day. What a field wants evidence for is a fact only once it was
// measured; until then the answer is a claim.
func FactsOf(fields []Field, answers Answers, measured Measured, today calendar.Date) Facts {
	facts := Facts{}
	for i := range fields {
		f := &fields[i]
		if _, never := f.forbidden(); never {
			continue
		}
		answer, given := answers[f.ID]
		switch {
		case f.Evidence.By != "":
			if value, known := measured[f.Evidence.By]; known {
				facts[f.ID] = value
			} else if given {
				facts[claimed(f.ID)] = answer
			}
		case f.ID == "birth_date" && given:
			if born, err := calendar.ParseDate(answers.Text(f.ID)); err == nil {
				facts["age"] = int64(born.AgeOn(today))
			}
		case given && f.tells():
			facts[f.ID] = answer
		case !f.tells():
			maps.Copy(facts, f.Facts(answers))
		}
	}
	return facts
}

// tells reports whether a field's answer is a fact as it stands. Names, numbers to call and free text are not: a fact
// is stored and shown in the clear beside the verdict it led to.
func (f *Field) tells() bool {
	switch f.Kind {
	case KindNumber, KindYesNo, KindDeclaration, KindChoice:
		return true
	}
	return false
}

// Text returns the facts as JSON with sorted keys.
func (f Facts) Text() string {
	b := []byte{'{'}
	for i, id := range slices.Sorted(maps.Keys(f)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(strconv.AppendQuote(b, id), ':') // ids are ASCII
		switch v := f[id].(type) {
		case int64:
			b = strconv.AppendInt(b, v, 10)
		case bool:
			b = strconv.AppendBool(b, v)
		default:
			text, err := json.Marshal(v)
			if err != nil {
				panic(err) // a text: JSON can say it
			}
			b = append(b, text...)
		}
	}
	return string(append(b, '}'))
}

// ParseFacts reads what Text wrote.
func ParseFacts(text string) (Facts, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &raw); err != nil {
		return nil, err
	}
	facts := make(Facts, len(raw))
	for id, value := range raw {
		var err error
		switch value[0] {
		case 't', 'f':
			facts[id] = value[0] == 't'
		case '"':
			var s string
			err = json.Unmarshal(value, &s)
			facts[id] = s
		default:
			facts[id], err = strconv.ParseInt(string(value), 10, 64)
		}
		if err != nil {
			return nil, err
		}
	}
	return facts, nil
}
