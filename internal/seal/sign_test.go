package seal

import (
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"

	"gangway/internal/fault"
)

func TestSignaturesHoldForWhatWasSignedOnly(t *testing.T) {
	k := fixedKeys()
	message := []byte("certificate GW-2026-0001")
	sig := k.Sign(Certificate, message)
	pub := k.PublicKey(Certificate)
	other := newKeys(map[string]secret{string(Certificate): {1}})
	for _, c := range []struct {
		name    string
		pub     PublicKey
		purpose Purpose
		message []byte
		sig     []byte
		want    bool
	}{
		{"what was signed", pub, Certificate, message, sig, true},
		{"another message", pub, Certificate, []byte("certificate GW-2026-0002"), sig, false},
		{"another purpose", pub, Checkpoint, message, sig, false},
		{"the key of another purpose", k.PublicKey(Checkpoint), Checkpoint, message, sig, false},
		{"the key passed off for another purpose", PublicKey{Checkpoint, pub.key}, Certificate, message, sig, false},
		{"another's key", other.PublicKey(Certificate), Certificate, message, sig, false},
		{"a signature cut short", pub, Certificate, message, sig[:63], false},
		{"no signature", pub, Certificate, message, nil, false},
	} {
		if got := Verify(c.pub, c.purpose, c.message, c.sig); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
	for i := range sig {
		changed := slices.Clone(sig)
		changed[i] ^= 1
		if Verify(pub, Certificate, message, changed) {
			t.Errorf("byte %d of the signature changed and it still holds", i)
		}
	}
}

// All zeros is a point of the curve for which anybody can sign every fourth message.
func TestTheZeroKeyVerifiesNothing(t *testing.T) {
	forged := make([]byte, 64)
	forged[0] = 1
	for i := range 100 {
		if Verify(PublicKey{}, "", []byte{byte(i)}, forged) {
			t.Fatalf("message %d is taken for signed", i)
		}
	}
}

func TestSignaturesAndPublicKeysKeepTheirForm(t *testing.T) {
	k := fixedKeys()
	pub := k.PublicKey(Certificate)
	for _, c := range []struct{ name, got, want string }{
		{"signature", hex.EncodeToString(k.Sign(Certificate, []byte("message"))), "71ce7d1df08f6ebe741d4aad52b620a4beb5ae2cc67745c4d9cd9e6a99cff5c3d2020c08a6e50be6959ee0c1cfb4e5c2e57b0abfec1c54e3131df9cd45778000"},
		{"public key", pub.String(), "gangway-ed25519 certificate sTScsvVT+wF3GlkdT4CMLb/VP0hY26KbkOhcBZoLdkc="},
		{"fingerprint", pub.ID(), "b8a1a0e944d12d18"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, c.got, c.want)
		}
	}
}

func TestParsePublicKey(t *testing.T) {
	pub := fixedKeys().PublicKey(Checkpoint)
	for _, text := range []string{pub.String(), "  " + pub.String() + "\r\n"} {
		got, err := ParsePublicKey(text)
		if err != nil || got != pub {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
	words := strings.Fields(pub.String())
	for name, text := range map[string]string{
		"nothing":            "",
		"only the base64":    words[2],
		"another kind":       "ssh-ed25519 " + words[1] + " " + words[2],
		"an unknown purpose": words[0] + " anything " + words[2],
		"no base64":          words[0] + " " + words[1] + " ####",
		"a byte too few":     words[0] + " " + words[1] + " " + words[2][:40] + "AA==",
		"something after it": pub.String() + " more",
		"stray bits":         strings.TrimSuffix(pub.String(), words[2]) + words[2][:42] + string(words[2][42]+1) + "=",
	} {
		if got, err := ParsePublicKey(text); !errors.Is(err, fault.Invalid) || got != (PublicKey{}) {
			t.Errorf("%s: got %v, %v, want invalid", name, got, err)
		}
	}
}

func TestNoKeySignsForAnUnknownPurpose(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a signature for an unknown purpose was made")
		}
	}()
	fixedKeys().Sign(Purpose(wrapKey), []byte("message"))
}
