package main

import (
	"slices"
	"strings"

	"gangway/applications"
	"gangway/internal/calendar"
	"gangway/internal/render"
)

// A jsonDryRun is the JSON form of a trial of a program.
type jsonDryRun struct {
	Program  string               `json:"program"`
	AsOf     string               `json:"as_of"`
	Accepted bool                 `json:"accepted"` // it could be submitted
	Asked    []string             `json:"asked"`
	Missing  []string             `json:"missing"`
	Mistakes []jsonDetail         `json:"mistakes"` // what is missing is among them
	Answers  applications.Answers `json:"answers"`
	Rules    []jsonResult         `json:"rules"`
	Verdict  applications.Verdict `json:"verdict"`
	Proposal jsonProposal         `json:"proposal"`
}

// A jsonProposal is what screening would propose.
type jsonProposal struct {
	Decision applications.DecisionKind `json:"decision"`
	Reason   string                    `json:"reason"` // code of the reason; empty where none is given
	Text     string                    `json:"text"`   // the reason as the applicant would read it
	Rules    []string                  `json:"rules"`  // that led to it
}

func (a *app) dryRunView(p applications.Program, run applications.DryRun, day calendar.Date) (jsonDryRun, error) {
	v := jsonDryRun{Program: p.ID, AsOf: day.String(), Accepted: run.Accepted(), Asked: []string{}, Missing: append([]string{}, run.Missing...),
		Mistakes: []jsonDetail{}, Answers: run.Answers, Rules: a.resultViews(run.Results), Verdict: applications.Overall(run.Results),
		Proposal: jsonProposal{Decision: run.Proposal.Kind, Reason: run.Proposal.Reason, Rules: []string{}}}
	for _, f := range run.Asked {
		v.Asked = append(v.Asked, f.ID)
	}
	for _, d := range run.Mistakes {
		v.Mistakes = append(v.Mistakes, jsonDetail{d.Where, a.speaker.Say(d.Message)})
	}
	for _, fix := range run.Proposal.Fixes {
		v.Proposal.Rules = append(v.Proposal.Rules, fix.Field)
	}
	reasons, err := a.library().Reasons()
	if at := slices.IndexFunc(reasons, func(r applications.Reason) bool { return r.Code == v.Proposal.Reason }); at >= 0 {
		v.Proposal.Text = a.both(reasons[at].Said(""))
	}
	return v, err
}

// showDryRun prints what became of a trial.
func (a *app) showDryRun(p applications.Program, run applications.DryRun, day calendar.Date) error {
	v, err := a.dryRunView(p, run, day)
	if err != nil {
		return err
	}
	return a.printer().Value(v, func() render.Page { return a.dryRunPage(p, run, v) })
}

func (a *app) dryRunPage(p applications.Program, run applications.DryRun, v jsonDryRun) render.Page {
	sections := []render.Section{{Fields: []render.Field{
		{Title: a.sayf("program"), Value: p.ID}, {Title: a.sayf("as of"), Value: v.AsOf},
		{Title: a.sayf("could be submitted"), Value: a.yesNo(v.Accepted)}, {Title: a.sayf("verdict"), Value: a.verdict(v.Verdict)},
	}}}
	if len(v.Mistakes) > 0 {
		t := render.Table{Columns: a.columns("where", "what is wrong")}
		t.Columns[1].Flexible = true
		for _, m := range v.Mistakes {
			t.Rows = append(t.Rows, []string{m.Where, m.Message})
		}
		sections = append(sections, render.Section{Title: a.sayf("To mend"), Table: t})
	}
	for _, page := range pages(p.Fields, run.Asked) {
		section := render.Section{Title: a.sayf("Asked")}
		if !page.title.Empty() {
			section.Title = a.sayf("Asked: %s", a.both(page.title))
		}
		for _, f := range page.fields {
			section.Fields = append(section.Fields, a.answerLines(f, run.Answers[f.ID], true)...)
		}
		sections = append(sections, section)
	}
	return render.Page{Sections: append(sections, render.Section{Title: a.sayf("Conditions"), Table: a.resultTable(v.Rules)}, a.proposalSection(v.Proposal))}
}

func (a *app) proposalSection(v jsonProposal) render.Section {
	return render.Section{Title: a.sayf("What screening would propose"), Fields: []render.Field{
		{Title: a.sayf("decision"), Value: a.decision(v.Decision)}, {Title: a.sayf("reason"), Value: orDash(v.Text)},
		{Title: a.sayf("because of"), Value: orDash(strings.Join(v.Rules, ", "))},
	}}
}
