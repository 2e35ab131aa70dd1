package applications

import (
	"slices"
	"strings"
	"time"

	"gangway/internal/access"
	"gangway/internal/fault"
)

// A DryRun is what a program would make of a form, without a store and without an applicant: the profile is taken to be
// complete and to agree with the answers.
type DryRun struct {
	Answers  Answers        // those that can be accepted
	Asked    []Field        // the fields that are asked with these answers
	Missing  []string       // what still needs an answer
	Mistakes []fault.Detail // what is wrong with the answers, and what is missing
	Results  []Result       // of every rule
	Proposal Decision       // what screening would propose of the application
}

// Accepted reports whether the application could be submitted: there is no mistake, and no hard rule fails.
func (d DryRun) Accepted() bool {
	fails := func(r Result) bool { return r.Verdict == Fail && r.Severity == Hard }
	return len(d.Mistakes) == 0 && !slices.ContainsFunc(d.Results, fails)
}

// DryRun fills in the form of a program with what was typed and judges it by its rules as of a time. Broken names the
// fields whose answers could not even be read: nobody says again that they are missing. Errors are those of Reasons.
func (l *Library) DryRun(p Program, typed map[string]Typed, broken []string, measured Measured, now time.Time) (DryRun, error) {
	var run DryRun
	run.Answers, run.Mistakes = fill(p.Fields, nil, typed, "")
	run.Mistakes = slices.DeleteFunc(run.Mistakes, func(d fault.Detail) bool { return hangsOn(p, d.Where, broken) })
	sortDetails(run.Mistakes)
	run.Asked = Asked(p.Fields, run.Answers)
	said := func(d fault.Detail) bool {
		return slices.Contains(broken, d.Where) || slices.ContainsFunc(run.Mistakes, func(m fault.Detail) bool { return within(m.Where, d.Where) })
	}
	for _, d := range slices.DeleteFunc(missing(p.Fields, run.Answers, ""), said) {
		run.Missing, run.Mistakes = append(run.Missing, d.Where), append(run.Mistakes, d)
	}
	judged := Judge(p, run.Answers, measured, now)
	var err error
	if run.Results, err = judged.Results(); err != nil {
		return run, err
	}
	s, err := Desk{Library: l}.screener(access.System, p)
	if err != nil {
		return run, err
	}
	run.Proposal = s.propose(Application{}, judged.Facts)
	return run, nil
}

// hangsOn reports whether a field is only asked after one of some others: nobody can tell then whether it would be.
func hangsOn(p Program, field string, others []string) bool {
	f, known := p.Field(field)
	return known && slices.ContainsFunc(identifiers(f.When), func(id string) bool { return slices.Contains(others, id) })
}

// within reports whether a place is a field or inside it.
func within(place, field string) bool {
	rest, ok := strings.CutPrefix(place, field)
	return ok && (rest == "" || strings.HasPrefix(rest, "["))
}
