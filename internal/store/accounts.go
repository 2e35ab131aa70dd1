package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
)

const accountColumns = `id, name, folded, roles, disabled, lang, created_at`

func scanAccount(r scanner) (applications.Account, error) {
	var a applications.Account
	var roles string
	err := r.Scan(&a.ID, &a.Name, &a.Folded, &roles, &a.Disabled, &a.Lang, storedTime{&a.CreatedAt})
	for role := range strings.FieldsSeq(roles) {
		a.Roles = append(a.Roles, access.Role(role))
	}
	return a, err
}

// Accounts returns the accounts that have a role other than applicant, by name.
func (s *Store) Accounts(ctx context.Context) ([]applications.Account, error) {
	list, err := collect(ctx, s.db, scanAccount, `SELECT `+accountColumns+` FROM accounts WHERE roles <> 'applicant'`)
	// Sorted here, because each database has its own order of letters.
	slices.SortFunc(list, func(a, b applications.Account) int { return strings.Compare(a.Folded, b.Folded) })
	return list, err
}

// Account returns the account with the given folded name, or fault.NotFound.
func (s *Store) Account(ctx context.Context, folded string) (applications.Account, error) {
	a, err := scanAccount(s.db.QueryRowContext(ctx, `SELECT `+accountColumns+` FROM accounts WHERE folded = $1`, folded))
	return a, kind(err)
}

// HasAccounts reports whether there is any account yet.
func (s *Store) HasAccounts(ctx context.Context) (bool, error) { return hasAccounts(ctx, s.db) }

func hasAccounts(ctx context.Context, q querier) (bool, error) {
	var n int
	err := q.QueryRowContext(ctx, `SELECT COUNT(*) FROM (SELECT id FROM accounts LIMIT 1) AS first`).Scan(&n)
	return n > 0, kind(err)
}

// AddStaff stores an account for somebody who works here. Nobody adds the first: by is empty then. It is fault.Conflict
// when the name is taken, or when there is a first already.
func (s *Store) AddStaff(ctx context.Context, a applications.Account, password, by string) (applications.Account, error) {
	err := s.inTx(ctx, func(t *tx) error {
		if by == "" {
			if err := t.first(); err != nil {
				return err
			}
		}
		a.ID = newID()
		return t.addAccount(&a, password, by, "add_staff")
	})
	return a, err
}

// first lets one transaction alone go on while there are no accounts. The event comes before the look: whoever waited
// for its place in the chain, or comes after it, sees the other's account.
func (t *tx) first() error {
	if err := t.record(audit.Event{Chain: "store", Action: "init", Actor: "system", At: t.now}); err != nil {
		return err
	}
	taken, err := hasAccounts(t.ctx, t)
	if err != nil {
		return err
	}
	if taken {
		return fault.New(fault.Conflict, "the store has its first manager already")
	}
	return nil
}

// Register stores an applicant's account with mobile and e-mail. It is fault.Conflict when the name is taken, and,
// without saying which, when the mobile or the e-mail is.
func (s *Store) Register(ctx context.Context, a applications.Account, r applications.Registration) (applications.Account, error) {
	err := s.inTx(ctx, func(t *tx) error {
		a.ID = newID()
		if err := t.addAccount(&a, r.Password, a.ID, "register"); err != nil {
			return err
		}
		person, wrapped, err := t.keys.NewPerson(a.ID)
		if err != nil {
			return err
		}
		err = t.exec(`INSERT INTO people (account, data_key, consent_version, consent_at, mobile, mobile_index, email, email_index)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			a.ID, wrapped, r.Consent.Version, timeText(r.Consent.At),
			person.Seal("people", "mobile", a.ID, []byte(r.Mobile)), t.keys.BlindIndex("mobile", r.Mobile),
			person.Seal("people", "email", a.ID, []byte(r.Email)), t.keys.BlindIndex("email", strings.ToLower(r.Email)))
		if errors.Is(kind(err), fault.Conflict) {
			return errContactTaken()
		}
		return err
	})
	return a, err
}

// errContactTaken does not tell whose it is, nor which of the two.
func errContactTaken() error {
	return fault.New(fault.Conflict, "this mobile or e-mail cannot be used here; if it is yours, sign in to the account you have")
}

func (t *tx) addAccount(a *applications.Account, password, by, action string) error {
	a.CreatedAt = t.now
	names := make([]string, len(a.Roles))
	for i, r := range a.Roles {
		names[i] = string(r)
	}
	err := t.exec(`INSERT INTO accounts (id, name, folded, password, roles, disabled, lang, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		a.ID, a.Name, a.Folded, password, strings.Join(names, " "), false, string(a.Lang), timeText(t.now))
	if errors.Is(kind(err), fault.Conflict) {
		return fault.New(fault.Conflict, "the account name %q is taken", a.Name)
	}
	if err != nil {
		return err
	}
	if by == "" {
		by = a.ID // the first manager is there before anybody else
	}
	return t.record(audit.Event{Chain: a.ID, Action: action, Actor: by, At: t.now, Details: audit.Details{"roles": names}})
}

// Disable ends an account: its sessions are over and it cannot sign in again.
func (s *Store) Disable(ctx context.Context, account, by string) error {
	return s.inTx(ctx, func(t *tx) error {
		err := t.execOne(fault.New(fault.Conflict, "the account is disabled already"),
			`UPDATE accounts SET disabled = $1 WHERE id = $2 AND disabled = $3 AND id <> $4`, true, account, false, by)
		if err != nil {
			return err
		}
		if err := t.exec(`DELETE FROM sessions WHERE account = $1`, account); err != nil {
			return err
		}
		return t.record(audit.Event{Chain: account, Action: "disable", Actor: by, At: t.now})
	})
}

// Credentials returns the account with a folded name and its password's hash, or fault.NotFound.
func (s *Store) Credentials(ctx context.Context, folded string) (applications.Account, string, error) {
	a, err := s.Account(ctx, folded)
	if err != nil {
		return a, "", err
	}
	var hash string
	err = s.db.QueryRowContext(ctx, `SELECT password FROM accounts WHERE id = $1`, a.ID).Scan(&hash)
	return a, hash, kind(err)
}

// SetPassword replaces an account's password and ends its other sessions.
func (s *Store) SetPassword(ctx context.Context, account, hash, keepSession string) error {
	return s.inTx(ctx, func(t *tx) error {
		if err := t.exec(`UPDATE accounts SET password = $1 WHERE id = $2`, hash, account); err != nil {
			return err
		}
		if err := t.exec(`DELETE FROM sessions WHERE account = $1 AND token_hash <> $2`, account, keepSession); err != nil {
			return err
		}
		return t.record(audit.Event{Chain: account, Action: "change_password", Actor: account, At: t.now})
	})
}

// CountGuess adds one sign-in for a name to its failures, unless allowed, which is told how many there were before and
// when the last one was, returns an error. A guess is counted before it is judged, so that guessing in parallel gains
// nothing; OpenSession forgets the count when the password turns out to be right.
func (s *Store) CountGuess(ctx context.Context, folded string, allowed func(failures int, last time.Time) error) error {
	return s.inTx(ctx, func(t *tx) error {
		index := t.keys.BlindIndex("sign-in", folded)
		var failures int
		var last time.Time
		// Writing before reading makes guesses at the same name follow each other.
		err := t.row(`INSERT INTO sign_in_failures (name_index, failures, last_at) VALUES ($1, 0, '')
			ON CONFLICT (name_index) DO UPDATE SET failures = sign_in_failures.failures
			RETURNING failures, last_at`, index).Scan(&failures, storedTime{&last})
		if err != nil {
			return err
		}
		if err := allowed(failures, last); err != nil {
			return err
		}
		return t.exec(`UPDATE sign_in_failures SET failures = failures + 1, last_at = $2 WHERE name_index = $1`, index, timeText(t.now))
	})
}

// OpenSession stores a session for an account that has just given the right password, and forgets earlier failures.
func (s *Store) OpenSession(ctx context.Context, a applications.Account, tokenHash string, expires time.Time) error {
	return s.inTx(ctx, func(t *tx) error {
		if err := t.exec(`DELETE FROM sign_in_failures WHERE name_index = $1`, t.keys.BlindIndex("sign-in", a.Folded)); err != nil {
			return err
		}
		if err := t.exec(`DELETE FROM sessions WHERE expires_at < $1`, timeText(t.now)); err != nil {
			return err
		}
		return t.exec(`INSERT INTO sessions (token_hash, account, created_at, expires_at) VALUES ($1, $2, $3, $4)`,
			tokenHash, a.ID, timeText(t.now), timeText(expires))
	})
}

// CloseSession ends a session; one that is over already is no mistake.
func (s *Store) CloseSession(ctx context.Context, tokenHash string) error {
	return s.inTx(ctx, func(t *tx) error {
		return t.exec(`DELETE FROM sessions WHERE token_hash = $1`, tokenHash)
	})
}

// ActorOf returns who a session belongs to, or fault.SignIn when it is over.
func (s *Store) ActorOf(ctx context.Context, tokenHash string) (access.Actor, error) {
	row := s.db.QueryRowContext(ctx, `SELECT a.id, a.name, a.folded, a.roles, a.disabled, a.lang, a.created_at
		FROM sessions s JOIN accounts a ON a.id = s.account
		WHERE s.token_hash = $1 AND s.expires_at > $2 AND NOT a.disabled`, tokenHash, timeText(s.now()))
	a, err := scanAccount(row)
	if errors.Is(kind(err), fault.NotFound) {
		return access.Actor{}, fault.New(fault.SignIn, "you are not signed in; the earlier session is over").WithHint("gangway login NAME")
	}
	return access.Authenticated(a.ID, a.Name, a.Roles), kind(err)
}

// AccountName returns the name of the account with the given id, or fault.NotFound.
func (s *Store) AccountName(ctx context.Context, id string) (name string, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT name FROM accounts WHERE id = $1`, id).Scan(&name)
	return name, kind(err)
}
