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
		applicationSubmitCmd(a), applicationWithdrawCmd(a))
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
}

func (s *session) listed(a applications.Application) jsonListed {
	return jsonListed{a.ID, a.Program, identity.MaskName(a.Name), a.State, a.Verdict, rfc3339(a.SubmittedAt), rfc3339(a.DueAt), a.Overdue(s.now())}
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
			return s.listApplications(list)
		}),
	}
}

func (s *session) listApplications(list []applications.Application) error {
	views := make([]jsonListed, len(list))
	t := render.Table{Columns: s.columns("id", "program", "name", "state", "verdict", "due")}
	for i, a := range list {
		views[i] = s.listed(a)
		due := moment(a.DueAt)
		if views[i].Overdue {
			due = s.sayf("%s overdue", due)
		}
		t.Rows = append(t.Rows, []string{a.ID, a.Program, orDash(views[i].Name), a.State.SayIn(s.speaker), s.verdict(a.Verdict), due})
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
		{Title: s.sayf("submitted at"), Value: moment(a.SubmittedAt)}, {Title: s.sayf("due"), Value: moment(a.DueAt)},
	}
	if a.Reason != "" {
		about = append(about, render.Field{Title: s.sayf("reason"), Value: s.reasonText(a)})
	}
	for _, f := range a.Fixes {
		about = append(about, render.Field{Title: s.sayf("to mend"), Value: s.sayf("%s: %s", p.FieldName(f.Field), f.Text)})
	}
	var answers []render.Field
	for _, f := range p.Fields {
		value := f.Show(a.Answers[f.ID], s.speaker, own)
		if slices.Contains(v.Changed, f.ID) {
			value = s.sayf("%s (changed since it was returned)", value)
		}
		answers = append(answers, render.Field{Title: s.both(f.Label), Value: value})
	}
	history := render.Table{Columns: s.columns("time", "what", "by", "state")}
	for _, e := range v.History {
		if e.Action == "save" {
			continue // every answer kept is an event; a reader wants the steps
		}
		history.Rows = append(history.Rows, []string{strings.Replace(e.At[:len("2006-01-02T15:04")], "T", " ", 1), s.action(e.Action), e.Actor, stateText(s, e.To)})
	}
	return render.Page{Sections: []render.Section{{Fields: about}, {Title: s.sayf("Answers"), Fields: answers},
		{Title: s.sayf("Conditions"), Table: s.resultTable(v.Rules)}, {Title: s.sayf("History"), Table: history}}}
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
		t.Rows = append(t.Rows, []string{r.ID, a.verdict(r.Verdict), a.speaker.Say(applications.ValueText(r.Value)), r.Reason, r.Source})
	}
	return t
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
			views := s.resultViews(s.results(application, p))
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
			return (&filling{session: s, program: p, application: application}).submit()
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
