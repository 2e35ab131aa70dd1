package yamlfile

import (
	"gopkg.in/yaml.v3"
	"slices"
	"strings"
)

// Values is a file that stands in for a form: a YAML or JSON map of a field's id to its value or values, each kept
// as the text that was written.
type Values struct {
	*Document
	Fields []Field
}

// A Field is one entry of Values.
type Field struct {
	ID      string
	Values  []string  // one for a scalar; any number for a list; none for null
	List    bool      // the value was written as a list
	Entries [][]Field // of a list of maps, where DecodeForm allows one
}

// DecodeValues reads such a map. Mistakes are kept in the document: see Err.
func DecodeValues(name string, data []byte) *Values { return decodeValues(name, data, false) }

// DecodeForm is DecodeValues for a form in which a value may also be a list of maps, each again of ids to values.
func DecodeForm(name string, data []byte) *Values { return decodeValues(name, data, true) }

func decodeValues(name string, data []byte, nested bool) *Values {
	v := &Values{Document: parse(name, fromJSON(data))}
	if v.root != nil {
		v.Fields = v.fields(v.root, nested)
	}
	return v
}

// fields reads the entries of a map.
func (v *Values) fields(node *yaml.Node, nested bool) (fields []Field) {
	seen := map[string]int{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			v.add(key.Line, key.Column, "expected a name")
			continue
		}
		if at, twice := seen[key.Value]; twice {
			v.add(key.Line, key.Column, "%q stands here a second time; it is already on line %d; keep one", key.Value, at)
			continue
		}
		seen[key.Value] = key.Line
		if f, ok := v.field(key, value, nested); ok {
			fields = append(fields, f)
		}
	}
	return fields
}

func (v *Values) field(key, value *yaml.Node, nested bool) (f Field, ok bool) {
	f.ID = key.Value
	switch {
	case value.Kind == yaml.ScalarNode && value.Tag == "!!null":
	case value.Kind == yaml.ScalarNode:
		f.Values = []string{value.Value}
	case value.Kind == yaml.SequenceNode:
		f.List = true
		for _, item := range value.Content {
			switch {
			case item.Kind == yaml.ScalarNode && len(f.Entries) == 0:
				f.Values = append(f.Values, item.Value)
			case item.Kind == yaml.MappingNode && nested && len(f.Values) == 0:
				f.Entries = append(f.Entries, v.fields(item, false))
			default:
				v.add(item.Line, item.Column, "expected a single value")
				return f, false
			}
		}
	default:
		v.add(value.Line, value.Column, "expected a value or a list of values for %q", key.Value)
		return f, false
	}
	return f, true
}

// Yes reports whether a field says yes, as true or in a word for it.
func (v *Values) Yes(id string) bool {
	value, _ := v.Get(id)
	return slices.Contains([]string{"true", "yes", "y", "on", "1", "是"}, strings.ToLower(value))
}

// Get returns the single value of a field, and whether the file has it.
func (v *Values) Get(id string) (value string, ok bool) {
	for _, f := range v.Fields {
		if f.ID == id {
			if len(f.Values) == 0 {
				return "", true
			}
			return f.Values[0], true
		}
	}
	return "", false
}
