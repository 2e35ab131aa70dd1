package applications

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr/vm"

	"gangway/internal/lang"
)

// A RuleSet is the rules of a program made ready to judge many applications. It is not for use by several goroutines
// at once.
type RuleSet struct {
	Text  string // the rules in words, as JSON: kept with what was judged by them
	Hash  string // of Text
	rules []readyRule
	ranks map[string]map[string]int64 // an ordered choice's options to their ranks
	env   map[string]any              // what the expressions see: constants always, and the facts of one application
	used  []string                    // the facts any rule needs
	known []bool                      // which of them are known of the application that is judged
	vm    vm.VM
}

type readyRule struct {
	facts   []int // the facts the rule needs, by their place in used
	program *vm.Program
}

// A ruleText is what is kept of a rule.
type ruleText struct {
	ID       string    `json:"id"`
	Expr     string    `json:"expr"`
	Facts    []string  `json:"facts"`
	Severity Severity  `json:"severity"`
	Reason   lang.Text `json:"reason"`
	Source   string    `json:"source"`
	Settle   lang.Text `json:"settle,omitzero"` // what would settle the rule while a fact is not known
}

// RuleSet compiles the program's rules. They were checked when the program was read, so one that does not compile is a
// mistake of the code.
func (p Program) RuleSet() *RuleSet {
	set, err := newRuleSet(p.Rules, p.Fields)
	if err != nil {
		panic(err)
	}
	return set
}

func newRuleSet(rules []Rule, fields []Field) (*RuleSet, error) {
	set := &RuleSet{ranks: map[string]map[string]int64{}, env: map[string]any{}}
	for _, f := range fields {
		if !f.Ordered {
			continue
		}
		set.ranks[f.ID] = map[string]int64{}
		for i, o := range f.Options {
			set.ranks[f.ID][o.ID] = int64(i + 1)
			set.env[o.ID] = int64(i + 1)
		}
	}
	types, texts := factTypes(fields), make([]ruleText, len(rules))
	for i, r := range rules {
		program, err := compile(r.Expr, types)
		if err != nil {
			return nil, fmt.Errorf("rule %s was not checked: %w", r.ID, err)
		}
		facts := slices.DeleteFunc(identifiers(r.Expr), func(id string) bool { _, constant := set.env[id]; return constant })
		set.rules = append(set.rules, readyRule{set.use(facts), program})
		texts[i] = ruleText{r.ID, r.Expr, facts, r.Severity, r.Reason, r.Source, settle(facts, fields)}
	}
	text, err := json.Marshal(texts)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	set.Text, set.Hash = string(text), hex.EncodeToString(sum[:8])
	return set, nil
}

// use gives facts their places among those that rules need.
func (s *RuleSet) use(facts []string) (places []int) {
	for _, fact := range facts {
		at := slices.Index(s.used, fact)
		if at < 0 {
			at = len(s.used)
			s.used, s.known = append(s.used, fact), append(s.known, false)
		}
		places = append(places, at)
	}
	return places
}

// settle says what evidence would settle a rule over some facts.
func settle(facts []string, fields []Field) (t lang.Text) {
	for _, f := range fields {
		if slices.Contains(facts, f.ID) && !f.Evidence.Text.Empty() {
			return f.Evidence.Text
		}
	}
	return t
}

// Verdicts are a rule set's verdicts on one application: a letter for each rule in its order, p, f or u.
type Verdicts string

func (v Verdict) letter() byte {
	switch v {
	case Pass:
		return 'p'
	case Fail:
		return 'f'
	}
	return 'u'
}

// Judge returns the verdict of each rule on an application with the given facts. Unknown means that a fact the rule
// needs is not known; it is never taken for a fail.
func (s *RuleSet) Judge(facts Facts) Verdicts {
	for i, id := range s.used {
		value, known := facts[id]
		if ranks, ordered := s.ranks[id]; ordered && known {
			option, _ := value.(string)
			value, known = ranks[option]
		}
		s.known[i] = known
		if known {
			s.env[id] = value
		}
	}
	verdicts := make([]byte, len(s.rules))
	for i, r := range s.rules {
		verdicts[i] = s.judge(r).letter()
	}
	return Verdicts(verdicts)
}

func (s *RuleSet) judge(r readyRule) Verdict {
	for _, at := range r.facts {
		if !s.known[at] {
			return Unknown
		}
	}
	met, err := s.vm.Run(r.program, s.env)
	switch {
	case err != nil: // such as a division by a fact that is zero: the rule cannot tell
		return Unknown
	case met == true:
		return Pass
	}
	return Fail
}

// At returns the verdict of the i-th rule.
func (v Verdicts) At(i int) Verdict {
	switch v[i] {
	case Pass.letter():
		return Pass
	case Fail.letter():
		return Fail
	}
	return Unknown
}

// Overall sums verdicts up: one fail is a fail, else one unknown is unknown, else pass.
func (v Verdicts) Overall() Verdict {
	switch {
	case strings.IndexByte(string(v), 'f') >= 0:
		return Fail
	case strings.IndexByte(string(v), 'u') >= 0:
		return Unknown
	}
	return Pass
}

// Results puts verdicts into words, from the text of the rule set they are of and the facts they were found by.
func (v Verdicts) Results(ruleSetText string, facts Facts) ([]Result, error) {
	if strings.HasPrefix(string(v), "[") { // of before rule sets were kept: the words themselves
		var results []Result
		return results, json.Unmarshal([]byte(v), &results)
	}
	if v == "" {
		return nil, nil // nothing was judged
	}
	var rules []ruleText
	if err := json.Unmarshal([]byte(ruleSetText), &rules); err != nil {
		return nil, err
	}
	if len(rules) != len(v) {
		return nil, fmt.Errorf("%d verdicts of %d rules", len(v), len(rules))
	}
	results := make([]Result, len(rules))
	for i, r := range rules {
		results[i] = Result{Rule: r.ID, Value: valueOf(r.Facts, facts), Claimed: claimOf(r.Facts, facts), Reason: r.Reason, Severity: r.Severity, Source: r.Source}
		results[i].Verdict = v.At(i)
		if results[i].Verdict == Unknown {
			results[i].Settle = r.Settle
		}
	}
	return results, nil
}

// valueOf returns what a reader wants to see beside a verdict: the value of the one fact, or of each of several.
func valueOf(names []string, facts Facts) any {
	switch len(names) {
	case 0:
		return nil
	case 1:
		return facts[names[0]]
	}
	values := map[string]any{}
	for _, name := range names {
		values[name] = facts[name]
	}
	return values
}

// claimOf returns what the applicant says of a fact that is still to be measured.
func claimOf(names []string, facts Facts) any {
	for _, name := range names {
		if claim, ok := facts[claimed(name)]; ok {
			return claim
		}
	}
	return nil
}
