package applications

import (
	"maps"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"gangway/internal/lang"
	"gangway/internal/text"
)

// noFact says why an expression cannot look at something, and what it can look at instead.
func noFact(id string, fields []Field, types map[string]any) lang.Message {
	for _, f := range fields {
		facts := slices.Sorted(maps.Keys(f.FactTypes()))
		switch {
		case f.ID == id && len(facts) > 0:
			return lang.M("%q itself is no fact of a condition; use %s", id, strings.Join(facts, ", "))
		case f.ID == id:
			return lang.M("%q is no fact of a condition, which looks at numbers, choices and yes-or-no fields alone; ask for it as one of these", id)
		case !f.Ordered && f.offers(id):
			return lang.M("%q is an option of %s; put it in quotes, as in %s == %q", id, f.ID, f.ID, id)
		}
	}
	if near := text.Nearest(id, slices.Sorted(maps.Keys(types))); near != "" {
		return lang.M("there is no fact %q; did you mean %s?", id, near)
	}
	return lang.M("there is no fact %q; the facts here are %s", id, factList(fields, types))
}

// offers reports whether a choice has an option with the given id.
func (f Field) offers(id string) bool {
	return slices.ContainsFunc(f.Options, func(o Option) bool { return o.ID == id })
}

// factList lists the facts among types, without the options of ordered choices.
func factList(fields []Field, types map[string]any) string {
	var facts []string
	for _, id := range slices.Sorted(maps.Keys(types)) {
		if !slices.ContainsFunc(fields, func(f Field) bool { return f.Ordered && f.offers(id) }) {
			facts = append(facts, id)
		}
	}
	if len(facts) == 0 {
		return "–"
	}
	return strings.Join(facts, ", ")
}

// noOptions says of each text that a choice is compared with and that is none of its options: such a condition could
// never hold.
func noOptions(source string, fields []Field) (mistakes []lang.Message) {
	if !strings.ContainsAny(source, "\"'`") {
		return nil
	}
	tree, err := parser.Parse(source)
	if err != nil {
		return nil
	}
	var pairs compared
	ast.Walk(&tree.Node, &pairs)
	for _, pair := range pairs {
		f, known := Program{Fields: fields}.Field(pair.id)
		if known && f.Kind == KindChoice && !f.Ordered && !f.offers(pair.text) {
			mistakes = append(mistakes, lang.M("%q is no option of %s; its options are %s", pair.text, f.ID, optionList(f)))
		}
	}
	return mistakes
}

func optionList(f Field) string {
	ids := make([]string, len(f.Options))
	for i, o := range f.Options {
		ids[i] = o.ID
	}
	return strings.Join(ids, ", ")
}

// compared collects what is compared with literal texts.
type compared []struct{ id, text string }

func (c *compared) Visit(node *ast.Node) {
	n, ok := (*node).(*ast.BinaryNode)
	if !ok || !slices.Contains([]string{"==", "!=", "in", "not in"}, n.Operator) {
		return
	}
	c.add(n.Left, n.Right)
	c.add(n.Right, n.Left)
}

func (c *compared) add(fact, value ast.Node) {
	id, ok := fact.(*ast.IdentifierNode)
	if !ok {
		return
	}
	values := []ast.Node{value}
	if list, isList := value.(*ast.ArrayNode); isList {
		values = list.Nodes
	}
	for _, v := range values {
		if literal, ok := v.(*ast.StringNode); ok {
			*c = append(*c, struct{ id, text string }{id.Value, literal.Value})
		}
	}
}
