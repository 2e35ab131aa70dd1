package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// A scanner cuts XML into tokens. It knows what workbooks are made of, some ten times faster than encoding/xml, whose
// pace would be that of an import. A declaration of a document type, which could bring entities from anywhere, ends it,
// and so does a token longer than maxToken. That elements are closed in order is left to those who read them.
type scanner struct {
	in      *bufio.Reader
	buffer  []byte // of a token that is not in one piece in the reader
	tag     bool   // a tag has begun
	closing []byte // the name of an element that ended in its own tag and whose end was not returned yet
}

// A token is the beginning of an element, its end, or a stretch of text.
type token struct {
	kind       tokenKind
	name       string // of the element, without a prefix
	attributes []byte // as they are written
	text       []byte
}

type tokenKind int

const (
	startToken tokenKind = iota
	endToken
	textToken
)

var errXML = errors.New("malformed XML")

func newScanner(in io.Reader) *scanner {
	return &scanner{in: bufio.NewReaderSize(in, maxToken)}
}

// next returns the next token, valid until the next call, or io.EOF.
func (s *scanner) next() (token, error) {
	if s.closing != nil {
		name := elementName(s.closing)
		s.closing = nil
		return token{kind: endToken, name: name}, nil
	}
	for {
		if !s.tag {
			text, err := s.in.ReadSlice('<')
			if err == io.EOF && len(bytes.TrimSpace(text)) == 0 {
				return token{}, io.EOF
			}
			if err != nil {
				return token{}, unended(err)
			}
			s.tag = true
			if len(text) > 1 {
				plain, err := s.decoded(text[:len(text)-1])
				return token{kind: textToken, text: plain}, err
			}
		}
		s.tag = false
		t, ok, err := s.markup()
		if ok || err != nil {
			return t, err
		}
	}
}

// markup reads what stands behind a <. Ok is false for what has no meaning: comments and instructions.
func (s *scanner) markup() (t token, ok bool, err error) {
	head, err := s.in.Peek(len("![CDATA["))
	if err != nil && err != io.EOF {
		return t, false, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("!--")):
		return t, false, s.skip("!--", "-->")
	case bytes.HasPrefix(head, []byte("?")):
		return t, false, s.instruction()
	case bytes.HasPrefix(head, []byte("![CDATA[")):
		text, err := s.until("![CDATA[", "]]>")
		return token{kind: textToken, text: oneBreak(text)}, true, err
	case bytes.HasPrefix(head, []byte("!")):
		return t, false, errors.New("it declares a document type")
	}
	tag, err := s.readTag()
	if err != nil {
		return t, false, err
	}
	t, err = s.element(tag)
	return t, true, err
}

// element reads a tag, without the brackets around it.
func (s *scanner) element(tag []byte) (token, error) {
	kind := startToken
	if len(tag) > 0 && tag[0] == '/' {
		kind, tag = endToken, bytes.TrimRight(tag[1:], " \r\n\t")
	}
	end := 0
	for end < len(tag) && tag[end] > ' ' && tag[end] != '/' {
		end++
	}
	name, attributes := tag[:end], tag[end:]
	if len(name) == 0 || !isNameStart(name[0]) || kind == endToken && len(attributes) > 0 {
		return token{}, errXML
	}
	if bytes.HasSuffix(attributes, []byte("/")) {
		attributes = attributes[:len(attributes)-1]
		s.closing = name
	}
	return token{kind: kind, name: elementName(name), attributes: attributes}, nil
}

// readTag reads up to the > that ends a tag: one in quotation marks does not.
func (s *scanner) readTag() ([]byte, error) {
	tag, err := s.in.ReadSlice('>')
	if err != nil {
		return nil, unended(err)
	}
	quote := openQuote(tag, 0)
	if quote == 0 {
		return tag[:len(tag)-1], nil
	}
	s.buffer = append(s.buffer[:0], tag...)
	for quote != 0 {
		more, err := s.in.ReadSlice('>')
		if err != nil {
			return nil, unended(err)
		}
		if s.buffer = append(s.buffer, more...); len(s.buffer) > maxToken {
			return nil, bufio.ErrBufferFull
		}
		quote = openQuote(more, quote)
	}
	return s.buffer[:len(s.buffer)-1], nil
}

// openQuote returns the quotation mark that is open at the end of b, or 0, when quote is at its beginning.
func openQuote(b []byte, quote byte) byte {
	for _, c := range b {
		switch {
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		}
	}
	return quote
}

// instruction skips an instruction, such as the declaration of XML. Another encoding than UTF-8 cannot be read.
func (s *scanner) instruction() error {
	text, err := s.until("?", "?>")
	if err != nil || !bytes.HasPrefix(text, []byte("xml ")) {
		return err
	}
	if encoding := (token{attributes: text[len("xml"):]}).attribute("encoding"); encoding != "" && !bytes.EqualFold([]byte(encoding), []byte("utf-8")) {
		return errors.New("it is not in UTF-8")
	}
	return nil
}

// until reads a text between two marks.
func (s *scanner) until(begin, end string) ([]byte, error) {
	s.in.Discard(len(begin))
	s.buffer = s.buffer[:0]
	for {
		more, err := s.in.ReadSlice('>')
		if err != nil {
			return nil, unended(err)
		}
		if s.buffer = append(s.buffer, more...); len(s.buffer) > maxToken {
			return nil, bufio.ErrBufferFull
		}
		if bytes.HasSuffix(s.buffer, []byte(end)) {
			return s.buffer[:len(s.buffer)-len(end)], nil
		}
	}
}

// skip reads over a text between two marks.
func (s *scanner) skip(begin, end string) error {
	_, err := s.until(begin, end)
	return err
}

func isNameStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= 0x80
}

// unended turns the end of the file within a token into an error.
func unended(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
