package seal

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"

	"gangway/internal/fault"
)

// publicKeyKind opens the text of every public key.
const publicKeyKind = "gangway-ed25519"

// A PublicKey checks signatures of one purpose. Two are the same key when they are ==.
type PublicKey struct {
	purpose Purpose
	key     [ed25519.PublicKeySize]byte
}

// Purpose returns what the key signs.
func (p PublicKey) Purpose() Purpose { return p.purpose }

// ID returns a fingerprint of the key, 16 hexadecimal digits, to name it by and to read out.
func (p PublicKey) ID() string {
	sum := sha256.Sum256([]byte(p.String()))
	return hex.EncodeToString(sum[:8])
}

// String returns the key as one line of text: "gangway-ed25519 PURPOSE BASE64".
func (p PublicKey) String() string {
	return publicKeyKind + " " + string(p.purpose) + " " + base64.StdEncoding.EncodeToString(p.key[:])
}

// ParsePublicKey reads a key written by String, white space around it allowed. Anything else is fault.Invalid.
func ParsePublicKey(text string) (PublicKey, error) {
	words := strings.Fields(text)
	if len(words) != 3 || words[0] != publicKeyKind {
		return PublicKey{}, fault.New(fault.Invalid, "this is not a public key; one reads %q", publicKeyKind+" PURPOSE BASE64")
	}
	purpose := Purpose(words[1])
	if !slices.Contains(purposes(), purpose) {
		return PublicKey{}, fault.New(fault.Invalid, "there are no public keys for %q", words[1])
	}
	key, err := base64.StdEncoding.Strict().DecodeString(words[2])
	if err != nil || len(key) != ed25519.PublicKeySize {
		return PublicKey{}, fault.New(fault.Invalid, "the public key is damaged: %q does not stand for %d bytes", words[2], ed25519.PublicKeySize)
	}
	return PublicKey{purpose, [ed25519.PublicKeySize]byte(key)}, nil
}
