package applications

import (
	"context"
	"errors"
	"math"
	"time"

	"gangway/applications/identity"
	"gangway/internal/fault"
)

// A SignInStore keeps what signing in needs.
type SignInStore interface {
	// Credentials returns the account with a folded name and its password's hash, or fault.NotFound.
	Credentials(ctx context.Context, folded string) (Account, string, error)
	// CountGuess counts a sign-in for a name, if allowed agrees with the failures so far.
	CountGuess(ctx context.Context, folded string, allowed func(failures int, last time.Time) error) error
	// OpenSession stores a session and forgets the failures.
	OpenSession(ctx context.Context, a Account, tokenHash string, expires time.Time) error
}

// A Porter signs people in.
type Porter struct {
	Store SignInStore
	// Check compares a password with a hash; an empty hash takes as long and is never right.
	Check func(password, hash string) bool
	// Token returns a new session's token and the hash that is stored.
	Token func() (token, hash string)
	Now   func() time.Time
}

// SessionLife is how long a session lasts.
const SessionLife = 7 * 24 * time.Hour

// Failures beyond the fifth make the next try wait, each twice as long as the one before, up to a quarter of an hour.
// Nobody is locked out for good, so that a stranger cannot keep the owner out.
const (
	freeGuesses = 5
	longestWait = 15 * time.Minute
)

// SignIn returns a session's token for the right name and password. A wrong password, an unknown name and a disabled
// account get the same answer, fault.Denied, after the same work.
func (p Porter) SignIn(ctx context.Context, name, password string) (Account, string, error) {
	_, folded, err := identity.AccountName(name)
	if err != nil {
		folded = "" // no account has such a name; it is still counted and checked like any other
	}
	if err := p.Store.CountGuess(ctx, folded, p.allow); err != nil {
		return Account{}, "", err
	}
	account, hash, err := p.Store.Credentials(ctx, folded)
	if err != nil && !errors.Is(err, fault.NotFound) {
		return Account{}, "", err
	}
	if !p.Check(password, hash) || account.Disabled {
		return Account{}, "", fault.New(fault.Denied, "the name or the password is not right")
	}
	token, tokenHash := p.Token()
	return account, token, p.Store.OpenSession(ctx, account, tokenHash, p.Now().Add(SessionLife))
}

// allow refuses a guess that comes too soon.
func (p Porter) allow(failures int, last time.Time) error {
	if failures < freeGuesses {
		return nil
	}
	wait := min(time.Second<<min(failures-freeGuesses, 20), longestWait)
	if left := last.Add(wait).Sub(p.Now()); left > 0 {
		return fault.New(fault.Denied, "too many wrong passwords; try again in %d seconds", int(math.Ceil(left.Seconds())))
	}
	return nil
}
