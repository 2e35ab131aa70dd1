package yamlfile

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Read decodes the file at the end of a path of names, of which one may be what a user typed: a name that would lead
// elsewhere does not exist. Errors are fs.ErrNotExist, those of reading, and that of Err. The mistakes that are found
// later are recorded in the document.
func Read(fsys fs.FS, into any, names ...string) (*Document, error) {
	file, data, err := load(fsys, names)
	if err != nil {
		return nil, err
	}
	doc := Decode(file, data, into)
	return doc, doc.Err()
}

// ReadWithout is Read for one who does not need the values of a name, such as checks: they are neither decoded nor looked
// at wherever they stand on lines of their own below the name, which is how people write long ones.
func ReadWithout(fsys fs.FS, name string, into any, names ...string) (*Document, error) {
	file, data, err := load(fsys, names)
	if err != nil {
		return nil, err
	}
	doc := Decode(file, without(data, name), into)
	return doc, doc.Err()
}

func load(fsys fs.FS, names []string) (file string, data []byte, err error) {
	file = strings.Join(names, "/")
	if !fs.ValidPath(file) || slices.ContainsFunc(names, func(name string) bool { return path.Base(name) != name }) {
		return file, nil, &fs.PathError{Op: "read", Path: file, Err: fs.ErrNotExist}
	}
	data, err = fs.ReadFile(fsys, file)
	return file, data, err
}

// without empties the lines of a name and of what belongs to it; all others stay on their lines.
func without(data []byte, name string) []byte {
	kept := make([]byte, 0, len(data))
	indent := -1 // of the name whose value is passed over
	for line := range bytes.Lines(data) {
		text := bytes.TrimSpace(line)
		column := len(line) - len(bytes.TrimLeft(line, " "))
		nothing := len(text) == 0 || text[0] == '#'
		item := bytes.HasPrefix(text, []byte("- ")) || string(text) == "-"
		switch {
		case indent >= 0 && (nothing || column > indent || column == indent && item):
			line = []byte("\n")
		case string(text) == name+":":
			indent, line = column, []byte("\n")
		default:
			indent = -1
		}
		kept = append(kept, line...)
	}
	return kept
}
