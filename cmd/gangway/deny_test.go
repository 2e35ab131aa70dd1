package main

import (
	"errors"
	"testing"

	"github.com/spf13/cobra"

	"gangway/internal/fault"
)

func TestACommandTheTableDoesNotNameIsRefused(t *testing.T) {
	ran := false
	root, _ := newRoot(realApp())
	root.AddCommand(&cobra.Command{Use: "rogue", RunE: func(*cobra.Command, []string) error { ran = true; return nil }})
	root.SetArgs([]string{"rogue"})
	if err := root.ExecuteContext(t.Context()); !errors.Is(err, fault.Denied) || ran {
		t.Errorf("got %v, ran: %v; want %v before it runs", err, ran, fault.Denied)
	}
}
