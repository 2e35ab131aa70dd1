package outbox

import (
	"strings"

	"gangway/internal/text"
)

var (
	addresses   = text.Pattern(`[^\s<>"':;,@]+@([\w.-]+)`)
	longNumbers = text.Pattern(`\d(?:[ -]?\d){5,}[Xx]?`)
)

const longestRemark = 300 // characters

// remark is err as it may be kept beside the notice: mail servers and commands like to repeat the address they were
// given, or more. Short numbers such as reply codes and ports stay.
func remark(err error, n Notice) string {
	s := strings.ToValidUTF8(err.Error(), "?")
	if n.To != "" {
		s = strings.ReplaceAll(s, n.To, "***")
	}
	s = addresses().ReplaceAllString(s, "***@$1")
	s = longNumbers().ReplaceAllString(s, "******")
	s = text.Clean(s)
	if r := []rune(s); len(r) > longestRemark {
		s = string(r[:longestRemark-1]) + "…"
	}
	return s
}
