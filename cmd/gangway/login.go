package main

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/seal"
	"gangway/internal/store"
)

func loginCmd(a *app) *cobra.Command {
	var fromStdin bool
	c := &cobra.Command{
		Use:   "login [NAME]",
		Short: "Sign in",
		Example: `gangway login chief
			gangway login chief --password-stdin < password.txt`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withStore(c.Context(), func(s *store.Store) error {
				name, err := a.accountName(args)
				if err != nil {
					return err
				}
				password, err := a.secret(a.sayf("Password of %s", name), fromStdin, nil)
				if err != nil {
					return err
				}
				account, token, err := a.porter(s).SignIn(c.Context(), name, password)
				if err != nil {
					return err
				}
				if err := a.keepSession(token); err != nil {
					return err
				}
				a.say("Signed in as %s.", account.Name)
				if err := a.showAccounts(account); err != nil {
					return err
				}
				by, err := s.ActorOf(c.Context(), seal.HashToken(token))
				if err != nil {
					return err
				}
				return a.sayTickets(c.Context(), s, by)
			})
		},
	}
	c.Flags().BoolVar(&fromStdin, "password-stdin", false, "read the password from standard input")
	return c
}

func (a *app) porter(s *store.Store) applications.Porter {
	return applications.Porter{Store: s, Token: seal.NewToken, Now: a.now, Check: func(password, hash string) bool {
		ok, _ := s.Keys().CheckPassword(password, hash)
		return ok
	}}
}

func logoutCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "logout",
		Short:   "Sign out",
		Example: "gangway logout",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			token, err := os.ReadFile(a.sessionFile())
			if errors.Is(err, fs.ErrNotExist) {
				return fault.New(fault.SignIn, "you are not signed in").WithHint("gangway login NAME")
			}
			if err != nil {
				return err
			}
			// The file goes first: whatever happens to the store, this machine is signed out.
			if err := os.Remove(a.sessionFile()); err != nil {
				return err
			}
			err = a.withStore(c.Context(), func(s *store.Store) error {
				return s.CloseSession(c.Context(), seal.HashToken(strings.TrimSpace(string(token))))
			})
			if err == nil {
				a.say("Signed out.")
			}
			return err
		},
	}
}

func whoamiCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "whoami",
		Short:   "Show who is signed in",
		Example: "gangway whoami -o json",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			if err := s.showAccounts(applications.Account{Name: s.by.Name(), Roles: s.by.Roles()}); err != nil {
				return err
			}
			return s.sayTickets(s.ctx, s.store, s.by)
		}),
	}
}

func passwordCmd(a *app) *cobra.Command {
	var fromStdin bool
	c := &cobra.Command{
		Use:     "password",
		Short:   "Change your password",
		Long:    "Change your password. With --password-stdin the first line of standard input is the present password and the second the new one. Your other sessions end.",
		Example: "gangway password",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			old, err := s.secret(s.sayf("Present password"), fromStdin, nil)
			if err != nil {
				return err
			}
			_, token, err := s.porter(s.store).SignIn(s.ctx, s.by.Name(), old)
			if err != nil {
				return err
			}
			fresh, err := s.newPassword(fromStdin, s.by.Name())
			if err != nil {
				return err
			}
			hash, err := s.store.Keys().HashPassword(fresh)
			if err != nil {
				return err
			}
			if err := s.store.SetPassword(s.ctx, s.by.ID(), hash, seal.HashToken(token)); err != nil {
				return err
			}
			if err := s.keepSession(token); err != nil {
				return err
			}
			s.say("The password is changed.")
			return nil
		}),
	}
	c.Flags().BoolVar(&fromStdin, "password-stdin", false, "read the passwords from standard input")
	return c
}
