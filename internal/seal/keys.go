package seal

import (
	"crypto/rand"
	"fmt"
	"io"
	"runtime"
	"sync"

	"golang.org/x/crypto/argon2"
)

// The keys of a store. Each lies in a file of its own, named after it.
const (
	wrapKey   = "wrap"   // wraps the data keys of people
	recordKey = "record" // seals records that are nobody's
	indexKey  = "index"  // blind indexes
	pepperKey = "pepper" // passwords
	chainKey  = "chain"  // the chains of events
	drawKey   = "draw"   // drawing papers
)

// keyNames returns the names of all keys, those for signing included.
func keyNames() []string {
	return []string{wrapKey, recordKey, indexKey, pepperKey, chainKey, drawKey, string(Certificate), string(Checkpoint)}
}

// Keys are the keys of one store. They are safe for use by several goroutines, and never show when printed.
type Keys struct {
	secrets map[string]secret
	people  box
	records box
	fields  sync.Map      // macers of the blind indexes, by field: deriving a key costs as much as using it
	chains  *macer        // of the chains of events
	turns   chan struct{} // one for each hashing that may run at once
	argon2  argon2Func    // argon2.IDKey; counted in tests
}

type argon2Func func(password, salt []byte, time, memory uint32, threads uint8, size uint32) []byte

func newKeys(secrets map[string]secret) *Keys {
	return &Keys{
		secrets: secrets,
		people:  newBox(secrets[wrapKey], ""),
		records: newBox(secrets[recordKey], ""),
		chains:  newMacer(secrets[chainKey]),
		argon2:  argon2.IDKey,
		turns:   make(chan struct{}, runtime.GOMAXPROCS(0)),
	}
}

// Create makes new keys in dir, which it makes too: all of them or, when it fails or is interrupted, none.
// Anything that is at dir already is fault.Conflict, and is left as it is.
func Create(dir string) (*Keys, error) {
	secrets := make(map[string]secret)
	for _, name := range keyNames() {
		var s secret
		rand.Read(s[:])
		secrets[name] = s
	}
	if err := writeKeys(dir, secrets); err != nil {
		return nil, err
	}
	return newKeys(secrets), nil
}

// Open reads the keys in dir. When there are none it is fault.NotFound; when others of this machine could have read
// or replaced them, or they are damaged, it is fault.Invalid.
func Open(dir string) (*Keys, error) {
	secrets, err := readKeys(dir)
	if err != nil {
		return nil, err
	}
	return newKeys(secrets), nil
}

// Seal seals plain, a value that belongs to no person, for the given place. It opens at no other place.
func (k *Keys) Seal(table, column, row string, plain []byte) []byte {
	return k.records.seal(table, column, row, plain)
}

// Open returns what was sealed for the given place. A value that was altered, moved or sealed with other keys is
// fault.Invalid.
func (k *Keys) Open(table, column, row string, sealed []byte) ([]byte, error) {
	return k.records.open(table, column, row, sealed)
}

// Format keeps the keys out of logs and messages, whatever the verb.
func (k *Keys) Format(s fmt.State, _ rune) { io.WriteString(s, "keys") }
