package upload

import (
	"bytes"
	"encoding/binary"

	"gangway/internal/fault"
)

// A Kind is what a file is.
type Kind string

// The kinds that are taken.
const (
	PDF  Kind = "pdf"
	JPEG Kind = "jpeg"
	PNG  Kind = "png"
)

// Kinds lists them.
func Kinds() []Kind { return []Kind{PDF, JPEG, PNG} }

// Choices lists the kinds.
func (Kind) Choices() []string { return []string{string(PDF), string(JPEG), string(PNG)} }

// Inspect tells what a file is by its content. It is fault.Invalid for anything that is not, from its first byte to its
// last, a PDF, a JPEG or a PNG of a sane size: what is damaged or cut off, and what is two things at once.
func Inspect(content []byte) (Kind, error) {
	kind, check := sniff(content)
	if check == nil {
		return "", fault.New(fault.Invalid, "the file is neither a PDF nor a JPEG or PNG image, whatever its name says")
	}
	if err := check(content); err != nil {
		return "", err
	}
	if kind != PDF && bytes.Contains(content[:min(len(content), pdfStart)], []byte("%PDF-")) || endsAsZip(content) {
		return "", fault.New(fault.Invalid, "the file is two kinds of file at once; save or scan it anew")
	}
	return kind, nil
}

func sniff(content []byte) (Kind, func([]byte) error) {
	switch {
	case bytes.HasPrefix(content, []byte("%PDF-")):
		return PDF, checkPDF
	case bytes.HasPrefix(content, []byte("\xff\xd8\xff")):
		return JPEG, checkJPEG
	case bytes.HasPrefix(content, []byte(pngStart)):
		return PNG, checkPNG
	}
	return "", nil
}

// endsAsZip reports whether a program that opens archives would find one: they are read from their end.
func endsAsZip(content []byte) bool {
	const record, longestComment = 22, 1<<16 - 1
	tail := content[max(0, len(content)-record-longestComment):]
	for at := bytes.LastIndex(tail, []byte("PK\x05\x06")); at >= 0; at = bytes.LastIndex(tail[:at], []byte("PK\x05\x06")) {
		if at+record > len(tail) {
			continue
		}
		if comment := int(binary.LittleEndian.Uint16(tail[at+record-2:])); at+record+comment == len(tail) {
			return true
		}
	}
	return false
}

// pdfStart is how far into a file readers look for the start of a PDF.
const pdfStart = 1024

// checkPDF looks at both ends: what is between is for the program that shows it.
func checkPDF(content []byte) error {
	end := bytes.TrimRight(content[max(0, len(content)-pdfStart):], "\x00\t\n\f\r ")
	if !bytes.HasSuffix(end, []byte("%%EOF")) {
		return fault.New(fault.Invalid, "the PDF is cut off, or something stands behind its end; save it anew")
	}
	return nil
}
