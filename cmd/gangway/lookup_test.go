package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// lookUp follows a path into a JSON document and returns what is there as text: a text or number itself, anything
// else as JSON. The parts of a path are separated by dots: a name, a number counted from 0, key=value for the first
// entry of a list that has it, len for the length of a list, and keys for an object's names. An empty path is the document.
func lookUp(doc any, path string) (string, error) {
	for part := range strings.SplitSeq(path, ".") {
		if part == "" {
			continue
		}
		next, ok := step(doc, part)
		if !ok {
			data, _ := json.Marshal(doc)
			return "", fmt.Errorf("there is no %s (of the path %s) in %s", part, path, data)
		}
		doc = next
	}
	switch v := doc.(type) {
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	}
	data, err := json.Marshal(doc)
	return string(data), err
}

func step(doc any, part string) (any, bool) {
	switch v := doc.(type) {
	case map[string]any:
		if part == "keys" {
			return strings.Join(slices.Sorted(maps.Keys(v)), ","), true
		}
		next, ok := v[part]
		return next, ok
	case []any:
		return entry(v, part)
	}
	return nil, false
}

func entry(list []any, part string) (any, bool) {
	if part == "len" {
		return json.Number(strconv.Itoa(len(list))), true
	}
	i, err := strconv.Atoi(part)
	if key, want, ok := strings.Cut(part, "="); ok {
		err = nil
		i = slices.IndexFunc(list, func(e any) bool {
			got, err := lookUp(e, key)
			return err == nil && got == want
		})
	}
	if err != nil || i < 0 || i >= len(list) {
		return nil, false
	}
	return list[i], true
}

func TestLookUp(t *testing.T) {
	const doc = `{"id": "7k", "n": 12, "none": null, "list": [{"id": "a", "v": 1}, {"id": "b", "v": [true]}], "empty": []}`
	for _, c := range []struct{ path, want string }{
		{"id", "7k"},
		{"n", "12"},
		{"none", "null"},
		{"empty", "[]"},
		{"list.len", "2"},
		{"list.0.v", "1"},
		{"list.id=b.v", "[true]"},
		{"list.id=b.v.0", "true"},
		{"list.1.keys", "id,v"},
		{"keys", "empty,id,list,n,none"},
	} {
		decoder := json.NewDecoder(strings.NewReader(doc))
		decoder.UseNumber()
		var v any
		if err := decoder.Decode(&v); err != nil {
			t.Fatal(err)
		}
		if got, err := lookUp(v, c.path); err != nil || got != c.want {
			t.Errorf("%s: got %q and %v, want %q", c.path, got, err, c.want)
		}
		for _, wrong := range []string{"x", "list.2", "list.id=c", "list.id", "id.0"} {
			if got, err := lookUp(v, wrong); err == nil {
				t.Errorf("%s: got %q, want an error", wrong, got)
			}
		}
	}
}
