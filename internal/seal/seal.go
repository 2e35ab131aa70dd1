// Package seal keeps Gangway's secrets: the keys of a store, and what is made with them – sealed fields, blind
// indexes, the MACs of the event chains, drawn papers, password hashes, signatures and tokens.
//
// It knows nothing of the store: it turns values into bytes or text and back, and whoever calls it keeps them.
// Wire formats are fixed by vectors in the tests. Only the standard library's cryptography and Argon2 are used.
package seal

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"strconv"
	"strings"
)

// A secret is 32 random bytes. It is used for one purpose only; whatever needs a key of its own derives one.
type secret [32]byte

// derive returns the key for the named use of s. Expanding alone is enough, since s is random already.
func (s secret) derive(use ...string) secret {
	key, err := hkdf.Expand(sha256.New, s[:], label(use...), len(s))
	if err != nil {
		panic(err) // only a key of more than 255 blocks is refused
	}
	return secret(key)
}

// mac returns HMAC-SHA256 of the parts, one after the other. The caller sees to it that they cannot run together.
func (s secret) mac(parts ...[]byte) [sha256.Size]byte {
	h := hmac.New(sha256.New, s[:])
	for _, p := range parts {
		h.Write(p)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// An id tells secrets apart without giving anything of them away.
type id [4]byte

func (s secret) id() id {
	name := s.derive("id")
	return id(name[:4])
}

// label joins parts into text that says exactly what a key or a ciphertext is for. Each part bears its length, so
// that no two lists of parts give the same text, whatever the parts contain.
func label(parts ...string) string {
	var b strings.Builder
	b.WriteString("gangway1")
	for _, p := range parts {
		b.WriteString("|" + strconv.Itoa(len(p)) + ":" + p)
	}
	return b.String()
}
