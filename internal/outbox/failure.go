package outbox

import (
	"errors"
	"strings"

	"gangway/internal/lang"
	"gangway/internal/text"
)

// A Fate says what a failed delivery means for the notice.
type Fate int

// The fates, from the one that says least. The zero value is the careful one.
const (
	Unclear     Fate = iota // it may have been delivered
	NotTaken                // surely not delivered; may work later
	Unreachable             // surely not delivered, and for now no other notice will be
	Refused                 // surely not delivered, and never will be
)

// A Failure is why a sink did not deliver a notice, or does not know whether it did.
type Failure struct {
	Fate    Fate
	Message lang.Message
	Cause   error // may be nil
}

func failure(fate Fate, cause error, message lang.Message) *Failure {
	return &Failure{fate, message, cause}
}

// Error says the message in English, and the cause.
func (f *Failure) Error() string {
	if f.Cause == nil {
		return f.Message.String()
	}
	return f.Message.String() + ": " + f.Cause.Error()
}

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Cause }

// fateOf returns what err means; an error nobody has thought about is Unclear.
func fateOf(err error) Fate {
	var f *Failure
	if errors.As(err, &f) {
		return f.Fate
	}
	return Unclear
}

// checkHeader refuses a notice whose address or subject could add a line of its own to what is written.
func checkHeader(n Notice) *Failure {
	switch {
	case n.To == "":
		return failure(Refused, nil, lang.M("the notice has no address"))
	case !oneLine(n.To):
		return failure(Refused, nil, lang.M("the address holds a line break or an invisible character"))
	case !oneLine(n.Subject):
		return failure(Refused, nil, lang.M("the subject holds a line break or an invisible character"))
	}
	return nil
}

// oneLine reports whether every character of s shows as itself, so that s stays the one line it seems to be.
func oneLine(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !text.Shown(r) })
}
