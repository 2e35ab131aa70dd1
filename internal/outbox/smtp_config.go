package outbox

import (
	"net"
	stdmail "net/mail"
	"strconv"

	"gangway/internal/fault"
)

// implicitTLSPort is where mail servers speak TLS from the first byte; on other ports it begins with STARTTLS.
const implicitTLSPort = 465

// An SMTPConfig names a mail server and who we are to it.
type SMTPConfig struct {
	Server       string // host:port; on port 465 the connection is encrypted from the start
	From         string // an address, with or without a name: Gangway <jobs@shop.example>
	User         string // empty: without signing in
	PasswordFile string // holds the password and nothing else; must not be readable by others
	RequireTLS   bool   // refuse a server that does not offer STARTTLS; it is used in any case where offered
}

// SMTP returns a sink that hands notices to a mail server as plain UTF-8 text. It does not connect yet; a mistake in
// the configuration is fault.Invalid, a password file that others can read fault.Denied. A password is never sent
// in the clear. The sink is not repeatable.
func SMTP(c SMTPConfig) (Sink, error) {
	host, service, err := net.SplitHostPort(c.Server)
	port, portErr := strconv.ParseUint(service, 10, 16)
	if err != nil || portErr != nil || host == "" || port == 0 {
		return nil, fault.New(fault.Invalid, "%q is not a mail server; write host:port, like mail.example.com:587", c.Server)
	}
	from, err := stdmail.ParseAddress(c.From)
	if err != nil {
		return nil, fault.New(fault.Invalid, "%q is not an address to send from; write it like Gangway <jobs@example.com>", c.From)
	}
	s := &smtpSink{host: host, port: int(port), from: from, user: c.User, required: c.RequireTLS}
	if c.User == "" {
		return s, nil
	}
	if c.PasswordFile == "" {
		return nil, fault.New(fault.Invalid, "signing in to the mail server needs a file with the password")
	}
	s.password, err = readSecret(c.PasswordFile)
	return s, err
}
