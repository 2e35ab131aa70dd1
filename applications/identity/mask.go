package identity

import (
	"fmt"
	"strings"

	"gangway/internal/calendar"
)

// MaskName keeps the first of two characters, the first and last of more, and only the very first of a name with ·
// in it: 张*, 欧**娜, 阿**·***. A single character is hidden.
func MaskName(name string) string {
	switch runes := []rune(name); {
	case strings.ContainsRune(name, '·'):
		for i, r := range runes {
			if i > 0 && r != '·' {
				runes[i] = '*'
			}
		}
		return string(runes)
	case len(runes) == 2:
		return mask(name, 1, 0)
	}
	return mask(name, 1, 1)
}

// MaskMobile keeps the first 3 and last 4 digits: 138****0000.
func MaskMobile(number string) string { return mask(number, 3, 4) }

// MaskIDInList keeps the first and last character of a document's number, for lists: 1****************X.
func MaskIDInList(number string) string { return mask(number, 1, 1) }

// MaskID keeps the first 3 and last 4 characters of a document's number, for the page of one person:
// 110***********002X.
func MaskID(number string) string { return mask(number, 3, 4) }

// MaskEmail keeps the first character and the domain: z***@qq.com.
func MaskEmail(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return mask(address, 0, 0)
	}
	local := []rune(address[:at])
	return string(local[:min(1, len(local))]) + "***" + address[at:]
}

// MaskQQ keeps the first 2 and last 2 digits: 12****78.
func MaskQQ(number string) string { return mask(number, 2, 2) }

// MaskBirthDate keeps the year: 1995-**-**. The zero date stays empty.
func MaskBirthDate(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-**-**", d.Year)
}

// mask puts a star for every character but the first head and the last tail, and for all of them in a text so short
// that nothing would be hidden.
func mask(s string, head, tail int) string {
	runes := []rune(s)
	if len(runes) <= head+tail {
		head, tail = 0, 0
	}
	for i := head; i < len(runes)-tail; i++ {
		runes[i] = '*'
	}
	return string(runes)
}
