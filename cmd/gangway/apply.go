package main

import (
	"errors"

	"github.com/spf13/cobra"

	"gangway/applications"
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
			f := newFilling(s, p, application)
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
	ClaimedBy   string               `json:"claimed_by"` // the reviewer who has taken it on, and since when
	ClaimedAt   string               `json:"claimed_at"`
	FirstBy     string               `json:"first_by"`  // who approved it first, where a second reviewer must
	Batch       string               `json:"batch"`     // of the latest decision
	ByRules     bool                 `json:"by_rules"`  // the rules alone decided it
	ByPerson    bool                 `json:"by_person"` // they may not: the applicant objected, or a decision was taken back
	Imported    bool                 `json:"imported"`
}

type jsonResult struct {
	ID       string                `json:"id"`
	Verdict  applications.Verdict  `json:"verdict"`
	Value    any                   `json:"value"`
	Reason   string                `json:"reason"`
	Severity applications.Severity `json:"severity"`
	Source   string                `json:"source"`
	Claimed  any                   `json:"claimed,omitempty"` // what the applicant says of a fact that is still to be measured
	Settle   string                `json:"settle,omitempty"`  // unknown: what evidence would settle it
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
		views = append(views, jsonResult{r.Rule, r.Verdict, r.Value, a.both(r.Reason), r.Severity, r.Source, r.Claimed, a.both(r.Settle)})
	}
	return views
}

// results returns the verdicts as judged when submitted, or as they would be judged now while it can be edited.
func (s *session) results(a applications.Application, p applications.Program) ([]applications.Result, error) {
	if a.State != applications.Draft && a.State != applications.Returned {
		return a.Judged.Results()
	}
	measured, err := s.store.Measured(s.ctx, a.Account)
	if err != nil {
		return nil, err
	}
	return applications.Judge(p, a.Answers, measured, s.now()).Results()
}

// applicationView gathers what is told of an application; personal answers are masked unless they are one's own.
func (s *session) applicationView(a applications.Application, p applications.Program, own bool) (jsonApplication, error) {
	events, err := s.store.Events(s.ctx, a.ID)
	if err != nil {
		return jsonApplication{}, err
	}
	results, err := s.results(a, p)
	if err != nil {
		return jsonApplication{}, err
	}
	v := jsonApplication{
		ID: a.ID, Program: a.Program, Account: a.AccountName, State: a.State, Answers: a.Answers,
		Rules: s.resultViews(results), Verdict: applications.Overall(results), SubmittedAt: rfc3339(a.SubmittedAt),
		DueAt: rfc3339(a.DueAt), Provisional: a.Provisional, Reason: a.Reason, Note: a.Note, Fixes: []applications.Fix{}, Changed: []string{},
		History: []jsonEvent{}, ClaimedBy: s.nameOf(a.ClaimedBy), ClaimedAt: rfc3339(a.ClaimedAt), FirstBy: s.nameOf(a.FirstBy), Batch: a.Batch,
		ByRules: a.ByRules(), ByPerson: a.ByPerson, Imported: a.Imported,
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
