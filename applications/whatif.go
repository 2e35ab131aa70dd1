package applications

import (
	"context"
	"slices"
	"strings"

	"gangway/internal/access"
	"gangway/internal/fault"
)

// WithRule returns the program with another expression for one of its rules. Errors are fault.Invalid and fault.NotFound.
// What no program can switch off stays.
func (p Program) WithRule(id, source string) (Program, error) {
	at := slices.IndexFunc(p.Rules, func(r Rule) bool { return r.ID == id })
	if at < 0 {
		var ids []string
		for _, r := range p.Rules {
			ids = append(ids, r.ID)
		}
		return p, fault.New(fault.NotFound, "the program %q has no rule %q; it has %s", p.ID, id, strings.Join(ids, ", "))
	}
	if slices.ContainsFunc(overlays, func(r Rule) bool { return r.ID == id }) {
		return p, fault.New(fault.Invalid, "the rule %q is the law's; no program can change it", id)
	}
	if mistakes := exprMistakes(source, p.Fields); len(mistakes) > 0 {
		return p, fault.New(fault.Invalid, "%s", mistakes[0])
	}
	p.Rules = slices.Clone(p.Rules)
	p.Rules[at].Expr = source
	return p, nil
}

// A Mover is an application that another rule set would judge otherwise.
type Mover struct {
	Application Application
	Before      Verdict
	After       Verdict
	Rules       []string // the rules whose verdict changes
}

// WhatIf judges every application that was handed in to a program by another version of its rules, and visits those whose
// verdict would change. It changes nothing. It returns how many it looked at.
func (d Desk) WhatIf(ctx context.Context, by access.Actor, now, changed Program, visit func(Mover) error) (looked int, err error) {
	if err := access.Allowed(by, "review what-if"); err != nil {
		return 0, err
	}
	before, after := now.RuleSet(), changed.RuleSet()
	err = d.Store.EachJudged(ctx, now.ID, func(r Row) error {
		looked++
		facts, err := r.facts(now)
		switch {
		case fault.KindOf(err) != nil: // such as of an applicant whose data were erased
			return nil
		case err != nil:
			return err
		}
		old, young := before.Judge(facts), after.Judge(facts)
		if old == young {
			return nil
		}
		if old.Overall() == young.Overall() {
			return nil
		}
		m := Mover{Application: r.Application, Before: old.Overall(), After: young.Overall()}
		for i, rule := range now.Rules {
			if old[i] != young[i] {
				m.Rules = append(m.Rules, rule.ID)
			}
		}
		return visit(m)
	})
	return looked, err
}
