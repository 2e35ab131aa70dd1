package seal

import (
	"crypto/aes"
	"crypto/cipher"

	"gangway/internal/fault"
)

// A sealed value is: version (1 byte), id of the key (4), nonce (12), ciphertext, tag (16). The first five bytes and
// the place the value belongs to are authenticated with it.
const (
	version    = 1
	headerSize = 1 + len(id{})
	overhead   = headerSize + 12 + 16
)

// A box seals values under one secret, each for its own place. The account is empty when the values are nobody's.
type box struct {
	secret  secret
	id      id
	account string
}

func newBox(s secret, account string) box { return box{s, s.id(), account} }

func (b box) seal(table, column, row string, plain []byte) []byte {
	sealed := make([]byte, headerSize, overhead+len(plain))
	sealed[0] = version
	copy(sealed[1:], b.id[:])
	return b.cipher(table, column).Seal(sealed, nil, plain, b.bound(sealed, table, column, row))
}

func (b box) open(table, column, row string, sealed []byte) ([]byte, error) {
	if len(sealed) < overhead {
		return nil, fault.New(fault.Invalid, "the sealed value %s.%s of record %s is cut short", table, column, row).
			WithHint("restore the record from a backup")
	}
	header := sealed[:headerSize:headerSize]
	if header[0] != version {
		return nil, fault.New(fault.Invalid, "the sealed value %s.%s of record %s is of form %d, which this program does not know",
			table, column, row, header[0]).WithHint("use the program that wrote it, or restore the record from a backup")
	}
	if id(header[1:]) != b.id {
		return nil, fault.New(fault.Invalid, "the sealed value %s.%s of record %s was sealed with other keys", table, column, row).
			WithHint("use the keys that were made with this store")
	}
	plain, err := b.cipher(table, column).Open(nil, nil, sealed[headerSize:], b.bound(header, table, column, row))
	if err != nil {
		return nil, fault.New(fault.Invalid, "the sealed value %s.%s of record %s was altered or belongs elsewhere", table, column, row).
			WithHint("restore the record from a backup")
	}
	return plain, nil
}

// cipher returns the cipher of one column. It puts a random nonce before what it seals.
func (b box) cipher(table, column string) cipher.AEAD {
	key := b.secret.derive("field", table, column)
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic(err) // only a key of a wrong size is refused
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // only a block of a wrong size is refused
	}
	return aead
}

// bound returns what is authenticated beside the value itself, so that it opens nowhere else.
func (b box) bound(header []byte, table, column, row string) []byte {
	place := label(table, column, row, b.account)
	return append(append(make([]byte, 0, len(header)+len(place)), header...), place...)
}
