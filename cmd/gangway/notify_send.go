package main

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/render"
)

// sinkOptions say how notices leave.
type sinkOptions struct {
	dir, smsCommand, emailCommand       string
	smsWebhook, emailWebhook, tokenFile string
	smtp                                outbox.SMTPConfig
}

func notifySendCmd(a *app) *cobra.Command {
	var o sinkOptions
	var disturb bool
	c := &cobra.Command{
		Use:   "send",
		Short: "Send the notices that wait in the outbox",
		Long:  "Send the notices that wait in the outbox. Without flags each becomes a text file in the folder outbox beside the store. A mail server takes the e-mails with --smtp. A command or a webhook takes either kind: it gets the notice as JSON.",
		Example: `gangway notify send
			gangway notify send --smtp mail.example.com:587 --smtp-from jobs@example.com --smtp-user jobs --smtp-password-file mail.password
			gangway notify send --sms-command ./send-sms
			gangway notify send --sms-webhook https://sms.example.com/send --webhook-token-file sms.token`,
		Args: cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			sinks, err := s.sinks(o)
			if err != nil {
				return err
			}
			quiet, err := s.quiet(disturb)
			if err != nil {
				return err
			}
			sender := outbox.Sender{Queue: s.store, Sinks: sinks, Compose: s.desk().Compose(s.store), Quiet: quiet, Now: s.now}
			report, err := sender.Send(s.ctx)
			if err != nil {
				return err
			}
			if err := s.beginTrainings(); err != nil {
				return err
			}
			return s.showReport(report)
		}),
	}
	o.flags(c)
	c.Flags().BoolVar(&disturb, "ignore-quiet-hours", false, "send now what would wait for the end of the quiet hours; this is recorded")
	return c
}

// flags adds the flags to a command.
func (o *sinkOptions) flags(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&o.dir, "outbox", "", "folder for notices as files")
	flags.StringVar(&o.smsCommand, "sms-command", "", "command that sends an SMS")
	flags.StringVar(&o.emailCommand, "email-command", "", "command that sends an e-mail")
	flags.StringVar(&o.smsWebhook, "sms-webhook", "", "address that SMS are posted to")
	flags.StringVar(&o.emailWebhook, "email-webhook", "", "address that e-mails are posted to")
	flags.StringVar(&o.tokenFile, "webhook-token-file", "", "file that holds the webhook's token")
	flags.StringVar(&o.smtp.Server, "smtp", "", "mail server, as host:port")
	flags.StringVar(&o.smtp.From, "smtp-from", "", "address e-mails come from")
	flags.StringVar(&o.smtp.User, "smtp-user", "", "user to sign in to the mail server as")
	flags.StringVar(&o.smtp.PasswordFile, "smtp-password-file", "", "file that holds the mail server's password")
	flags.BoolVar(&o.smtp.RequireTLS, "smtp-require-tls", false, "refuse a mail server without encryption")
	c.MarkFlagsMutuallyExclusive("smtp", "email-command", "email-webhook")
	c.MarkFlagsMutuallyExclusive("sms-command", "sms-webhook")
}

// sinks returns the way each channel leaves by.
func (s *session) sinks(o sinkOptions) (map[outbox.Channel]outbox.Sink, error) {
	if o.dir == "" {
		o.dir = filepath.Join(s.besideStore(s.place()), "outbox")
	}
	files, err := outbox.Files(o.dir)
	if err != nil {
		return nil, err
	}
	sinks := map[outbox.Channel]outbox.Sink{outbox.SMS: files, outbox.Email: files}
	for _, way := range []struct {
		channel          outbox.Channel
		command, webhook string
	}{{outbox.SMS, o.smsCommand, o.smsWebhook}, {outbox.Email, o.emailCommand, o.emailWebhook}} {
		if words := strings.Fields(way.command); len(words) > 0 {
			sinks[way.channel] = outbox.Command(words[0], words[1:]...)
		}
		if way.webhook != "" {
			if sinks[way.channel], err = outbox.Webhook(way.webhook, o.tokenFile); err != nil {
				return nil, err
			}
		}
	}
	if o.smtp.Server != "" {
		if sinks[outbox.Email], err = outbox.SMTP(o.smtp); err != nil {
			return nil, err
		}
	}
	return sinks, nil
}

// quiet returns when people are left alone. Whoever disturbs them all the same is on record, and then what is held
// already is due.
func (s *session) quiet(disturb bool) (outbox.Quiet, error) {
	quiet, err := outbox.LoadQuiet(s.templates())
	if err != nil || !disturb {
		return quiet, err
	}
	now, held := s.now(), map[outbox.Channel]time.Time{}
	for _, hours := range quiet.Hours {
		if until, _ := quiet.At(hours.Channel, now); !until.IsZero() {
			held[hours.Channel] = until
		}
	}
	return outbox.Quiet{}, s.store.IgnoreQuiet(s.ctx, s.by.ID(), held)
}

// beginTrainings lets the training of everybody begin who has now been told of their approval.
func (s *session) beginTrainings() error {
	const atOnce = 100
	for {
		told, err := s.store.ApprovedAndTold(s.ctx, atOnce)
		if err != nil || len(told) == 0 {
			return err
		}
		for _, n := range told {
			if err := s.beginTraining(n.Application); err != nil {
				return err
			}
		}
		if err := s.store.Followed(s.ctx, told); err != nil {
			return err
		}
	}
}

// beginTraining lets an applicant's training begin, unless there is none, or the applicant has opened a lesson meanwhile,
// or was imported and still has to complete the profile.
func (s *session) beginTraining(id string) error {
	a, err := s.store.Application(s.ctx, id)
	if err != nil {
		return except(err, fault.NotFound)
	}
	if a.State != applications.Approved || len(a.Courses) == 0 {
		return nil
	}
	_, err = s.school().BeginTraining(s.ctx, id)
	return except(err, fault.Conflict, fault.Invalid, fault.NotFound)
}

// except returns an error unless it is of a kind that does not matter.
func except(err error, kinds ...error) error {
	if kind := fault.KindOf(err); kind != nil && slices.Contains(kinds, kind) {
		return nil
	}
	return err
}

func (s *session) showReport(r outbox.Report) error {
	s.say("%d sent, %d to be tried again, %d failed, %d perhaps sent", r.Sent, r.Retry, r.Failed, r.Unsure)
	if r.Held > 0 {
		s.say("waiting for the end of the quiet hours: %d", r.Held)
	}
	err := s.printer().Value(r, func() render.Page { return render.Page{} })
	if err == nil && r.Retry+r.Failed+r.Unsure > 0 {
		return shown{fault.Partial}
	}
	return err
}
