package main

import (
	"strconv"

	"gangway/applications/identity"
	"gangway/internal/calendar"
	"gangway/internal/lang"
	"gangway/internal/pdf"
	"gangway/internal/seal"
	"gangway/training"
)

// document returns the file of a certificate: printed in its language and signed. The same certificate always gives
// the same bytes.
func (s *session) document(c training.Certificate) ([]byte, error) {
	speaker, err := speakerFor(c.Lang)
	if err != nil {
		return nil, err
	}
	sign := func(message []byte) []byte { return s.store.Keys().Sign(seal.Certificate, message) }
	printed, err := pdf.Draw(certificatePaper(speaker, c, c.QRText(sign)))
	if err != nil {
		return nil, err
	}
	return training.SignDocument(printed, c.Payload(identity.MaskName(c.Name)), sign), nil
}

// certificatePaper says what is printed.
func certificatePaper(speaker lang.Speaker, c training.Certificate, qr string) pdf.Certificate {
	return pdf.Certificate{
		Lang:     c.Lang,
		Title:    speaker.Sayf("Certificate of Training"),
		Subtitle: speaker.Sayf("Online-shop customer service"),
		Holder:   pdf.Line{Field: "legal_name", Label: speaker.Sayf("This certifies that"), Text: c.Name},
		Statement: speaker.Sayf("has finished the training for %s, passed its examinations and answered every red-line question right.",
			c.ProgramTitle),
		Facts: []pdf.Line{
			{Field: "number", Label: speaker.Sayf("Number"), Text: c.Number},
			{Field: "score", Label: speaker.Sayf("Score"), Text: strconv.FormatFloat(c.Percent, 'f', -1, 64) + "%"},
			{Field: "issued_at", Label: speaker.Sayf("Issued on"), Text: calendar.Of(c.IssuedAt).String()},
			{Field: "expires_at", Label: speaker.Sayf("Valid until"), Text: calendar.Of(c.ExpiresAt).String()},
			{Field: "issuer", Label: speaker.Sayf("Issuer"), Text: c.Issuer},
		},
		Mark:    speaker.Sayf("FOR TRAINING"),
		QR:      pdf.Line{Field: "qr", Label: speaker.Sayf("Scan to verify"), Text: qr},
		Created: c.IssuedAt,
	}
}
