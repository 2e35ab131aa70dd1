package main

import (
	"regexp"
	"testing"
)

// What is the same in every language: commands and flags to paste, addresses, ids, and the names in the sample data.
var asTyped = regexp.MustCompile(`gangway( [a-z-]+)*|--[a-z-]+|\S+@\S+|\b[0-9a-z]{12}\b|\b[A-Z]+\d[0-9A-Za-z-]*\b|\b(wang|zhao|taobao-online|jd11|redlines|QQ)\b`)

var englishWord = regexp.MustCompile(`[A-Za-z]{2,}`)

// wantNoEnglish complains about English words on a Chinese screen.
func wantNoEnglish(t testing.TB, seen string) {
	t.Helper()
	for _, word := range englishWord.FindAllString(asTyped.ReplaceAllString(seen, " "), -1) {
		t.Errorf("the English word %q on a Chinese screen:\n%s", word, seen)
	}
}
