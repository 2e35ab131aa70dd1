package term

import "strings"

// The sequences of keys. What is in none of these tables is read to its end and ignored: function keys, reports
// nobody asked for.
var (
	// after ESC [ and perhaps parameters
	controlFinals = map[byte]key{
		'A': keyUp, 'B': keyDown, 'C': keyRight, 'D': keyLeft, 'F': keyEnd, 'H': keyHome, 'Z': keyUp,
	}
	// after ESC [ 1 ; and a number that means Alt or Ctrl
	modifiedFinals = map[byte]key{'C': keyWordRight, 'D': keyWordLeft, 'F': keyEnd, 'H': keyHome}
	// after ESC [ and before a tilde
	tildeNumbers = map[string]key{"1": keyHome, "3": keyDelete, "4": keyEnd, "7": keyHome, "8": keyEnd,
		"200": keyPasteBegin, "201": keyPasteEnd}
	// after ESC O: the same keys in another mode, Enter of the keypad, and Ctrl with an arrow of rxvt
	shiftFinals = map[byte]key{
		'A': keyUp, 'B': keyDown, 'C': keyRight, 'D': keyLeft, 'F': keyEnd, 'H': keyHome, 'M': keyEnter,
		'c': keyWordRight, 'd': keyWordLeft,
	}
	// after ESC alone: Alt with the key
	altKeys = map[byte]key{'b': keyWordLeft, 'f': keyWordRight, 0x08: keyEraseWord, 0x7f: keyEraseWord}
)

// decodeEscape is decode for a b that begins with ESC.
func decodeEscape(b []byte) (key, int) {
	if len(b) == 1 {
		return keyNone, 0
	}
	switch b[1] {
	case '[':
		return decodeControl(b)
	case 'O':
		if len(b) == 2 {
			return keyNone, 0
		}
		return shiftFinals[b[2]], 3
	case ']', 'P', 'X', '^', '_':
		return decodeString(b)
	}
	return decodeAlt(b)
}

// decodeControl reads ESC [ parameters final.
func decodeControl(b []byte) (key, int) {
	const start = len("\x1b[")
	if len(b) > start && b[start] == '[' { // a function key of the Linux console: one more letter
		if len(b) == start+1 {
			return keyNone, 0
		}
		return keyNone, start + 2
	}
	for i := start; i < len(b); i++ {
		switch c := b[i]; {
		case c < ' ' || c > '~': // broken off
			return keyNone, i
		case c >= '@':
			return controlKey(string(b[start:i]), c), i + 1
		}
	}
	return keyNone, 0
}

func controlKey(parameters string, final byte) key {
	number, modifier, _ := strings.Cut(parameters, ";")
	switch {
	case final == '~':
		return tildeNumbers[number]
	case modifier > "2": // 2 is Shift
		return modifiedFinals[final]
	}
	return controlFinals[final]
}

// decodeString skips the text between an introducer such as ESC ] and BEL or ESC \.
func decodeString(b []byte) (key, int) {
	for i := len("\x1b]"); i < len(b); i++ {
		switch {
		case b[i] == '\a':
			return keyNone, i + 1
		case b[i] == escape && i+1 < len(b) && b[i+1] == '\\':
			return keyNone, i + 2
		case controls[b[i]] == keyInterrupt:
			return keyNone, i
		}
	}
	return keyNone, 0
}

// decodeAlt reads ESC and the key that was pressed with Alt.
func decodeAlt(b []byte) (key, int) {
	if k, ok := altKeys[b[1]]; ok {
		return k, 2
	}
	if b[1] < ' ' { // not Alt: Escape, and a key of its own
		return keyEscape, 1
	}
	if _, n := decode(b[1:]); n > 0 {
		return keyNone, 1 + n
	}
	return keyNone, 0
}
