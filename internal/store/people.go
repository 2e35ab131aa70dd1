package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/audit"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/seal"
)

// person opens the data key of an account.
func person(ctx context.Context, q querier, keys *seal.Keys, account string) (*seal.Person, error) {
	var wrapped []byte
	err := q.QueryRowContext(ctx, `SELECT data_key FROM people WHERE account = $1`, account).Scan(&wrapped)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.New(fault.NotFound, "this account has no profile; only applicants have one")
	}
	if err != nil {
		return nil, kind(err)
	}
	return keys.Person(account, wrapped)
}

// Profile returns an account's profile, or fault.NotFound for an account that is no applicant's.
func (s *Store) Profile(ctx context.Context, account string) (applications.Profile, error) {
	return profile(ctx, s.db, s.keys, account)
}

func profile(ctx context.Context, q querier, keys *seal.Keys, account string) (applications.Profile, error) {
	p := applications.Profile{Account: account}
	who, err := person(ctx, q, keys, account)
	if err != nil {
		return p, err
	}
	var mobile, email, number, birth []byte
	err = q.QueryRowContext(ctx, `SELECT a.name, a.lang, p.legal_name, p.id_type, p.id_number, p.birth_date, p.sex, p.mainland,
			p.mobile, p.mobile_verified_at, p.email, p.consent_identity_at
		FROM people p JOIN accounts a ON a.id = p.account WHERE p.account = $1`, account).
		Scan(&p.AccountName, &p.Lang, &p.LegalName, &p.ID.Document, &number, &birth, &p.ID.Sex, &p.ID.Mainland,
			&mobile, storedTime{&p.MobileVerifiedAt}, &email, storedTime{&p.ConsentIdentityAt})
	if err != nil {
		return p, kind(err)
	}
	var born string
	for _, column := range []struct {
		name   string
		sealed []byte
		into   *string
	}{{"mobile", mobile, &p.Mobile}, {"email", email, &p.Email}, {"id_number", number, &p.ID.Number}, {"birth_date", birth, &born}} {
		if len(column.sealed) == 0 {
			continue
		}
		plain, err := who.Open("people", column.name, account, column.sealed)
		if err != nil {
			return p, err
		}
		*column.into = string(plain)
	}
	if born != "" {
		if p.ID.BirthDate, err = calendar.ParseDate(born); err != nil {
			return p, err
		}
	}
	p.Measured, err = measured(ctx, q, account)
	return p, err
}

// Measured returns what was measured of an account's owner.
func (s *Store) Measured(ctx context.Context, account string) (applications.Measured, error) {
	return measured(ctx, s.db, account)
}

func measured(ctx context.Context, q querier, account string) (applications.Measured, error) {
	speed, _, ok, err := bestTyping(ctx, q, account)
	if err != nil || !ok {
		return nil, err
	}
	return applications.Measured{applications.TypingTest: speed}, nil
}

// SaveProfile stores a completed profile, but not whether the mobile is verified: that stays as it is, which may be newer
// than the profile given, and ends when the mobile changes. It is fault.Conflict, without saying whose, when another
// account has the identity number or the mobile.
func (s *Store) SaveProfile(ctx context.Context, p applications.Profile) error {
	return s.inTx(ctx, func(t *tx) error {
		who, err := person(t.ctx, t, t.keys, p.Account)
		if err != nil {
			return err
		}
		sealed := func(column, plain string) []byte {
			if plain == "" {
				return nil
			}
			return who.Seal("people", column, p.Account, []byte(plain))
		}
		var idIndex any // none, rather than that of the empty text, which only one account could have
		if p.ID.Number != "" {
			idIndex = t.keys.BlindIndex("id_number", p.ID.Number)
		}
		err = t.exec(`UPDATE people SET legal_name = $2, id_type = $3, id_number = $4, id_index = $5, birth_date = $6, sex = $7,
				mainland = $8, mobile = $9, mobile_index = $10, consent_identity_at = $11,
				mobile_verified_at = CASE WHEN mobile_index = $10 THEN mobile_verified_at ELSE '' END
			WHERE account = $1`,
			p.Account, p.LegalName, string(p.ID.Document), sealed("id_number", p.ID.Number), idIndex,
			sealed("birth_date", born(p.ID)), string(p.ID.Sex), p.ID.Mainland,
			sealed("mobile", p.Mobile), t.keys.BlindIndex("mobile", p.Mobile), timeText(p.ConsentIdentityAt))
		if errors.Is(kind(err), fault.Conflict) {
			return fault.New(fault.Conflict, "this identity document or mobile cannot be used here; ask a reviewer for help")
		}
		if err != nil {
			return err
		}
		return t.record(audit.Event{Chain: p.Account, Action: "complete_profile", Actor: p.Account, At: t.now,
			Details: audit.Details{"fields": []string{"legal_name", "id_type", "id_number", "mobile"}}})
	})
}

func born(id identity.ID) string {
	if id.BirthDate.IsZero() {
		return ""
	}
	return id.BirthDate.String()
}

// A mobile's code may be tried so often, and asked for again after so long.
const (
	codeTries = 5
	codePause = time.Minute
)

// SendCode stores the code that was sent to an account's mobile and queues its notice. It is fault.Conflict when the
// last one was sent a moment ago.
func (s *Store) SendCode(ctx context.Context, account, code string, expires time.Time, notices []outbox.Notice) error {
	return s.inTx(ctx, func(t *tx) error {
		index, _, err := t.codeIndex(account, code)
		if err != nil {
			return err
		}
		err = t.execOne(fault.New(fault.Conflict, "a code was sent a moment ago; wait a minute before asking for another"),
			`INSERT INTO mobile_codes (account, code_index, sent_at, expires_at, tries) VALUES ($1, $2, $3, $4, 0)
			ON CONFLICT (account) DO UPDATE SET code_index = excluded.code_index, sent_at = excluded.sent_at,
				expires_at = excluded.expires_at, tries = 0
			WHERE mobile_codes.sent_at <= $5`,
			account, index, timeText(t.now), timeText(expires), timeText(t.now.Add(-codePause)))
		if err != nil {
			return err
		}
		if _, err := t.queue(notices); err != nil {
			return err
		}
		return t.record(audit.Event{Chain: account, Action: "send_code", Actor: account, At: t.now})
	})
}

// codeIndex returns the index of a code for the mobile the account has now, and the mobile's own: a code is good for no
// other mobile.
func (t *tx) codeIndex(account, code string) (index, mobile string, err error) {
	err = t.row(`SELECT mobile_index FROM people WHERE account = $1`, account).Scan(&mobile)
	return t.keys.BlindIndex("mobile-code", account+"/"+mobile+"/"+code), mobile, err
}

// VerifyMobile marks the account's mobile as verified when the code is the one that was sent. Errors are fault.Invalid
// for a wrong or expired code, and fault.Denied when it was tried too often.
func (s *Store) VerifyMobile(ctx context.Context, account, code string) error {
	var answer error // a wrong code must be counted, so its transaction commits
	err := s.inTx(ctx, func(t *tx) error {
		answer = nil
		index, mobile, err := t.codeIndex(account, code)
		if err != nil {
			return err
		}
		var want string
		var expires time.Time
		var tries int
		// Counted before it is judged, so that trying in parallel gains nothing.
		err = t.row(`UPDATE mobile_codes SET tries = tries + 1 WHERE account = $1 RETURNING code_index, expires_at, tries`, account).
			Scan(&want, storedTime{&expires}, &tries)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			answer = fault.New(fault.Invalid, "no code was sent to this mobile").WithHint("gangway profile verify-mobile")
			return nil
		case err != nil:
			return err
		case tries > codeTries:
			answer = fault.New(fault.Denied, "the code was tried too often; ask for a new one").WithHint("gangway profile verify-mobile")
			return nil
		case t.now.After(expires):
			answer = fault.New(fault.Invalid, "the code has expired; ask for a new one").WithHint("gangway profile verify-mobile")
			return nil
		case want != index:
			answer = fault.New(fault.Invalid, "the code is not right; %d tries are left", codeTries-tries)
			return nil
		}
		if err := t.exec(`DELETE FROM mobile_codes WHERE account = $1`, account); err != nil {
			return err
		}
		err = t.execOne(errRetry, `UPDATE people SET mobile_verified_at = $2 WHERE account = $1 AND mobile_index = $3`,
			account, timeText(t.now), mobile)
		if err != nil {
			return err
		}
		if err := t.record(audit.Event{Chain: account, Action: "verify_mobile", Actor: account, At: t.now}); err != nil {
			return err
		}
		return t.adopt(account, mobile)
	})
	if err != nil {
		return err
	}
	return answer
}
