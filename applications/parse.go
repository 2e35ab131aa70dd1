package applications

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"gangway/applications/identity"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/text"
)

var yes, no = []string{"true", "yes", "y", "on", "1", "是"}, []string{"false", "no", "n", "off", "0", "否"}

// Parse turns what was typed, in half-width or full-width characters, into the field's typed answer. The empty text is
// nil for an optional field. Options of a choice of several are separated by commas. A group or a file cannot be typed
// on a line. Errors are fault.Invalid and never repeat what was typed.
func (f Field) Parse(typed string) (any, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return f.none()
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
		return anyOf(f.choose(typed))
	case KindChoices:
		return f.chooseMany(strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(",，、;；", r) }))
	case KindNumber:
		return f.number(typed)
	case KindYesNo, KindDeclaration:
		return f.yesNo(typed)
	case KindGroup:
		return nil, fault.New(fault.Invalid, "expected a list of entries, each a map of field ids to answers")
	case KindFile:
		return nil, fault.New(fault.Invalid, "a file is handed in with gangway apply")
	}
	return f.text(typed)
}

// none is the answer that was not given.
func (f Field) none() (any, error) {
	if f.Optional {
		return nil, nil
	}
	return nil, fault.New(fault.Invalid, "an answer is needed")
}

// anyOf keeps a failed check from turning into a typed empty answer.
func anyOf(s string, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}

func (f Field) choose(typed string) (string, error) {
	ids := make([]string, len(f.Options))
	for i, o := range f.Options {
		if strings.EqualFold(o.ID, typed) || o.Label.Chinese == typed || strings.EqualFold(o.Label.English, typed) || slices.Contains(o.Aliases, typed) {
			return o.ID, nil
		}
		ids[i] = o.ID
	}
	return "", fault.New(fault.Invalid, "choose one of %s", strings.Join(ids, ", "))
}

// chooseMany returns the ids of the options named, each once and in the form's order.
func (f Field) chooseMany(typed []string) (any, error) {
	named := map[string]bool{}
	for _, t := range typed {
		id, err := f.choose(strings.TrimSpace(t))
		if err != nil {
			return nil, err
		}
		named[id] = true
	}
	var chosen []string
	for _, o := range f.Options {
		if named[o.ID] {
			chosen = append(chosen, o.ID)
		}
	}
	switch {
	case len(chosen) == 0:
		return f.none()
	case len(chosen) < f.AtLeast():
		return nil, fault.New(fault.Invalid, "choose at least %d", f.AtLeast())
	case len(chosen) > f.AtMost():
		return nil, fault.New(fault.Invalid, "choose at most %d", f.AtMost())
	}
	return chosen, nil
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
	if !utf8.ValidString(typed) || !text.Visible(typed) {
		return nil, fault.New(fault.Invalid, "write plain text on one line, without control characters")
	}
	switch n := len(text.Characters(typed)); {
	case n < f.MinLength:
		return nil, fault.New(fault.Invalid, "write at least %d characters; these are %d", f.MinLength, n)
	case f.MaxLength > 0 && n > f.MaxLength:
		return nil, fault.New(fault.Invalid, "write at most %d characters", f.MaxLength)
	}
	return typed, nil
}
