package seal

import (
	"encoding/binary"
	"encoding/hex"
)

// BlindIndex returns the text by which a sealed value can be found again and kept unique: 32 hexadecimal digits that
// tell only whether two values of a field are equal, and nothing to those without the keys. The caller brings the
// value into its one normal form first. It also hides short codes, which a plain hash would not.
func (k *Keys) BlindIndex(field, normalised string) string {
	key, ok := k.fields.Load(field)
	if !ok {
		key, _ = k.fields.LoadOrStore(field, newMacer(k.secrets[indexKey].derive("blind index", field)))
	}
	sum := key.(*macer).mac([]byte(normalised))
	return hex.EncodeToString(sum[:16])
}

// ChainMAC returns the 32-byte MAC of an event that follows the one with the MAC previous. For the first event of a
// chain previous is what names the chain.
func (k *Keys) ChainMAC(previous, event []byte) []byte {
	size := binary.BigEndian.AppendUint64(nil, uint64(len(previous))) // keeps previous and event apart
	sum := k.chains.mac(size, previous, event)
	return sum[:]
}
