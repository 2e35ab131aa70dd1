package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"hash"
	"sync"
)

// A macer makes many codes with one key. Preparing a key costs as much as the code of a short text, so prepared ones are
// used again.
type macer struct{ prepared sync.Pool }

func newMacer(s secret) *macer {
	m := &macer{}
	m.prepared.New = func() any { return hmac.New(sha256.New, s[:]) }
	return m
}

// mac returns HMAC-SHA256 of the parts, one after the other. The caller sees to it that they cannot run together.
func (m *macer) mac(parts ...[]byte) [sha256.Size]byte {
	h := m.prepared.Get().(hash.Hash)
	defer m.prepared.Put(h)
	h.Reset()
	for _, p := range parts {
		h.Write(p)
	}
	var sum [sha256.Size]byte
	h.Sum(sum[:0])
	return sum
}
