package yamlfile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/yamlfile"
)

// A branch is a type that stands inside itself.
type branch struct {
	Name     string   `yaml:"name"`
	Branches []branch `yaml:"branches"`
}

func TestASchemaOfATypeInsideItselfEnds(t *testing.T) {
	list := func(properties map[string]any) map[string]any {
		return map[string]any{"type": "array", "items": map[string]any{"type": "object", "additionalProperties": false, "properties": properties}}
	}
	want := map[string]any{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "tree", "type": "object", "additionalProperties": false,
		"properties": map[string]any{"name": map[string]any{"type": "string"},
			"branches": list(map[string]any{"name": map[string]any{"type": "string"}})}}
	if diff := cmp.Diff(want, yamlfile.Schema("tree", branch{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
