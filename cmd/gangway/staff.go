package main

import (
	"github.com/spf13/cobra"

	"gangway/applications/identity"
	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/render"
)

func staffCmd(a *app) *cobra.Command {
	return group("staff", "Add, list and disable the accounts of those who work here", staffAddCmd(a), staffListCmd(a), staffDisableCmd(a))
}

func staffAddCmd(a *app) *cobra.Command {
	var names []string
	var fromStdin bool
	c := &cobra.Command{
		Use:   "add NAME --role ROLE,…",
		Short: "Add an account with roles",
		Example: `gangway staff add lin --role reviewer,trainer
			gangway staff add lin --role reviewer --password-stdin < password.txt`,
		Args: cobra.ExactArgs(1),
	}
	c.RunE = a.signedIn(func(s *session, args []string) error {
		roles, err := parseRoles(names)
		if err != nil {
			return err
		}
		account, err := s.askStaff(args, roles)
		if err != nil {
			return err
		}
		password, err := s.newPassword(fromStdin, account.Name)
		if err != nil {
			return err
		}
		if account, err = s.addStaff(c, s.store, account, password, s.by.ID()); err != nil {
			return err
		}
		return s.showAccounts(account)
	})
	c.Flags().StringSliceVar(&names, "role", nil, "roles, separated by commas: reviewer, trainer, manager, auditor")
	c.Flags().BoolVar(&fromStdin, "password-stdin", false, "read the password from standard input")
	return c
}

func staffListCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the accounts of those who work here",
		Example: "gangway staff list",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			accounts, err := s.store.Accounts(s.ctx)
			if err != nil {
				return err
			}
			views := make([]jsonAccount, len(accounts))
			t := render.Table{Columns: s.columns("account", "roles", "state")}
			for i, account := range accounts {
				views[i] = accountView(account)
				t.Rows = append(t.Rows, []string{account.Name, access.Join(account.Roles), s.accountState(views[i])})
			}
			return s.printer().List(views, func() render.Table { return t })
		}),
	}
}

func staffDisableCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "disable NAME",
		Short:   "Disable an account and end its sessions",
		Example: "gangway staff disable lin",
		Args:    cobra.ExactArgs(1),
		RunE:    a.signedIn(func(s *session, args []string) error { return s.disable(args[0]) }),
	}
}

// disable ends an account that belongs to somebody else.
func (s *session) disable(name string) error {
	_, folded, err := identity.AccountName(name)
	if err != nil {
		return err
	}
	account, err := s.store.Account(s.ctx, folded)
	if err != nil {
		return fault.New(fault.NotFound, "there is no account %q", name).WithHint("gangway staff list")
	}
	if err := access.Check(s.by, s.verb, account.ID); err != nil {
		return err
	}
	if err := s.store.Disable(s.ctx, account.ID, s.by.ID()); err != nil {
		return err
	}
	account.Disabled = true
	return s.showAccounts(account)
}

// parseRoles reads the roles of somebody who works here. An applicant's account is made by registering.
func parseRoles(names []string) ([]access.Role, error) {
	if len(names) == 0 {
		return nil, fault.New(fault.Usage, "say what the account may do").WithHint("--role reviewer,trainer")
	}
	var roles []access.Role
	for _, name := range names {
		role, err := access.ParseRole(name)
		if err != nil {
			return nil, err
		}
		if role == access.Applicant {
			return nil, fault.New(fault.Invalid, "applicants register themselves").WithHint("gangway register")
		}
		roles = append(roles, role)
	}
	return roles, nil
}
