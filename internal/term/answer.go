package term

import (
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gangway/internal/fault"
	"gangway/internal/text"
)

// Answer returns a typed answer as it is kept: on one line, without characters that cannot be seen, without spaces
// around it, in Unicode's form NFC. What is not text (control characters, bytes that are not UTF-8) is fault.Invalid.
func Answer(typed string) (string, error) {
	answer := strings.TrimSpace(norm.NFC.String(text.Clean(typed)))
	if strings.ContainsRune(answer, utf8.RuneError) {
		return "", notText()
	}
	return answer, nil
}

// maxSecret bounds a secret, in bytes: hashing a password costs more the longer it is.
const maxSecret = 1024

// ReadSecretLine reads a secret from a line of r, and not a byte more, as for --password-stdin. Spaces belong to it,
// the line break does not; it comes back in NFC, so that it is the same whichever keyboard made its accents. A line that is
// empty, longer than 1024 bytes or not text is fault.Invalid.
func ReadSecretLine(r io.Reader) (string, error) {
	var line []byte
	for b := make([]byte, 1); len(line) <= maxSecret+len("\r"); {
		if _, err := io.ReadFull(r, b); err == io.EOF || err == nil && b[0] == '\n' {
			break
		} else if err != nil {
			return "", err
		}
		line = append(line, b[0])
	}
	secret, err := checkSecret(strings.TrimRight(string(line), "\r"))
	if err == nil && secret == "" {
		return "", fault.New(fault.Invalid, "the first line of the input is empty")
	}
	return secret, err
}

func checkSecret(typed string) (string, error) {
	if len(typed) > maxSecret {
		return "", fault.New(fault.Invalid, "longer than %d bytes", maxSecret)
	}
	hidden := func(r rune) bool { return r == utf8.RuneError || !text.Shown(r) }
	if strings.ContainsFunc(typed, hidden) {
		return "", notText()
	}
	return norm.NFC.String(typed), nil
}

func notText() error {
	return fault.New(fault.Invalid, "it has characters that are not UTF-8 text").
		WithHint("set the terminal or the file to UTF-8 and give the answer again")
}
