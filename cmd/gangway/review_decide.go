package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/store"
	"gangway/internal/term"
)

func reviewApproveCmd(a *app) *cobra.Command {
	return decisionCmd(a, applications.Approval, &cobra.Command{
		Use:   "approve [ID…]",
		Short: "Approve applications",
		Example: `gangway review approve 7k3m 9xq2
			gangway review approve`,
	})
}

func reviewReturnCmd(a *app) *cobra.Command {
	return decisionCmd(a, applications.Returning, &cobra.Command{
		Use:     "return [ID…]",
		Short:   "Return applications to be mended",
		Example: `gangway review return 7k3m --reason incomplete --fix "experience_months: say where"`,
	})
}

func reviewRejectCmd(a *app) *cobra.Command {
	return decisionCmd(a, applications.Rejection, &cobra.Command{
		Use:     "reject [ID…]",
		Short:   "Reject applications",
		Example: "gangway review reject 7k3m --reason not-eligible",
	})
}

// decisionCmd fills in a command that makes one decision on each application named, or on those chosen from a list.
func decisionCmd(a *app, kind applications.DecisionKind, c *cobra.Command) *cobra.Command {
	var reason, note string
	var fixes []string
	c.RunE = a.signedIn(func(s *session, args []string) error {
		d, err := readDecision(kind, reason, note, fixes)
		if err != nil {
			return err
		}
		ids, refused, err := s.chosen(args)
		if err != nil {
			return err
		}
		if err := s.askReason(&d, ids); err != nil {
			return err
		}
		batch, err := s.desk().Decide(s.ctx, s.by, d, ids)
		batch.Refused = append(refused, batch.Refused...)
		return s.showDecided(batch, err)
	})
	if kind != applications.Approval {
		c.Flags().StringVar(&reason, "reason", "", "code of the reason; see gangway review reasons")
		c.Flags().StringVar(&note, "note", "", "what to add to the reason")
	}
	if kind == applications.Returning {
		c.Flags().StringArrayVar(&fixes, "fix", nil, `what to mend, as "field: text"; may be repeated`)
	}
	return c
}

// readDecision reads what the flags say of a decision.
func readDecision(kind applications.DecisionKind, reason, note string, fixes []string) (d applications.Decision, err error) {
	d.Kind, d.Reason = kind, reason
	if d.Note, err = term.Answer(note); err != nil {
		return d, err
	}
	for _, typed := range fixes {
		text, err := term.Answer(typed)
		if err != nil {
			return d, err
		}
		fix, err := applications.ParseFix(text)
		if err != nil {
			return d, err
		}
		d.Fixes = append(d.Fixes, fix)
	}
	return d, nil
}

// chosen returns the whole ids of the applications named. Without any it lets the reviewer choose from those that wait.
func (s *session) chosen(args []string) (ids []string, refused []applications.Refusal, err error) {
	if len(args) == 0 {
		ids, err = s.chooseApplications()
		return ids, nil, err
	}
	for _, typed := range args {
		application, err := s.store.Application(s.ctx, typed)
		switch {
		case err == nil:
			ids = append(ids, application.ID)
		case errors.Is(err, fault.NotFound):
			refused = append(refused, applications.Refusal{ID: typed, Err: s.noApplication(typed)})
		case fault.KindOf(err) != nil:
			refused = append(refused, applications.Refusal{ID: typed, Err: err})
		default:
			return nil, nil, err
		}
	}
	return ids, refused, nil
}

func (s *session) chooseApplications() ([]string, error) {
	list, err := s.store.Applications(s.ctx, store.Filter{States: []applications.State{applications.Submitted}})
	if err != nil {
		return nil, err
	}
	var options []term.Option
	for _, a := range list {
		if a.Account != s.by.ID() {
			options = append(options, term.Option{Value: a.ID, Label: strings.Join([]string{a.ID, identity.MaskName(a.Name), a.Program, s.verdict(a.Verdict), moment(a.DueAt)}, "  ")})
		}
	}
	if len(options) == 0 {
		return nil, fault.New(fault.NotFound, "no application waits for a decision")
	}
	ids, err := s.prompt.ChooseMany(term.Question{Prompt: s.sayf("Which applications?"), Options: options, Flag: s.sayf("the ids as arguments")})
	if err == nil && len(ids) == 0 {
		err = fault.New(fault.Invalid, "no application was chosen; nothing was decided")
	}
	return ids, err
}

// askReason asks for what a decision needs and no flag gave.
func (s *session) askReason(d *applications.Decision, ids []string) (err error) {
	if d.Kind == applications.Approval {
		return nil
	}
	if d.Reason == "" {
		reasons, err := s.library().Reasons()
		if err != nil {
			return err
		}
		q := term.Question{Prompt: s.sayf("Reason"), Flag: "--reason"}
		for _, r := range reasons {
			for _, kind := range r.For {
				if kind == d.Kind {
					q.Options = append(q.Options, term.Option{Value: r.Code, Label: s.both(r.Text)})
				}
			}
		}
		if d.Reason, err = s.prompt.Choose(q); err != nil {
			return err
		}
	}
	if d.Kind != applications.Returning || len(d.Fixes) > 0 {
		return nil
	}
	d.Fixes, err = s.askFixes(ids)
	return err
}

// askFixes asks which fields of the applications are to be mended, and how.
func (s *session) askFixes(ids []string) (fixes []applications.Fix, err error) {
	fields, err := s.commonFields(ids)
	if err != nil {
		return nil, err
	}
	which := term.Question{Prompt: s.sayf("What is to be mended?"), Flag: "--fix"}
	for _, f := range fields {
		which.Options = append(which.Options, term.Option{Value: f.ID, Label: s.both(f.Label)})
	}
	chosen, err := s.prompt.ChooseMany(which)
	if err != nil {
		return nil, err
	}
	for _, f := range fields {
		if !slices.Contains(chosen, f.ID) {
			continue
		}
		text, err := s.prompt.Text(term.Question{Prompt: s.sayf("What to mend: %s", f.Label), Help: s.sayf("The applicant reads it."), Flag: "--fix"})
		if err != nil {
			return nil, err
		}
		fixes = append(fixes, applications.Fix{Field: f.ID, Text: text})
	}
	return fixes, nil
}

// commonFields returns the fields that every one of the applications has.
func (s *session) commonFields(ids []string) (common []applications.Field, err error) {
	for i, id := range ids {
		application, err := s.store.Application(s.ctx, id)
		if err != nil {
			return nil, err
		}
		p, err := s.program(application.Program)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			common = slices.Clone(p.Fields)
		}
		common = slices.DeleteFunc(common, func(f applications.Field) bool { _, has := p.Field(f.ID); return !has })
	}
	return common, nil
}

// A jsonBatch is the JSON form of a batch.
type jsonBatch struct {
	Batch   string        `json:"batch"`
	Done    []string      `json:"done"`
	Refused []jsonRefusal `json:"refused"`
}

type jsonRefusal struct {
	ID     string `json:"id"`
	Kind   string `json:"kind"`
	Reason string `json:"reason"`
}

// showDecided prints what was done and refused. A batch of a single application that was refused has the error of that
// application; otherwise refusals make the result partial.
func (s *session) showDecided(b applications.Report, err error) error {
	if err != nil && b.Batch == "" {
		return err
	}
	if len(b.Done) == 0 && len(b.Refused) == 1 && err == nil {
		return b.Refused[0].Err
	}
	v := jsonBatch{b.Batch, b.Done, []jsonRefusal{}}
	t := render.Table{Columns: s.columns("id", "result", "reason")}
	t.Columns[2].Flexible = true
	for _, id := range b.Done {
		t.Rows = append(t.Rows, []string{id, s.sayf("done"), "–"})
	}
	for _, r := range b.Refused {
		e := s.describe(r.Err)
		v.Refused = append(v.Refused, jsonRefusal{r.ID, e.Kind, e.Message})
		t.Rows = append(t.Rows, []string{r.ID, s.sayf("refused"), e.Message})
	}
	if b.Batch != "" {
		s.say("%d done, %d refused (batch %s)", len(b.Done), len(b.Refused), b.Batch)
	} else {
		s.say("%d done, %d refused", len(b.Done), len(b.Refused))
	}
	page := func() render.Page { return render.Page{Sections: []render.Section{{Table: t}}} }
	if printErr := s.printer().Value(v, page); printErr != nil || err != nil {
		return orElse(err, printErr)
	}
	if len(b.Refused) > 0 {
		return shown{fault.Partial}
	}
	return nil
}
