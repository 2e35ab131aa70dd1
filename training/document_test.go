package training_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/training"
)

// sign stands for an issuer's key: the last bytes of what is signed.
func sign(signed []byte) []byte { return signed[len(signed)-8:] }

func TestASignedDocumentComesApartAgain(t *testing.T) {
	const payload = "number: GW-1\nholder: 张*"
	file := training.SignDocument([]byte("%PDF-1.3\n…\n%%EOF\n"), payload, sign)
	got, signed, signature, err := training.OpenDocument(file)
	if err != nil || got != payload || !bytes.Equal(signature, sign(signed)) || !bytes.HasPrefix(file, signed) {
		t.Errorf("got %q, %q, %v", got, signature, err)
	}
	if !bytes.HasSuffix(file, []byte("\n%%EOF\n")) {
		t.Errorf("the file does not end as a PDF does: %q", file)
	}
}

func TestTheLastSignatureCounts(t *testing.T) {
	first := training.SignDocument([]byte("%PDF\n%%EOF\n"), "number: GW-1", sign)
	second := training.SignDocument(first, "number: GW-2", sign)
	if got, signed, signature, err := training.OpenDocument(second); err != nil || got != "number: GW-2" || !bytes.Equal(signature, sign(signed)) {
		t.Errorf("got %q, %v; want that of the last", got, err)
	}
}

func TestAChangedByteIsNeverPassedOver(t *testing.T) {
	whole := training.SignDocument([]byte("%PDF\n%%EOF\n"), "number: GW-1\nholder: 张*", sign)
	same := func(file []byte) bool {
		_, signed, signature, err := training.OpenDocument(file)
		return err == nil && bytes.Equal(signature, sign(signed)) && bytes.HasPrefix(whole, signed)
	}
	if !same(whole) {
		t.Fatal("the file itself is not passed")
	}
	for i := range whole {
		for _, b := range []byte{'\n', '\r', ' ', 'A', 'B', whole[i] ^ 1} {
			if changed := bytes.Clone(whole); b != whole[i] {
				changed[i] = b
				if same(changed) {
					t.Errorf("byte %d changed to %q is passed", i, b)
				}
			}
			if same(slices.Insert(bytes.Clone(whole), i, b)) {
				t.Errorf("%q put in at %d is passed", b, i)
			}
		}
	}
}

func TestDocumentsThatAreNotSigned(t *testing.T) {
	whole := training.SignDocument([]byte("%PDF\n%%EOF\n"), "number: GW-1", sign)
	for name, file := range map[string][]byte{
		"nothing":                       nil,
		"any PDF":                       []byte("%PDF\n%%EOF\n"),
		"the end cut off":               whole[:len(whole)-1],
		"something after the end":       append(bytes.Clone(whole), "\n"...),
		"no payload":                    bytes.Replace(whole, []byte("%GangwayCertificate1 "), []byte("%SomethingElse "), 1),
		"no signature":                  bytes.Replace(whole, []byte("%GangwaySignature1 "), []byte("%SomethingElse "), 1),
		"a payload that is no base64":   bytes.Replace(whole, []byte("%GangwayCertificate1 "), []byte("%GangwayCertificate1 !"), 1),
		"a signature that is no base64": bytes.Replace(whole, []byte("%GangwaySignature1 "), []byte("%GangwaySignature1 !"), 1),
	} {
		payload, _, _, err := training.OpenDocument(file)
		if !errors.Is(err, fault.Invalid) || payload != "" {
			t.Errorf("%s: got %q, %v; want %v", name, payload, err, fault.Invalid)
		}
	}
}

func TestQRTextRoundTrip(t *testing.T) {
	c := training.Certificate{Number: "GW-20261120-7K3MQ9XT", IssuedAt: now, ExpiresAt: time.Date(2027, 11, 19, 23, 59, 59, 0, calendar.China)}
	number, expires, signed, signature, ok := training.ParseQRText(c.QRText(sign))
	if !ok || number != c.Number || expires != "2027-11-19" || !bytes.Equal(signature, sign(signed)) {
		t.Errorf("got %q until %q, %q, %v", number, expires, signature, ok)
	}
	for _, text := range []string{"", "GANGWAY1", "GANGWAY2 GW-1 2026-11-20 2027-11-19 AAAA", "GANGWAY1 GW-1 2026-11-20 2027-11-19", "GANGWAY1 GW-1 2026-11-20 2027-11-19 !!", "https://example.com/GW-1"} {
		if _, _, _, _, ok := training.ParseQRText(text); ok {
			t.Errorf("%q was taken for a certificate's", text)
		}
	}
}
