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
	ID     string
	Values []string // one for a scalar; any number for a list; none for null
	List   bool     // the value was written as a list
}

// DecodeValues reads such a map. Mistakes are kept in the document: see Err.
func DecodeValues(name string, data []byte) *Values {
	v := &Values{Document: parse(name, fromJSON(data))}
	if v.root == nil {
		return v
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(v.root.Content); i += 2 {
		key, value := v.root.Content[i], v.root.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			v.add(key.Line, key.Column, "expected a name")
			continue
		}
		if at, twice := seen[key.Value]; twice {
			v.add(key.Line, key.Column, "%q stands here a second time; it is already on line %d", key.Value, at)
			continue
		}
		seen[key.Value] = key.Line
		v.field(key, value)
	}
	return v
}

func (v *Values) field(key, value *yaml.Node) {
	f := Field{ID: key.Value}
	switch {
	case value.Kind == yaml.ScalarNode && value.Tag == "!!null":
	case value.Kind == yaml.ScalarNode:
		f.Values = []string{value.Value}
	case value.Kind == yaml.SequenceNode:
		f.List = true
		for _, item := range value.Content {
			if item.Kind != yaml.ScalarNode {
				v.add(item.Line, item.Column, "expected a single value")
				return
			}
			f.Values = append(f.Values, item.Value)
		}
	default:
		v.add(value.Line, value.Column, "expected a value or a list of values for %q", key.Value)
		return
	}
	v.Fields = append(v.Fields, f)
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
