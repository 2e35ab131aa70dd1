package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/seal"
	"gangway/internal/store"
	"gangway/internal/term"
)

func initCmd(a *app) *cobra.Command {
	var fromStdin bool
	c := &cobra.Command{
		Use:   "init [MANAGER]",
		Short: "Make the store, its keys and the first manager",
		Example: `gangway init chief
			gangway init chief --password-stdin < password.txt`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			account, err := a.askStaff(args, []access.Role{access.Manager})
			if err != nil {
				return err
			}
			password, err := a.newPassword(fromStdin, account.Name)
			if err != nil {
				return err
			}
			place := a.place()
			s, err := a.makeStore(c.Context(), place)
			if err != nil {
				return err
			}
			defer s.Close()
			if account, err = a.addStaff(c, s, account, password, ""); err != nil {
				return err
			}
			if err := a.keepIssuerKey(s); err != nil {
				return err
			}
			a.say("The store is at %s and its keys in %s. Keep a copy of the keys somewhere else.", place.Name(), place.Keys)
			a.say("Next: gangway login %s", account.Name)
			return a.showAccounts(account)
		},
	}
	c.Flags().BoolVar(&fromStdin, "password-stdin", false, "read the password from standard input")
	return c
}

// makeStore makes a new store, or opens one that an interrupted init left without its first manager.
func (a *app) makeStore(ctx context.Context, place store.Place) (*store.Store, error) {
	s, err := store.Create(ctx, place, a.now)
	if !errors.Is(err, fault.Conflict) {
		return s, err
	}
	left, openErr := store.Open(ctx, place, a.now)
	if openErr != nil {
		return nil, err
	}
	if taken, lookErr := left.HasAccounts(ctx); lookErr != nil || taken {
		left.Close()
		return nil, err
	}
	return left, nil
}

// orElse returns err, or other when there is none.
func orElse(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// askStaff returns the account to make, its name from the arguments or asked for.
func (a *app) askStaff(args []string, roles []access.Role) (applications.Account, error) {
	name, err := a.accountName(args)
	if err != nil {
		return applications.Account{}, err
	}
	name, folded, err := identity.AccountName(name)
	return applications.Account{Name: name, Folded: folded, Roles: roles, Lang: a.speaker.Lang}, err
}

// accountName returns the account's name from the arguments, or asks for it.
func (a *app) accountName(args []string) (string, error) {
	if len(args) > 0 {
		return args[0], nil
	}
	return a.prompt.Text(term.Question{
		Prompt: a.sayf("Account name"), Flag: a.sayf("the account name as an argument"),
		Help:  a.sayf("2 to 32 letters or digits; this is what you sign in with."),
		Check: func(s string) error { _, _, err := identity.AccountName(s); return err },
	})
}

// newPassword asks for a new password twice, or reads it once from standard input, and returns it.
func (a *app) newPassword(fromStdin bool, context ...string) (string, error) {
	check := func(s string) error { return seal.CheckNewPassword(s, context...) }
	for {
		password, err := a.secret(a.sayf("New password (15 characters or more; several words are easy to remember)"), fromStdin, check)
		if err != nil || fromStdin {
			return password, err
		}
		again, err := a.secret(a.sayf("The same password again"), false, nil)
		if err != nil || again == password {
			return password, err
		}
		a.prompt.Say(a.sayf("The two passwords differ; start again with the new one."))
	}
}

func (a *app) addStaff(c *cobra.Command, s *store.Store, account applications.Account, password, by string) (applications.Account, error) {
	hash, err := s.Keys().HashPassword(password)
	if err != nil {
		return account, err
	}
	return s.AddStaff(c.Context(), account, hash, by)
}

// A jsonAccount is the JSON form of an account.
type jsonAccount struct {
	Account string        `json:"account"`
	Roles   []access.Role `json:"roles"`
	State   string        `json:"state"`
}

func accountView(account applications.Account) jsonAccount {
	state := "active"
	if account.Disabled {
		state = "disabled"
	}
	return jsonAccount{account.Name, account.Roles, state}
}

func (a *app) accountState(v jsonAccount) string {
	if v.State == "disabled" {
		return a.sayf("disabled")
	}
	return a.sayf("active")
}

// showAccounts prints one account.
func (a *app) showAccounts(account applications.Account) error {
	v := accountView(account)
	return a.printer().Value(v, func() render.Page {
		return render.Page{Sections: []render.Section{{Fields: []render.Field{
			{Title: a.sayf("account"), Value: v.Account},
			{Title: a.sayf("roles"), Value: access.Join(v.Roles)},
			{Title: a.sayf("state"), Value: a.accountState(v)},
		}}}}
	})
}
