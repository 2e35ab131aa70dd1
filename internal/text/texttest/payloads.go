// Package texttest holds texts that attack a terminal, for the tests of everything that shows what people typed.
package texttest

// A Payload is such a text, what it tries, and what must be left of it on one line.
type Payload struct{ What, Text, Clean string }

// Payloads returns all of them.
func Payloads() []Payload {
	return []Payload{
		{"cursor up and erase the line", "Bob\x1b[1A\x1b[2KAlice", "Bob\uFFFD[1A\uFFFD[2KAlice"},
		{"colour", "\x1b[31mred\x1b[0m", "\uFFFD[31mred\uFFFD[0m"},
		{"clear the screen", "\x1b[2J", "\uFFFD[2J"},
		{"set the clipboard", "\x1b]52;c;Y3VybA==\a", "\uFFFD]52;c;Y3VybA==\uFFFD"},
		{"set the title", "\x1b]0;owned\x1b\\", "\uFFFD]0;owned\uFFFD\\"},
		{"hyperlink", "\x1b]8;;http://a.example\x1b\\b\x1b]8;;\x1b\\", "\uFFFD]8;;http://a.example\uFFFD\\b\uFFFD]8;;\uFFFD\\"},
		{"device control string", "\x1bP$q\x1b\\", "\uFFFDP$q\uFFFD\\"},
		{"carriage return over the name", "Bob\rEve", "Bob Eve"},
		{"backspaces", "Bob\b\b\bEve", "Bob\uFFFD\uFFFD\uFFFDEve"},
		{"bell", "a\ab", "a\uFFFDb"},
		{"NUL", "a\x00b", "a\uFFFDb"},
		{"delete", "a\x7fb", "a\uFFFDb"},
		{"shift out to line drawing", "a\x0eb", "a\uFFFDb"},
		{"C1 control sequence as a character", "a\u009b2Jb", "a\uFFFD2Jb"},
		{"C1 operating system command as a character", "a\u009d0;x\u009c", "a\uFFFD0;x\uFFFD"},
		{"C1 control sequence as a bare byte", "a\x9b2Jb", "a\uFFFD2Jb"},
		{"right-to-left override", "abc\u202egnp.exe", "abcgnp.exe"},
		{"bidi isolate", "a\u2067b\u2069", "ab"},
		{"zero-width space", "a\u200bb", "ab"},
		{"zero-width joiner in an emoji", "\U0001F468\u200d\U0001F469", "\U0001F468\U0001F469"},
		{"byte order mark", "\ufeffa", "a"},
		{"soft hyphen", "a\u00adb", "ab"},
		{"Hangul filler", "a\u3164b", "ab"},
		{"tag characters", "a\U000E0041\U000E007Fb", "ab"},
		{"tab", "a\tb", "a b"},
		{"newline", "a\nb", "a b"},
		{"Windows line break", "a\r\nb", "a b"},
		{"vertical tab and form feed", "a\vb\fc", "a b c"},
		{"next line", "a\u0085b", "a b"},
		{"line and paragraph separators", "a\u2028b\u2029c", "a b c"},
		{"bytes of a lone surrogate", "a\xed\xa0\x80b", "a\uFFFD\uFFFD\uFFFDb"},
		{"half a character", "\xe4\xbd", "\uFFFD\uFFFD"},
		{"GBK instead of UTF-8", "\xcd\xf5", "\uFFFD\uFFFD"},
	}
}
