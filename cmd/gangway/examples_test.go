package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
)

func TestEveryExampleIsACallOfItsCommand(t *testing.T) {
	for verb, c := range doers(t) {
		for line := range strings.SplitSeq(c.Example, "\n") {
			if err := tryExample(t, c.CommandPath(), line); err != "" {
				t.Errorf("gangway %s: the example %q: %s", verb, strings.TrimSpace(line), err)
			}
		}
	}
}

// tryExample returns what is wrong with an example, parsing it like a command line without running it.
func tryExample(t *testing.T, path, line string) string {
	t.Helper()
	args := exampleArguments(line)
	if args == nil {
		return "it does not call gangway"
	}
	root, _ := newRoot(bareApp(t, nil)) // a fresh one, because flags remember what they were
	c, rest, err := root.Find(args)
	if err != nil {
		return err.Error()
	}
	if c.CommandPath() != path {
		return "it calls " + c.CommandPath()
	}
	return parse(c, rest)
}

func parse(c *cobra.Command, args []string) string {
	for _, check := range []func() error{
		func() error { return c.ParseFlags(args) },
		func() error { return c.ValidateArgs(c.Flags().Args()) },
		c.ValidateFlagGroups,
	} {
		if err := check(); err != nil {
			return err.Error()
		}
	}
	return ""
}

// exampleArguments returns the arguments that a shell would give to gangway in an example, or nil when the example does
// not call it. It knows double quotes, and what ends a command or turns its input and output elsewhere.
func exampleArguments(line string) []string {
	words := exampleWords(line)
	begin := slices.Index(words, "gangway")
	if begin < 0 {
		return nil
	}
	words = words[begin+1:]
	if end := slices.IndexFunc(words, func(w string) bool { return w == "<" || w == ">" || w == "|" || w == ")" }); end >= 0 {
		words = words[:end]
	}
	return words
}

func exampleWords(line string) []string {
	words := []string{}
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 { // between quotes
			words = append(words, part)
			continue
		}
		part = strings.NewReplacer("<(", " < ( ", ")", " ) ").Replace(part)
		words = append(words, strings.Fields(part)...)
	}
	return words
}

func TestExampleArguments(t *testing.T) {
	for _, c := range []struct {
		line string
		want []string
	}{
		{"gangway", []string{}},
		{"  gangway review list --program jd01", []string{"review", "list", "--program", "jd01"}},
		{`gangway review return 7k3m --fix "name: as on the card" --yes`, []string{"review", "return", "7k3m", "--fix", "name: as on the card", "--yes"}},
		{"gangway login chief --password-stdin < password.txt", []string{"login", "chief", "--password-stdin"}},
		{"gangway completion fish | source", []string{"completion", "fish"}},
		{"source <(gangway completion bash)", []string{"completion", "bash"}},
		{"make test", nil},
	} {
		if diff := cmp.Diff(c.want, exampleArguments(c.line)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.line, diff)
		}
	}
}
