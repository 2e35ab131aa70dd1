// Package fault names the kinds of error a user can meet. Every package returns them, and the command line alone
// turns them into words and an exit status; a test compares kinds with errors.Is.
package fault

//lint:file-ignore ST1012 a kind reads as fault.Invalid wherever it is used

import (
	"errors"
	"slices"

	"gangway/internal/lang"
)

// The kinds. Their texts are the values of "kind" in the JSON form of an error.
var (
	Usage    = errors.New("usage")         // the command line was not understood
	Invalid  = errors.New("invalid")       // an input or a rule is not met
	SignIn   = errors.New("not_signed_in") // the command needs a signed-in account
	Denied   = errors.New("denied")        // the account may not do this
	NotFound = errors.New("not_found")     // nothing has that id or name
	Conflict = errors.New("conflict")      // already so, or changed by someone else
	Partial  = errors.New("partial")       // some of a batch was refused
)

// An Error says what went wrong, where, and how to mend it.
type Error struct {
	Kind    error
	Message lang.Message
	Hint    lang.Message // something to paste or to do next; may be empty
	Details []Detail     // the single mistakes, when there are several
	Cause   error        // the error underneath; may be nil
}

// A Detail is one mistake among several: the field, rule or file:line:column it is at, and what is wrong there.
type Detail struct {
	Where   string
	Message lang.Message
}

// New returns an error of the given kind. The format is a key of the catalogue of translations.
func New(kind error, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: lang.M(format, args...)}
}

// WithHint returns e with a hint that says how to go on.
func (e *Error) WithHint(format string, args ...any) *Error {
	e.Hint = lang.M(format, args...)
	return e
}

// WithDetails returns e with the single mistakes it sums up.
func (e *Error) WithDetails(details ...Detail) *Error {
	e.Details = append(e.Details, details...)
	return e
}

// Because returns e with the error underneath.
func (e *Error) Because(cause error) *Error {
	e.Cause = cause
	return e
}

// Error says the message in English, with its details.
func (e *Error) Error() string {
	text := e.SayIn(lang.Speaker{Lang: lang.English})
	for _, d := range e.Details {
		text += "\n" + d.Where + ": " + d.Message.String()
	}
	return text
}

// SayIn says the message, without its details, in the language of s.
func (e *Error) SayIn(s lang.Speaker) string { return s.Say(e.Message) }

// Said returns the message, without its details.
func (e *Error) Said() lang.Message { return e.Message }

// Unwrap makes errors.Is see the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Cause}
}

// KindOf returns the kind of err, or nil when it has none.
func KindOf(err error) error {
	for _, kind := range []error{Usage, Invalid, SignIn, Denied, NotFound, Conflict, Partial} {
		if errors.Is(err, kind) {
			return kind
		}
	}
	return nil
}

// Join sums up what is wrong with several files: nil, the only error there is, or one fault.Invalid with the details of
// all, each once. An error that lists no mistakes, such as a folder that cannot be read, is returned as it is.
func Join(errs ...error) error {
	var all []error
	var details []Detail
	for _, err := range errs {
		if err == nil {
			continue
		}
		var one *Error
		if !errors.As(err, &one) || len(one.Details) == 0 {
			return err
		}
		all, details = append(all, err), append(details, one.Details...)
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return New(Invalid, "%d files cannot be used", len(all)).Because(errors.Join(all...)).WithDetails(distinct(details)...)
}

// distinct leaves out the details that say the same of the same place, as two files do that need a broken third.
func distinct(details []Detail) []Detail {
	seen := map[string]bool{}
	return slices.DeleteFunc(details, func(d Detail) bool {
		key := d.Where + "\n" + d.Message.String()
		again := seen[key]
		seen[key] = true
		return again
	})
}
