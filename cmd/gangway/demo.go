package main

import "github.com/spf13/cobra"

func demoCmd(a *app) *cobra.Command {
	return &cobra.Command{Use: "demo", Short: "Show a whole journey with the real commands", Example: "gangway demo", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return nil }}
}
