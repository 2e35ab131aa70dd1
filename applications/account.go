package applications

import (
	"time"

	"gangway/applications/identity"
	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/lang"
)

// An Account is who can sign in.
type Account struct {
	ID        string
	Name      string
	Folded    string // the name as compared: two accounts never share it
	Roles     []access.Role
	Disabled  bool
	Lang      lang.Lang // the language of notices
	CreatedAt time.Time
}

// A Registration is what an applicant gives to get an account. Password is a hash, never the password itself.
type Registration struct {
	Name     string
	Mobile   string
	Email    string
	Password string
	Lang     lang.Lang
	Consent  Consent
}

// A Consent is agreement to a version of the privacy notice.
type Consent struct {
	Version string
	At      time.Time
}

// Check returns the registration with its values normalised, or fault.Invalid with one detail for each mistake.
func (r Registration) Check() (Registration, error) {
	var wrong []fault.Detail
	keep := func(field string, into *string, value string, err error) {
		if err != nil {
			wrong = append(wrong, detail(field, err))
			return
		}
		*into = value
	}
	name, _, err := identity.AccountName(r.Name)
	keep("account", &r.Name, name, err)
	mobile, err := identity.Mobile(r.Mobile)
	keep("mobile", &r.Mobile, mobile, err)
	email, err := identity.Email(r.Email)
	keep("email", &r.Email, email, err)
	if r.Consent.Version == "" {
		wrong = append(wrong, fault.Detail{Where: "consent", Message: lang.M("consent to the privacy notice is needed: read it with gangway privacy show, then give --consent")})
	}
	if len(wrong) > 0 {
		return r, fault.New(fault.Invalid, "the registration cannot be accepted").WithDetails(wrong...)
	}
	return r, nil
}

// detail turns an error about one field into a detail.
func detail(field string, err error) fault.Detail {
	return fault.Detail{Where: field, Message: lang.M("%s", err)}
}
