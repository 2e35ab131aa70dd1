package seal

import (
	"crypto/rand"
	"fmt"
	"io"

	"gangway/internal/fault"
)

// A Person holds the data key of one account. Whoever deletes the wrapped key has made everything sealed for that
// person unreadable, in backups too once the key that wraps is replaced. It never shows when printed.
type Person struct{ box box }

// NewPerson makes a data key for the account. The wrapped key goes into the store; it is good for that account only.
func (k *Keys) NewPerson(account string) (p *Person, wrapped []byte, err error) {
	if account == "" {
		return nil, nil, fault.New(fault.Invalid, "a data key needs the id of an account")
	}
	var key secret
	rand.Read(key[:])
	return &Person{newBox(key, account)}, k.people.seal("dek", "person", account, key[:]), nil
}

// Person opens a data key made by NewPerson for the same account. A key that is altered, another account's or wrapped
// with other keys is fault.Invalid.
func (k *Keys) Person(account string, wrapped []byte) (*Person, error) {
	key, err := k.people.open("dek", "person", account, wrapped)
	if err != nil {
		return nil, err
	}
	if len(key) != len(secret{}) {
		return nil, fault.New(fault.Invalid, "the data key of account %s has %d bytes", account, len(key))
	}
	return &Person{newBox(secret(key), account)}, nil
}

// Seal seals plain, a value of this person, for the given place. It opens at no other place and for no other account.
func (p *Person) Seal(table, column, row string, plain []byte) []byte {
	return p.box.seal(table, column, row, plain)
}

// Open returns what was sealed for the given place and this account. A value that was altered, moved or sealed with
// other keys is fault.Invalid.
func (p *Person) Open(table, column, row string, sealed []byte) ([]byte, error) {
	return p.box.open(table, column, row, sealed)
}

// Format keeps the key out of logs and messages, whatever the verb.
func (p *Person) Format(s fmt.State, _ rune) { io.WriteString(s, "data key") }
