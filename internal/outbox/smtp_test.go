package outbox

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	stdmail "net/mail"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"gangway/internal/fault"
)

func newSMTP(t *testing.T, c SMTPConfig, roots *x509.CertPool) Sink {
	t.Helper()
	c.From = "上岗之路 <jobs@shop.example>"
	sink, err := SMTP(c)
	if err != nil {
		t.Fatal(err)
	}
	sink.(*smtpSink).roots = roots
	return sink
}

func TestAMailServerGetsTheNoticeInChinese(t *testing.T) {
	server := &mailServer{}
	sink := newSMTP(t, SMTPConfig{Server: server.start(t)}, nil)
	n := sample("N1")
	n.Body += ".\n一个点开头的行也要保留\n"
	if err := sink.Deliver(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	m, err := stdmail.ReadMessage(strings.NewReader(server.received()[0]))
	if err != nil {
		t.Fatal(err)
	}
	decode := func(header string) string {
		text, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get(header))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	got := map[string]string{}
	for _, header := range []string{"From", "To", "Subject", "Message-Id", "Date", "Auto-Submitted", "Content-Type", "User-Agent"} {
		got[header] = decode(header)
	}
	want := map[string]string{
		"From": "上岗之路 <jobs@shop.example>", "To": "<zhang@shop.example>", "Subject": n.Subject,
		"Message-Id": "<N1@shop.example>", "Date": "Mon, 23 Nov 2026 09:00:00 +0000", "Auto-Submitted": "auto-generated",
		"Content-Type": "text/plain; charset=UTF-8", "User-Agent": "",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("headers (-want +got):\n%s", diff)
	}
	if got := m.Header.Get("Subject"); strings.ContainsFunc(got, func(r rune) bool { return r > 126 }) {
		t.Errorf("the subject went out unencoded: %q", got)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(strings.ReplaceAll(string(body), "\r\n", "\n")); got != strings.TrimSpace(n.Body) {
		t.Errorf("body: got %q, want %q", got, n.Body)
	}
}

func TestWhatAMailServerSaysIsJudgedRight(t *testing.T) {
	reply := func(code int, text string) *smtp.SMTPError { return &smtp.SMTPError{Code: code, Message: text} }
	tests := []struct {
		name   string
		server mailServer
		to     string
		want   Fate
	}{
		{"the address is unknown", mailServer{rcpt: reply(550, "no such user")}, "", Refused},
		{"the mailbox is busy", mailServer{rcpt: reply(450, "try later")}, "", NotTaken},
		{"the text is refused", mailServer{data: reply(554, "spam")}, "", Refused},
		{"the text is not taken now", mailServer{data: reply(451, "greylisted")}, "", NotTaken},
		{"the connection is lost before the text", mailServer{hangUp: "rcpt"}, "", NotTaken},
		{"the connection is lost after the text", mailServer{hangUp: "data"}, "", Unclear},
		{"the address is none", mailServer{}, "not an address", Refused},
		{"two addresses are none", mailServer{}, "a@shop.example, b@shop.example", Refused},
	}
	for i := range tests {
		tt := &tests[i]
		t.Run(tt.name, func(t *testing.T) {
			sink := newSMTP(t, SMTPConfig{Server: tt.server.start(t)}, nil)
			n := sample("N1")
			if tt.to != "" {
				n.To = tt.to
			}
			err := sink.Deliver(t.Context(), n)
			if err == nil || fateOf(err) != tt.want {
				t.Errorf("got %v (fate %d), want fate %d", err, fateOf(err), tt.want)
			}
			if got := len(tt.server.received()); (got == 1) != (tt.server.hangUp == "data") {
				t.Errorf("the server has %d messages", got)
			}
			if err != nil && strings.Contains(remark(err, n), "zhang@") {
				t.Errorf("the remark names the address: %s", remark(err, n))
			}
		})
	}
}

func TestALostReplyIsNotAnsweredWithASecondCopy(t *testing.T) {
	server := &mailServer{hangUp: "data"}
	q := newQueue(sample("N1"))
	c := &clock{start}
	sink := newSMTP(t, SMTPConfig{Server: server.start(t)}, nil)
	for range 3 {
		mustSend(t, q, sink, c)
		c.at = c.at.Add(lease)
	}
	if got := q.get("N1").State; got != Unsure || len(server.received()) != 1 {
		t.Errorf("state %s, %d copies; want unsure and one", got, len(server.received()))
	}
}

func TestAMailServerThatIsNotThere(t *testing.T) {
	q := newQueue(many(3)...)
	sink := newSMTP(t, SMTPConfig{Server: freePort(t)}, nil)
	report := mustSend(t, q, sink, &clock{start})
	if diff := cmp.Diff(Report{Retry: 1, Unreachable: []Channel{Email}}, report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := sink.Deliver(ctx, sample("N9")); err == nil || fateOf(err) != Unreachable {
		t.Errorf("interrupted while connecting: got %v, want unreachable", err)
	}
}

func TestTLSAndSigningIn(t *testing.T) {
	serverTLS, roots := newTLS(t)
	tests := []struct {
		name             string
		offers, trusts   bool
		password, actual string
		require          bool
		delivered        bool
	}{
		{"STARTTLS is used where offered", true, true, "", "", false, true},
		{"a certificate nobody vouches for is refused", true, false, "", "", false, false},
		{"no STARTTLS, none required", false, true, "", "", false, true},
		{"no STARTTLS although required", false, true, "", "", true, false},
		{"the right password", true, true, "correct horse", "correct horse", true, true},
		{"a wrong password", true, true, "wrong horse", "correct horse", true, false},
		{"a password is never sent in the clear", false, true, "correct horse", "correct horse", false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := &mailServer{password: tt.actual}
			if tt.offers {
				server.tls = serverTLS
			}
			c := SMTPConfig{Server: server.start(t), RequireTLS: tt.require}
			if tt.password != "" {
				c.User, c.PasswordFile = "gangway", passwordFile(t, tt.password+"\n", 0o600)
			}
			trusted := roots
			if !tt.trusts {
				trusted = x509.NewCertPool()
			}
			err := newSMTP(t, c, trusted).Deliver(t.Context(), sample("N1"))
			if (err == nil) != tt.delivered {
				t.Fatalf("got %v, want delivered %v", err, tt.delivered)
			}
			if err != nil && fateOf(err) != Unreachable {
				t.Errorf("got fate %d, want unreachable", fateOf(err))
			}
			if err != nil && strings.Contains(err.Error(), "horse") {
				t.Errorf("the error tells the password: %v", err)
			}
			if tt.delivered && server.secure[0] != tt.offers {
				t.Errorf("encrypted: got %v, want %v", server.secure[0], tt.offers)
			}
		})
	}
}

func TestAWrongMailConfigurationIsRefused(t *testing.T) {
	good := SMTPConfig{Server: "mail.shop.example:587", From: "jobs@shop.example"}
	tests := []struct {
		name string
		edit func(*SMTPConfig)
		want error
	}{
		{"all is well", func(*SMTPConfig) {}, nil},
		{"no port", func(c *SMTPConfig) { c.Server = "mail.shop.example" }, fault.Invalid},
		{"port 0", func(c *SMTPConfig) { c.Server = "mail.shop.example:0" }, fault.Invalid},
		{"a port too large", func(c *SMTPConfig) { c.Server = "mail.shop.example:70000" }, fault.Invalid},
		{"no host", func(c *SMTPConfig) { c.Server = ":25" }, fault.Invalid},
		{"no sender", func(c *SMTPConfig) { c.From = "Gangway" }, fault.Invalid},
		{"a user without password file", func(c *SMTPConfig) { c.User = "gangway" }, fault.Invalid},
		{"a password file that is missing", func(c *SMTPConfig) {
			c.User, c.PasswordFile = "gangway", filepath.Join(t.TempDir(), "no")
		}, fault.Invalid},
		{"an empty password", func(c *SMTPConfig) {
			c.User, c.PasswordFile = "gangway", passwordFile(t, "\n", 0o600)
		}, fault.Invalid},
		{"a password others can read", func(c *SMTPConfig) {
			c.User, c.PasswordFile = "gangway", passwordFile(t, "x", 0o644)
		}, fault.Denied},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := good
			tt.edit(&c)
			if _, err := SMTP(c); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}
