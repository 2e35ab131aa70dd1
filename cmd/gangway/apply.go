package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/render"
	"gangway/internal/term"
)

func applyCmd(a *app) *cobra.Command {
	var from string
	var draft bool
	c := &cobra.Command{
		Use:   "apply [PROGRAM]",
		Short: "Fill in the form of a program and submit it",
		Long:  "Fill in the form of a program and submit it. Every answer is kept as a draft at once: stop with Ctrl-C whenever you like, and go on with the same command.",
		Example: `gangway apply taobao-online
			gangway apply taobao-online --from answers.yaml
			gangway apply taobao-online --from answers.yaml --draft`,
		Args: cobra.MaximumNArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			id, err := s.chooseProgram(args)
			if err != nil {
				return err
			}
			p, err := s.program(id)
			if err != nil {
				return err
			}
			application, err := s.desk().Begin(s.ctx, s.by, p)
			if err != nil {
				return err
			}
			f := &filling{session: s, program: p, application: application}
			if from != "" {
				return f.fromFile(from, draft)
			}
			err = f.ask(draft)
			if errors.Is(err, term.ErrInterrupted) {
				s.say("The draft is kept; go on with gangway apply %s", p.ID)
			}
			return err
		}),
	}
	c.Flags().StringVar(&from, "from", "", "YAML or JSON file of field ids to answers; - is standard input")
	c.Flags().BoolVar(&draft, "draft", false, "keep a draft and do not submit")
	return c
}

// chooseProgram returns the program named, or asks for one of those that are open.
func (s *session) chooseProgram(args []string) (string, error) {
	if len(args) > 0 {
		return args[0], nil
	}
	programs, err := s.desk().Library.Programs()
	if err != nil {
		return "", err
	}
	var options []term.Option
	for _, p := range programs {
		if !p.Closed {
			options = append(options, term.Option{Value: p.ID, Label: s.sayf("%s (%s)", p.Title, p.ID)})
		}
	}
	return s.prompt.Choose(term.Question{Prompt: s.sayf("Which program do you apply for?"), Options: options, Flag: s.sayf("the program as an argument")})
}

// A filling is a form being filled in.
type filling struct {
	*session
	program     applications.Program
	application applications.Application
}

// fromFile takes the answers of a file; what the file does not name stays as it was.
func (f *filling) fromFile(file string, draft bool) error {
	v, err := f.readValues(file)
	if err != nil {
		return err
	}
	typed := map[string]string{}
	for _, field := range v.Fields {
		if field.List {
			v.Mistake(field.ID, "expected a single value")
		}
		if _, known := f.program.Field(field.ID); !known {
			v.Mistake(field.ID, "the form has no field %q", field.ID)
		}
		if len(field.Values) == 1 {
			typed[field.ID] = field.Values[0]
		}
	}
	if err := v.Err(); err != nil {
		return err
	}
	answers, err := f.program.Fill(typed)
	if err != nil {
		return err
	}
	for id, answer := range answers {
		f.application.Answers[id] = answer
	}
	if err := f.save(); err != nil {
		return err
	}
	if draft {
		return f.kept()
	}
	return f.submit()
}

// save keeps the answers so far.
func (f *filling) save() (err error) {
	f.application, err = f.desk().Save(f.ctx, f.by, f.program, f.application)
	return err
}

// kept says that the draft is kept and how to go on.
func (f *filling) kept() error {
	if err := f.showApplication(f.application, f.program, true); err != nil {
		return err
	}
	f.say("The draft is kept. It is not submitted yet: gangway application submit %s", f.application.ID)
	return nil
}

func (f *filling) submit() error {
	after, err := f.desk().Submit(f.ctx, f.by, f.application.ID)
	if err != nil {
		var e *fault.Error
		if errors.As(err, &e) && errors.Is(err, fault.Invalid) && e.Hint.Empty() {
			e.Hint = lang.M("the draft %s is kept; gangway application explain %s shows every condition", f.application.ID, f.application.ID)
		}
		return err
	}
	if err := f.showApplication(after, f.program, true); err != nil {
		return err
	}
	f.say("Submitted. A decision is due by %s; gangway status shows where you stand.", moment(after.DueAt))
	if after.Provisional {
		f.say("The date is provisional: the holidays of that year are not announced yet.")
	}
	return nil
}

// ask goes through the form: what is still to answer or to mend first, then a summary in which anything can be
// changed, and the declarations last.
func (f *filling) ask(draft bool) error {
	profile, err := f.store.Profile(f.ctx, f.by.ID())
	if err != nil {
		return err
	}
	for i, field := range f.program.Fields {
		if field.Kind == applications.KindDeclaration || !f.toAsk(field) {
			continue
		}
		if err := f.askField(field, fmt.Sprintf("%d/%d ", i+1, len(f.program.Fields)), profile); err != nil {
			return err
		}
	}
	for {
		choice, err := f.summary(draft)
		switch {
		case err != nil:
			return err
		case choice == "keep":
			return f.kept()
		case choice == "submit":
			return f.declareAndSubmit(profile)
		}
		field, _ := f.program.Field(choice)
		if err := f.askField(field, "", profile); err != nil {
			return err
		}
	}
}

// toAsk reports whether a field still needs an answer, or must be mended.
func (f *filling) toAsk(field applications.Field) bool {
	for _, fix := range f.application.Fixes {
		if fix.Field == field.ID {
			return true
		}
	}
	if _, answered := f.application.Answers[field.ID]; answered {
		return false
	}
	return f.application.State == applications.Draft || !field.Optional
}

// askField asks for one answer and keeps it at once. What was answered before, or what the profile says, is offered.
func (f *filling) askField(field applications.Field, number string, profile applications.Profile) error {
	q := term.Question{
		Prompt: number + f.both(field.Label), Help: f.both(field.Help), Optional: field.Optional,
		Flag:  f.sayf("%s in --from FILE", field.ID),
		Check: func(typed string) error { _, err := field.Parse(typed); return err },
	}
	for _, fix := range f.application.Fixes {
		if fix.Field == field.ID {
			q.Help = f.sayf("To mend: %s", fix.Text) + "\n" + q.Help
		}
	}
	q.Default = f.offered(field, profile)
	typed, err := f.askKind(field, q)
	if err != nil {
		return err
	}
	answer, err := field.Parse(typed)
	if err != nil {
		return err
	}
	if answer == nil {
		delete(f.application.Answers, field.ID)
	} else {
		f.application.Answers[field.ID] = answer
	}
	return f.save()
}

// offered is the answer a field begins with.
func (f *filling) offered(field applications.Field, profile applications.Profile) string {
	if answer, ok := f.application.Answers[field.ID]; ok {
		return fmt.Sprint(answer)
	}
	return profile.Item(field.Profile)
}

func (f *filling) askKind(field applications.Field, q term.Question) (string, error) {
	switch field.Kind {
	case applications.KindChoice:
		for _, o := range field.Options {
			q.Options = append(q.Options, term.Option{Value: o.ID, Label: f.both(o.Label)})
		}
		return f.prompt.Choose(q)
	case applications.KindYesNo:
		q.Options = []term.Option{{Value: "true", Label: f.sayf("yes")}, {Value: "false", Label: f.sayf("no")}}
		return f.prompt.Choose(q)
	}
	return f.prompt.Text(q)
}

// summary shows every answer and asks what to do: submit, keep the draft, or change a field, whose id it returns.
func (f *filling) summary(draft bool) (string, error) {
	text := f.sayf("Your application to %s:", f.both(f.program.Title))
	options := []term.Option{{Value: "submit", Label: f.sayf("submit it")}, {Value: "keep", Label: f.sayf("keep it as a draft")}}
	if draft {
		options = options[1:]
	}
	for _, field := range f.program.Fields {
		if field.Kind == applications.KindDeclaration {
			continue
		}
		answer := field.Show(f.application.Answers[field.ID], f.speaker, true)
		text += "\n  " + f.sayf("%s: %s", field.Label, answer)
		options = append(options, term.Option{Value: field.ID, Label: f.sayf("change %s", f.both(field.Label))})
	}
	f.prompt.Say(text)
	return f.prompt.Choose(term.Question{Prompt: f.sayf("Is everything right?"), Options: options, Flag: "--from"})
}

// declareAndSubmit asks for the declarations and hands the application in; without them it stays a draft.
func (f *filling) declareAndSubmit(profile applications.Profile) error {
	for _, field := range f.program.Fields {
		if field.Kind != applications.KindDeclaration {
			continue
		}
		declared, err := f.prompt.Confirm(term.Question{Prompt: f.both(field.Label), Help: f.both(field.Help), Flag: f.sayf("%s in --from FILE", field.ID)})
		if err != nil {
			return err
		}
		if !declared {
			return f.kept()
		}
		f.application.Answers[field.ID] = true
	}
	if err := f.save(); err != nil {
		return err
	}
	return f.submit()
}

// A jsonApplication is the JSON form of an application.
type jsonApplication struct {
	ID          string               `json:"id"`
	Program     string               `json:"program"`
	Account     string               `json:"account"`
	State       applications.State   `json:"state"`
	Answers     applications.Answers `json:"answers"`
	Rules       []jsonResult         `json:"rules"`
	Verdict     applications.Verdict `json:"verdict"`
	SubmittedAt string               `json:"submitted_at"`
	DueAt       string               `json:"due_at"`
	Provisional bool                 `json:"provisional"`
	Reason      string               `json:"reason"`
	Note        string               `json:"note"`
	Fixes       []applications.Fix   `json:"fixes"`
	Changed     []string             `json:"changed"` // fields that differ from the submission before
	History     []jsonEvent          `json:"history"`
}

type jsonResult struct {
	ID       string                `json:"id"`
	Verdict  applications.Verdict  `json:"verdict"`
	Value    any                   `json:"value"`
	Reason   string                `json:"reason"`
	Severity applications.Severity `json:"severity"`
	Source   string                `json:"source"`
}

type jsonEvent struct {
	At      string         `json:"at"`
	Action  string         `json:"action"`
	Actor   string         `json:"actor"`
	From    string         `json:"from"`
	To      string         `json:"to"`
	Details map[string]any `json:"details,omitempty"`
}

func (a *app) resultViews(results []applications.Result) []jsonResult {
	views := []jsonResult{}
	for _, r := range results {
		views = append(views, jsonResult{r.Rule, r.Verdict, r.Value, a.both(r.Reason), r.Severity, r.Source})
	}
	return views
}

// results returns the verdicts as judged when submitted, or as they would be judged now while it can be edited.
func (s *session) results(a applications.Application, p applications.Program) []applications.Result {
	if a.State == applications.Draft || a.State == applications.Returned {
		return applications.Judge(p, a.Answers, s.now())
	}
	return a.Results
}

// applicationView gathers what is told of an application; personal answers are masked unless they are one's own.
func (s *session) applicationView(a applications.Application, p applications.Program, own bool) (jsonApplication, error) {
	events, err := s.store.Events(s.ctx, a.ID)
	if err != nil {
		return jsonApplication{}, err
	}
	results := s.results(a, p)
	v := jsonApplication{
		ID: a.ID, Program: a.Program, Account: a.AccountName, State: a.State, Answers: a.Answers,
		Rules: s.resultViews(results), Verdict: applications.Overall(results), SubmittedAt: rfc3339(a.SubmittedAt),
		DueAt: rfc3339(a.DueAt), Provisional: a.Provisional, Reason: a.Reason, Note: a.Note, Fixes: []applications.Fix{}, Changed: []string{},
		History: []jsonEvent{},
	}
	v.Fixes = append(v.Fixes, a.Fixes...)
	if !own {
		v.Answers = applications.Mask(p.Fields, a.Answers)
	}
	last, before, err := s.store.LastTwoSubmissions(s.ctx, a)
	if before != nil {
		v.Changed = last.Changed(before)
	}
	names := s.actors(events)
	for _, e := range events {
		v.History = append(v.History, jsonEvent{rfc3339(e.At), e.Action, names[e.Actor], e.From, e.To, e.Details})
	}
	return v, err
}

// showApplication prints an application with its answers, conditions and history.
func (s *session) showApplication(a applications.Application, p applications.Program, own bool) error {
	v, err := s.applicationView(a, p, own)
	if err != nil {
		return err
	}
	return s.printer().Value(v, func() render.Page { return s.applicationPage(a, p, v, own) })
}
