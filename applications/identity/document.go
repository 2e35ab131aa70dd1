package identity

import (
	"strings"

	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
)

// A Document is a kind of identity document. It says nothing about whom it was issued to.
type Document string

// The documents that are accepted.
const (
	ResidentID       Document = "resident_id"       // resident identity card 居民身份证
	HMTResidence     Document = "hmt_residence"     // residence permit for Hong Kong, Macao and Taiwan residents 港澳台居民居住证
	ForeignPermanent Document = "foreign_permanent" // foreigner's permanent residence card 外国人永久居留身份证
)

// Label names the document for people. The label of an unknown document is empty.
func (d Document) Label() lang.Message {
	switch d {
	case ResidentID:
		return lang.M("resident identity card")
	case HMTResidence:
		return lang.M("residence permit for Hong Kong, Macao and Taiwan residents")
	case ForeignPermanent:
		return lang.M("foreigner's permanent residence card")
	}
	return lang.Message{}
}

// An ID is a document with its number, and what the number says of its holder.
type ID struct {
	Document  Document
	Number    string        // half-width, X in upper case, without spaces and hyphens
	BirthDate calendar.Date // zero when the number does not say, as on permanent residence cards of the old kind
	Sex       Sex           // "" when the number does not say
	Mainland  bool          // a mainland resident; shops can open sub-accounts for no one else
}

// String returns the number as MaskIDInList does, so that printing an ID gives nothing away.
func (id ID) String() string { return MaskIDInList(id.Number) }

// Parse reads the number of a document, as it stands on today. Spaces, hyphens, full-width digits and a small x are
// accepted. It does not ask for a minimum age.
func Parse(doc Document, number string, today calendar.Date) (ID, error) {
	id := ID{Document: doc, Number: upper(plain(number)), Mainland: doc == ResidentID}
	switch {
	case doc.Label().Empty():
		return ID{}, fault.New(fault.Invalid, "the document must be %s, %s or %s", ResidentID, HMTResidence, ForeignPermanent)
	case id.Number == "":
		return ID{}, fault.New(fault.Invalid, "the number of the document is missing")
	case doc == ResidentID && fifteen().MatchString(id.Number):
		return ID{}, fault.New(fault.Invalid, "identity cards with 15 digits are void since 2013-01-01; give the 18-character number of the present card")
	case doc == ForeignPermanent && oldPermanent().MatchString(id.Number):
		return id, nil
	}
	var err error
	if id.BirthDate, id.Sex, err = read(id.Number, doc); err != nil {
		return ID{}, err
	}
	if err := plausible(id.BirthDate, today); err != nil {
		return ID{}, err
	}
	return id, nil
}

// upper knows ASCII only: the upper case of some other letters would pass for one.
func upper(s string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, s)
}
