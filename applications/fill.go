package applications

import (
	"fmt"
	"slices"
	"strings"

	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/upload"
)

// A Typed is what somebody wrote for a field: one text, a list of texts, a list of entries, or a file. The empty one is
// an answer left out.
type Typed struct {
	Text    string
	List    []string           // choices
	Entries []map[string]Typed // group
	File    *upload.File       // file
}

// Texts returns what was typed for fields that take one text each.
func Texts(texts map[string]string) map[string]Typed {
	typed := make(map[string]Typed, len(texts))
	for id, text := range texts {
		typed[id] = Typed{Text: text}
	}
	return typed
}

// Fill adds what was typed for the program's fields to the answers before and returns them all. What is no longer asked
// is dropped. Its error is fault.Invalid with a detail for each field that is wrong; a field that was not typed at all
// stays as it was.
func (p Program) Fill(before Answers, typed map[string]Typed) (Answers, error) {
	answers, wrong := fill(p.Fields, before, typed, "")
	if len(wrong) > 0 {
		sortDetails(wrong)
		return nil, fault.New(fault.Invalid, "some answers cannot be accepted").WithDetails(wrong...)
	}
	return answers, nil
}

// fill goes through fields in their order, because whether one is asked depends on those before it. Details name a
// field behind at.
func fill(fields []Field, before Answers, typed map[string]Typed, at string) (Answers, []fault.Detail) {
	answers := Answers{}
	var wrong []fault.Detail
	refused := map[string]bool{}
	for i, f := range fields {
		given, isTyped := typed[f.ID]
		if !f.asked(fields[:i], answers) {
			if isTyped && !given.empty() && !dependsOn(f, refused) {
				wrong = append(wrong, detail(at+f.ID, f.notAsked()))
			}
			continue
		}
		if !isTyped {
			if answer, kept := before[f.ID]; kept {
				answers[f.ID] = answer
			}
			continue
		}
		answer, mistakes := f.read(given, at+f.ID)
		refused[f.ID] = len(mistakes) > 0
		wrong = append(wrong, mistakes...)
		if answer != nil {
			answers[f.ID] = answer
		}
	}
	for id := range typed {
		if !slices.ContainsFunc(fields, func(f Field) bool { return f.ID == id }) {
			wrong = append(wrong, fault.Detail{Where: at + id, Message: lang.M("the form has no such field")})
		}
	}
	return answers, wrong
}

func (t Typed) empty() bool {
	return t.Text == "" && len(t.List) == 0 && len(t.Entries) == 0 && t.File == nil
}

// dependsOn reports whether a field's condition looks at an answer that was refused: nobody can tell then whether it
// would be asked.
func dependsOn(f Field, refused map[string]bool) bool {
	return slices.ContainsFunc(identifiers(f.When), func(id string) bool { return refused[id] })
}

// read turns what was typed for a field into its answer, or says what is wrong with it.
func (f Field) read(typed Typed, at string) (any, []fault.Detail) {
	var answer any
	var err error
	switch {
	case f.Kind == KindGroup && len(typed.Entries) > 0:
		return f.entries(typed.Entries, at)
	case f.Kind == KindChoices && len(typed.List) > 0:
		answer, err = f.chooseMany(typed.List)
	case f.Kind == KindFile && typed.File != nil:
		answer, err = f.Take(*typed.File)
	case len(typed.List) > 0 || len(typed.Entries) > 0 || typed.File != nil:
		err = fault.New(fault.Invalid, "expected a single value")
	default:
		answer, err = f.Parse(typed.Text)
	}
	if err != nil {
		return nil, []fault.Detail{detail(at, err)}
	}
	return answer, nil
}

// entries reads the entries of a group, each of which must be complete.
func (f Field) entries(typed []map[string]Typed, at string) (any, []fault.Detail) {
	var entries []Answers
	var wrong []fault.Detail
	for i, t := range typed {
		here := fmt.Sprintf("%s[%d].", at, i)
		entry, mistakes := fill(f.Fields, nil, t, here)
		for _, m := range missing(f.Fields, entry, here) {
			if _, isTyped := t[strings.TrimPrefix(m.Where, here)]; !isTyped {
				mistakes = append(mistakes, m)
			}
		}
		entries, wrong = append(entries, entry), append(wrong, mistakes...)
	}
	if err := f.countEntries(len(entries)); err != nil {
		wrong = append(wrong, detail(at, err))
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	return entries, nil
}

// countEntries says what is wrong with a number of entries, of which there are some.
func (f Field) countEntries(n int) error {
	switch {
	case n < f.AtLeast():
		return fault.New(fault.Invalid, "at least %d entries are needed", f.AtLeast())
	case n > f.AtMost():
		return fault.New(fault.Invalid, "at most %d entries are taken", f.AtMost())
	}
	return nil
}

// missing names the fields that still need an answer.
func missing(fields []Field, answers Answers, at string) (details []fault.Detail) {
	for _, f := range Asked(fields, answers) {
		answer, given := answers[f.ID]
		entries, isGroup := answer.([]Answers)
		switch {
		case !given && !f.Optional:
			details = append(details, fault.Detail{Where: at + f.ID, Message: lang.M("an answer is needed")})
		case isGroup:
			// A group is kept answer by answer while the form is filled in.
			for i, entry := range entries {
				details = append(details, missing(f.Fields, entry, fmt.Sprintf("%s%s[%d].", at, f.ID, i))...)
			}
			if err := f.countEntries(len(entries)); err != nil {
				details = append(details, detail(at+f.ID, err))
			}
		}
	}
	return details
}

// Finished reports whether an asked field needs nothing more: it is answered, its entries are complete, or it may be
// left out.
func (f Field) Finished(answers Answers) bool {
	f.When = ""
	return len(missing([]Field{f}, answers, "")) == 0
}
