package applications

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"gangway/internal/fault"
	"gangway/internal/upload"
)

// A File is the answer to a question for a file: what is known of it. Its content is kept elsewhere, sealed.
type File struct {
	ID     string      `json:"id"`   // names the content; empty until it is stored
	Name   string      `json:"name"` // as the applicant calls it, for showing alone
	Kind   upload.Kind `json:"kind"`
	Size   int64       `json:"size"` // in bytes
	SHA256 string      `json:"sha256"`
}

// Fits reports whether a content is the one the file was made from.
func (f File) Fits(content []byte) bool {
	return f.Size == int64(len(content)) && f.SHA256 == checksum(content)
}

func checksum(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// LargestFile returns how many bytes a file of the field may have.
func (f Field) LargestFile() int64 {
	size, _ := upload.ParseSize(f.MaxSize) // checked when the form was read
	return size
}

// Accepts lists what a file of the field may be.
func (f Field) Accepts() []upload.Kind {
	if len(f.Accept) == 0 {
		return upload.Kinds()
	}
	return f.Accept
}

// Take makes the answer of a file that was handed in, still without an id. It is fault.Invalid unless the content,
// whatever the name says, is of a kind and size the field accepts.
func (f Field) Take(file upload.File) (File, error) {
	if size := int64(len(file.Content)); size > f.LargestFile() {
		return File{}, fault.New(fault.Invalid, "the file %s is larger than %s", file.Name, upload.Bytes(f.LargestFile()))
	}
	kind, err := upload.Inspect(file.Content)
	if err != nil {
		return File{}, err
	}
	if !slices.Contains(f.Accepts(), kind) {
		return File{}, fault.New(fault.Invalid, "the file is a %s; this must be one of %s", kind, strings.Join(texts(f.Accepts()), ", "))
	}
	return File{Name: file.Name, Kind: kind, Size: int64(len(file.Content)), SHA256: checksum(file.Content)}, nil
}
