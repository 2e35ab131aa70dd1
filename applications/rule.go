package applications

import (
	"maps"
	"slices"
	"time"

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
	Value    any       `json:"value"`             // the fact's value, or a map of facts to values when the rule uses several
	Claimed  any       `json:"claimed,omitempty"` // what the applicant says of a fact that is still to be measured
	Reason   lang.Text `json:"reason"`
	Severity Severity  `json:"severity"`
	Source   string    `json:"source"`
	Settle   lang.Text `json:"settle,omitzero"` // unknown: what evidence would settle it
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

// tooYoung reports whether the answers are of somebody no agent program may keep anything of.
func tooYoung(p Program, answers Answers, now time.Time) bool {
	set, err := newRuleSet(overlays, p.Fields)
	if err != nil {
		panic(err) // an agent program asks for the date of birth
	}
	return set.Judge(FactsOf(p.Fields, answers, nil, calendar.Of(now))).Overall() == Fail
}

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
	return fields[at].forbidden()
}

// forbidden returns the law that forbids rules to look at the field.
func (f *Field) forbidden() (law string, never bool) {
	if law, never = neverFacts[f.ID]; never {
		return law, true
	}
	law, never = neverFacts[f.Profile]
	return law, never
}

// personal reports whether a field holds a detail that may not stand in the clear beside a verdict.
func personal(id string, fields []Field) bool {
	at := slices.IndexFunc(fields, func(f Field) bool { return f.ID == id })
	return at >= 0 && slices.Contains([]FieldKind{KindName, KindMobile, KindEmail, KindQQ, KindDate}, fields[at].Kind)
}

// Overall sums results up as Verdicts does.
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
		maps.Copy(types, f.FactTypes())
		switch f.Kind {
		case KindNumber:
			types[f.ID] = int64(0)
		case KindYesNo, KindDeclaration:
			types[f.ID] = false
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
		}
	}
	return types
}

// exprMistakes lists what keeps an expression from being a rule over the facts of some fields.
func exprMistakes(source string, fields []Field) (mistakes []lang.Message) {
	return mistakesOver(source, fields, factTypes(fields))
}

// mistakesOver does the same for an expression over facts of the given types.
func mistakesOver(source string, fields []Field, types map[string]any) (mistakes []lang.Message) {
	used := identifiers(source)
	for _, id := range used {
		if law, never := forbidden(id, fields); never {
			return []lang.Message{lang.M("no rule may look at %q: the law forbids to choose people by it (%s); take it out", id, law)}
		}
		if personal(id, fields) {
			return []lang.Message{lang.M("no rule may look at the personal detail %q, because a verdict shows the value it was found by; of a date of birth it may use age", id)}
		}
	}
	for _, id := range used {
		if _, known := types[id]; !known { // also a variable or the whole environment: the rule could never be judged
			mistakes = append(mistakes, cannotUse(source, noFact(id, fields, types)))
		}
	}
	if len(mistakes) > 0 {
		return mistakes
	}
	if _, err := compile(source, types); err != nil {
		return []lang.Message{cannotUse(source, explainExpr(source, err))}
	}
	for _, m := range noOptions(source, fields) {
		mistakes = append(mistakes, cannotUse(source, m))
	}
	return mistakes
}

func cannotUse(source string, why lang.Message) lang.Message {
	return lang.M("the expression %q cannot be used: %s", source, why)
}
