package main

import (
	"regexp"
	"testing"
)

// sameEverywhere is what is the same in every language: commands and flags to paste, addresses, ids, the codes of
// sources, names of the sample data, and the few words that Chinese has taken over.
var sameEverywhere = regexp.MustCompile(`gangway(\s+[a-z-]+\b)*|--[a-z-]+|\S+@\S+|\b[0-9a-z]{12}\b|\b[A-Z]+-?\d[0-9A-Za-z-]*\b|` +
	`\b(wang|zhao|rev|applicant|jd[0-9]{2}|crowdfunding|redlines|[a-z]+(-[a-z]+)+|age|platform|computer|typing|QQ|Ctrl-C|PDF|pdf|KB|MB|papers|held|paper|house rule|rar)\b`)

var englishWord = regexp.MustCompile(`[A-Za-z]{2,}`)

// wantNoEnglish complains about English words on a Chinese screen.
func wantNoEnglish(t testing.TB, seen string) {
	t.Helper()
	for _, word := range englishWord.FindAllString(sameEverywhere.ReplaceAllString(seen, " "), -1) {
		t.Errorf("the English word %q on a Chinese screen:\n%s", word, seen)
	}
}
