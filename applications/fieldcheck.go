package applications

import (
	"fmt"
	"slices"
	"strings"

	"gangway/internal/text"
	"gangway/internal/upload"
	"gangway/internal/yamlfile"
)

// fieldID is what a rule can name.
var fieldID = text.Pattern(`^[a-z][a-z0-9_]*$`)

// checkFields records the mistakes of a list of fields that stand after others.
func checkFields(doc *yamlfile.Document, list string, fields, before []Field) {
	taken := named(before)
	for i, f := range fields {
		at := fmt.Sprintf("%s[%d]", list, i)
		checkField(doc, at, f, taken)
		checkMisplaced(doc, at, f)
		switch f.Kind {
		case KindFile:
			checkFile(doc, at, f)
		case KindGroup:
			checkGroup(doc, at, f)
		}
		if f.When != "" {
			checkCondition(doc, at+".when", f, slices.Concat(before, fields[:i]), fields[i+1:])
		}
	}
}

// named returns what rules can name after some fields. The ids of fields, those of the options of an ordered choice,
// what is counted of a field, and age, which is computed: none may stand for two things.
func named(fields []Field) map[string]bool {
	taken := map[string]bool{"age": true}
	for _, f := range fields {
		taken[f.ID] = true
		for id := range f.FactTypes() {
			taken[id] = true
		}
		for _, o := range f.Options {
			taken[o.ID] = taken[o.ID] || f.Ordered
		}
	}
	return taken
}

// checkField records the mistakes of one field and takes its names.
func checkField(doc *yamlfile.Document, at string, f Field, taken map[string]bool) {
	switch {
	case f.ID == "":
		doc.Mistake(at+".id", "the field has no id; write one of its own, such as evening_shift")
	case taken[f.ID]:
		doc.Mistake(at+".id", "the id %q is that of a field, a fact or an option before; choose another", f.ID)
	case !fieldID().MatchString(f.ID):
		doc.Mistake(at+".id", "the id %q must be lower-case letters, digits and _, beginning with a letter, so that a rule can name it", f.ID)
	}
	taken[f.ID] = true
	for id := range f.FactTypes() {
		if taken[id] {
			doc.Mistake(at+".id", "the fact %q of this field is the id of another; choose another id", id)
		}
		taken[id] = true
	}
	if !slices.Contains(fieldKinds, f.Kind) {
		doc.Mistake(at+".kind", "there is no kind of field %q; the kinds are %s", string(f.Kind), strings.Join(f.Kind.Choices(), ", "))
	}
	doc.NeedText(at+".label", f.Label)
	checkOptionalText(doc, at+".help", f.Help)
	checkOptionalText(doc, at+".page", f.Page)
	checkOptionalText(doc, at+".evidence.text", f.Evidence.Text)
	if f.Evidence.By != "" && (f.Evidence.By != TypingTest || f.Kind != KindNumber) {
		doc.Mistake(at+".evidence.by", "only a number can be measured, by %s; take by out, or write kind: number", string(TypingTest))
	}
	switch choice := f.Kind == KindChoice || f.Kind == KindChoices; {
	case choice && len(f.Options) == 0:
		doc.Mistake(at+".options", "a choice needs options; write options: with an id and a label for each")
	case !choice && len(f.Options) > 0:
		doc.Mistake(at+".options", "only a choice has options; take them out, or write kind: choice")
	}
	if f.Ordered && f.Kind != KindChoice {
		doc.Mistake(at+".ordered", "only a choice is ordered; take ordered out, or write kind: choice")
	}
	checkOptions(doc, at, f, taken)
	checkBounds(doc, at, f)
	if items := profileItems(); f.Profile != "" && !slices.Contains(items, f.Profile) {
		doc.Mistake(at+".profile", "the profile has no item %q; it has %s", f.Profile, strings.Join(items, ", "))
	}
}

// profileItems are the items that Profile.Item knows.
func profileItems() []string { return []string{"legal_name", "sex", "birth_date", "mobile", "email"} }

func checkOptions(doc *yamlfile.Document, at string, f Field, taken map[string]bool) {
	if !f.Ordered {
		taken = map[string]bool{} // these ids are no names in rules
	}
	for i, o := range f.Options {
		here := fmt.Sprintf("%s.options[%d]", at, i)
		switch {
		case o.ID == "":
			doc.Mistake(here+".id", "the option has no id; write one of its own, such as other")
		case taken[o.ID]:
			doc.Mistake(here+".id", "the id %q is that of an option or a field before; choose another", o.ID)
		case (f.Ordered || f.Kind == KindChoices) && !fieldID().MatchString(o.ID):
			doc.Mistake(here+".id", "the id %q must be lower-case letters, digits and _, beginning with a letter, so that a rule can name it", o.ID)
		}
		taken[o.ID] = true
		doc.NeedText(here+".label", o.Label)
	}
}

// checkBounds records bounds of what the kind of field does not have, and those nothing lies between.
func checkBounds(doc *yamlfile.Document, at string, f Field) {
	several := f.Kind == KindChoices || f.Kind == KindGroup
	switch {
	case (f.Min != nil || f.Max != nil) && f.Kind != KindNumber && !several:
		doc.Mistake(boundAt(at, f), "only a number, choices and a group have min and max; a text has min_length and max_length")
	case f.Min != nil && f.Max != nil && *f.Min > *f.Max:
		doc.Mistake(at+".max", "max is less than min; correct one of them")
	case several && f.AtLeast() < 1:
		doc.Mistake(at+".min", "min is a number from 1; write optional: true for what may be left out")
	case f.Kind == KindChoices && f.AtMost() > len(f.Options):
		doc.Mistake(at+".max", "max is more than there are options; lower it, or leave it out")
	case f.Kind == KindChoices && len(f.Options) > 0 && f.AtLeast() > len(f.Options):
		doc.Mistake(at+".min", "min is more than there are options; lower it")
	case f.Kind == KindGroup && (f.AtMost() > mostEntries || f.AtLeast() > f.AtMost()):
		doc.Mistake(boundAt(at, f), "a group takes at most %d entries, and %d when it has no max; lower max or min", mostEntries, maxEntries)
	}
	switch {
	case f.Kind != KindText && (f.MinLength != 0 || f.MaxLength != 0):
		doc.Mistake(at+".max_length", "only a text has min_length and max_length; take them out, or write kind: text")
	case f.MinLength < 0 || f.MaxLength < 0 || f.MaxLength > 0 && f.MinLength > f.MaxLength:
		doc.Mistake(at+".max_length", "no text is at least %d and at most %d characters long; correct one of them", f.MinLength, f.MaxLength)
	}
}

// mostEntries is the most a group may take.
const mostEntries = 100

func boundAt(at string, f Field) string {
	if f.Max != nil {
		return at + ".max"
	}
	return at + ".min"
}

// checkFile records the mistakes of a file's kinds and size.
func checkFile(doc *yamlfile.Document, at string, f Field) {
	for i, kind := range f.Accept {
		if !slices.Contains(upload.Kinds(), kind) {
			doc.Mistake(fmt.Sprintf("%s.accept[%d]", at, i), "a file is one of %s, not %q", strings.Join(texts(upload.Kinds()), ", "), string(kind))
		}
	}
	if _, ok := upload.ParseSize(f.MaxSize); !ok {
		doc.Mistake(at+".max_size", "write a size such as 500 KB or 10 MB, up to %s", upload.Bytes(upload.LargestSize))
	}
}

// checkGroup records the mistakes of the fields of a group's entries. Nothing outside an entry can name them.
func checkGroup(doc *yamlfile.Document, at string, f Field) {
	if len(f.Fields) == 0 {
		doc.Mistake(at+".fields", "a group says which fields are asked of each entry; write them below fields:")
	}
	for i, inner := range f.Fields {
		here := fmt.Sprintf("%s.fields[%d]", at, i)
		if slices.Contains([]FieldKind{KindGroup, KindFile, KindDeclaration}, inner.Kind) {
			doc.Mistake(here+".kind", "a group has no field of kind %q; put it outside", string(inner.Kind))
		}
		if !inner.Page.Empty() {
			doc.Mistake(here+".page", "a page does not begin inside a group; put page: at the group itself")
		}
	}
	checkFields(doc, at+".fields", f.Fields, nil)
}

// checkMisplaced records what only files and groups have.
func checkMisplaced(doc *yamlfile.Document, at string, f Field) {
	if f.Kind != KindFile && (len(f.Accept) > 0 || f.MaxSize != "") {
		doc.Mistake(at, "only a file has accept and max_size; take them out, or write kind: file")
	}
	if f.Kind != KindGroup && len(f.Fields) > 0 {
		doc.Mistake(at+".fields", "only a group has fields; take them out, or write kind: group")
	}
}

// checkCondition records the mistakes of a field's condition, which looks at the fields before it.
func checkCondition(doc *yamlfile.Document, at string, f Field, before, after []Field) {
	for _, id := range identifiers(f.When) {
		named, _ := Program{Fields: before}.Field(id)
		_, later := Program{Fields: after}.Field(id)
		switch {
		case id == f.ID:
			doc.Mistake(at, "a condition cannot look at its own field %q; name one that is asked before it", id)
			return
		case later:
			doc.Mistake(at, "a condition looks at answers before its own field; %q is asked later: move it before this field", id)
			return
		case id == "age":
			doc.Mistake(at, "a condition looks at answers alone, and the age changes by itself; ask for what matters in a field of its own")
			return
		case named.Kind == KindDeclaration:
			doc.Mistake(at, "a condition cannot look at the declaration %q, which is asked last; ask for it as a yes_no field", id)
			return
		}
	}
	for _, m := range mistakesOver(f.When, before, conditionTypes(before)) {
		doc.Mistake(at, "%s", m)
	}
}
