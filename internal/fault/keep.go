package fault

import (
	"encoding/json"
	"errors"

	"gangway/internal/lang"
)

// named are the kinds by the names they are stored under.
func named(name string) error {
	for _, kind := range []error{Usage, Invalid, SignIn, Denied, NotFound, Conflict, Partial} {
		if kind.Error() == name {
			return kind
		}
	}
	return nil
}

// A kept is the form in which an error is stored, to be said later in any language.
type kept struct {
	Kind    string       `json:"kind"`
	Message lang.Message `json:"message"`
	Hint    lang.Message `json:"hint,omitzero"`
}

// Keep returns a text of err, its kind, message and hint, that Recall turns back into an error. err has a kind.
func Keep(err error) (string, error) {
	k := kept{Message: lang.M("%s", err)}
	if kind := KindOf(err); kind != nil {
		k.Kind = kind.Error()
	}
	var e *Error
	if errors.As(err, &e) {
		k.Message, k.Hint = e.Message, e.Hint
	}
	text, err := json.Marshal(k)
	return string(text), err
}

// Recall returns the error a text of Keep is of.
func Recall(text string) (*Error, error) {
	var k kept
	if err := json.Unmarshal([]byte(text), &k); err != nil {
		return nil, err
	}
	return &Error{Kind: named(k.Kind), Message: k.Message, Hint: k.Hint}, nil
}
