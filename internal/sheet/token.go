package sheet

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// elementName returns a name without its prefix. Those that fill a sheet are not made anew each time.
func elementName(name []byte) string {
	if n := bytes.IndexByte(name, ':'); n >= 0 {
		name = name[n+1:]
	}
	switch string(name) {
	case "row":
		return "row"
	case "c":
		return "c"
	case "v":
		return "v"
	case "is":
		return "is"
	case "t":
		return "t"
	case "si":
		return "si"
	}
	return string(name)
}

// attribute returns the value of an attribute, whatever its prefix, or "".
func (t token) attribute(name string) string {
	for rest := t.attributes; ; {
		key, value, after, ok := cutAttribute(rest)
		if !ok {
			return ""
		}
		if n := bytes.IndexByte(key, ':'); string(key[n+1:]) == name {
			plain, err := appendDecoded(nil, value)
			if err != nil {
				return ""
			}
			return string(plain)
		}
		rest = after
	}
}

// cutAttribute cuts off the first of some attributes.
func cutAttribute(list []byte) (key, value, rest []byte, ok bool) {
	key, rest, ok = bytes.Cut(list, []byte("="))
	rest = bytes.TrimLeft(rest, " \r\n\t")
	if !ok || rest == nil || len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
		return nil, nil, nil, false
	}
	value, rest, ok = bytes.Cut(rest[1:], rest[:1])
	return bytes.Trim(key, " \r\n\t"), value, rest, ok
}

// decoded returns a text with its entities as the characters they stand for.
func (s *scanner) decoded(text []byte) ([]byte, error) {
	if bytes.IndexByte(text, '&') < 0 && bytes.IndexByte(text, '\r') < 0 {
		return text, nil
	}
	var err error
	s.buffer, err = appendDecoded(s.buffer[:0], text)
	return s.buffer, err
}

// appendDecoded appends a text with its entities as the characters they stand for, and its line breaks as \n.
func appendDecoded(b, text []byte) ([]byte, error) {
	for {
		n := bytes.IndexAny(text, "&\r")
		if n < 0 {
			return append(b, text...), nil
		}
		b = append(b, text[:n]...)
		if text[n] == '\r' {
			b = append(b, '\n')
			text = bytes.TrimPrefix(text[n+1:], []byte("\n"))
			continue
		}
		name, rest, ok := bytes.Cut(text[n+1:], []byte(";"))
		r, known := entity(string(name))
		if !ok || !known {
			return nil, errXML
		}
		b = utf8.AppendRune(b, r)
		text = rest
	}
}

// oneBreak returns a text with its line breaks as \n.
func oneBreak(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
}

// entity returns the character that an entity stands for. There are no others than those of XML itself.
func entity(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return rune(n), err == nil
}
