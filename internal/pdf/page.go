package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/jung-kurt/gofpdf"

	"gangway/internal/lang"
)

// family is the name the fonts have in the document.
const family = "NotoSansSC"

// The weights, as the PDF library calls them.
const (
	regular = ""
	bold    = "B"
)

// A page is the sheet being printed. Like the PDF library it keeps the first error and does nothing after it, so
// that a layout reads straight down. Lengths are millimetres from the top left corner, type sizes are points.
type page struct {
	doc  *gofpdf.Fpdf
	face *typeface
	lang lang.Lang
	err  error
}

// newPage returns an empty sheet with the fonts and the metadata of c.
func newPage(c Certificate) (*page, error) {
	face, err := loadTypeface()
	if err != nil {
		return nil, err
	}
	doc := gofpdf.New("L", "mm", "A4", "")
	doc.SetCatalogSort(true) // otherwise the order of objects is that of a map
	doc.SetCreationDate(c.Created.UTC())
	doc.SetModificationDate(c.Created.UTC())
	doc.SetTitle(utf16String(c.Title+" · "+c.Holder.Text), false)
	doc.SetSubject(utf16String(c.Statement), false)
	doc.SetKeywords(string(c.Lang), false)
	doc.SetCreator("Gangway", false)
	doc.SetAutoPageBreak(false, 0)
	// The library writes into the bytes it is given, so every document gets its own.
	doc.AddUTF8FontFromBytes(family, regular, bytes.Clone(regularTTF))
	doc.AddUTF8FontFromBytes(family, bold, bytes.Clone(boldTTF))
	doc.AddPage()
	return &page{doc: doc, face: face, lang: c.Lang}, nil
}

// print prints one line from x rightwards, on a baseline, in the font that is set. encoded is the line as the typeface
// encodes it.
func (p *page) print(x, baseline float64, line, encoded string) {
	if encoded == line {
		p.doc.Text(x, baseline, line)
		return
	}
	// What is copied or searched must be the true characters, not their private-use points.
	p.doc.RawWriteStr(fmt.Sprintf("/Span <</ActualText <%X>>> BDC", utf16String(line)))
	p.doc.Text(x, baseline, encoded)
	p.doc.RawWriteStr("EMC")
}

// encoder returns how the lines of a text are encoded. The whole text decides what its punctuation looks like.
func (p *page) encoder(text string) func(string) string {
	wide := strings.ContainsFunc(text, func(r rune) bool { return r >= firstWide })
	western := p.lang == lang.English || !wide
	return func(line string) string { return p.face.encode(line, western) }
}

// utf16String returns text as a PDF text string: big-endian UTF-16 after a byte order mark. The library's own encoding
// breaks characters beyond 16 bits.
func utf16String(text string) string {
	var b strings.Builder
	b.WriteString("\xFE\xFF")
	for _, unit := range utf16.Encode([]rune(text)) {
		b.WriteByte(byte(unit >> 8))
		b.WriteByte(byte(unit))
	}
	return b.String()
}
