package outbox

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	stdmail "net/mail"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"gangway/internal/lang"
)

// smtpPatience bounds connecting, and again handing over the message.
const smtpPatience = 30 * time.Second

type smtpSink struct {
	host     string
	port     int
	from     *stdmail.Address
	user     string
	password string
	required bool // TLS
	roots    *x509.CertPool
}

// Repeatable: a mail server takes the same message as often as it is offered.
func (s *smtpSink) Repeatable() bool { return false }

// Deliver hands the notice to the mail server. The notice's id is the Message-ID, so that two copies, should a person
// send an unsure notice again, can be told from two notices.
func (s *smtpSink) Deliver(ctx context.Context, n Notice) error {
	if err := checkHeader(n); err != nil {
		return err
	}
	message, err := s.message(n)
	if err != nil {
		return failure(Refused, err, lang.M("the notice cannot be made into an e-mail"))
	}
	client, err := mail.NewClient(s.host, s.options()...)
	if err != nil {
		return failure(Unreachable, err, lang.M("the mail server cannot be used"))
	}
	connection, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return failure(Unreachable, err, lang.M("the mail server cannot be reached or does not let us in"))
	}
	err = client.SendWithSMTPClient(connection, message)
	if message.IsDelivered() {
		// The server has taken the message; how the conversation ends is of no importance any more.
		_ = client.CloseWithSMTPClient(connection)
		return nil
	}
	// Not a polite QUIT: after half a message it would be preceded by the dot that makes the half a whole.
	_ = connection.Close()
	return smtpFailure(err)
}

func (s *smtpSink) message(n Notice) (*mail.Msg, error) {
	m := mail.NewMsg(mail.WithNoDefaultUserAgent())
	m.FromMailAddress(s.from)
	if err := m.To(n.To); err != nil {
		return nil, err
	}
	m.Subject(n.Subject)
	m.SetDateWithValue(n.CreatedAt)
	m.SetMessageIDWithValue(n.ID + "@" + domain(s.from.Address))
	m.SetGenHeader("Auto-Submitted", "auto-generated") // keeps absence replies away
	m.SetBodyString(mail.TypeTextPlain, n.Body)
	return m, nil
}

func (s *smtpSink) options() []mail.Option {
	options := []mail.Option{
		mail.WithPort(s.port),
		mail.WithTimeout(smtpPatience),
		mail.WithoutRset(), // one message per connection
		mail.WithTLSConfig(&tls.Config{ServerName: s.host, RootCAs: s.roots, MinVersion: tls.VersionTLS12}),
	}
	switch {
	case s.port == implicitTLSPort:
		options = append(options, mail.WithSSL())
	case s.required:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSOpportunistic))
	}
	if s.user != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover),
			mail.WithUsername(s.user), mail.WithPassword(s.password))
	}
	return options
}

// smtpFailure judges how far the conversation came. A reply to our message says no; a lost connection says no as
// long as the text had not begun to leave, and nothing at all afterwards.
func smtpFailure(err error) *Failure {
	var e *mail.SendError
	if !errors.As(err, &e) {
		return failure(Unclear, err, lang.M("sending the e-mail broke off"))
	}
	code := e.ErrorCode()
	switch {
	case code >= 500:
		return failure(Refused, err, lang.M("the mail server refused the e-mail"))
	case code >= 400:
		return failure(NotTaken, err, lang.M("the mail server did not take the e-mail now"))
	case e.Reason == mail.ErrSMTPDataClose || e.Reason == mail.ErrWriteContent || e.Reason == mail.ErrAmbiguous:
		return failure(Unclear, err, lang.M("the connection was lost while the e-mail was handed over"))
	}
	return failure(NotTaken, err, lang.M("the connection was lost before the e-mail was handed over"))
}

func domain(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }
