package support

import (
	"gangway/internal/fault"
	"gangway/internal/upload"
)

// What may be attached to a ticket: so many files, each of so many bytes.
const (
	MostFiles   = 3
	LargestFile = 2 << 20
)

// A File is attached to a ticket. Lists of files leave out the content.
type File struct {
	Name    string // as its owner calls it, for showing alone
	Kind    upload.Kind
	Size    int64
	Content []byte
}

// Take returns a file to attach. It is fault.Invalid unless the content, whatever the name says, is an image or a PDF
// that is not too large.
func Take(given upload.File) (File, error) {
	size := int64(len(given.Content))
	if size > LargestFile {
		return File{}, fault.New(fault.Invalid, "the file %s is larger than %s", given.Name, upload.Bytes(LargestFile))
	}
	kind, err := upload.Inspect(given.Content)
	return File{Name: given.Name, Kind: kind, Size: size, Content: given.Content}, err
}
