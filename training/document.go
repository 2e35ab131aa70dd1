package training

import (
	"bytes"
	"encoding/base64"
	"strings"

	"gangway/internal/calendar"
	"gangway/internal/fault"
)

// A certificate's file is a PDF followed by two comment lines: what the issuer says of it, and the issuer's signature
// over every byte before the signature. PDF readers take the lines for comments; a changed byte anywhere breaks the
// signature.
const (
	payloadMark   = "%GangwayCertificate1 "
	signatureMark = "%GangwaySignature1 "
	endMark       = "%%EOF\n"
)

var encoding = base64.RawURLEncoding

// SignDocument returns the file of a certificate: the PDF with its signed payload.
func SignDocument(pdf []byte, payload string, sign func([]byte) []byte) []byte {
	signed := append(bytes.Clone(pdf), payloadMark+encoding.EncodeToString([]byte(payload))+"\n"...)
	return append(signed, signatureMark+encoding.EncodeToString(sign(signed))+"\n"+endMark...)
}

// OpenDocument takes a certificate's file apart: the payload, the bytes that are signed, and the signature. It is
// fault.Invalid when the file is not one that SignDocument made.
func OpenDocument(file []byte) (payload string, signed, signature []byte, err error) {
	body, found := bytes.CutSuffix(file, []byte(endMark))
	at := bytes.LastIndex(body, []byte("\n"+signatureMark))
	if !found || at < 0 {
		return "", nil, nil, notSigned()
	}
	signed = file[:at+1]
	last, found := strings.CutSuffix(string(body[at+1+len(signatureMark):]), "\n")
	signature, ok := decode(last)
	if !found || !ok {
		return "", nil, nil, notSigned()
	}
	line := bytes.LastIndex(signed[:at], []byte("\n"+payloadMark))
	if line < 0 {
		return "", nil, nil, notSigned()
	}
	text, ok := decode(string(signed[line+1+len(payloadMark) : at]))
	if !ok {
		return "", nil, nil, notSigned()
	}
	return string(text), signed, signature, nil
}

// decode reads base64 in the one way it is written; the library alone would pass over line breaks and spare bits, and a
// signature could be written in several ways.
func decode(text string) ([]byte, bool) {
	data, err := encoding.DecodeString(text)
	return data, err == nil && encoding.EncodeToString(data) == text
}

func notSigned() error {
	return fault.New(fault.Invalid, "the file bears no signature of an issuer")
}

// shortMark begins the text of the QR code.
const shortMark = "GANGWAY1"

// QRText returns the text of the certificate's QR code: number, dates, and a signature over them, so that the code
// alone can be checked without a network.
func (c Certificate) QRText(sign func([]byte) []byte) string {
	text := strings.Join([]string{shortMark, c.Number, calendar.Of(c.IssuedAt).String(), calendar.Of(c.ExpiresAt).String()}, " ")
	return text + " " + encoding.EncodeToString(sign([]byte(text)))
}

// ParseQRText takes such a text apart: the number, the day it expires, the bytes that are signed, and the signature.
// ok is false when it is not such a text.
func ParseQRText(text string) (number, expires string, signed, signature []byte, ok bool) {
	words := strings.Fields(text)
	if len(words) != 5 || words[0] != shortMark {
		return "", "", nil, nil, false
	}
	signature, ok = decode(words[4])
	return words[1], words[3], []byte(strings.Join(words[:4], " ")), signature, ok
}
