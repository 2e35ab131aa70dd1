package main

import (
	"errors"
	"regexp"
	"strings"

	"github.com/spf13/pflag"

	"gangway/internal/fault"
)

// usageError says in the user's language what Cobra or its flags found wrong with a command line.
func usageError(err error) error {
	said := flagFault(err)
	if said == nil {
		said = commandFault(err.Error())
	}
	if said.Hint.Empty() {
		said = said.WithHint("gangway help")
	}
	return said
}

// flagFault says what is wrong with a flag, or returns nil when nothing is: the errors of flags have types of their own.
func flagFault(err error) *fault.Error {
	var unknown *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var unfit *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return fault.New(fault.Usage, "unknown flag: %s", dashed(unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()))
	case errors.As(err, &empty):
		return fault.New(fault.Usage, "the flag %s needs a value", dashed(empty.GetSpecifiedName(), empty.GetSpecifiedShortnames()))
	case errors.As(err, &unfit):
		return fault.New(fault.Usage, "the flag %s cannot be %q", "--"+unfit.GetFlag().Name, unfit.GetValue())
	}
	return nil
}

// dashed writes a flag the way it was typed: alone, or among short ones behind a single dash.
func dashed(name, shorthands string) string {
	if shorthands != "" {
		return "-" + name
	}
	return "--" + name
}

// commandFault says what else is wrong. Cobra's errors have no types, so they are known by their words; others stay as
// they are.
func commandFault(message string) *fault.Error {
	message, similar, suggested := strings.Cut(message, "\n\nDid you mean this?\n\t")
	if m := match(`^unknown command "(.*)" for "(.*)"$`, message); m != nil {
		said := fault.New(fault.Usage, "%q has no command %q", m[2], m[1])
		if suggested {
			first, _, _ := strings.Cut(similar, "\n")
			return said.WithHint("gangway %s", first)
		}
		return said
	}
	if m := match(`^accepts (at most )?(\d+) arg\(s\), received (\d+)$`, message); m != nil {
		if m[1] != "" {
			return fault.New(fault.Usage, "too many arguments: %s, and at most %s can be used", m[3], m[2])
		}
		return fault.New(fault.Usage, "wrong number of arguments: %s instead of %s", m[3], m[2])
	}
	if m := match(`none of the others can be; \[(.*)\] were all set$`, message); m != nil {
		return fault.New(fault.Usage, "these flags exclude each other: %s", "--"+strings.ReplaceAll(m[1], " ", " --"))
	}
	return fault.New(fault.Usage, "%s", message)
}

func match(pattern, text string) []string {
	return regexp.MustCompile(pattern).FindStringSubmatch(text)
}
