package main

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/render"
	"gangway/internal/seal"
	"gangway/internal/store"
	"gangway/internal/term"
)

func profileCmd(a *app) *cobra.Command {
	return group("profile", "Your legal name, identity document and mobile", profileShowCmd(a), profileCompleteCmd(a), profileVerifyCmd(a))
}

// A jsonProfile is the JSON form of a profile, masked.
type jsonProfile struct {
	Account        string       `json:"account"`
	LegalName      string       `json:"legal_name"`
	IDType         string       `json:"id_type"`
	IDNumber       string       `json:"id_number"`
	BirthDate      string       `json:"birth_date"`
	Sex            string       `json:"sex"`
	Mobile         string       `json:"mobile"`
	MobileVerified bool         `json:"mobile_verified"`
	Email          string       `json:"email"`
	Complete       bool         `json:"complete"`
	Missing        []jsonDetail `json:"missing"`
}

func profileShowCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "show",
		Short:   "Show your profile, masked",
		Example: "gangway profile show",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			p, err := s.store.Profile(s.ctx, s.by.ID())
			if err != nil {
				return err
			}
			return s.showProfile(p)
		}),
	}
}

func (s *session) showProfile(p applications.Profile) error {
	v := jsonProfile{
		Account: p.AccountName, LegalName: identity.MaskName(p.LegalName), IDType: string(p.ID.Document), Sex: string(p.ID.Sex),
		IDNumber: identity.MaskID(p.ID.Number), Mobile: identity.MaskMobile(p.Mobile), Email: identity.MaskEmail(p.Email),
		MobileVerified: !p.MobileVerifiedAt.IsZero(), Missing: []jsonDetail{},
	}
	if !p.ID.BirthDate.IsZero() {
		v.BirthDate = identity.MaskBirthDate(p.ID.BirthDate)
	}
	for _, m := range p.Missing() {
		v.Missing = append(v.Missing, jsonDetail{m.Where, s.speaker.Say(m.Message)})
	}
	v.Complete = len(v.Missing) == 0
	return s.printer().Value(v, func() render.Page {
		fields := []render.Field{
			{Title: s.sayf("account"), Value: v.Account}, {Title: s.sayf("legal name"), Value: orDash(v.LegalName)},
			{Title: s.sayf("document"), Value: orDash(s.speaker.Say(p.ID.Document.Label()))}, {Title: s.sayf("number"), Value: orDash(v.IDNumber)},
			{Title: s.sayf("date of birth"), Value: orDash(v.BirthDate)}, {Title: s.sayf("mobile"), Value: s.verified(v)},
			{Title: s.sayf("e-mail"), Value: v.Email},
		}
		for _, m := range v.Missing {
			fields = append(fields, render.Field{Title: s.sayf("missing"), Value: m.Message})
		}
		return render.Page{Sections: []render.Section{{Fields: fields}}}
	})
}

func (a *app) verified(v jsonProfile) string {
	if v.MobileVerified {
		return a.sayf("%s (verified)", v.Mobile)
	}
	return a.sayf("%s (not verified)", v.Mobile)
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func profileCompleteCmd(a *app) *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:   "complete",
		Short: "Give your legal name, identity document and mobile",
		Long:  "Give your legal name, identity document and mobile. The identity number is asked for, or read from a file; it is never taken from a flag, where others could read it.",
		Example: `gangway profile complete
			gangway profile complete --from profile.yaml`,
		Args: cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			p, err := s.store.Profile(s.ctx, s.by.ID())
			if err != nil {
				return err
			}
			form, err := s.profileForm(p, from)
			if err != nil {
				return err
			}
			before := p
			p, changed, err := p.Complete(form, s.now())
			if err != nil {
				return err
			}
			own, err := s.store.Applications(s.ctx, store.Filter{Account: s.by.ID()})
			if err != nil {
				return err
			}
			if err := before.MayBecome(p, own); err != nil {
				return err
			}
			if err := s.store.SaveProfile(s.ctx, p); err != nil {
				return err
			}
			if changed {
				s.say("The name is kept as %s: the separator is written as ·.", p.LegalName)
			}
			if !p.ID.Mainland {
				s.say("Note: the platform's real-name check is known to refuse documents from outside the mainland.")
			}
			if p.MobileVerifiedAt.IsZero() {
				s.say("Next: gangway profile verify-mobile")
			}
			return s.showProfile(p)
		}),
	}
	c.Flags().StringVar(&from, "from", "", "YAML or JSON file with legal_name, id_type, id_number, mobile and consent_identity")
	return c
}

// profileForm reads the file, or asks.
func (s *session) profileForm(p applications.Profile, from string) (applications.ProfileForm, error) {
	if from == "" {
		return s.askProfile(p)
	}
	var form applications.ProfileForm
	v, err := s.readValues(from)
	if err != nil {
		return form, err
	}
	if err := only(v, "legal_name", "id_type", "id_number", "mobile", "consent_identity"); err != nil {
		return form, err
	}
	form.LegalName, _ = v.Get("legal_name")
	form.Document, _ = v.Get("id_type")
	form.Number, _ = v.Get("id_number")
	if form.Mobile, _ = v.Get("mobile"); form.Mobile == "" {
		form.Mobile = p.Mobile
	}
	form.ConsentIdentity = v.Yes("consent_identity")
	return form, nil
}

// askProfile asks for everything before anything is stored.
func (s *session) askProfile(p applications.Profile) (applications.ProfileForm, error) {
	form := applications.ProfileForm{LegalName: p.LegalName, Document: string(identity.ResidentID), Mobile: p.Mobile}
	documents := []term.Option{}
	for _, d := range []identity.Document{identity.ResidentID, identity.HMTResidence, identity.ForeignPermanent} {
		documents = append(documents, term.Option{Value: string(d), Label: s.speaker.Say(d.Label())})
	}
	var err error
	if form.Document, err = s.prompt.Choose(term.Question{Prompt: s.sayf("Identity document"), Options: documents, Default: form.Document, Flag: s.sayf("id_type in --from FILE")}); err != nil {
		return form, err
	}
	document := identity.Document(form.Document)
	form.LegalName, err = s.prompt.Text(term.Question{Prompt: s.sayf("Legal name, as on the document"), Default: form.LegalName, Flag: s.sayf("legal_name in --from FILE"),
		Check: func(t string) error { _, _, err := identity.Name(t, document); return err }})
	if err != nil {
		return form, err
	}
	form.Mobile, err = s.prompt.Text(term.Question{Prompt: s.sayf("Mobile"), Default: form.Mobile, Flag: s.sayf("mobile in --from FILE"),
		Check: func(t string) error { _, err := identity.Mobile(t); return err }})
	if err != nil {
		return form, err
	}
	form.ConsentIdentity, err = s.prompt.Confirm(term.Question{Prompt: s.sayf("The identity number is sensitive: it is needed to confirm your identity and age, and stored encrypted. Do you agree that it is kept?"), Flag: s.sayf("consent_identity in --from FILE")})
	if err == nil && !form.ConsentIdentity {
		err = fault.New(fault.Invalid, "the identity number is only taken with your separate consent; see gangway privacy show")
	}
	if err != nil {
		return form, err
	}
	form.Number, err = s.prompt.Text(term.Question{Prompt: s.sayf("Number of the document"), Flag: s.sayf("id_number in --from FILE"),
		Check: func(t string) error { _, err := identity.Parse(document, t, calendar.Of(s.now())); return err }})
	return form, err
}

// codeLife is how long a code sent to a mobile can be used.
const codeLife = 10 * time.Minute

func profileVerifyCmd(a *app) *cobra.Command {
	var code string
	c := &cobra.Command{
		Use:   "verify-mobile",
		Short: "Confirm your mobile by a code that is sent to it",
		Long:  "Confirm your mobile by a code. Without --code a new code is queued for sending (gangway notify send delivers it); in a terminal it is then asked for.",
		Example: `gangway profile verify-mobile
			gangway profile verify-mobile --code 123456`,
		Args: cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error { return s.verifyMobile(code) }),
	}
	c.Flags().StringVar(&code, "code", "", "the six digits that were sent")
	return c
}

func (s *session) verifyMobile(code string) error {
	p, err := s.store.Profile(s.ctx, s.by.ID())
	if err != nil {
		return err
	}
	if !p.MobileVerifiedAt.IsZero() {
		return fault.New(fault.Conflict, "the mobile is verified already")
	}
	if code == "" {
		if err := s.sendCode(p); err != nil {
			return err
		}
		s.say("A code is on its way to %s; it can be used for %d minutes.", identity.MaskMobile(p.Mobile), int(codeLife.Minutes()))
		code, err = s.prompt.Text(term.Question{Prompt: s.sayf("The six digits"), Flag: "--code"})
		if errors.Is(err, term.ErrNotInteractive) {
			s.say("Then: gangway profile verify-mobile --code CODE")
			return s.showProfile(p)
		}
		if err != nil {
			return err
		}
	}
	if err := s.store.VerifyMobile(s.ctx, s.by.ID(), code); err != nil {
		return err
	}
	if err := s.nextAfterMobile(); err != nil {
		return err
	}
	if p, err = s.store.Profile(s.ctx, s.by.ID()); err != nil {
		return err
	}
	return s.showProfile(p)
}

// nextAfterMobile says what to do once the mobile is verified. Applications that were imported for it are the account's
// from now on.
func (s *session) nextAfterMobile() error {
	list, err := s.store.Applications(s.ctx, store.Filter{Account: s.by.ID()})
	if err != nil {
		return err
	}
	if len(list) == 0 {
		s.say("The mobile is verified. Next: gangway programs list")
		return nil
	}
	s.say("The mobile is verified. You have applied already: gangway application list")
	return s.remeasure()
}

func (s *session) sendCode(p applications.Profile) error {
	code := seal.NewCode()
	to := outbox.Recipient{Account: p.Account, Mobile: p.Mobile, Lang: p.Lang}
	notices, err := s.composer().Notices("mobile-code", to, map[string]any{"code": code, "minutes": int(codeLife.Minutes())})
	if err != nil {
		return err
	}
	return s.store.SendCode(s.ctx, p.Account, code, s.now().Add(codeLife), notices)
}
