package applications

import (
	"maps"
	"slices"

	"github.com/expr-lang/expr"

	"gangway/internal/fault"
)

// Asked returns the fields that are asked with these answers: those without a condition, and those whose condition
// holds. Of a condition over an answer that is not given nobody can tell, so its field is not asked yet.
func Asked(fields []Field, answers Answers) []Field {
	if !slices.ContainsFunc(fields, func(f Field) bool { return f.When != "" }) {
		return fields
	}
	var asked []Field
	settled := Answers{}
	for i, f := range fields {
		if !f.asked(fields[:i], settled) {
			continue
		}
		asked = append(asked, f)
		if answer, given := answers[f.ID]; given {
			settled[f.ID] = answer
		}
	}
	return asked
}

// Settled returns the answers without those to fields that are not asked: what stands there is stale.
func Settled(fields []Field, answers Answers) Answers {
	settled := Answers{}
	for _, f := range Asked(fields, answers) {
		if answer, given := answers[f.ID]; given {
			settled[f.ID] = answer
		}
	}
	return settled
}

// asked reports whether the field's condition holds of settled answers to the fields before it.
func (f Field) asked(before []Field, settled Answers) bool {
	if f.When == "" {
		return true
	}
	values := conditionValues(before, settled)
	for _, id := range identifiers(f.When) {
		if _, known := values[id]; !known {
			return false
		}
	}
	program, err := compile(f.When, conditionTypes(before))
	if err != nil {
		return false // it was checked when the form was read
	}
	holds, err := expr.Run(program, values)
	return err == nil && holds == true
}

// conditionTypes returns what conditions can look at: the facts of rules but age, which changes by itself, and
// declarations, which are asked last.
func conditionTypes(before []Field) map[string]any {
	types := factTypes(before)
	delete(types, "age")
	for _, f := range before {
		if f.Kind == KindDeclaration {
			delete(types, f.ID)
		}
	}
	return types
}

// conditionValues returns the values conditions look at. Those of fields that no condition may look at do no harm.
func conditionValues(before []Field, answers Answers) map[string]any {
	values := map[string]any{}
	for _, f := range before {
		maps.Copy(values, f.Facts(answers))
		answer, given := answers[f.ID]
		if given {
			values[f.ID] = answer
		}
		if !f.Ordered {
			continue
		}
		for i, o := range f.Options {
			values[o.ID] = int64(i + 1)
			if given && answer == o.ID {
				values[f.ID] = int64(i + 1)
			}
		}
	}
	return values
}

// notAsked says why an answer to the field is not taken.
func (f Field) notAsked() error {
	return fault.New(fault.Invalid, "this is only asked when %s", f.When)
}
