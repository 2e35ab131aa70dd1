package outbox

import "testing"

// StartMailServer starts a real SMTP server for tests outside the package. It returns its address, and what it has
// received so far.
func StartMailServer(t *testing.T) (address string, received func() []string) {
	server := &mailServer{}
	return server.start(t), server.received
}
