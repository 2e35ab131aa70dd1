package seal

import (
	"encoding/base64"
	"regexp"
	"testing"
)

func TestTokensAreLongAndStoredAsHash(t *testing.T) {
	seen := make(map[string]bool)
	for range 1000 {
		token, hash := NewToken()
		if raw, err := base64.RawURLEncoding.DecodeString(token); err != nil || len(raw) != 32 {
			t.Fatalf("token %q does not hold 32 bytes: %v", token, err)
		}
		if hash != HashToken(token) || hash == token || seen[token] {
			t.Fatalf("token %q: hash %q, seen before %v", token, hash, seen[token])
		}
		seen[token] = true
	}
	if got, want := HashToken("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; got != want {
		t.Errorf("got %s, want %s: sessions would end", got, want)
	}
}

func TestCodesAreSixDigitsEachAsLikely(t *testing.T) {
	form := regexp.MustCompile(`^[0-9]{6}$`)
	var places [6][10]int
	const codes = 20_000
	for range codes {
		code := NewCode()
		if !form.MatchString(code) {
			t.Fatalf("got %q, want six digits", code)
		}
		for i := range places {
			places[i][code[i]-'0']++
		}
	}
	for i, digits := range places { // 2000 each, give or take 42: chance never goes as far as 400
		for digit, n := range digits {
			if n < 1600 || n > 2400 {
				t.Errorf("digit %d stands at place %d %d times in %d", digit, i, n, codes)
			}
		}
	}
}
