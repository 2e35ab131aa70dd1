package sheet

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"gangway/internal/fault"
)

// texts are the different texts of a workbook, to which its cells refer by number. They stand one behind the other in
// blocks, so that a million of them are no work for the garbage collector.
type texts struct {
	blocks []string
	open   strings.Builder // the block that is being filled
	ends   []place         // where each text ends
}

// A place is a block and a byte within it.
type place struct{ block, at uint32 }

const blockSize = 1 << 20

// at returns the text called index.
func (t *texts) at(index string) (string, bool) {
	n, err := strconv.Atoi(index)
	if err != nil || n < 0 || n >= len(t.ends) {
		return "", false
	}
	end, from := t.ends[n], uint32(0)
	if n > 0 && t.ends[n-1].block == end.block {
		from = t.ends[n-1].at
	}
	return t.blocks[end.block][from:end.at], true
}

// add adds a text and reports whether there was room.
func (t *texts) add(s string) bool {
	if t.open.Len()+len(s) > blockSize {
		t.seal()
	}
	if t.open.Cap() == 0 {
		t.open.Grow(blockSize)
	}
	t.open.WriteString(s)
	t.ends = append(t.ends, place{uint32(len(t.blocks)), uint32(t.open.Len())})
	return len(t.blocks)*blockSize+t.open.Len()+8*len(t.ends) <= maxTexts
}

// seal ends the block that is being filled.
func (t *texts) seal() {
	t.blocks = append(t.blocks, t.open.String())
	t.open = strings.Builder{}
}

// readTexts reads the part of the texts.
func (b *book) readTexts(name string) (*texts, error) {
	p, err := b.open(name, maxSheet)
	if err != nil {
		return nil, err
	}
	defer p.close()
	all := &texts{}
	for {
		t, err := p.next()
		if err == io.EOF {
			all.seal()
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if t.kind != startToken || t.name != "si" {
			continue
		}
		text, err := p.text("si")
		if err != nil {
			return nil, err
		}
		if !all.add(text) {
			return nil, fault.New(fault.Invalid, "the different texts of the workbook take more than %d bytes", maxTexts).
				WithHint("save the sheet as CSV (UTF-8)")
		}
	}
}

// text reads the text within an element that has begun: what stands in its t elements, which are several where letters
// differ in style. How characters are pronounced, which stands in rPh, is no part of it. It is cut behind maxCell.
func (p *part) text(element string) (string, error) {
	text := p.buffer[:0]
	inText, aside := false, false
	for {
		t, err := p.inside()
		switch {
		case err != nil:
			return "", err
		case t.kind == startToken:
			inText = t.name == "t"
			aside = aside || t.name == "rPh"
		case t.kind == textToken && inText && !aside && len(text) <= maxCell:
			text = append(text, t.text...)
		case t.kind == endToken && t.name == element:
			p.buffer = text
			return unescape(string(text)), nil
		case t.kind == endToken:
			inText = false
			aside = aside && t.name != "rPh"
		}
	}
}

// unescape turns _x000D_ and its like, by which workbooks write what XML cannot, into characters.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for s != "" {
		if r, ok := escaped(s); ok {
			b.WriteRune(r)
			s = s[len("_x000D_"):]
			continue
		}
		_, size := utf8.DecodeRuneInString(s)
		b.WriteString(s[:size])
		s = s[size:]
	}
	return b.String()
}

// escaped returns the character that s begins with in escaped form.
func escaped(s string) (rune, bool) {
	if len(s) < 7 || s[:2] != "_x" || s[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	return rune(n), err == nil
}
