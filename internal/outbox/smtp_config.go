package outbox

import (
	"io"
	"net"
	stdmail "net/mail"
	"os"
	"strconv"
	"strings"

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
	s.password, err = readPassword(c.PasswordFile)
	return s, err
}

func readPassword(name string) (string, error) {
	if name == "" {
		return "", fault.New(fault.Invalid, "signing in to the mail server needs a file with the password")
	}
	file, err := os.Open(name)
	if err != nil {
		return "", fault.New(fault.Invalid, "the password file cannot be read: %v", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return "", fault.New(fault.Invalid, "the password file %s is not a plain file", name).Because(err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fault.New(fault.Denied, "others can read the password file %s", name).WithHint("chmod 600 %s", name)
	}
	content, err := io.ReadAll(io.LimitReader(file, 4096))
	if err != nil {
		return "", fault.New(fault.Invalid, "the password file cannot be read: %v", err)
	}
	password := strings.TrimRight(string(content), "\r\n")
	if password == "" {
		return "", fault.New(fault.Invalid, "the password file %s is empty", name)
	}
	return password, nil
}
