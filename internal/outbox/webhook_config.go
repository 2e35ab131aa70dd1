package outbox

import (
	"crypto/tls"
	"net/url"
	"slices"
	"time"

	"gangway/internal/fault"
)

const webhookPatience = 30 * time.Second // for connecting, and for a notice and its answer

// Webhook returns a sink that posts each notice as JSON to an address, with its id as Idempotency-Key and, when tokenFile
// is given, the token in that file as bearer. It does not connect yet. The address is https, or http on this very machine;
// anything else, or one that holds a secret, is fault.Invalid; a token file that others can read is fault.Denied. The
// other side proves who it is by its certificate; redirects and proxies are not followed. The sink is not repeatable.
func Webhook(address, tokenFile string) (Sink, error) {
	u, err := url.Parse(address)
	switch {
	case err == nil && u.User != nil:
		return nil, fault.New(fault.Invalid, "the address of a webhook holds a password; put it into a file instead").WithHint("--webhook-token-file FILE")
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return nil, fault.New(fault.Invalid, "%q is not the address of a webhook; write it like https://sms.example.com/send", address)
	case u.Scheme == "http" && !slices.Contains([]string{"localhost", "127.0.0.1", "::1"}, u.Hostname()):
		return nil, fault.New(fault.Invalid, "notices are sent to %s in the clear; use https", u.Host)
	}
	w := &webhook{address: u, encryption: &tls.Config{MinVersion: tls.VersionTLS12}, patience: webhookPatience}
	if tokenFile != "" {
		w.token, err = readSecret(tokenFile)
	}
	return w, err
}
