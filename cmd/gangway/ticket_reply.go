package main

import (
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications/support"
	"gangway/internal/fault"
	"gangway/internal/term"
	"gangway/internal/text"
)

func ticketReplyCmd(a *app) *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:   "reply ID [TEXT]",
		Short: "Reply to a ticket",
		Example: `gangway ticket reply 3m8v "Please send the second page again"
			gangway ticket reply 3m8v --from answer.txt`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cobra.ExactArgs(1)(c, args)
			}
			return cobra.MaximumNArgs(2)(c, args)
		},
		RunE: a.signedIn(func(s *session, args []string) error {
			words, err := s.replyWords(args[1:], from)
			if err != nil {
				return err
			}
			t, err := s.counter().Reply(s.ctx, s.by, args[0], words)
			if err != nil {
				return noTicket(args[0], err)
			}
			return s.showTicket(t)
		}),
	}
	c.Flags().StringVar(&from, "from", "", "file with the text; - is standard input")
	return c
}

// replyWords takes the text of the argument or the file, or asks for it. Only a file has several lines.
func (s *session) replyWords(args []string, from string) (string, error) {
	if len(args) > 0 && from != "" {
		return "", fault.New(fault.Usage, "give the text as an argument or with --from, not both")
	}
	if len(args) > 0 {
		return term.Answer(args[0])
	}
	if from == "" {
		return s.prompt.Text(term.Question{Prompt: s.sayf("Your reply"), Help: s.sayf("At most %d characters.", support.MostReply),
			Flag: "--from", Check: support.CheckReply})
	}
	data, err := s.readInput(from)
	if err != nil {
		return "", err
	}
	lines := strings.Split(text.CleanLines(string(data)), "\n")
	for i, line := range lines {
		if lines[i], err = term.Answer(line); err != nil {
			return "", err
		}
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n"), nil
}
