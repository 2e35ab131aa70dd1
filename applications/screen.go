package applications

import (
	"slices"

	"gangway/internal/access"
	"gangway/internal/fault"
)

// A screener proposes what the rules of a program alone make of an application.
type screener struct {
	by           access.Actor
	program      Program
	set          *RuleSet
	reject, mend string // codes of the reasons that screening gives
}

// propose returns a decision without who and when. What somebody has to look at is left to a person: an application
// the applicant wants a person for, one that a colleague has taken on, and one that a soft rule does not settle. The
// rules that led to the proposal stand in its fixes, so that no decision is without its reasons.
func (s *screener) propose(a Application, facts Facts) Decision {
	if a.ByPerson || a.ClaimedBy != "" && a.ClaimedBy != s.by.ID() {
		return Decision{Application: a.ID, Kind: Leaving}
	}
	verdicts := s.set.Judge(facts)
	if verdicts.Overall() == Pass {
		return Decision{Application: a.ID, Kind: Approval}
	}
	for _, p := range []struct {
		kind    DecisionKind
		reason  string
		verdict Verdict
		hard    bool
	}{{Rejection, s.reject, Fail, true}, {Returning, s.mend, Unknown, true}} {
		if fixes := s.fixes(verdicts, p.verdict, p.hard); len(fixes) > 0 {
			return Decision{Application: a.ID, Kind: p.kind, Reason: p.reason, Fixes: fixes}
		}
	}
	return Decision{Application: a.ID, Kind: Leaving, Fixes: append(s.fixes(verdicts, Fail, false), s.fixes(verdicts, Unknown, false)...)}
}

// fixes names the hard or soft rules with a verdict. Their text is empty: the rule's own words are said instead, in the
// applicant's language.
func (s *screener) fixes(verdicts Verdicts, want Verdict, hard bool) (fixes []Fix) {
	for i, r := range s.program.Rules {
		if verdicts[i] == want.letter() && (r.Severity == Hard) == hard {
			fixes = append(fixes, Fix{Field: r.ID})
		}
	}
	return fixes
}

// screener makes the rules of a program ready to propose.
func (d Desk) screener(by access.Actor, p Program) (*screener, error) {
	s := &screener{by: by, program: p, set: p.RuleSet()}
	var err error
	if s.reject, err = d.Library.screeningReason(Rejection); err != nil {
		return nil, err
	}
	s.mend, err = d.Library.screeningReason(Returning)
	return s, err
}

// screeningReason returns the code of the reason that screening gives for a kind of decision.
func (l *Library) screeningReason(kind DecisionKind) (string, error) {
	reasons, err := l.Reasons()
	if err != nil {
		return "", err
	}
	at := slices.IndexFunc(reasons, func(r Reason) bool { return r.Screening == kind })
	if at < 0 {
		return "", fault.New(fault.Invalid, "no reason in reasons/decisions.yaml has screening: %s, so the rules cannot give one", string(kind))
	}
	return reasons[at].Code, nil
}
