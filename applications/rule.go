package applications

import (
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"gangway/internal/calendar"
	"gangway/internal/lang"
)

// A Rule is one condition of eligibility: an expression over the facts of an application, such as age >= 18.
type Rule struct {
	ID       string    `yaml:"id"`
	Expr     string    `yaml:"expr"`
	Severity Severity  `yaml:"severity"`
	Reason   lang.Text `yaml:"reason"` // the condition in words
	Source   string    `yaml:"source"`
}

// A Severity says what a failed rule does.
type Severity string

// The severities.
const (
	Hard Severity = "hard" // the application cannot be submitted or approved
	Soft Severity = "soft" // a reviewer decides
)

// Choices lists the severities.
func (Severity) Choices() []string { return texts([]Severity{Hard, Soft}) }

// A Verdict is what a rule, or all rules together, say of an application.
type Verdict string

// The verdicts. Unknown means that a fact the rule needs was not given; it is never taken for a fail.
const (
	Pass    Verdict = "pass"
	Fail    Verdict = "fail"
	Unknown Verdict = "unknown"
)

// A Result is a rule's verdict on one application, with the value it was found by.
type Result struct {
	Rule     string    `json:"id"`
	Verdict  Verdict   `json:"verdict"`
	Value    any       `json:"value"` // the fact's value, or a map of facts to values when the rule uses several
	Reason   lang.Text `json:"reason"`
	Severity Severity  `json:"severity"`
	Source   string    `json:"source"`
}

// overlays are the rules that hold for every agent program and that no program can switch off.
var overlays = []Rule{{
	ID:       "legal-minimum-age",
	Expr:     "age >= 16",
	Severity: Hard,
	Reason: lang.Text{
		Chinese: "未满16周岁的人不得被招用（劳动法第15条）",
		English: "nobody under 16 may be hired (Labour Law, article 15)",
	},
	Source: "L15",
}}

// neverFacts are fields no rule may look at, because the law forbids to choose people by them.
var neverFacts = map[string]string{
	"sex": "L5", // Employment Promotion Law, article 27: sex is not a criterion
}

// forbidden returns the law that forbids rules to look at a field. Another id does not hide what a field asks for.
func forbidden(id string, fields []Field) (law string, never bool) {
	if law, never = neverFacts[id]; never {
		return law, true
	}
	at := slices.IndexFunc(fields, func(f Field) bool { return f.ID == id })
	if at < 0 {
		return "", false
	}
	law, never = neverFacts[fields[at].Profile]
	return law, never
}

// personal reports whether a field holds a detail that may not stand in the clear beside a verdict.
func personal(id string, fields []Field) bool {
	at := slices.IndexFunc(fields, func(f Field) bool { return f.ID == id })
	return at >= 0 && slices.Contains([]FieldKind{KindName, KindMobile, KindEmail, KindQQ, KindDate}, fields[at].Kind)
}

// evaluate runs the rules over the answers as of a day. The rules have been checked when the program was loaded,
// so an expression that does not compile is a mistake of the program's, not of a user's.
func evaluate(rules []Rule, fields []Field, answers Answers, today calendar.Date) []Result {
	types, values := factTypes(fields), facts(fields, answers, today)
	results := make([]Result, len(rules))
	for i, r := range rules {
		results[i] = Result{Rule: r.ID, Verdict: Unknown, Reason: r.Reason, Severity: r.Severity, Source: r.Source}
		used := identifiers(r.Expr)
		results[i].Value = valueUsed(used, fields, answers, values)
		if slices.ContainsFunc(used, func(id string) bool { _, known := values[id]; return !known }) {
			continue
		}
		program, err := compile(r.Expr, types)
		if err != nil {
			panic(fmt.Sprintf("rule %s was not checked: %v", r.ID, err))
		}
		ok, err := expr.Run(program, values)
		switch {
		case err != nil: // such as a division by a fact that is zero: the rule cannot tell
		case ok == true:
			results[i].Verdict = Pass
		default:
			results[i].Verdict = Fail
		}
	}
	return results
}

// Overall sums results up: one fail is a fail, else one unknown is unknown, else pass.
func Overall(results []Result) Verdict {
	verdict := Pass
	for _, r := range results {
		if r.Verdict == Fail {
			return Fail
		}
		if r.Verdict == Unknown {
			verdict = Unknown
		}
	}
	return verdict
}

func compile(source string, types map[string]any) (*vm.Program, error) {
	return expr.Compile(source, expr.Env(types), expr.AsBool())
}

// identifiers returns the facts an expression uses, in the order of their first use, constants included.
func identifiers(source string) []string {
	tree, err := parser.Parse(source)
	if err != nil {
		return nil
	}
	var names collector
	ast.Walk(&tree.Node, &names)
	return names
}

type collector []string

func (c *collector) Visit(node *ast.Node) {
	if id, ok := (*node).(*ast.IdentifierNode); ok && !slices.Contains(*c, id.Value) {
		*c = append(*c, id.Value)
	}
}

// factTypes returns a sample value of each fact the fields give, which is how the expression library learns types.
// The options of an ordered choice are constants, so that a rule can say education >= college.
func factTypes(fields []Field) map[string]any {
	types := map[string]any{}
	for _, f := range fields {
		if _, never := forbidden(f.ID, fields); never {
			continue
		}
		switch f.Kind {
		case KindNumber:
			types[f.ID] = int64(0)
		case KindYesNo, KindDeclaration:
			types[f.ID] = false
		case KindName, KindMobile, KindEmail, KindQQ:
			// Personal details are no facts: a rule's value is stored and shown beside its verdict.
		case KindDate:
			if f.ID == "birth_date" {
				types["age"] = int64(0)
			}
		case KindChoice:
			types[f.ID] = ""
			if f.Ordered {
				types[f.ID] = int64(0)
				for rank, o := range f.Options {
					types[o.ID] = int64(rank + 1)
				}
			}
		default:
			types[f.ID] = ""
		}
	}
	return types
}

// facts returns the facts the answers give as of a day. A fact that was not given is absent.
func facts(fields []Field, answers Answers, today calendar.Date) map[string]any {
	values := map[string]any{}
	for _, f := range fields {
		answer, given := answers[f.ID]
		if f.Ordered {
			for rank, o := range f.Options {
				values[o.ID] = int64(rank + 1)
				if answer == o.ID {
					values[f.ID] = int64(rank + 1)
				}
			}
			continue
		}
		if !given {
			continue
		}
		values[f.ID] = answer
		if f.ID == "birth_date" {
			if born, err := calendar.ParseDate(answers.Text(f.ID)); err == nil {
				values["age"] = int64(born.AgeOn(today))
			}
		}
	}
	return values
}

// valueUsed returns what a reader wants to see beside a verdict: the answer behind each fact, not its rank.
func valueUsed(used []string, fields []Field, answers Answers, values map[string]any) any {
	seen := map[string]any{}
	var last any
	for _, id := range used {
		isField := slices.ContainsFunc(fields, func(f Field) bool { return f.ID == id })
		if !isField && id != "age" {
			continue // a constant
		}
		last = values[id]
		if isField {
			last = answers[id]
		}
		seen[id] = last
	}
	if len(seen) == 1 {
		return last
	}
	if len(seen) == 0 {
		return nil
	}
	return seen
}

// explainExpr shortens the expression library's many-line message to its first line.
func explainExpr(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
