package seal

import (
	"encoding/hex"
	"testing"
)

func TestBlindIndexTellsOnlyEqualValuesOfOneField(t *testing.T) {
	k := fixedKeys()
	got := k.BlindIndex("mobile", "13800138000")
	if want := "9270e05d23766b98fb663edbc9c4de16"; got != want {
		t.Errorf("got %s, want %s: values stored earlier would not be found", got, want)
	}
	other := newKeys(map[string]secret{indexKey: {1}})
	for name, twin := range map[string]string{
		"another value": k.BlindIndex("mobile", "13800138001"),
		"another field": k.BlindIndex("qq", "13800138000"),
		"other keys":    other.BlindIndex("mobile", "13800138000"),
	} {
		if twin == got {
			t.Errorf("%s has the same index", name)
		}
	}
}

func TestChainMACDependsOnEverythingBefore(t *testing.T) {
	k := fixedKeys()
	first := k.ChainMAC([]byte("application/a1"), []byte(`{"verb":"submit"}`))
	second := k.ChainMAC(first, []byte(`{"verb":"approve"}`))
	if got, want := hex.EncodeToString(second), "9bee7ab293be905f75674c7287b84c84e656966fc61d71eda849628721a0b09e"; got != want {
		t.Errorf("got %s, want %s: chains written earlier would seem broken", got, want)
	}
	for name, twin := range map[string][]byte{
		"another event before":              k.ChainMAC(k.ChainMAC([]byte("application/a2"), []byte(`{"verb":"submit"}`)), []byte(`{"verb":"approve"}`)),
		"another event":                     k.ChainMAC(first, []byte(`{"verb":"reject"}`)),
		"the same bytes, divided otherwise": k.ChainMAC(append(first, '{'), []byte(`"verb":"approve"}`)),
		"other keys":                        newKeys(map[string]secret{chainKey: {1}}).ChainMAC(first, []byte(`{"verb":"approve"}`)),
	} {
		if string(twin) == string(second) {
			t.Errorf("%s gives the same MAC", name)
		}
	}
}
