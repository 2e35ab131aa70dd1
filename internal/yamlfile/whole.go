package yamlfile

import (
	"math"
	"reflect"

	"gopkg.in/yaml.v3"
)

// whole finds the fractions that the library cuts down to whole numbers without a word.
func (d *Document) whole(n *yaml.Node, t reflect.Type) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case n.Kind == yaml.ScalarNode && n.Tag == "!!float" && isWhole(t) && !refused(n):
		d.add(n.Line, n.Column, "expected %s, found %s %q", wantedType("int"), typeName("float"), n.Value)
	case n.Kind == yaml.SequenceNode && t.Kind() == reflect.Slice:
		for _, item := range n.Content {
			d.whole(item, t.Elem())
		}
	case n.Kind == yaml.MappingNode && t.Kind() == reflect.Struct:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if f, ok := d.named(t)[n.Content[i].Value]; ok {
				d.whole(n.Content[i+1], f)
			}
		}
	}
}

// refused reports whether the library finds the number too large by itself.
func refused(n *yaml.Node) bool {
	var f float64
	err := n.Decode(&f)
	return err != nil || !(f <= math.MaxInt64)
}

func isWhole(t reflect.Type) bool { return reflect.Int <= t.Kind() && t.Kind() <= reflect.Uint64 }

// named returns the types of a struct's fields by their names in the file. Reflection makes a copy of each field it is
// asked for, so it is asked once.
func (d *Document) named(t reflect.Type) map[string]reflect.Type {
	if d.structs[t] == nil {
		fields := make(map[string]reflect.Type, t.NumField())
		for f := range t.Fields() {
			fields[fieldName(f)] = f.Type
		}
		d.structs[t] = fields
	}
	return d.structs[t]
}
