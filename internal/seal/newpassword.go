package seal

import (
	"unicode/utf8"

	"gangway/internal/fault"
)

// minPassword is how many characters a new password needs at least.
const minPassword = 15

// CheckNewPassword says whether a password may be chosen: fault.Invalid when it has fewer than 15 characters or more
// than 1024 bytes, or is easy to guess. Any characters will do, and none are demanded. The context is what a guesser
// would know of the person: account name, real name, mobile, e-mail address.
func CheckNewPassword(password string, context ...string) error {
	switch n := utf8.RuneCountInString(password); {
	case len(password) > maxPassword:
		return fault.New(fault.Invalid, "the password has %d bytes; at most %d are allowed", len(password), maxPassword).
			WithHint("take a shorter password")
	case n < minPassword:
		return fault.New(fault.Invalid, "the password has %d characters; it needs at least %d", n, minPassword).
			WithHint("take four or more words that have nothing to do with each other; spaces between them are welcome")
	}
	g := newGuesser(context)
	if g.hasFourWords(password) {
		return nil
	}
	if points, reason := g.guess(password); points < enoughPoints {
		return fault.New(fault.Invalid, "the password is easy to guess: it leans on %s", reason).
			WithHint("take four or more words that have nothing to do with each other; spaces between them are welcome")
	}
	return nil
}
