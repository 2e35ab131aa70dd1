package applications

// A FieldKind says what a field's answer is and how it is checked.
type FieldKind string

// The kinds of field, with the type of an answer.
const (
	KindName        FieldKind = "name"        // string: a legal name
	KindDate        FieldKind = "date"        // string: YYYY-MM-DD
	KindMobile      FieldKind = "mobile"      // string: a mainland mobile number
	KindEmail       FieldKind = "email"       // string
	KindQQ          FieldKind = "qq"          // string
	KindChoice      FieldKind = "choice"      // string: the id of an option
	KindChoices     FieldKind = "choices"     // []string: the ids of several options, in the form's order
	KindNumber      FieldKind = "number"      // int64
	KindYesNo       FieldKind = "yes_no"      // bool
	KindDeclaration FieldKind = "declaration" // bool that must be true
	KindText        FieldKind = "text"        // string
	KindFile        FieldKind = "file"        // File
	KindGroup       FieldKind = "group"       // []Answers: the entries, such as the jobs somebody held
)

var fieldKinds = []FieldKind{KindName, KindDate, KindMobile, KindEmail, KindQQ, KindChoice, KindChoices, KindNumber, KindYesNo,
	KindDeclaration, KindText, KindFile, KindGroup}

// Choices lists the kinds.
func (FieldKind) Choices() []string { return texts(fieldKinds) }

// texts returns values of a kind of string as strings.
func texts[T ~string](values []T) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return list
}

// FactTypes returns a sample value of each fact that a field gives beside its own answer, by name: the number of
// entries or of options chosen (ID_count), or whether a file was given (ID_given).
func (f Field) FactTypes() map[string]any {
	switch f.Kind {
	case KindGroup, KindChoices:
		return map[string]any{f.ID + "_count": int64(0)}
	case KindFile:
		return map[string]any{f.ID + "_given": false}
	}
	return nil
}

// Facts returns the facts of FactTypes as the answers give them. They are always known: nothing given is zero or false.
func (f Field) Facts(answers Answers) map[string]any {
	switch f.Kind {
	case KindGroup:
		entries, _ := answers[f.ID].([]Answers)
		return map[string]any{f.ID + "_count": int64(len(entries))}
	case KindChoices:
		chosen, _ := answers[f.ID].([]string)
		return map[string]any{f.ID + "_count": int64(len(chosen))}
	case KindFile:
		_, given := answers[f.ID].(File)
		return map[string]any{f.ID + "_given": given}
	}
	return nil
}
