package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications/identity"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/render"
)

func notifyCmd(a *app) *cobra.Command {
	return group("notify", "The outbox: notices to applicants by SMS and e-mail", notifyListCmd(a), notifySendCmd(a))
}

// A jsonNotice is a notice in a list, its address masked and without its words.
type jsonNotice struct {
	ID          string         `json:"id"`
	Channel     outbox.Channel `json:"channel"`
	Kind        string         `json:"kind"`
	Application string         `json:"application"`
	To          string         `json:"to"`
	State       outbox.State   `json:"state"`
	Tries       int            `json:"tries"`
	CreatedAt   string         `json:"created_at"`
	SentAt      string         `json:"sent_at"`
	LastError   string         `json:"last_error"`
}

func notifyListCmd(a *app) *cobra.Command {
	var state string
	c := &cobra.Command{
		Use:   "list",
		Short: "List notices",
		Example: `gangway notify list
			gangway notify list --state failed`,
		Args: cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			states := []outbox.State{outbox.Queued, outbox.Sending, outbox.Sent, outbox.Failed, outbox.Unsure}
			if state != "" && !slices.Contains(states, outbox.State(state)) {
				return fault.New(fault.Usage, "there is no state %q; the states are %s", state, "queued, sending, sent, failed, unsure")
			}
			notices, err := s.store.Notices(s.ctx, outbox.State(state))
			if err != nil {
				return err
			}
			views := make([]jsonNotice, len(notices))
			t := render.Table{Columns: s.columns("id", "channel", "kind", "to", "state", "queued at", "sent at")}
			for i, n := range notices {
				views[i] = jsonNotice{n.ID, n.Channel, n.Kind, n.Application, maskAddress(n), n.State, n.Tries, rfc3339(n.CreatedAt), rfc3339(n.SentAt), n.LastError}
				t.Rows = append(t.Rows, []string{n.ID, string(n.Channel), n.Kind, views[i].To, s.noticeState(n.State), moment(n.CreatedAt), moment(n.SentAt)})
			}
			return s.printer().List(views, func() render.Table { return t })
		}),
	}
	c.Flags().StringVar(&state, "state", "", "only this state: queued, sending, sent, failed or unsure")
	return c
}

func maskAddress(n outbox.Notice) string {
	if n.Channel == outbox.SMS {
		return identity.MaskMobile(n.To)
	}
	return identity.MaskEmail(n.To)
}

func (a *app) noticeState(state outbox.State) string {
	switch state {
	case outbox.Queued:
		return a.sayf("queued")
	case outbox.Sending:
		return a.sayf("sending")
	case outbox.Sent:
		return a.sayf("sent")
	case outbox.Failed:
		return a.sayf("not sent")
	}
	return a.sayf("perhaps sent")
}

// sinkOptions say how notices leave.
type sinkOptions struct {
	dir, smsCommand, emailCommand string
	smtp                          outbox.SMTPConfig
}

func notifySendCmd(a *app) *cobra.Command {
	var o sinkOptions
	c := &cobra.Command{
		Use:   "send",
		Short: "Send the notices that wait in the outbox",
		Long:  "Send the notices that wait in the outbox. Without flags each becomes a text file in the folder outbox beside the store. A mail server takes the e-mails with --smtp, a command takes either kind: it gets the notice as JSON on its standard input.",
		Example: `gangway notify send
			gangway notify send --smtp mail.example.com:587 --smtp-from jobs@example.com --smtp-user jobs --smtp-password-file mail.password
			gangway notify send --sms-command ./send-sms`,
		Args: cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			sinks, err := s.sinks(o)
			if err != nil {
				return err
			}
			report, err := outbox.Send(s.ctx, s.store, sinks, s.now)
			if err != nil {
				return err
			}
			if err := s.beginTrainings(); err != nil {
				return err
			}
			return s.showReport(report)
		}),
	}
	flags := c.Flags()
	flags.StringVar(&o.dir, "outbox", "", "folder for notices as files")
	flags.StringVar(&o.smsCommand, "sms-command", "", "command that sends an SMS")
	flags.StringVar(&o.emailCommand, "email-command", "", "command that sends an e-mail")
	flags.StringVar(&o.smtp.Server, "smtp", "", "mail server, as host:port")
	flags.StringVar(&o.smtp.From, "smtp-from", "", "address e-mails come from")
	flags.StringVar(&o.smtp.User, "smtp-user", "", "user to sign in to the mail server as")
	flags.StringVar(&o.smtp.PasswordFile, "smtp-password-file", "", "file that holds the mail server's password")
	flags.BoolVar(&o.smtp.RequireTLS, "smtp-require-tls", false, "refuse a mail server without encryption")
	c.MarkFlagsMutuallyExclusive("smtp", "email-command")
	return c
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
	if words := strings.Fields(o.smsCommand); len(words) > 0 {
		sinks[outbox.SMS] = outbox.Command(words[0], words[1:]...)
	}
	if words := strings.Fields(o.emailCommand); len(words) > 0 {
		sinks[outbox.Email] = outbox.Command(words[0], words[1:]...)
	}
	if o.smtp.Server != "" {
		if sinks[outbox.Email], err = outbox.SMTP(o.smtp); err != nil {
			return nil, err
		}
	}
	return sinks, nil
}

// beginTrainings lets the training of everybody begin who has now been told of their approval.
func (s *session) beginTrainings() error {
	told, err := s.store.ApprovedAndTold(s.ctx)
	if err != nil {
		return err
	}
	school := s.school()
	for _, id := range told {
		// Somebody may have begun it meanwhile by opening a lesson.
		if _, err := school.BeginTraining(s.ctx, id); err != nil && fault.KindOf(err) != fault.Conflict {
			return err
		}
	}
	return nil
}

func (s *session) showReport(r outbox.Report) error {
	s.say("%d sent, %d to be tried again, %d failed, %d perhaps sent", r.Sent, r.Retry, r.Failed, r.Unsure)
	err := s.printer().Value(r, func() render.Page { return render.Page{} })
	if err == nil && r.Retry+r.Failed+r.Unsure > 0 {
		return shown{fault.Partial}
	}
	return err
}
