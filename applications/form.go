package applications

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"gangway/applications/identity"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/text"
)

// A Form is the fields every program of a family asks for; a program may add its own.
type Form struct {
	ID      string    `yaml:"id"`
	Version int       `yaml:"version"`
	Title   lang.Text `yaml:"title"`
	Fields  []Field   `yaml:"fields"`
}

// A Field is one question of a form.
type Field struct {
	ID        string    `yaml:"id"`
	Kind      FieldKind `yaml:"kind"`
	Label     lang.Text `yaml:"label"`
	Help      lang.Text `yaml:"help"`
	Optional  bool      `yaml:"optional"`
	Min       *int64    `yaml:"min"`        // number: smallest value
	Max       *int64    `yaml:"max"`        // number: largest value
	MaxLength int       `yaml:"max_length"` // text: at most so many characters
	Options   []Option  `yaml:"options"`    // choice: what may be chosen
	Ordered   bool      `yaml:"ordered"`    // choice: the options rise, so that rules can compare them
	Profile   string    `yaml:"profile"`    // the item of the profile that is offered as the answer
	Source    string    `yaml:"source"`
}

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
	KindNumber      FieldKind = "number"      // int64
	KindYesNo       FieldKind = "yes_no"      // bool
	KindDeclaration FieldKind = "declaration" // bool that must be true
	KindText        FieldKind = "text"        // string
)

var fieldKinds = []FieldKind{KindName, KindDate, KindMobile, KindEmail, KindQQ, KindChoice, KindNumber, KindYesNo, KindDeclaration, KindText}

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

// An Option is one answer of a choice. Aliases are other words people write for it in a file.
type Option struct {
	ID      string    `yaml:"id"`
	Label   lang.Text `yaml:"label"`
	Aliases []string  `yaml:"aliases"`
}

// Answers are what was filled in: a field's id to its typed value. A field that was left out has no entry.
type Answers map[string]any

// Text returns the answer to a field whose answers are strings, or "".
func (a Answers) Text(field string) string {
	s, _ := a[field].(string)
	return s
}

// Changed returns the ids of the fields whose answers differ between a and b, sorted.
func (a Answers) Changed(b Answers) []string {
	var ids []string
	for id := range a {
		if b[id] != a[id] {
			ids = append(ids, id)
		}
	}
	for id := range b {
		if _, ok := a[id]; !ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

var yes, no = []string{"true", "yes", "y", "on", "1", "是"}, []string{"false", "no", "n", "off", "0", "否"}

// Parse turns what was typed, in half-width or full-width characters, into the field's typed answer. The empty text is
// nil for an optional field. Errors are fault.Invalid and never repeat what was typed.
func (f Field) Parse(typed string) (any, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		if f.Optional {
			return nil, nil
		}
		return nil, fault.New(fault.Invalid, "an answer is needed")
	}
	switch f.Kind {
	case KindName:
		name, _, err := identity.Name(typed, identity.ForeignPermanent) // a name in Latin letters may be right
		return anyOf(name, err)
	case KindMobile:
		return anyOf(identity.Mobile(typed))
	case KindEmail:
		return anyOf(identity.Email(typed))
	case KindQQ:
		return anyOf(identity.QQ(typed))
	case KindDate:
		d, err := calendar.ParseDate(width.Fold.String(typed))
		if err != nil {
			return nil, err
		}
		return d.String(), nil
	case KindChoice:
		return f.option(typed)
	case KindNumber:
		return f.number(typed)
	case KindYesNo, KindDeclaration:
		return f.yesNo(typed)
	}
	return f.text(typed)
}

// anyOf keeps a failed check from turning into a typed empty answer.
func anyOf(s string, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}

func (f Field) option(typed string) (any, error) {
	ids := make([]string, len(f.Options))
	for i, o := range f.Options {
		if strings.EqualFold(o.ID, typed) || o.Label.Chinese == typed || strings.EqualFold(o.Label.English, typed) || slices.Contains(o.Aliases, typed) {
			return o.ID, nil
		}
		ids[i] = o.ID
	}
	return nil, fault.New(fault.Invalid, "choose one of %s", strings.Join(ids, ", "))
}

func (f Field) number(typed string) (any, error) {
	n, err := strconv.ParseInt(width.Fold.String(typed), 10, 64)
	switch {
	case err != nil:
		return nil, fault.New(fault.Invalid, "write a whole number in digits, such as 12")
	case f.Min != nil && n < *f.Min:
		return nil, fault.New(fault.Invalid, "the number must be at least %d", *f.Min)
	case f.Max != nil && n > *f.Max:
		return nil, fault.New(fault.Invalid, "the number must be at most %d", *f.Max)
	}
	return n, nil
}

func (f Field) yesNo(typed string) (any, error) {
	folded := strings.ToLower(width.Fold.String(typed))
	switch {
	case slices.Contains(yes, folded):
		return true, nil
	case !slices.Contains(no, folded):
		return nil, fault.New(fault.Invalid, "answer true or false")
	case f.Kind == KindDeclaration:
		return nil, fault.New(fault.Invalid, "the application can only be submitted when this is declared")
	}
	return false, nil
}

func (f Field) text(typed string) (any, error) {
	switch {
	case !utf8.ValidString(typed) || strings.ContainsFunc(typed, func(r rune) bool { return !text.Shown(r) }):
		return nil, fault.New(fault.Invalid, "write plain text on one line, without control characters")
	case f.MaxLength > 0 && utf8.RuneCountInString(typed) > f.MaxLength:
		return nil, fault.New(fault.Invalid, "write at most %d characters", f.MaxLength)
	}
	return typed, nil
}

// optionLabel returns the label of the option with the given id.
func (f Field) optionLabel(id string) lang.Text {
	for _, o := range f.Options {
		if o.ID == id {
			return o.Label
		}
	}
	return lang.Text{Chinese: id, English: id}
}

// Show says an answer for people, masked where it is personal, in the language of s.
func (f Field) Show(answer any, s lang.Speaker, reveal bool) string {
	switch v := answer.(type) {
	case nil:
		return "–"
	case bool:
		if v {
			return s.Sayf("yes")
		}
		return s.Sayf("no")
	case string:
		if f.Kind == KindChoice {
			return f.optionLabel(v).In(s.Lang)
		}
		return f.masked(v, reveal)
	case int64:
		return strconv.FormatInt(v, 10)
	}
	return ""
}

func (f Field) masked(v string, reveal bool) string {
	if reveal {
		return v
	}
	switch f.Kind {
	case KindName:
		return identity.MaskName(v)
	case KindMobile:
		return identity.MaskMobile(v)
	case KindEmail:
		return identity.MaskEmail(v)
	case KindQQ:
		return identity.MaskQQ(v)
	case KindDate:
		d, _ := calendar.ParseDate(v) // it was checked when it was accepted
		return identity.MaskBirthDate(d)
	}
	return v
}

// Mask returns a copy of the answers with personal details masked.
func Mask(fields []Field, answers Answers) Answers {
	masked := maps.Clone(answers)
	for _, f := range fields {
		if v, ok := answers[f.ID].(string); ok {
			masked[f.ID] = f.masked(v, false)
		}
	}
	return masked
}
