package outbox

import (
	"io"
	"os"
	"strings"

	"gangway/internal/fault"
)

// readSecret returns what a file holds that only its owner may read: a password or a token, and nothing else. Errors are
// fault.Invalid, and fault.Denied when others can read it.
func readSecret(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", fault.New(fault.Invalid, "the file with the secret cannot be read: %v", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return "", fault.New(fault.Invalid, "%s should hold a secret and is not a plain file", name).Because(err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fault.New(fault.Denied, "others can read %s, which holds a secret", name).WithHint("chmod 600 %s", name)
	}
	content, err := io.ReadAll(io.LimitReader(file, 4096))
	if err != nil {
		return "", fault.New(fault.Invalid, "the file with the secret cannot be read: %v", err)
	}
	secret := strings.TrimRight(string(content), "\r\n")
	if secret == "" || !oneLine(secret) {
		return "", fault.New(fault.Invalid, "%s should hold a secret on a single line", name)
	}
	return secret, nil
}
