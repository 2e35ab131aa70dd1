package applications

import (
	"errors"
	"strings"

	"github.com/expr-lang/expr/file"
	"golang.org/x/text/width"

	"gangway/internal/lang"
	"gangway/internal/text"
)

// What the expression library finds wrong has no types, so it is known by its words.
var (
	exprToken = text.Pattern(`^unexpected token \w+\("(.*)"\)$`)
	exprSign  = text.Pattern(`^unrecognized character: U\+\w+ '(.*)'$`)
	exprTypes = text.Pattern(`^invalid operation: (\S+) \(mismatched types (\S+) and (\S+)\)$`)
	exprType  = text.Pattern(`^invalid operation: (\S+) \(mismatched type (\S+)\)$`)
	exprGives = text.Pattern(`^expected bool, but got (\S+)$`)
)

// explainExpr says in plain words what is wrong with an expression that does not compile, and how to mend it. What is
// rarer is said in the library's words.
func explainExpr(source string, err error) lang.Message {
	message, _, _ := strings.Cut(err.Error(), "\n")
	column := 0
	var found *file.Error
	if errors.As(err, &found) {
		message, column = found.Message, found.Column+1
	}
	switch {
	case strings.TrimSpace(source) == "":
		return lang.M("it is empty; write a condition such as age >= 18")
	case strings.Count(source, "(") > strings.Count(source, ")"):
		return lang.M("a bracket is opened and never closed; close it")
	case strings.Contains(strings.ReplaceAll(source, "||", ""), "|"): // which the library takes for a pipe
		return lang.M("| alone joins nothing; write || for or")
	case message == "unexpected token EOF":
		return lang.M("something is missing at its end")
	case message == "literal not terminated":
		return lang.M("a quote is opened and never closed; close it")
	}
	if m := exprSign().FindStringSubmatch(message); m != nil {
		return wrongSign(m[1], column)
	}
	if m := exprToken().FindStringSubmatch(message); m != nil {
		return wrongToken(m[1], column)
	}
	if m := exprTypes().FindStringSubmatch(message); m != nil {
		return lang.M("%s cannot stand between %s and %s; %s", m[1], exprKind(m[2]), exprKind(m[3]), mendTypes(m[1], exprKind(m[2]), exprKind(m[3])))
	}
	if m := exprType().FindStringSubmatch(message); m != nil {
		return lang.M("%s cannot stand before %s; compare first, as in not (age >= 18)", m[1], exprKind(m[2]))
	}
	if m := exprGives().FindStringSubmatch(message); m != nil {
		return lang.M("it gives %s, not yes or no; compare it with something, as in age >= 18", exprKind(m[1]))
	}
	return lang.M("%s", message)
}

// halfWidth are signs that are typed for those of expressions and are not the same in full width.
var halfWidth = map[string]string{"“": `"`, "”": `"`, "‘": `'`, "’": `'`, "≥": ">=", "≤": "<=", "≠": "!=", "、": ",", "。": ".", "×": "*", "÷": "/"}

func wrongSign(sign string, column int) lang.Message {
	meant := halfWidth[sign]
	if folded := width.Fold.String(sign); folded != sign {
		meant = folded
	}
	switch {
	case meant == "," || meant == ".":
		return lang.M("the sign %s (character %d) has no meaning here; join conditions with && for and, || for or", sign, column)
	case meant != "":
		return lang.M("the sign %s (character %d) is not half-width; write %s", sign, column, meant)
	}
	return lang.M("the sign %s (character %d) has no meaning here; take it out", sign, column)
}

func wrongToken(token string, column int) lang.Message {
	switch strings.ToLower(token) {
	case "=":
		return lang.M("= alone (character %d) compares nothing; write == for equal, >= for at least", column)
	case "&", "and", "且", "并且", "和":
		return lang.M("%s (character %d) joins nothing; write && for and", token, column)
	case "or", "或", "或者":
		return lang.M("%s (character %d) joins nothing; write || for or", token, column)
	}
	return lang.M("%s (character %d) does not belong there; compare with ==, !=, <, <=, > or >=, and join conditions with && or ||", token, column)
}

// An exprKind is a type of the expression library.
type exprKind string

// SayIn says the type for people.
func (k exprKind) SayIn(s lang.Speaker) string { return s.Say(k.said()) }

func (k exprKind) said() lang.Message {
	switch k {
	case "int", "int64", "float64":
		return lang.M("a number")
	case "bool":
		return lang.M("yes or no")
	case "string":
		return lang.M("a text")
	case "nil", "unknown":
		return lang.M("nothing")
	}
	return lang.M("something else")
}

func (k exprKind) number() bool { return k.said().Format == "a number" }

// mendTypes says how two sides of different types come together.
func mendTypes(sign string, left, right exprKind) lang.Message {
	switch {
	case sign == "&&" || sign == "||" || sign == "and" || sign == "or":
		return lang.M("write a condition on both sides")
	case left == "bool" || right == "bool":
		return lang.M("write a yes-or-no field alone, or behind not")
	case left.number() && right == "string":
		return lang.M("write numbers and the options of an ordered choice without quotes")
	}
	return lang.M("compare a choice that is not ordered by == with an option in quotes")
}
