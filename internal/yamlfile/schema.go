package yamlfile

import (
	"reflect"
	"slices"
	"strings"
)

// A Chooser is a type of text that has only certain values, which an editor then offers.
type Chooser interface{ Choices() []string }

// A Schemer is a type that is written in another way than its Go type tells.
type Schemer interface{ Schema() map[string]any }

// Schema returns a JSON Schema of what Decode reads into a value of the same type as v, so that an editor completes and
// checks a file while it is written. It is made from the very types that are read, and knows nothing they do not.
func Schema(title string, v any) map[string]any {
	s := schemaOf(reflect.TypeOf(v), nil)
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = title
	return s
}

// schemaOf describes a type that stands inside others. One that stands inside itself is not described a third time: no
// template nests deeper.
func schemaOf(t reflect.Type, within []reflect.Type) map[string]any {
	switch v := reflect.Zero(t).Interface().(type) {
	case Schemer:
		return v.Schema()
	case Chooser:
		return map[string]any{"enum": v.Choices()}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem(), within)
	case reflect.Slice:
		return map[string]any{"type": "array", "items": schemaOf(t.Elem(), within)}
	case reflect.Struct:
		return structSchema(t, append(slices.Clip(within), t))
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return map[string]any{"type": "integer"}
	}
	return map[string]any{"type": "string"}
}

func structSchema(t reflect.Type, within []reflect.Type) map[string]any {
	properties := map[string]any{}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name != "" && name != "-" && !deeper(t.Field(i).Type, within) {
			properties[name] = schemaOf(t.Field(i).Type, within)
		}
	}
	return map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
}

// deeper reports whether a list would lead into a type for the third time.
func deeper(t reflect.Type, within []reflect.Type) bool {
	if t.Kind() != reflect.Slice {
		return false
	}
	times := 0
	for _, outer := range within {
		if outer == t.Elem() {
			times++
		}
	}
	return times > 1
}
