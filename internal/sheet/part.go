package sheet

import (
	"errors"
	"io"
	"io/fs"

	"gangway/internal/fault"
)

// A part is one XML file of a workbook, read token by token.
type part struct {
	name   string
	file   io.ReadCloser
	xml    *scanner
	buffer []byte // of the text that is being read
}

// open opens a part that unpacks to at most limit bytes. Unpacking stops at the size the list of parts gives, so that it
// does no good to lie in it. Close the part.
func (b *book) open(name string, limit uint64) (*part, error) {
	packed := b.parts[name]
	if packed == nil {
		return nil, fault.New(fault.Invalid, "the workbook is broken: it has no part %q", name)
	}
	size := min(packed.CompressedSize64, uint64(b.size))
	if packed.UncompressedSize64 > min(limit, maxRatio*size+maxToken) {
		return nil, fault.New(fault.Invalid, "part %q of the workbook unpacks to %d bytes from %d, more than a table would", name, packed.UncompressedSize64, size).
			WithHint("save the sheet as CSV (UTF-8)")
	}
	file, err := packed.Open()
	if err != nil {
		return nil, broken(name, err)
	}
	return &part{name: name, file: file, xml: newScanner(file)}, nil
}

// close closes the part. What is wrong with the rest of it does not matter.
func (p *part) close() { p.file.Close() }

// next returns the next token, valid until the next call, io.EOF at the end, or a fault.Invalid.
func (p *part) next() (token, error) {
	t, err := p.xml.next()
	if err != nil && err != io.EOF {
		err = broken(p.name, err)
	}
	return t, err
}

// inside is next within an element that has begun, where the part must not end.
func (p *part) inside() (token, error) {
	t, err := p.next()
	if err == io.EOF {
		err = broken(p.name, io.ErrUnexpectedEOF)
	}
	return t, err
}

// broken says that a part cannot be read, unless that is said already or the disk is to blame.
func broken(name string, err error) error {
	var disk *fs.PathError
	if errors.Is(err, fault.Invalid) || errors.As(err, &disk) {
		return err
	}
	return fault.New(fault.Invalid, "the workbook is broken: part %q cannot be read", name).Because(err)
}
