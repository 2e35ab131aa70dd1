package term

import (
	"strings"
	"testing"
)

func TestDecode(t *testing.T) {
	tests := []struct {
		name  string
		bytes string
		want  key
		n     int
	}{
		{"a Hanzi", "王x", '王', 3},
		{"half a Hanzi waits", "\xe7\x8e", keyNone, 0},
		{"a byte that is not UTF-8", "\xcd\xf5", '\uFFFD', 1},
		{"a line break of two bytes is one Enter", "\r\nx", keyEnter, 2},
		{"Ctrl-C", "\x03", keyInterrupt, 1},
		{"a control character without use", "\x1c", keyNone, 1},
		{"a control character of eight bits", "\u009b31m", keyNone, 2},
		{"a zero-width joiner", "\u200dx", keyNone, 3},
		{"Escape alone waits for more", "\x1b", keyNone, 0},
		{"Escape before Enter", "\x1b\r", keyEscape, 1},
		{"Escape before a sequence", "\x1b\x1b[A", keyEscape, 1},
		{"Alt with a Hanzi", "\x1b王x", keyNone, 4},
		{"Alt-Backspace", "\x1b\x7f", keyEraseWord, 2},
		{"an arrow with Shift", "\x1b[1;2D", keyLeft, 6},
		{"an arrow with Ctrl", "\x1b[1;5D", keyWordLeft, 6},
		{"an arrow with Alt", "\x1b[1;3C", keyWordRight, 6},
		{"Ctrl with an arrow of rxvt", "\x1bOd", keyWordLeft, 3},
		{"Home of tmux", "\x1b[1~", keyHome, 4},
		{"Delete with Ctrl", "\x1b[3;5~", keyDelete, 6},
		{"a function key", "\x1b[15~", keyNone, 5},
		{"a function key of the Linux console", "\x1b[[Ax", keyNone, 4},
		{"the beginning of a paste", "\x1b[200~x", keyPasteBegin, 6},
		{"a sequence broken off by Ctrl-C", "\x1b[1;\x03", keyNone, 4},
		{"a sequence broken off by a Hanzi", "\x1b[王", keyNone, 2},
		{"a report that ends with BEL", "\x1b]0;x\ay", keyNone, 6},
		{"a report that ends with ESC \\", "\x1bP1$r\x1b\\y", keyNone, 7},
	}
	for _, test := range tests {
		got, n := decode([]byte(test.bytes))
		if got != test.want || n != test.n {
			t.Errorf("%s: got key %d of %d bytes, want key %d of %d", test.name, got, n, test.want, test.n)
		}
	}
}

func TestDecodeRest(t *testing.T) {
	for bytes, want := range map[string]key{"\x1b": keyEscape, "\x1b[1": keyNone, "\xe7\x8e": '\uFFFD', "a": 'a'} {
		if got, n := decodeRest([]byte(bytes)); got != want || n == 0 {
			t.Errorf("%q: got key %d of %d bytes, want key %d", bytes, got, n, want)
		}
	}
}

func FuzzKeysNeverCorruptALine(f *testing.F) {
	f.Add([]byte("王小\x7f明\x1b[1;5D\x1b[200~x\x1b[201~"), 10)
	f.Add([]byte("\xcd\xf5\x1b]0;\x1b\x1b[[\x1bO"), 3)
	f.Fuzz(func(t *testing.T, typed []byte, cells int) {
		cells = 8 + (cells&0xff)%80
		var l line
		for b := typed; len(b) > 0; {
			k, n := decode(b)
			if n == 0 {
				k, n = decodeRest(b)
			}
			if n < 1 || n > len(b) {
				t.Fatalf("took %d of %d bytes of %q", n, len(b), b)
			}
			l.press(k)
			b = b[n:]
			checkWindow(t, l, cells)
		}
		if strings.ContainsFunc(l.text(), func(r rune) bool { return r < ' ' || r == 0x7f }) {
			t.Errorf("a control character in %q", l.text())
		}
	})
}
