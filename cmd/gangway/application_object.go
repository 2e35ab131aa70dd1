package main

import (
	"github.com/spf13/cobra"
)

func applicationObjectCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "object ID",
		Short:   "Ask that a person looks at an application the rules alone decided",
		Example: "gangway application object 7k3m --yes",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			application, p, err := s.findWithProgram(args[0])
			if err != nil {
				return err
			}
			agreed, err := s.confirm(s.sayf("Ask a person to look at the application %s to %s again?", application.ID, s.both(p.Title)))
			if err != nil || !agreed {
				return err
			}
			if application, err = s.desk().Object(s.ctx, s.by, application.ID); err != nil {
				return err
			}
			return s.showApplication(application, p, true)
		}),
	}
}
