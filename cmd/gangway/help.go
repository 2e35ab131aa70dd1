package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gangway/internal/fault"
	"gangway/internal/term"
	"gangway/internal/text"
)

// prepareHelp replaces Cobra's English help by our own, which speaks the user's language and whose columns line up with
// wide characters.
func prepareHelp(a *app, root *cobra.Command) {
	root.SetHelpCommand(helpCmd(a, root))
	root.SetHelpCommandGroupID(groupSetup)
	root.InitDefaultHelpCmd()
	root.SetCompletionCommandGroupID(groupSetup)
	prepareCompletion(a, root)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { a.help(a.out, c) })
	root.SetUsageFunc(func(c *cobra.Command) error { a.help(a.errOut, c); return nil })
}

// translate says the short texts and the flags of a command, and of all below it, in the user's language. Only help and
// completion show them, so no other command waits for it.
func translate(a *app, c *cobra.Command) {
	c.InitDefaultHelpFlag()
	c.InitDefaultVersionFlag()
	c.Short = a.sayf(c.Short)
	if c.Long != "" {
		c.Long = a.sayf(c.Long)
	}
	each := func(f *pflag.Flag) {
		switch f.Name {
		case "help":
			f.Usage = "show help"
		case "version":
			f.Usage = "print the version"
		}
		f.Usage = a.sayf(f.Usage)
	}
	c.LocalFlags().VisitAll(each)
	for _, sub := range c.Commands() {
		translate(a, sub)
	}
}

func helpCmd(a *app, root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "Show help for a command",
		Example: "gangway help apply",
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return fault.New(fault.NotFound, "there is no command %q", strings.Join(args, " ")).WithHint("gangway help")
			}
			a.help(a.out, c)
			return nil
		},
	}
}

// help writes what a command is for, how it is called, its subcommands and its flags.
func (a *app) help(w io.Writer, c *cobra.Command) {
	translate(a, c)
	width := term.Width(a.out, a.getenv)
	about := c.Long
	if about == "" {
		about = c.Short
	}
	writeLines(w, text.Wrap(about, width))
	fmt.Fprintf(w, "\n%s\n", a.sayf("Usage:"))
	writeLines(w, foldCommand(usageLine(c), "", width))
	if c.Example != "" {
		fmt.Fprintf(w, "\n%s\n", a.sayf("Examples:"))
		for line := range strings.SplitSeq(c.Example, "\n") {
			writeLines(w, foldCommand(line, ` \`, width))
		}
	}
	a.helpCommands(w, c, width)
	a.helpFlags(w, a.sayf("Flags:"), c.LocalNonPersistentFlags(), width)
	if c.Root() == c {
		a.helpFlags(w, a.sayf("Flags of every command:"), c.PersistentFlags(), width)
	} else {
		fmt.Fprintln(w)
		writeLines(w, text.Wrap(a.sayf("See gangway --help for the flags of every command."), width))
	}
}

func writeLines(w io.Writer, lines []string) {
	for _, line := range lines {
		fmt.Fprintln(w, line)
	}
}

// foldCommand lays a command out with an indent; where it is too wide it goes on below, behind the mark that makes the
// whole of it fit to be pasted.
func foldCommand(command, mark string, width int) []string {
	var lines []string
	line := " "
	for _, word := range quotedWords(command) {
		next := line + " " + word
		if text.Width(next+mark) > width && line != " " {
			lines = append(lines, line+mark)
			next = "    " + word
		}
		line = next
	}
	return append(lines, line)
}

// quotedWords splits a command at its spaces, but for those between double quotes.
func quotedWords(command string) (words []string) {
	open := false
	for _, word := range strings.Fields(command) {
		if open {
			words[len(words)-1] += " " + word
		} else {
			words = append(words, word)
		}
		if strings.Count(word, `"`)%2 == 1 {
			open = !open
		}
	}
	return words
}

func usageLine(c *cobra.Command) string {
	line := c.UseLine()
	if c.HasAvailableSubCommands() {
		line = c.CommandPath() + " COMMAND"
	}
	return strings.ReplaceAll(line, "[flags]", "[FLAGS]")
}

func (a *app) helpCommands(w io.Writer, c *cobra.Command, width int) {
	groups := c.Groups()
	if len(groups) == 0 && c.HasAvailableSubCommands() {
		groups = []*cobra.Group{{Title: a.sayf("Commands:")}}
	}
	for _, g := range groups {
		var rows [][2]string
		for _, sub := range c.Commands() {
			if sub.GroupID == g.ID && (sub.IsAvailableCommand() || sub.Name() == "help") {
				rows = append(rows, [2]string{sub.Name(), sub.Short})
			}
		}
		twoColumns(w, g.Title, rows, width)
	}
}

func (a *app) helpFlags(w io.Writer, title string, flags *pflag.FlagSet, width int) {
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		if kind := f.Value.Type(); kind != "bool" {
			name += " " + strings.ToUpper(strings.TrimSuffix(strings.TrimSuffix(kind, "Array"), "Slice"))
		}
		rows = append(rows, [2]string{name, f.Usage})
	})
	twoColumns(w, title, rows, width)
}

// twoColumns writes names and what they mean, the meaning wrapped beside the names, or below them on a narrow screen.
func twoColumns(w io.Writer, title string, rows [][2]string, width int) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	column := 0
	for _, r := range rows {
		column = max(column, text.Width(r[0])+4)
	}
	for _, r := range rows {
		if column > width/2 {
			fmt.Fprintln(w, "  "+r[0])
			for _, line := range text.Wrap(r[1], width-10) {
				fmt.Fprintln(w, "          "+line)
			}
			continue
		}
		lead := "  " + r[0] + strings.Repeat(" ", column-2-text.Width(r[0]))
		for _, line := range text.Wrap(r[1], width-column) {
			fmt.Fprintln(w, lead+line)
			lead = strings.Repeat(" ", column)
		}
	}
}
