package identity

import (
	"net/mail"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"gangway/internal/fault"
	"gangway/internal/text"
)

var (
	mobile = text.Pattern(`^1[3-9][0-9]{9}$`)
	qq     = text.Pattern(`^[1-9][0-9]{4,10}$`)
	label  = text.Pattern(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)
	top    = text.Pattern(`^[a-z][a-z0-9-]*[a-z0-9]$`)
)

// Mobile returns a mobile number of mainland China as its 11 digits. Spaces, hyphens, +86 and 0086 may stand in it.
// Ranges of operators are not looked at, because numbers are carried from one to another.
func Mobile(s string) (string, error) {
	n := plain(s)
	for _, country := range []string{"+86", "0086"} {
		if rest, ok := strings.CutPrefix(n, country); ok {
			n = rest
			break
		}
	}
	if !mobile().MatchString(n) {
		return "", fault.New(fault.Invalid, "a mobile number of mainland China has 11 digits and starts with 13 to 19; check it digit by digit")
	}
	return n, nil
}

// QQ returns a QQ number as its 5 to 11 digits. Spaces and hyphens may stand in it.
func QQ(s string) (string, error) {
	n := plain(s)
	if !qq().MatchString(n) {
		return "", fault.New(fault.Invalid, "a QQ number has 5 to 11 digits and does not start with 0; check it digit by digit")
	}
	return n, nil
}

// Email returns an address with its domain in lower case. What stands before the @ is kept, because only its server
// knows whether case matters. Names, comments, quoted parts and domains beyond ASCII are refused.
func Email(s string) (string, error) {
	s = width.Fold.String(strings.TrimSpace(s))
	if strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII || unicode.IsControl(r) }) {
		return "", fault.New(fault.Invalid, "an e-mail address has only English letters, digits and marks here; give one without other characters")
	}
	if a, err := mail.ParseAddress(s); err != nil || a.Address != s {
		return "", fault.New(fault.Invalid, "this is not an e-mail address; write it like name@example.com, with nothing around it")
	}
	at := strings.LastIndexByte(s, '@')
	local, domain := s[:at], strings.ToLower(s[at+1:])
	if len(local) > 64 {
		return "", fault.New(fault.Invalid, "the part of the e-mail address before the @ has more than 64 characters")
	}
	if !deliverable(domain) {
		return "", fault.New(fault.Invalid, "the part of the e-mail address after the @ is not a domain; write it like example.com")
	}
	return local + "@" + domain, nil
}

// deliverable reports whether a domain in lower case has a form that mail can be sent to from anywhere. xn-- begins
// the ASCII spelling of a name in other letters, which people cannot compare by eye.
func deliverable(domain string) bool {
	labels := strings.Split(domain, ".")
	for _, l := range labels {
		if !label().MatchString(l) || strings.HasPrefix(l, "xn--") {
			return false
		}
	}
	return len(domain) <= 253 && len(labels) > 1 && top().MatchString(labels[len(labels)-1])
}
