package yamlfile

import (
	"strings"

	"gangway/internal/lang"
)

// mismatch records a value of one type where another is expected. A map and a list have no text to show.
func (d *Document) mismatch(line int, found, text, wanted string) {
	if text == "" {
		d.add(line, d.column(line, text), "expected %s, found %s", expected(wanted, found), typeName(found))
		return
	}
	d.add(line, d.column(line, text), "expected %s, found %s %q", expected(wanted, found), typeName(found), text)
}

// expected says a Go type for people. A type with a name of its own may be a text or a struct, which the library does
// not tell; what was found and did not fit does.
func expected(wanted, found string) lang.Message {
	switch {
	case !strings.Contains(wanted, ".") || strings.HasPrefix(wanted, "[]"):
		return wantedType(wanted)
	case found == "map":
		return lang.M("a text")
	case found == "seq":
		return lang.M("a single value or a map")
	}
	return wantedType("map")
}

// wantedType says a Go type the way it is to be written.
func wantedType(t string) lang.Message {
	switch {
	case strings.HasPrefix(t, "[]"):
		return lang.M("a list (such as [a, b])")
	case strings.HasPrefix(strings.TrimPrefix(t, "u"), "int"):
		return lang.M("a whole number (such as 3)")
	case t == "map" || strings.HasPrefix(t, "map["):
		return lang.M("a map of names to values (name: value, with a half-width colon)")
	}
	return typeName(t)
}

// typeName turns a Go or YAML type without a name of its own into a word for people.
func typeName(t string) lang.Message {
	switch {
	case t == "seq" || strings.HasPrefix(t, "[]"):
		return lang.M("a list")
	case strings.HasPrefix(strings.TrimPrefix(t, "u"), "int"):
		return lang.M("a whole number")
	case t == "float":
		return lang.M("a number")
	case t == "bool":
		return lang.M("true or false")
	case t == "str" || t == "string":
		return lang.M("a text")
	case t == "null":
		return lang.M("nothing")
	}
	return lang.M("a map of names to values")
}

// syntax says in our words what people get wrong most often; the library's own words are for its authors.
func syntax(library string) lang.Message {
	switch library {
	case "could not find expected ':'":
		return lang.M("expected a name, a half-width colon and a space")
	case "mapping values are not allowed in this context":
		return lang.M("a colon stands inside a text, or the line is indented too far; put a text with a colon in quotes")
	case "found character that cannot start any token":
		return lang.M("a text begins with a character that has a meaning of its own, or the line with a tab; put the text in quotes and indent with spaces")
	case "found a tab character that violates indentation":
		return lang.M("a tab stands at the beginning of the line; indent with spaces")
	case "did not find expected key":
		return lang.M("the line is indented differently from those it belongs to; give them the same number of spaces")
	case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
		return lang.M("a bracket is opened and never closed, or # starts a comment inside it; close it, or put the text in quotes")
	case "found unexpected end of stream":
		return lang.M("a quote is opened and never closed; close it")
	}
	return lang.M("%s", library)
}
