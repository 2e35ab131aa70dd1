package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/term"
	"gangway/internal/text"
)

// The exit statuses. docs/exit-status.md explains them.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInvalid     = 3
	exitDenied      = 4
	exitNotFound    = 5
	exitConflict    = 6
	exitPartial     = 7
	exitInterrupted = 130
)

// run carries one command line out and returns the exit status. An error is printed here and nowhere else.
func run(ctx context.Context, args []string, a *app) int {
	speaker, err := speakerFor(language(args, a.getenv))
	a.speaker, a.format = speaker, render.Format(flagValue(args, "--output", "-o"))
	if err == nil {
		err = execute(ctx, args, a)
	}
	if err == nil {
		return exitDone
	}
	if ctx.Err() != nil {
		err = term.ErrInterrupted // whatever the command was doing, the signal is why it stopped
	}
	status := exitStatus(err)
	if !errors.As(err, new(shown)) {
		a.printError(err)
	}
	return status
}

// execute runs the command the arguments name. Cobra does not mark its own errors, so whatever goes wrong before a
// command's own work begins is a mistake of usage.
func execute(ctx context.Context, args []string, a *app) error {
	root, began := newRoot(a)
	root.SetArgs(args)
	root.SetOut(a.out)
	root.SetErr(a.errOut)
	c, err := root.ExecuteContextC(ctx)
	if err == nil || *began || fault.KindOf(err) != nil {
		return err
	}
	if words := c.Flags().Args(); c.HasSubCommands() && len(words) > 0 {
		return showGroup(c, words) // the flag it stumbled over belongs to the command that was meant
	}
	return usageError(err)
}

func exitStatus(err error) int {
	if errors.Is(err, term.ErrInterrupted) || errors.Is(err, context.Canceled) {
		return exitInterrupted
	}
	switch fault.KindOf(err) {
	case fault.Usage:
		return exitUsage
	case fault.Invalid:
		return exitInvalid
	case fault.SignIn, fault.Denied:
		return exitDenied
	case fault.NotFound:
		return exitNotFound
	case fault.Conflict:
		return exitConflict
	case fault.Partial:
		return exitPartial
	}
	return exitFailed
}

// printError says what went wrong on standard error: as lines for people, or as an object for programs.
func (a *app) printError(err error) {
	shown := a.describe(err)
	if a.format == render.JSON || a.format == render.JSONL {
		encoder := json.NewEncoder(a.errOut)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(map[string]jsonError{"error": shown}); err != nil {
			panic(err) // texts alone: JSON can say them
		}
		return
	}
	width := term.Width(a.errOut, a.getenv)
	for _, line := range text.Wrap(text.Clean("gangway: "+shown.Message), width) {
		fmt.Fprintln(a.errOut, line)
	}
	for _, d := range shown.Details {
		for _, line := range text.Wrap(text.Clean("  "+d.Where+": "+d.Message), width) {
			fmt.Fprintln(a.errOut, line)
		}
	}
	if shown.Hint != "" {
		fmt.Fprintln(a.errOut, text.Clean(a.sayf("hint: %s", shown.Hint)))
	}
}

// A jsonError is the JSON form of an error.
type jsonError struct {
	Kind    string       `json:"kind"`
	Message string       `json:"message"`
	Hint    string       `json:"hint"`
	Details []jsonDetail `json:"details"`
}

type jsonDetail struct {
	Where   string `json:"where"`
	Message string `json:"message"`
}

func (a *app) describe(err error) jsonError {
	shown := jsonError{Kind: "failed", Message: err.Error(), Details: []jsonDetail{}}
	if kind := fault.KindOf(err); kind != nil {
		shown.Kind = kind.Error()
	}
	if exitStatus(err) == exitInterrupted {
		shown.Kind, shown.Message = "interrupted", a.sayf("interrupted")
		return shown
	}
	var f *fault.Error
	if errors.As(err, &f) {
		shown.Message, shown.Hint = f.SayIn(a.speaker), a.speaker.Say(f.Hint)
		for _, d := range f.Details {
			shown.Details = append(shown.Details, jsonDetail{d.Where, a.speaker.Say(d.Message)})
		}
	}
	return shown
}

// shown is the error of a command whose result was printed and says itself what is wrong; only the exit status is
// left to tell.
type shown struct{ kind error }

func (s shown) Error() string { return s.kind.Error() }
func (s shown) Unwrap() error { return s.kind }

// group is a command that only holds others.
func group(use, short string, subcommands ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, RunE: showGroup}
	c.AddCommand(subcommands...)
	return c
}

// showGroup says what a group of commands holds. Cobra would accept unknown words and exit with 0.
func showGroup(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return c.Help()
	}
	unknown := fault.New(fault.Usage, "%q has no command %q", c.CommandPath(), args[0])
	c.SuggestionsMinimumDistance = 2 // letters that may differ
	if similar := c.SuggestionsFor(args[0]); len(similar) > 0 {
		return unknown.WithHint("%s %s", c.CommandPath(), similar[0])
	}
	return unknown.WithHint("%s --help", c.CommandPath())
}
