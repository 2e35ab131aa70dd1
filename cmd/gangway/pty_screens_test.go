package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/go-cmp/cmp"
)

// looks compares what was seen of a form with testdata/screens, row for row. Ids are random and shown as x.
func (h *house) looks(form, seen string) {
	h.Helper()
	got := randomID.ReplaceAllString(seen, "xxxxxxxxxxxx") + "\n"
	file := filepath.Join("testdata", "screens", fmt.Sprintf("%s-%d.txt", form, h.columns))
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			h.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		h.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		h.Errorf("%s: want -, got +\n%s", file, diff)
	}
}
