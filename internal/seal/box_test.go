package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"

	"gangway/internal/fault"
)

// person returns a person of the fixed keys with a fixed data key.
func person(account string) *Person {
	return &Person{newBox(sha256.Sum256([]byte("data key for tests: "+account)), account)}
}

func TestSealedValuesOpenWhereTheyBelong(t *testing.T) {
	k := fixedKeys()
	alice, wrapped, err := k.NewPerson("alice")
	if err != nil {
		t.Fatal(err)
	}
	again, err := k.Person("alice", wrapped)
	if err != nil {
		t.Fatal(err)
	}
	for _, plain := range []string{"", "13800138000", "演示用的值", string(make([]byte, 100_000))} {
		got, err := again.Open("profile", "mobile", "r1", alice.Seal("profile", "mobile", "r1", []byte(plain)))
		if err != nil || string(got) != plain {
			t.Errorf("a person's %.20q came back as %.20q, %v", plain, got, err)
		}
		got, err = k.Open("outbox", "text", "r1", k.Seal("outbox", "text", "r1", []byte(plain)))
		if err != nil || string(got) != plain {
			t.Errorf("nobody's %.20q came back as %.20q, %v", plain, got, err)
		}
	}
}

func TestTheSameValueNeverLooksTheSame(t *testing.T) {
	p := person("alice")
	one, two := p.Seal("t", "c", "r", []byte("value")), p.Seal("t", "c", "r", []byte("value"))
	if bytes.Equal(one, two) || bytes.Contains(one, []byte("value")) {
		t.Error("a sealed value shows what it holds")
	}
}

func TestSealedValuesOpenNowhereElse(t *testing.T) {
	alice, bob := person("alice"), person("bob")
	sameKeyOtherAccount := &Person{newBox(alice.box.secret, "bob")}
	sealed := alice.Seal("profile", "mobile", "r1", []byte("13800138000"))
	otherVersion := slices.Clone(sealed)
	otherVersion[0] = 2
	for _, c := range []struct {
		name               string
		person             *Person
		table, column, row string
		sealed             []byte
		because            string
	}{
		{"another row", alice, "profile", "mobile", "r2", sealed, "altered or belongs"},
		{"another column", alice, "profile", "email", "r1", sealed, "altered or belongs"},
		{"another table", alice, "application", "mobile", "r1", sealed, "altered or belongs"},
		{"another account", bob, "profile", "mobile", "r1", sealed, "other keys"},
		{"another account that was given the same key", sameKeyOtherAccount, "profile", "mobile", "r1", sealed, "altered or belongs"},
		{"a place that only reads the same when run together", alice, "profile|mobile", "r1", "", sealed, "altered or belongs"},
		{"another version", alice, "profile", "mobile", "r1", otherVersion, "of form 2"},
		{"the last byte is missing", alice, "profile", "mobile", "r1", sealed[:len(sealed)-1], "altered or belongs"},
		{"only the header is left", alice, "profile", "mobile", "r1", sealed[:headerSize], "cut short"},
		{"a byte less than a sealed nothing has", alice, "profile", "mobile", "r1", sealed[:overhead-1], "cut short"},
		{"nothing is left", alice, "profile", "mobile", "r1", nil, "cut short"},
		{"a byte was added", alice, "profile", "mobile", "r1", append(slices.Clone(sealed), 0), "altered or belongs"},
	} {
		if plain, err := c.person.Open(c.table, c.column, c.row, c.sealed); !errors.Is(err, fault.Invalid) || plain != nil || !strings.Contains(err.Error(), c.because) {
			t.Errorf("%s: got %q, %v, want invalid: %s", c.name, plain, err, c.because)
		}
	}
	for i := range sealed {
		changed := slices.Clone(sealed)
		changed[i] ^= 1
		if _, err := alice.Open("profile", "mobile", "r1", changed); !errors.Is(err, fault.Invalid) {
			t.Errorf("byte %d changed: got %v, want invalid", i, err)
		}
	}
	if _, err := alice.Open("profile", "mobile", "r1", sealed); err != nil {
		t.Errorf("the value itself: %v", err)
	}
}

func TestDataKeysOpenForTheirAccountOnly(t *testing.T) {
	k := fixedKeys()
	_, wrapped, err := k.NewPerson("alice")
	if err != nil {
		t.Fatal(err)
	}
	changed := slices.Clone(wrapped)
	changed[len(changed)-1] ^= 1
	other := newKeys(map[string]secret{wrapKey: {1}})
	for _, c := range []struct {
		name    string
		keys    *Keys
		account string
		wrapped []byte
	}{
		{"another account", k, "bob", wrapped},
		{"altered", k, "alice", changed},
		{"erased", k, "alice", nil},
		{"other keys", other, "alice", wrapped},
		{"a value in place of the key", k, "alice", k.Seal("dek", "person", "alice", make([]byte, 32))},
	} {
		if p, err := c.keys.Person(c.account, c.wrapped); !errors.Is(err, fault.Invalid) || p != nil {
			t.Errorf("%s: got %v, %v, want invalid", c.name, p, err)
		}
	}
	if _, _, err := k.NewPerson(""); !errors.Is(err, fault.Invalid) {
		t.Errorf("a person without an account: got %v, want invalid", err)
	}
}

func TestLabelsAreNeverTakenForOneAnother(t *testing.T) {
	labels := []string{label(), label(""), label("", ""), label("a", "b"), label("ab"), label("a|1:b"), label("a", "", "b"), label("b", "a")}
	for i, one := range labels {
		for _, two := range labels[:i] {
			if one == two {
				t.Errorf("two lists of parts give %q", one)
			}
		}
	}
}

// sealedMobile is a mobile number of alice in record r1, sealed by an earlier release.
const sealedMobile = "0188db56a4ae4cd658b72b3dc94588a5460228e5d8fdf48848316eb56bce559d025bb199276dcf2b55a4461d"

// What was sealed by an earlier release must open for ever: a failure here is a new format, which needs a new version.
func TestValuesSealedEarlierStillOpen(t *testing.T) {
	k := fixedKeys()
	wrapped := unhex(t, "0124daa48af6f56c69811cc51b1a4dcd8bb978db7e6a73665118e1a8abb5bc1d7e0b25f534629497cd49a628893c309e9a5e97cad0ae1cc93434c91a3b148db09f")
	alice, err := k.Person("alice", wrapped)
	if err != nil {
		t.Fatal(err)
	}
	mobile, err := alice.Open("profile", "mobile", "r1", unhex(t, sealedMobile))
	if err != nil || string(mobile) != "13800138000" {
		t.Errorf("got %q, %v, want 13800138000", mobile, err)
	}
	text, err := k.Open("outbox", "text", "n1", unhex(t, "010be2454223338243c29376434523ab37b5544d3b353fb235f5e9d42c0124c829181f400251d0d0c1e17cb1fcf838289469441a647f"))
	if err != nil || string(text) != "您的申请已通过" {
		t.Errorf("got %q, %v, want 您的申请已通过", text, err)
	}
}

func unhex(t *testing.T, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func FuzzOpen(f *testing.F) {
	p := person("alice")
	sealed, err := hex.DecodeString(sealedMobile)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed)
	f.Add(sealed[:headerSize])
	f.Add([]byte{})
	f.Add([]byte{version, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		plain, err := p.Open("profile", "mobile", "r1", data)
		if err == nil && !bytes.Equal(data, sealed) {
			t.Errorf("opened %x as %q", data, plain)
		}
		if err != nil && !errors.Is(err, fault.Invalid) {
			t.Errorf("got %v, want invalid", err)
		}
	})
}
