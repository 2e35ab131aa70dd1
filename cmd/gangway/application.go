package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/render"
	"gangway/internal/store"
)

func applicationCmd(a *app) *cobra.Command {
	return group("application", "Your applications", applicationListCmd(a), applicationShowCmd(a), applicationExplainCmd(a),
		applicationSubmitCmd(a), applicationWithdrawCmd(a), applicationObjectCmd(a), applicationFileCmd(a))
}

// A jsonListed is an application in a list.
type jsonListed struct {
	ID          string               `json:"id"`
	Program     string               `json:"program"`
	Name        string               `json:"name"`
	State       applications.State   `json:"state"`
	Verdict     applications.Verdict `json:"verdict"`
	SubmittedAt string               `json:"submitted_at"`
	DueAt       string               `json:"due_at"`
	Overdue     bool                 `json:"overdue"`
	ClaimedBy   string               `json:"claimed_by"` // the reviewer who has taken it on
}

// listed returns applications in the form of a list.
func (s *session) listed(list []applications.Application) []jsonListed {
	views, names := make([]jsonListed, len(list)), map[string]string{}
	for i, a := range list {
		if _, known := names[a.ClaimedBy]; !known {
			names[a.ClaimedBy] = s.nameOf(a.ClaimedBy)
		}
		views[i] = jsonListed{a.ID, a.Program, identity.MaskName(a.Name), a.State, a.Verdict, rfc3339(a.SubmittedAt), rfc3339(a.DueAt),
			a.Overdue(s.now()), names[a.ClaimedBy]}
	}
	return views
}

func applicationListCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List your applications",
		Example: "gangway application list",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			list, err := s.store.Applications(s.ctx, store.Filter{Account: s.by.ID()})
			if err != nil {
				return err
			}
			if err := s.listApplications(list); err != nil {
				return err
			}
			s.explainPlanned(list)
			return nil
		}),
	}
}

// explainPlanned says below a table what planned means of each application that stands in it.
func (s *session) explainPlanned(list []applications.Application) {
	for _, a := range list {
		if a.State == applications.Draft && s.format == render.Tables {
			s.say("%s: %s", a.ID, a.Unsubmitted())
		}
	}
}

func (s *session) listApplications(list []applications.Application) error {
	views := s.listed(list)
	t := render.Table{Columns: s.columns("id", "program", "name", "state", "verdict", "due", "taken on by")}
	for i, a := range list {
		due := moment(a.DueAt)
		if views[i].Overdue {
			due = s.sayf("%s overdue", due)
		}
		t.Rows = append(t.Rows, []string{a.ID, a.Program, orDash(views[i].Name), a.State.SayIn(s.speaker), s.verdict(a.Verdict), due, orDash(views[i].ClaimedBy)})
	}
	return s.printer().List(views, func() render.Table { return t })
}

func (a *app) verdict(v applications.Verdict) string {
	switch v {
	case applications.Pass:
		return a.sayf("met")
	case applications.Fail:
		return a.sayf("not met")
	case applications.Unknown:
		return a.sayf("unknown")
	}
	return "–"
}

func applicationShowCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "show ID",
		Short:   "Show an application with its answers and history",
		Example: "gangway application show 7k3m",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			application, p, err := s.findWithProgram(args[0])
			if err != nil {
				return err
			}
			return s.showApplication(application, p, application.Account == s.by.ID())
		}),
	}
}

func (s *session) applicationPage(a applications.Application, p applications.Program, v jsonApplication, own bool) render.Page {
	about := []render.Field{
		{Title: s.sayf("application"), Value: a.ID}, {Title: s.sayf("program"), Value: s.both(p.Title)},
		{Title: s.sayf("state"), Value: a.State.SayIn(s.speaker)}, {Title: s.sayf("verdict"), Value: s.verdict(v.Verdict)},
		{Title: s.sayf("submitted at"), Value: moment(a.SubmittedAt)}, {Title: s.sayf("due"), Value: s.due(a)},
	}
	about = append(about, s.standing(a, v, own)...)
	if a.State == applications.Draft {
		about = append(about, render.Field{Title: s.sayf("next"), Value: s.speaker.Say(a.Unsubmitted())})
	}
	if a.Reason != "" {
		about = append(about, render.Field{Title: s.sayf("reason"), Value: s.reasonText(a)})
	}
	for _, f := range a.Fixes {
		about = append(about, render.Field{Title: s.sayf("to mend"), Value: s.sayf("%s: %s", p.FieldName(f.Field), f.Text)})
	}
	history := render.Table{Columns: s.columns("time", "what", "by", "state")}
	for _, e := range v.History {
		if e.Action == "save" {
			continue // every answer kept is an event; a reader wants the steps
		}
		history.Rows = append(history.Rows, []string{strings.Replace(e.At[:len("2006-01-02T15:04")], "T", " ", 1), s.action(e.Action), e.Actor, stateText(s, e.To)})
	}
	sections := append([]render.Section{{Fields: about}}, s.answerSections(a, p, v.Changed, own)...)
	return render.Page{Sections: append(sections,
		render.Section{Title: s.sayf("Conditions"), Table: s.resultTable(v.Rules)}, render.Section{Title: s.sayf("History"), Table: history})}
}

// answerSections shows what is asked with the answers as they are, page by page.
func (s *session) answerSections(a applications.Application, p applications.Program, changed []string, own bool) []render.Section {
	var sections []render.Section
	for _, page := range pages(p.Fields, applications.Asked(p.Fields, a.Answers)) {
		section := render.Section{Title: s.sayf("Answers")}
		if !page.title.Empty() {
			section.Title = s.both(page.title)
		}
		for _, f := range page.fields {
			for _, line := range s.answerLines(f, a.Answers[f.ID], own) {
				if slices.Contains(changed, f.ID) {
					line.Value = s.sayf("%s (changed since it was returned)", line.Value)
				}
				section.Fields = append(section.Fields, line)
			}
		}
		sections = append(sections, section)
	}
	return sections
}

// reasonText says why an application was returned or rejected.
func (s *session) reasonText(a applications.Application) string {
	reasons, err := s.library().Reasons()
	i := slices.IndexFunc(reasons, func(r applications.Reason) bool { return r.Code == a.Reason })
	if err != nil || i < 0 {
		return a.Reason
	}
	return s.both(reasons[i].Said(a.Note))
}

func stateText(s *session, state string) string {
	if state == "" {
		return "–"
	}
	return applications.State(state).SayIn(s.speaker)
}

func (a *app) resultTable(results []jsonResult) render.Table {
	t := render.Table{Columns: a.columns("condition", "verdict", "value", "", "source")}
	t.Columns[3].Flexible = true
	for _, r := range results {
		t.Rows = append(t.Rows, []string{r.ID, a.verdict(r.Verdict), a.resultValue(r), a.resultReason(r), r.Source})
	}
	return t
}

// resultValue says what a rule looked at.
func (a *app) resultValue(r jsonResult) string {
	if r.Claimed != nil {
		return a.sayf("%s, as claimed", applications.ValueText(r.Claimed))
	}
	return a.speaker.Say(applications.ValueText(r.Value))
}

// resultReason says the rule, and what would settle it where it is open.
func (a *app) resultReason(r jsonResult) string {
	if r.Settle == "" {
		return r.Reason
	}
	return a.sayf("%s; open until: %s", r.Reason, r.Settle)
}

func applicationExplainCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "explain ID",
		Short:   "Explain each condition: the value, the verdict, the reason and its source",
		Example: "gangway application explain 7k3m",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			application, p, err := s.findWithProgram(args[0])
			if err != nil {
				return err
			}
			results, err := s.results(application, p)
			if err != nil {
				return err
			}
			views := s.resultViews(results)
			return s.printer().List(views, func() render.Table { return s.resultTable(views) })
		}),
	}
}

func applicationSubmitCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "submit ID",
		Short:   "Submit a draft, or a returned application that was mended",
		Example: "gangway application submit 7k3m",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			application, p, err := s.findWithProgram(args[0])
			if err != nil {
				return err
			}
			return newFilling(s, p, application).submit()
		}),
	}
}

func applicationWithdrawCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "withdraw ID",
		Short:   "Take an application back",
		Example: "gangway application withdraw 7k3m --yes",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			application, p, err := s.findWithProgram(args[0])
			if err != nil {
				return err
			}
			agreed, err := s.confirm(s.sayf("Withdraw the application %s to %s? It cannot be taken up again.", application.ID, s.both(p.Title)))
			if err != nil || !agreed {
				return err
			}
			if application, err = s.desk().Withdraw(s.ctx, s.by, application.ID); err != nil {
				return err
			}
			return s.showApplication(application, p, true)
		}),
	}
}
