package seal

import (
	"crypto/ed25519"
	"slices"
)

// A Purpose is what a key signs. Each has a key of its own, so that no signature can pass for another kind.
type Purpose string

// The purposes.
const (
	Certificate Purpose = "certificate"
	Checkpoint  Purpose = "checkpoint"
)

func purposes() []Purpose { return []Purpose{Certificate, Checkpoint} }

// Sign returns the Ed25519 signature of the very bytes of message, 64 bytes long. It panics when there is no such purpose.
func (k *Keys) Sign(purpose Purpose, message []byte) []byte {
	return ed25519.Sign(k.signer(purpose), message)
}

// PublicKey returns the key by which anybody can check what was signed for the purpose. It panics when there is no
// such purpose.
func (k *Keys) PublicKey(purpose Purpose) PublicKey {
	return PublicKey{purpose, [ed25519.PublicKeySize]byte(k.signer(purpose).Public().(ed25519.PublicKey))}
}

func (k *Keys) signer(purpose Purpose) ed25519.PrivateKey {
	if !slices.Contains(purposes(), purpose) {
		panic("seal: no key signs " + string(purpose))
	}
	seed := k.secrets[string(purpose)]
	return ed25519.NewKeyFromSeed(seed[:])
}

// Verify reports whether sig is the signature of message by the owner of pub, and pub a key for the purpose. The zero
// PublicKey verifies nothing.
func Verify(pub PublicKey, purpose Purpose, message, sig []byte) bool {
	return slices.Contains(purposes(), purpose) && pub.purpose == purpose && ed25519.Verify(pub.key[:], message, sig)
}
