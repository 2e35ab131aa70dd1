package main

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"

	"github.com/invopop/jsonschema"

	"gangway/applications"
	"gangway/internal/outbox"
	"gangway/quizzes"
	"gangway/training"
)

// schemas returns a JSON Schema for each kind of template, made from the very types they are read into, so that an
// editor completes and checks what the program will accept.
func schemas() (map[string][]byte, error) {
	r := &jsonschema.Reflector{FieldNameTag: "yaml", RequiredFromJSONSchemaTags: true, DoNotReference: true, Anonymous: true, Mapper: keySchema}
	files := map[string][]byte{}
	for name, value := range map[string]any{
		"program": applications.Program{}, "form": applications.Form{}, "course": training.Course{},
		"bank": quizzes.Bank{}, "exam": quizzes.Exam{}, "notice": outbox.Template{},
	} {
		data, err := json.MarshalIndent(r.Reflect(value), "", "  ")
		if err != nil {
			return nil, err
		}
		files[name+".schema.json"] = append(data, '\n')
	}
	return files, nil
}

// keySchema says what the key of a question may be, which its Go type does not tell.
func keySchema(t reflect.Type) *jsonschema.Schema {
	if t != reflect.TypeFor[quizzes.Key]() {
		return nil
	}
	return &jsonschema.Schema{OneOf: []*jsonschema.Schema{{Type: "string"}, {Type: "boolean"}, {Type: "array", Items: &jsonschema.Schema{Type: "string"}}}}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
