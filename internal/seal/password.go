package seal

import (
	"crypto/hmac"
	"crypto/rand"

	"gangway/internal/fault"
)

// maxPassword bounds what is hashed, in bytes.
const maxPassword = 1024

// HashPassword returns the text to store for a password. It takes about 40 ms and 19 MiB; no more hashings than
// processors run at once. An empty password, or one of more than 1024 bytes, is fault.Invalid; whether a password is
// good enough is said by CheckNewPassword.
func (k *Keys) HashPassword(password string) (string, error) {
	if password == "" || len(password) > maxPassword {
		return "", fault.New(fault.Invalid, "a password has between 1 and %d bytes", maxPassword)
	}
	h := passwordHash{cost: currentCost, pepper: k.secrets[pepperKey].id(), salt: make([]byte, saltSize)}
	rand.Read(h.salt)
	h.tag = k.passwordTag(password, h)
	return h.String(), nil
}

// CheckPassword reports whether password is the one that was hashed to phc, and if so whether the hash is outdated
// and should be made anew. An empty phc stands for an unknown account: it costs the same and is never right.
func (k *Keys) CheckPassword(password, phc string) (ok, outdated bool) {
	h, known := parsePasswordHash(phc)
	if !known {
		h = passwordHash{cost: currentCost, salt: make([]byte, saltSize)} // without a tag, which nothing equals
	}
	ok = hmac.Equal(k.passwordTag(password, h), h.tag)
	return ok, ok && h.cost != currentCost
}

// passwordTag hashes the password and then keys the hash, so that a stolen store without the keys cannot be searched.
func (k *Keys) passwordTag(password string, h passwordHash) []byte {
	k.turns <- struct{}{}
	defer func() { <-k.turns }()
	hash := k.argon2([]byte(password), h.salt, h.cost.time, h.cost.memory, h.cost.threads, tagSize)
	tag := k.secrets[pepperKey].mac(hash)
	return tag[:]
}
