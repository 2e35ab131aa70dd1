package main

import (
	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/access"
	"gangway/internal/store"
	"gangway/internal/term"
)

// registerOptions are what the flags or the file of register say.
type registerOptions struct {
	name, mobile, email, from string
	consent, fromStdin        bool
}

func registerCmd(a *app) *cobra.Command {
	var o registerOptions
	c := &cobra.Command{
		Use:   "register [NAME]",
		Short: "Register as an applicant",
		Long:  "Register as an applicant: account name, mobile, e-mail, password, and consent to the notice on personal information (gangway privacy show).",
		Example: `gangway register
			gangway register sample --mobile 13800000001 --email sample@example.com --consent --password-stdin < password.txt
			gangway register --from me.yaml --password-stdin < password.txt`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.name = args[0]
			}
			return a.withStore(c.Context(), func(s *store.Store) error { return a.register(c, s, o) })
		},
	}
	flags := c.Flags()
	flags.StringVar(&o.mobile, "mobile", "", "mobile number of mainland China")
	flags.StringVar(&o.email, "email", "", "e-mail address")
	flags.BoolVar(&o.consent, "consent", false, "agree to the notice on personal information")
	flags.StringVar(&o.from, "from", "", "YAML or JSON file with account, mobile, email and consent")
	flags.BoolVar(&o.fromStdin, "password-stdin", false, "read the password from standard input")
	return c
}

func (a *app) register(c *cobra.Command, s *store.Store, o registerOptions) error {
	version, _, err := a.privacyNotice()
	if err != nil {
		return err
	}
	if err := a.registerFile(&o); err != nil {
		return err
	}
	r, err := a.askRegistration(o)
	if err != nil {
		return err
	}
	if o.consent {
		r.Consent = applications.Consent{Version: version, At: a.now()}
	}
	if r, err = r.Check(); err != nil {
		return err
	}
	name, folded, err := identity.AccountName(r.Name)
	if err != nil {
		return err
	}
	password, err := a.newPassword(o.fromStdin, name, r.Mobile, r.Email)
	if err != nil {
		return err
	}
	if r.Password, err = s.Keys().HashPassword(password); err != nil {
		return err
	}
	account := applications.Account{Name: name, Folded: folded, Roles: []access.Role{access.Applicant}, Lang: a.speaker.Lang}
	if account, err = s.Register(c.Context(), account, r); err != nil {
		return err
	}
	a.say("Welcome. Next: gangway login %s, then gangway profile complete", account.Name)
	return a.showAccounts(account)
}

// registerFile takes what --from says where no flag says it.
func (a *app) registerFile(o *registerOptions) error {
	if o.from == "" {
		return nil
	}
	v, err := a.readValues(o.from)
	if err != nil {
		return err
	}
	if err := only(v, "account", "mobile", "email", "consent"); err != nil {
		return err
	}
	for name, into := range map[string]*string{"account": &o.name, "mobile": &o.mobile, "email": &o.email} {
		if value, ok := v.Get(name); ok && *into == "" {
			*into = value
		}
	}
	if v.Yes("consent") {
		o.consent = true
	}
	return nil
}

// askRegistration asks for what is still missing.
func (a *app) askRegistration(o registerOptions) (applications.Registration, error) {
	r := applications.Registration{Name: o.name, Mobile: o.mobile, Email: o.email, Lang: a.speaker.Lang}
	asked := []struct {
		into         *string
		prompt, help string
		flag         string
		check        func(string) error
	}{
		{&r.Name, a.sayf("Account name"), a.sayf("2 to 32 letters or digits; this is what you sign in with."), a.sayf("the account name as an argument"),
			func(s string) error { _, _, err := identity.AccountName(s); return err }},
		{&r.Mobile, a.sayf("Mobile"), a.sayf("11 digits of mainland China; a code will be sent to it."), "--mobile",
			func(s string) error { _, err := identity.Mobile(s); return err }},
		{&r.Email, a.sayf("E-mail"), a.sayf("The result of the review is sent here."), "--email",
			func(s string) error { _, err := identity.Email(s); return err }},
	}
	for _, q := range asked {
		if *q.into != "" {
			continue
		}
		answer, err := a.prompt.Text(term.Question{Prompt: q.prompt, Help: q.help, Flag: q.flag, Check: q.check})
		if err != nil {
			return r, err
		}
		*q.into = answer
	}
	if !o.consent {
		return r, a.askConsent(&r)
	}
	return r, nil
}

// askConsent shows the notice and asks whether the applicant agrees.
func (a *app) askConsent(r *applications.Registration) error {
	if a.prompt == term.None() {
		return nil // Check says so, with everything else that is wrong
	}
	version, notice, err := a.privacyNotice()
	if err != nil {
		return err
	}
	if err := term.Page(a.errOut, a.getenv, a.pagerHint(), a.printer().Lesson(notice)+"\n"); err != nil {
		return err
	}
	agreed, err := a.prompt.Confirm(term.Question{Prompt: a.sayf("Do you agree to this notice?"), Flag: "--consent"})
	if err == nil && agreed {
		r.Consent = applications.Consent{Version: version, At: a.now()}
	}
	return err
}
