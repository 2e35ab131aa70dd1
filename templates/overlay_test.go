package templates_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"gangway/templates"
)

// over lays a folder with these files over the shipped ones.
func over(t *testing.T, files map[string]string) fs.FS {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return templates.Over(folder)
}

func TestTheOverlayIsAFileSystem(t *testing.T) {
	fsys := over(t, map[string]string{"programs/jd01.yaml": "ours", "programs/own.yaml": "ours", "courses/own/course.yaml": "ours", "own/notes.txt": "ours"})
	if err := fstest.TestFS(fsys, "programs/jd01.yaml", "programs/jd11.yaml", "programs/own.yaml", "courses/own/course.yaml",
		"courses/red-lines/course.yaml", "own/notes.txt", "shops/shops.yaml"); err != nil {
		t.Error(err)
	}
}

func TestTheShippedFilesAreAFileSystem(t *testing.T) {
	if err := fstest.TestFS(templates.Shipped(), "programs/jd01.yaml", "reasons/decisions.yaml"); err != nil {
		t.Error(err)
	}
}

func TestOurFileTakesThePlaceOfTheShippedOne(t *testing.T) {
	fsys := over(t, map[string]string{"shops/shops.yaml": "ours"})
	for name, want := range map[string]string{"shops/shops.yaml": "ours", "reasons/decisions.yaml": shipped(t, "reasons/decisions.yaml")} {
		if got, err := fs.ReadFile(fsys, name); string(got) != want || err != nil {
			t.Errorf("%s: got %q, %v; want %q", name, got, err, want)
		}
	}
	if _, err := fs.ReadFile(fsys, "shops/none.yaml"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want %v", err, fs.ErrNotExist)
	}
}

func TestAFolderListsWhatBothHaveOnce(t *testing.T) {
	fsys := over(t, map[string]string{"programs/jd01.yaml": "ours", "programs/own.yaml": "ours"})
	got, err := fs.Glob(fsys, "programs/*.yaml")
	want, _ := fs.Glob(templates.Shipped(), "programs/*.yaml")
	want = append(want, "programs/own.yaml")
	slices.Sort(want)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	if _, err := fs.ReadDir(fsys, "none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want %v", err, fs.ErrNotExist)
	}
}

func TestAFileInThePlaceOfAFolderIsNotPassedOver(t *testing.T) {
	if entries, err := fs.ReadDir(over(t, map[string]string{"programs": "no folder"}), "programs"); err == nil {
		t.Errorf("got %v and no error", entries)
	}
}

func TestWithoutAFolderTheShippedFilesAreUsed(t *testing.T) {
	if got, err := fs.ReadFile(templates.Over(""), "shops/shops.yaml"); string(got) != shipped(t, "shops/shops.yaml") || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func shipped(t *testing.T, name string) string {
	t.Helper()
	data, err := fs.ReadFile(templates.Shipped(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
