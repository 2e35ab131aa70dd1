package sheet

import (
	"archive/zip"
	"io"
	"math"
	"os"
	"path"
	"strings"

	"gangway/internal/fault"
)

// A book is an open workbook: a ZIP file of parts that refer to each other. Names of parts are looked up and never
// become names of files.
type book struct {
	parts  map[string]*zip.File
	size   int64
	sheets []sheetEntry
	since  epoch
}

// A sheetEntry is a sheet as the workbook lists it.
type sheetEntry struct {
	name, id string
	hidden   bool
}

// openBook reads the list of the parts.
func openBook(file *os.File) (*book, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fault.New(fault.Invalid, "a workbook cannot be read from a pipe; name its file")
	}
	if info.Size() > maxWorkbook {
		return nil, fault.New(fault.Invalid, "the workbook has %d bytes, more than the %d that are read", info.Size(), maxWorkbook).
			WithHint("save the sheet as CSV (UTF-8)")
	}
	b := &book{size: info.Size()}
	if b.parts, err = list(file, info.Size()); err != nil {
		return nil, err
	}
	return b, b.recognized()
}

// list returns the parts of a ZIP file. The list itself may be made to be huge, so no more than maxDirectory is read.
func list(file io.ReaderAt, size int64) (map[string]*zip.File, error) {
	guard := &bounded{file, maxDirectory}
	archive, err := zip.NewReader(guard, size)
	if err != nil {
		return nil, broken("ZIP", err)
	}
	guard.left = math.MaxInt64
	if len(archive.File) > maxParts {
		return nil, fault.New(fault.Invalid, "the workbook has %d parts, more than the %d that are read", len(archive.File), maxParts)
	}
	parts := make(map[string]*zip.File, len(archive.File))
	for _, f := range archive.File {
		parts[strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")] = f
	}
	return parts, nil
}

// bounded is a file of which only so many bytes are read. A list can name a place before the beginning of the file.
type bounded struct {
	io.ReaderAt
	left int64
}

func (b *bounded) ReadAt(p []byte, offset int64) (int, error) {
	if offset < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, fault.New(fault.Invalid, "the list of parts of the workbook is longer than %d bytes", maxDirectory)
	}
	return b.ReaderAt.ReadAt(p, offset)
}

// recognized refuses other kinds of files that are packed as ZIP, by name.
func (b *book) recognized() error {
	kind := "ZIP"
	switch {
	case b.parts["[Content_Types].xml"] != nil && b.parts["xl/workbook.bin"] == nil && b.parts["word/document.xml"] == nil && b.parts["ppt/presentation.xml"] == nil:
		return nil
	case b.parts["xl/workbook.bin"] != nil:
		kind = "XLSB"
	case b.parts["word/document.xml"] != nil:
		kind = "DOCX"
	case b.parts["ppt/presentation.xml"] != nil:
		kind = "PPTX"
	case b.parts["content.xml"] != nil && b.parts["mimetype"] != nil:
		kind = "ODF"
	}
	return otherKind(kind)
}

// A reference is one part's reference to another.
type reference struct{ id, kind, part string }

// references are those of one part.
type references []reference

// related returns what a part refers to; the one without a name is the workbook itself.
func (b *book) related(name string) (references, error) {
	folder, base := path.Split(name)
	var list references
	err := b.elements(folder+"_rels/"+base+".rels", func(e token) {
		if e.name != "Relationship" || len(list) >= maxParts {
			return
		}
		target := strings.ReplaceAll(e.attribute("Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = "/" + folder + target
		}
		list = append(list, reference{e.attribute("Id"), path.Base(e.attribute("Type")), path.Clean(target)[1:]})
	})
	return list, err
}

// of returns the part of a kind, the last word of the type, or "" if there is none.
func (r references) of(kind string) string {
	for _, ref := range r {
		if ref.kind == kind {
			return ref.part
		}
	}
	return ""
}

// worksheet returns the part with the rows of the sheet with an id, or "" for a sheet of another kind.
func (r references) worksheet(id string) string {
	for _, ref := range r {
		if ref.id == id && ref.kind == "worksheet" {
			return ref.part
		}
	}
	return ""
}

// elements calls each for every element of a part.
func (b *book) elements(name string, each func(token)) error {
	p, err := b.open(name, maxPart)
	if err != nil {
		return err
	}
	defer p.close()
	for {
		t, err := p.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if t.kind == startToken {
			each(t)
		}
	}
}

// readSheets reads the part that lists the sheets and says how days are counted.
func (b *book) readSheets(name string) error {
	return b.elements(name, func(e token) {
		switch e.name {
		case "workbookPr":
			if isTrue(e.attribute("date1904")) {
				b.since = since1904
			}
		case "sheet":
			if len(b.sheets) < maxSheets {
				b.sheets = append(b.sheets, sheetEntry{e.attribute("name"), e.attribute("id"), isHidden(e.attribute("state"))})
			}
		}
	})
}

// choose returns the sheet called name, or the first that is visible. Only what has rows is a sheet here: charts and
// macros are not.
func (b *book) choose(name string, parts references) (sheetEntry, error) {
	var names []string
	for _, s := range b.sheets {
		if parts.worksheet(s.id) == "" {
			continue
		}
		if s.name == name || name == "" && !s.hidden {
			return s, nil
		}
		names = append(names, s.name)
	}
	if name == "" {
		return sheetEntry{}, fault.New(fault.Invalid, "the workbook has no visible sheet")
	}
	return sheetEntry{}, fault.New(fault.NotFound, "the workbook has no sheet %q; it has %s", name, strings.Join(names, ", "))
}

func isHidden(state string) bool { return state == "hidden" || state == "veryHidden" }

func isTrue(s string) bool { return s == "1" || s == "true" || s == "on" }
