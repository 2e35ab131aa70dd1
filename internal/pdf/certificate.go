// Package pdf prints certificates. It is the only package that knows the PDF library; what a certificate says, and in
// which language, is the business of others.
package pdf

import (
	"bytes"
	"fmt"
	"time"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// A Certificate is everything that is printed, as the words of one language.
type Certificate struct {
	Lang      lang.Lang // the language of the words, kept in the metadata
	Title     string    // must not be empty
	Subtitle  string    // below the title; may be empty
	Holder    Line      // whose certificate it is, in the largest type after the title; must not be empty
	Statement string    // the achievement, in one paragraph; may be empty
	Facts     []Line    // number, dates, score and the like, at most nine
	Mark      string    // two to eight words or characters in the emblem; without them there is no emblem
	QR        Line      // Text is the content of the QR code, Label stands below it; without a Text there is no code
	Created   time.Time // when the document says it was made; must not be zero
}

// A Line is a value with the words that introduce it.
type Line struct {
	Field string // what an error calls the value: a field id such as "name"
	Label string // may be empty
	Text  string
}

// Draw returns the certificate as one PDF page, A4 across. It is a pure function: the same certificate gives the same
// bytes. Text is made smaller until it fits. The error is fault.Invalid and names the field when a text holds a character
// that cannot be printed, or is longer than its place allows.
func Draw(c Certificate) ([]byte, error) {
	switch {
	case trim(c.Title) == "":
		return nil, fault.New(fault.Invalid, "%s is empty", "title")
	case trim(c.Holder.Text) == "":
		return nil, fault.New(fault.Invalid, "%s is empty", c.Holder.Field)
	case c.Created.IsZero(): // the library would take the present time instead
		return nil, fault.New(fault.Invalid, "%s is empty", "created")
	}
	p, err := newPage(c)
	if err != nil {
		return nil, err
	}
	p.certificate(c)
	if p.err != nil {
		return nil, p.err
	}
	var out bytes.Buffer
	if err := p.doc.Output(&out); err != nil {
		return nil, fmt.Errorf("drawing a certificate: %w", err)
	}
	return out.Bytes(), nil
}
