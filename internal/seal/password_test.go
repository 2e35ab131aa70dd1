package seal

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gangway/internal/fault"
)

const passphrase = "four lamps cross the quiet harbour"

func TestPasswordIsRecognised(t *testing.T) {
	k := fixedKeys()
	phc, err := k.HashPassword(passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(phc, "$argon2id$v=19$m=19456,t=2,p=1,keyid=") {
		t.Errorf("got %s, want 19 MiB, two passes and one lane", phc)
	}
	if again, _ := k.HashPassword(passphrase); again == phc {
		t.Error("the same password is hashed to the same text twice")
	}
	for _, c := range []struct {
		name, password string
		want           bool
	}{
		{"the password", passphrase, true},
		{"another case", strings.ToUpper(passphrase), false},
		{"a space more", passphrase + " ", false},
		{"nothing", "", false},
	} {
		if ok, outdated := k.CheckPassword(c.password, phc); ok != c.want || outdated {
			t.Errorf("%s: got %v, outdated %v, want %v", c.name, ok, outdated, c.want)
		}
	}
	if ok, _ := newKeys(map[string]secret{pepperKey: {1}}).CheckPassword(passphrase, phc); ok {
		t.Error("the store alone, with other keys, is enough to check a password")
	}
}

// Passwords hashed by an earlier release must be good for ever.
func TestPasswordHashedEarlierIsGood(t *testing.T) {
	k := fixedKeys()
	for _, c := range []struct {
		name, phc string
		outdated  bool
	}{
		{"the present cost", "$argon2id$v=19$m=19456,t=2,p=1,keyid=HACeJg$L5qup4TmXRHwaRilSKdyQw$jBuefOwusy9tmQSSzppBck797bW64+QyLxazW1CsSM4", false},
		{"another cost", "$argon2id$v=19$m=1024,t=1,p=2,keyid=HACeJg$c2l4dGVlbiBieXRlIHNhbA$KV9Lm7s2wXzPo3LWIPGuFHRwtwvfr7/5mlLtLpuf6oY", true},
	} {
		if ok, outdated := k.CheckPassword(passphrase, c.phc); !ok || outdated != c.outdated {
			t.Errorf("%s: got %v, outdated %v, want it good and outdated %v", c.name, ok, outdated, c.outdated)
		}
	}
}

func TestHashPasswordRefusesWhatCannotBeOne(t *testing.T) {
	k := fixedKeys()
	for _, password := range []string{"", strings.Repeat("x", 1025)} {
		if phc, err := k.HashPassword(password); !errors.Is(err, fault.Invalid) || phc != "" {
			t.Errorf("%d bytes: got %q, %v, want invalid", len(password), phc, err)
		}
	}
	if _, err := k.HashPassword(strings.Repeat("x", 1024)); err != nil {
		t.Errorf("1024 bytes: %v", err)
	}
}

// work is what one call of Argon2 was asked to do.
type work struct {
	salt, size   int
	time, memory uint32
	threads      uint8
}

func TestUnknownAccountCostsTheSameWork(t *testing.T) {
	k := fixedKeys()
	phc, err := k.HashPassword(passphrase)
	if err != nil {
		t.Fatal(err)
	}
	var done []work
	argon2 := k.argon2
	k.argon2 = func(password, salt []byte, time, memory uint32, threads uint8, size uint32) []byte {
		done = append(done, work{len(salt), int(size), time, memory, threads})
		return argon2(password, salt, time, memory, threads, size)
	}
	k.CheckPassword("a wrong password", phc)
	if len(done) != 1 {
		t.Fatalf("a known account costs %d hashings, want 1", len(done))
	}
	want, tag := done[0], phc[strings.LastIndex(phc, "$"):]
	for name, bad := range map[string]string{
		"unknown account":      "",
		"not a hash":           "plain text",
		"another algorithm":    strings.Replace(phc, "argon2id", "argon2i", 1),
		"another version":      strings.Replace(phc, "v=19", "v=16", 1),
		"ruinous memory":       strings.Replace(phc, "m=19456", "m=4194304", 1),
		"ruinous time":         strings.Replace(phc, "t=2", "t=4000000", 1),
		"no time":              strings.Replace(phc, "t=2", "t=0", 1),
		"no lanes":             strings.Replace(phc, "p=1", "p=0", 1),
		"too many lanes":       strings.Replace(phc, "p=1", "p=255", 1),
		"lanes out of range":   strings.Replace(phc, "p=1", "p=257", 1),
		"a number in disguise": strings.Replace(phc, "t=2", "t=+2", 1),
		"no tag":               strings.TrimSuffix(phc, tag) + "$",
		"half a tag":           phc[:len(phc)-20],
		"something after it":   phc + " ",
		"a wrong letter":       phc[:len(phc)-1] + "!",
	} {
		done = nil
		if ok, outdated := k.CheckPassword(passphrase, bad); ok || outdated {
			t.Errorf("%s: got %v, outdated %v, want false", name, ok, outdated)
		}
		if len(done) != 1 || done[0] != want {
			t.Errorf("%s: costs %v, want %v", name, done, want)
		}
	}
}

func TestFewHashingsRunAtOnce(t *testing.T) {
	k := fixedKeys()
	k.turns = make(chan struct{}, 2)
	var running, most atomic.Int32
	k.argon2 = func([]byte, []byte, uint32, uint32, uint8, uint32) []byte {
		if n := running.Add(1); n > most.Load() {
			most.Store(n)
		}
		time.Sleep(5 * time.Millisecond)
		running.Add(-1)
		return nil
	}
	var group sync.WaitGroup
	for range 12 {
		group.Go(func() { k.CheckPassword("any", "") })
	}
	group.Wait()
	if got := most.Load(); got > 2 {
		t.Errorf("%d hashings ran at once, want at most 2", got)
	}
}

func FuzzParsePasswordHash(f *testing.F) {
	f.Add("$argon2id$v=19$m=19456,t=2,p=1,keyid=AAAAAA$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	f.Add("$argon2id$v=19$m=1,t=0,p=300,keyid=$$")
	f.Add("")
	f.Fuzz(func(t *testing.T, phc string) {
		if h, ok := parsePasswordHash(phc); ok && (h.String() != phc || !h.cost.bearable()) {
			t.Errorf("%q was read as %q", phc, h)
		}
	})
}
