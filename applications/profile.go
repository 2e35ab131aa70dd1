package applications

import (
	"time"

	"gangway/applications/identity"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
)

// MinimumAge is the age below which nobody may be hired (Labour Law, article 15); their details are not kept.
const MinimumAge = 16

// A Profile is an account's real name, mobile and identity document.
type Profile struct {
	Account           string // the account's id
	AccountName       string
	LegalName         string
	ID                identity.ID
	Mobile            string
	MobileVerifiedAt  time.Time // zero until the code was entered
	Email             string
	ConsentIdentityAt time.Time // when separate consent to keep the identity number was given
	Lang              lang.Lang
	Measured          Measured // what was measured of the applicant, such as the typing speed
}

// ProfileForm is what `profile complete` is told, as text.
type ProfileForm struct {
	LegalName, Document, Number, Mobile string
	ConsentIdentity                     bool
}

// Complete returns the profile with the form's values checked and normalised, and whether the name had to be
// changed to be right. Its error is fault.Invalid with one detail for each mistake; it never repeats a value.
func (p Profile) Complete(form ProfileForm, now time.Time) (Profile, bool, error) {
	var wrong []fault.Detail
	add := func(field string, err error) {
		if err != nil {
			wrong = append(wrong, detail(field, err))
		}
	}
	document := identity.Document(form.Document)
	name, changed, err := identity.Name(form.LegalName, document)
	add("legal_name", err)
	mobile, err := identity.Mobile(form.Mobile)
	add("mobile", err)
	if !form.ConsentIdentity {
		wrong = append(wrong, fault.Detail{Where: "consent_identity", Message: lang.M("the identity number is only taken with your separate consent; see gangway privacy show")})
	}
	id, err := identity.Parse(document, form.Number, calendar.Of(now))
	add("id_number", err)
	if err == nil && !id.BirthDate.IsZero() && id.BirthDate.AgeOn(calendar.Of(now)) < MinimumAge {
		wrong = append(wrong, fault.Detail{Where: "id_number", Message: lang.M("nobody under %d may be hired; nothing was kept", MinimumAge)})
	}
	if len(wrong) > 0 {
		return p, false, fault.New(fault.Invalid, "the profile cannot be accepted").WithDetails(wrong...)
	}
	if mobile != p.Mobile {
		p.MobileVerifiedAt = time.Time{}
	}
	p.LegalName, p.ID, p.Mobile, p.ConsentIdentityAt = name, id, mobile, now
	return p, changed, nil
}

// MayBecome returns nil when the profile may be changed to another one. While an application is with the reviewers or
// past them, the person it was decided on must stay the same.
func (p Profile) MayBecome(other Profile, own []Application) error {
	if p.ID.Number == "" || p.LegalName == other.LegalName && p.ID.Document == other.ID.Document && p.ID.Number == other.ID.Number {
		return nil
	}
	for _, a := range own {
		switch a.State {
		case Draft, Returned, Rejected, Withdrawn, Left:
			continue
		}
		return fault.New(fault.Conflict, "the name and the identity document cannot change while %s is %s", a.ID, a.State)
	}
	return nil
}

// Missing names what the profile still lacks; an empty list means it is complete (S0-07).
func (p Profile) Missing() []fault.Detail {
	var missing []fault.Detail
	if p.LegalName == "" {
		missing = append(missing, fault.Detail{Where: "legal_name", Message: lang.M("the legal name is missing")})
	}
	if p.ID.Number == "" {
		missing = append(missing, fault.Detail{Where: "id_number", Message: lang.M("the identity document is missing")})
	}
	if p.MobileVerifiedAt.IsZero() {
		missing = append(missing, fault.Detail{Where: "mobile", Message: lang.M("the mobile is not verified; see gangway profile verify-mobile")})
	}
	return missing
}

// Item returns the profile's value for a form's field, or "".
func (p Profile) Item(name string) string {
	switch name {
	case "legal_name":
		return p.LegalName
	case "mobile":
		return p.Mobile
	case "email":
		return p.Email
	case "sex":
		return string(p.ID.Sex)
	case "birth_date":
		if !p.ID.BirthDate.IsZero() {
			return p.ID.BirthDate.String()
		}
	}
	return ""
}
