package yamlfile_test

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/fault"
	"gangway/internal/yamlfile"
)

func TestReadFindsAFileByItsNames(t *testing.T) {
	folder := fstest.MapFS{"a/b.yaml": {Data: []byte("id: b\n")}, "a/torn.yaml": {Data: []byte("id: {\n")}, "c.yaml": {Data: []byte("id: c\n")}}
	var got sheet
	doc, err := yamlfile.Read(folder, &got, "a", "b.yaml")
	if err != nil || got.ID != "b" {
		t.Fatalf("got %+v, %v", got, err)
	}
	doc.Mistake("id", "wrong")
	if diff := cmp.Diff([]string{"a/b.yaml:1:5: wrong"}, mistakes(doc.Err())); diff != "" {
		t.Errorf("mistakes (-want +got):\n%s", diff)
	}
	if _, err := yamlfile.Read(folder, &got, "a", "torn.yaml"); !errors.Is(err, fault.Invalid) {
		t.Errorf("a torn file: got %v, want %v", err, fault.Invalid)
	}
}

func TestAFileThatIsNotThereOrElsewhereDoesNotExist(t *testing.T) {
	folder := fstest.MapFS{"a/b.yaml": {Data: []byte("id: b\n")}, "c.yaml": {Data: []byte("id: c\n")}}
	for _, names := range [][]string{
		{"a", "none.yaml"}, {"a", "../c.yaml"}, {"a", "..", "c.yaml"}, {"a/b.yaml"}, {"a", "./b.yaml"}, {"a", "", "b.yaml"}, {"/c.yaml"}, {},
	} {
		var got sheet
		if _, err := yamlfile.Read(folder, &got, names...); !errors.Is(err, fs.ErrNotExist) || got.ID != "" {
			t.Errorf("%q: got %+v, %v; want %v", names, got, err, fs.ErrNotExist)
		}
	}
}
