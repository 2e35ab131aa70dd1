package seal

import (
	"encoding/base64"
	"fmt"
	"strings"
)

const (
	saltSize = 16
	tagSize  = 32
)

// A cost says how much work hashing a password is: memory in KiB, passes over it, and lanes.
type cost struct {
	memory, time uint32
	threads      uint8
}

// currentCost is what new passwords get: dearer ones make every sign-in wait.
var currentCost = cost{memory: 19 * 1024, time: 2, threads: 1}

// bearable reports whether hashing at this cost is possible, and no way to exhaust the machine through a doctored store.
func (c cost) bearable() bool {
	return c.memory >= 8*uint32(c.threads) && c.memory <= 256*1024 && c.time >= 1 && c.time <= 10 && c.threads >= 1 && c.threads <= 16
}

// A passwordHash is a stored password: what it was made with, and the keyed hash.
type passwordHash struct {
	cost   cost
	pepper id // which key it was keyed with, for the day there is a second
	salt   []byte
	tag    []byte
}

const phcForm = "$argon2id$v=19$m=%d,t=%d,p=%d,keyid=%s$%s$%s"

// String writes h as a PHC string.
func (h passwordHash) String() string {
	text := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf(phcForm, h.cost.memory, h.cost.time, h.cost.threads, text(h.pepper[:]), text(h.salt), text(h.tag))
}

// parsePasswordHash reads what String writes, and nothing else.
func parsePasswordHash(phc string) (passwordHash, bool) {
	var h passwordHash
	var pepper, salt, tag string
	spaced := strings.ReplaceAll(phc, "$", " ") // scanning ends a word at a space only
	form := strings.ReplaceAll(phcForm, "$", " ")
	if _, err := fmt.Sscanf(spaced, form, &h.cost.memory, &h.cost.time, &h.cost.threads, &pepper, &salt, &tag); err != nil {
		return h, false
	}
	copy(h.pepper[:], decode(pepper))
	h.salt, h.tag = decode(salt), decode(tag)
	sound := len(h.salt) == saltSize && len(h.tag) == tagSize && h.cost.bearable()
	return h, sound && h.String() == phc
}

func decode(text string) []byte {
	b, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return nil
	}
	return b
}
