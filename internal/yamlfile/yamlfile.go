// Package yamlfile reads the YAML people write: strictly, and with every mistake at once as file:line:column.
// It is the only package that knows the YAML library.
package yamlfile

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// maxSize bounds a file, because the YAML library reads nine thousand levels or a fifty-megabyte string without a word.
const (
	maxSize  = 4 << 20
	maxDepth = 32
)

// A Document is one decoded file. It remembers where each value stands, so that a check made after decoding can
// still point at the line.
type Document struct {
	name     string
	root     *yaml.Node
	mistakes []mistake
	structs  map[reflect.Type]map[string]reflect.Type // see named
}

type mistake struct {
	line, column int
	message      lang.Message
}

// Decode reads data strictly into the struct that into points to. Mistakes are kept in the document: see Err.
func Decode(name string, data []byte, into any) *Document {
	d := parse(name, data)
	if d.root == nil {
		return d
	}
	if err := d.root.Decode(into); err != nil {
		d.decodingError(err)
	}
	d.unknown(d.root, reflect.TypeOf(into))
	d.whole(d.root, reflect.TypeOf(into))
	return d
}

// parse builds the tree of nodes; its root is nil when there is none to speak of.
func parse(name string, data []byte) *Document {
	d := &Document{name: name, structs: map[reflect.Type]map[string]reflect.Type{}}
	if len(data) > maxSize {
		d.add(1, 1, "the file is larger than %d MiB; divide it", maxSize>>20)
		return d
	}
	if line, column, ok := invalidUTF8(data); ok {
		d.add(line, column, "the text is not UTF-8; save the file as UTF-8")
		return d
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var root yaml.Node
	if err := dec.Decode(&root); errors.Is(err, io.EOF) {
		d.add(1, 1, "the file is empty; write it, or remove it")
		return d
	} else if err != nil {
		d.decodingError(err)
		return d
	}
	var second yaml.Node
	if err := dec.Decode(&second); !errors.Is(err, io.EOF) {
		d.add(max(second.Line, 1), 1, "the file holds more than one document; keep one and remove the lines ---")
	}
	if len(root.Content) == 0 || root.Content[0].Kind != yaml.MappingNode {
		d.add(1, 1, "expected a map of names to values; write each name with a half-width colon and a space, like name: value")
		return d
	}
	d.root = root.Content[0]
	d.lint(d.root, 0)
	if len(d.mistakes) > 0 {
		d.root = nil
	}
	return d
}

// lint finds what the library lets pass: deep nesting, aliases, and a text cut off by a comment.
func (d *Document) lint(n *yaml.Node, depth int) {
	if depth > maxDepth {
		d.add(n.Line, n.Column, "nested deeper than %d levels; write it flatter", maxDepth)
		return
	}
	if n.Kind == yaml.AliasNode {
		d.add(n.Line, n.Column, "aliases are not allowed here; write the value out")
		return
	}
	for i, child := range n.Content {
		key := n.Kind == yaml.MappingNode && i%2 == 0
		if cutOff(child) && (!key || n.Content[i+1].Tag == "!!null") {
			d.add(child.Line, child.Column, "the text ends before %q because # starts a comment; put the whole text in quotes", child.LineComment)
		}
		d.lint(child, depth+1)
	}
}

// cutOff reports whether a comment follows on a text without quotes. After a name it is a comment on the list or map
// that the name has, unless nothing else stands there.
func cutOff(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Style == 0 && n.Tag == "!!str" && strings.HasPrefix(n.LineComment, "#")
}

// Mistake records a mistake at path, such as rules[2].expr; the nearest enclosing value that exists is pointed at.
func (d *Document) Mistake(path, format string, args ...any) {
	line, column := d.position(path)
	d.add(line, column, format, args...)
}

func (d *Document) add(line, column int, format string, args ...any) {
	d.mistakes = append(d.mistakes, mistake{line, column, lang.M(format, args...)})
}

// Err returns nil, or one fault.Invalid that lists every mistake in the order of the file.
func (d *Document) Err() error {
	if len(d.mistakes) == 0 {
		return nil
	}
	slices.SortStableFunc(d.mistakes, func(a, b mistake) int {
		if a.line != b.line {
			return a.line - b.line
		}
		return a.column - b.column
	})
	err := fault.New(fault.Invalid, "%s cannot be used", d.name)
	for _, m := range d.mistakes {
		where := d.name + ":" + strconv.Itoa(m.line) + ":" + strconv.Itoa(m.column)
		err.Details = append(err.Details, fault.Detail{Where: where, Message: m.message})
	}
	return err
}

// position finds the line and column of a path made of names and [index] steps.
func (d *Document) position(path string) (line, column int) {
	n := d.root
	if n == nil {
		return 1, 1
	}
	line, column = n.Line, n.Column
	for _, step := range strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		n = child(n, step)
		if n == nil {
			return line, column
		}
		line, column = n.Line, n.Column
	}
	return line, column
}

func child(n *yaml.Node, step string) *yaml.Node {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == step {
				return n.Content[i+1]
			}
		}
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(n.Content) {
			return n.Content[i]
		}
	}
	return nil
}

// decodingError records what the library says, in our words, at a line and, where the tree knows it, a column.
func (d *Document) decodingError(err error) {
	// Compiled here because a file with a mistake is rare, and starting the program is not.
	var (
		lineError    = regexp.MustCompile(`(?s)^(?:yaml: )?(?:unmarshal errors:\s*)?(?:line (\d+): )?(.*)$`)
		wrongType    = regexp.MustCompile("(?s)^cannot unmarshal !!(\\w+)(?: `(.*)`)? into (.*)$")
		duplicateKey = regexp.MustCompile(`^mapping key "(.*)" already defined at line (\d+)$`)
	)
	messages := []string{err.Error()}
	var typed *yaml.TypeError
	if errors.As(err, &typed) {
		messages = typed.Errors
	}
	for _, text := range messages {
		m := lineError.FindStringSubmatch(strings.ToValidUTF8(text, "…"))
		line := 1
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = n
		}
		switch f := m[2]; {
		case wrongType.MatchString(f):
			t := wrongType.FindStringSubmatch(f)
			d.mismatch(line, t[1], t[2], t[3])
		case duplicateKey.MatchString(f):
			t := duplicateKey.FindStringSubmatch(f)
			d.add(line, d.column(line, t[1]), "%q stands here a second time; it is already on line %s; keep one", t[1], t[2])
		default:
			d.add(line, 1, "this is not YAML: %s", syntax(f))
		}
	}
}

// column finds the first node on a line with a value, which the library ends in dots when it is long, or the first
// node on that line.
func (d *Document) column(line int, text string) int {
	start, long := strings.CutSuffix(text, "...")
	start = strings.TrimSuffix(start, "…") // a character that was cut in two
	best := 0
	var walk func(n *yaml.Node) bool
	walk = func(n *yaml.Node) bool {
		if n.Line == line {
			if best == 0 {
				best = n.Column
			}
			if n.Kind == yaml.ScalarNode && (n.Value == text || long && strings.HasPrefix(n.Value, start)) {
				best = n.Column
				return true
			}
		}
		return slices.ContainsFunc(n.Content, walk)
	}
	if d.root != nil {
		walk(d.root)
	}
	return max(best, 1)
}

func invalidUTF8(data []byte) (line, column int, found bool) {
	line, column = 1, 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size <= 1 {
			return line, column, true
		}
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
		data = data[size:]
	}
	return 0, 0, false
}
