package yamlfile

import (
	"math"
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"
)

// whole finds the fractions that the library cuts down to whole numbers without a word.
func (d *Document) whole(n *yaml.Node, t reflect.Type) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case n.Kind == yaml.ScalarNode && n.Tag == "!!float" && isWhole(t) && !refused(n):
		d.add(n.Line, n.Column, "expected %s, found %s %q", typeName("int"), typeName("float"), n.Value)
	case n.Kind == yaml.SequenceNode && t.Kind() == reflect.Slice:
		for _, item := range n.Content {
			d.whole(item, t.Elem())
		}
	case n.Kind == yaml.MappingNode && t.Kind() == reflect.Struct:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if f, ok := fieldNamed(t, n.Content[i].Value); ok {
				d.whole(n.Content[i+1], f)
			}
		}
	}
}

// known reports whether every name in the tree is one of the struct it is read into.
func known(n *yaml.Node, t reflect.Type) bool {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case n.Kind == yaml.SequenceNode && t.Kind() == reflect.Slice:
		for _, item := range n.Content {
			if !known(item, t.Elem()) {
				return false
			}
		}
	case n.Kind == yaml.MappingNode && t.Kind() == reflect.Struct:
		for i := 0; i+1 < len(n.Content); i += 2 {
			f, ok := fieldNamed(t, n.Content[i].Value)
			if !ok || !known(n.Content[i+1], f) {
				return false
			}
		}
	}
	return true
}

// refused reports whether the library finds the number too large by itself.
func refused(n *yaml.Node) bool {
	var f float64
	err := n.Decode(&f)
	return err != nil || !(f <= math.MaxInt64)
}

func isWhole(t reflect.Type) bool { return reflect.Int <= t.Kind() && t.Kind() <= reflect.Uint64 }

// fieldNamed returns the type of a struct's field by its name in the file.
func fieldNamed(t reflect.Type, name string) (reflect.Type, bool) {
	for f := range t.Fields() {
		tag, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if tag == name || tag == "" && strings.EqualFold(f.Name, name) {
			return f.Type, true
		}
	}
	return nil, false
}
