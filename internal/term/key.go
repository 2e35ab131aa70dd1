package term

import (
	"unicode/utf8"

	"gangway/internal/text"
)

// A key is one press: the rune of a character, or one of the names below. A byte that is not UTF-8 is utf8.RuneError.
type key rune

const (
	keyNone key = -iota // understood, and of no use here
	keyEnter
	keyTab
	keyEscape
	keyInterrupt
	keyEOF
	keyUp
	keyDown
	keyLeft
	keyRight
	keyHome
	keyEnd
	keyWordLeft
	keyWordRight
	keyBackspace
	keyDelete
	keyEraseWord
	keyEraseLeft
	keyEraseRight
	keyPasteBegin
	keyPasteEnd
)

// silent reports whether a key that changes nothing is no slip either.
func (k key) silent() bool { return k == keyNone || k == keyPasteBegin || k == keyPasteEnd }

const escape = 0x1b

var controls = map[byte]key{
	0x01: keyHome, 0x02: keyLeft, 0x03: keyInterrupt, 0x04: keyEOF, 0x05: keyEnd, 0x06: keyRight, 0x08: keyBackspace,
	'\t': keyTab, '\n': keyEnter, 0x0b: keyEraseRight, '\r': keyEnter, 0x0e: keyDown, 0x10: keyUp, 0x15: keyEraseLeft,
	0x17: keyEraseWord, 0x7f: keyBackspace,
}

// decode returns the key that b begins with and the number of bytes it takes: 0 when b is too short to tell.
func decode(b []byte) (key, int) {
	switch {
	case len(b) == 0:
		return keyNone, 0
	case b[0] == escape:
		return decodeEscape(b)
	case len(b) > 1 && b[0] == '\r' && b[1] == '\n':
		return keyEnter, 2
	case b[0] < ' ' || b[0] == 0x7f:
		return controls[b[0]], 1
	case !utf8.FullRune(b):
		return keyNone, 0
	}
	r, n := utf8.DecodeRune(b)
	if !text.Shown(r) {
		return keyNone, n
	}
	return key(r), n
}

// decodeRest is decode for when nothing follows b, which is not empty: what is too short is a key of its own.
func decodeRest(b []byte) (key, int) {
	k, n := decode(b)
	switch {
	case n > 0:
		return k, n
	case len(b) == 1 && b[0] == escape:
		return keyEscape, 1
	case b[0] == escape:
		return keyNone, len(b)
	}
	return key(utf8.RuneError), 1
}
