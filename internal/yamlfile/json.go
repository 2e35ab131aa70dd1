package yamlfile

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf16"

	"gangway/internal/text"
)

// escape is one escaped character of a JSON text: first the pairs that stand for one character beyond 16 bits.
var escape = text.Pattern(`\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|\\.`)

// fromJSON writes out the two kinds of escape that JSON has and the YAML library does not read: pairs of surrogates,
// which many programs write for rare characters of names, and \/. What follows on the line moves to the left by them.
func fromJSON(data []byte) []byte {
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) || !json.Valid(data) {
		return data
	}
	return escape().ReplaceAllFunc(data, func(found []byte) []byte {
		if string(found) == `\/` {
			return []byte("/")
		}
		pair := escape().FindSubmatch(found)
		if len(pair[1]) == 0 {
			return found
		}
		high, _ := strconv.ParseUint(string(pair[1]), 16, 16) // the pattern lets only digits through
		low, _ := strconv.ParseUint(string(pair[2]), 16, 16)
		return []byte(string(utf16.DecodeRune(rune(high), rune(low))))
	})
}
