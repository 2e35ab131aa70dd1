package yamlfile

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Read decodes the file at the end of a path of names, of which one may be what a user typed: a name that would lead
// elsewhere does not exist. Errors are fs.ErrNotExist, those of reading, and that of Err. The mistakes that are found
// later are recorded in the document.
func Read(fsys fs.FS, into any, names ...string) (*Document, error) {
	file := strings.Join(names, "/")
	if !fs.ValidPath(file) || slices.ContainsFunc(names, func(name string) bool { return path.Base(name) != name }) {
		return nil, &fs.PathError{Op: "read", Path: file, Err: fs.ErrNotExist}
	}
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	doc := Decode(file, data, into)
	return doc, doc.Err()
}
