package yamlfile

import (
	"reflect"
	"slices"
	"strings"

	"golang.org/x/text/width"
	"gopkg.in/yaml.v3"

	"gangway/internal/text"
)

// unknown records the names in the tree that the struct it is read into does not have, which the library passes over in
// a tree, and says what was probably meant.
func (d *Document) unknown(n *yaml.Node, t reflect.Type) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case n.Kind == yaml.SequenceNode && t.Kind() == reflect.Slice:
		for _, item := range n.Content {
			d.unknown(item, t.Elem())
		}
	case n.Kind == yaml.MappingNode && t.Kind() == reflect.Struct:
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			if f, ok := d.named(t)[key.Value]; ok {
				d.unknown(value, f)
			} else if key.Kind == yaml.ScalarNode { // the library refuses any other
				d.unknownName(key, fieldNames(t))
			}
		}
	}
}

func (d *Document) unknownName(key *yaml.Node, known []string) {
	near := text.Nearest(key.Value, known)
	folded := strings.TrimSpace(width.Fold.String(key.Value))
	name, _, colon := strings.Cut(folded, ":")
	switch {
	case colon && slices.Contains(known, name):
		d.add(key.Line, key.Column, "behind the name %s stands no half-width colon with a space; write it like %s: value", name, name)
	case slices.Contains(known, folded):
		d.add(key.Line, key.Column, "the name %q has full-width characters or spaces in it; write %s", key.Value, folded)
	case near != "":
		d.add(key.Line, key.Column, "unknown name %q; did you mean %s?", key.Value, near)
	default:
		d.add(key.Line, key.Column, "unknown name %q; the names here are %s", key.Value, strings.Join(known, ", "))
	}
}

// fieldNames lists the names of a struct's fields in the file, in their order.
func fieldNames(t reflect.Type) (names []string) {
	for f := range t.Fields() {
		if name := fieldName(f); name != "-" {
			names = append(names, name)
		}
	}
	return names
}

// fieldName is a field's name in the file.
func fieldName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	if name == "" {
		name = strings.ToLower(f.Name) // as the library does
	}
	return name
}
