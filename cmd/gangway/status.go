package main

import (
	"strconv"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/store"
	"gangway/training"
)

// A jsonStatus is the JSON form of an applicant's journey.
type jsonStatus struct {
	Application string             `json:"application"`
	State       applications.State `json:"state"`
	Program     string             `json:"program"`
	Steps       []jsonStep         `json:"steps"`
}

type jsonStep struct {
	Step  int                `json:"step"`
	Name  string             `json:"name"`
	State training.StepState `json:"state"`
	At    string             `json:"at"`
	Next  string             `json:"next"`
}

func statusCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "status [ID]",
		Short: "Show the eight steps of the journey and what to do next",
		Example: `gangway status
			gangway status 7k3m -o json`,
		Args: cobra.MaximumNArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			j, err := s.journey(args)
			if err != nil {
				return err
			}
			steps, err := s.school().Steps(s.ctx, j)
			if err != nil {
				return err
			}
			return s.showSteps(j, steps)
		}),
	}
}

// journey gathers what an applicant's steps are worked out from: of the application named, or of the latest.
func (s *session) journey(args []string) (training.Journey, error) {
	var j training.Journey
	account, name := s.by.ID(), s.by.Name()
	if len(args) > 0 {
		application, err := s.find(args[0])
		if err != nil {
			return j, err
		}
		j.Application, account, name = &application, application.Account, application.AccountName
	} else if !s.by.Has(access.Applicant) {
		return j, fault.New(fault.Usage, "say whose status: name an application").WithHint("gangway review list")
	} else if err := s.latest(&j); err != nil {
		return j, err
	}
	_, folded, err := identity.AccountName(name)
	if err != nil {
		return j, err
	}
	owner, err := s.store.Account(s.ctx, folded)
	if err != nil {
		return j, err
	}
	j.Registered = owner.CreatedAt
	if j.Profile, err = s.store.Profile(s.ctx, account); err != nil || j.Application == nil {
		return j, err
	}
	j.Times, err = s.store.Times(s.ctx, j.Application.ID)
	return j, err
}

// latest finds the signed-in applicant's application that is under way, or the last one that was.
func (s *session) latest(j *training.Journey) error {
	list, err := s.store.Applications(s.ctx, store.Filter{Account: s.by.ID()})
	if err != nil {
		return err
	}
	for _, listed := range list { // a list says less of an application than its steps need
		a, err := s.store.Application(s.ctx, listed.ID)
		if err != nil {
			return err
		}
		if j.Application == nil || later(a, *j.Application) {
			j.Application = &a
		}
	}
	return nil
}

// later reports whether a says more of where somebody stands than b: one under way before one that is over, then the
// newer.
func later(a, b applications.Application) bool {
	if isOver(a.State) != isOver(b.State) {
		return isOver(b.State)
	}
	return a.CreatedAt.After(b.CreatedAt)
}

func isOver(state applications.State) bool {
	return state == applications.Withdrawn || state == applications.Rejected || state == applications.Left
}

func (s *session) showSteps(j training.Journey, steps []training.Step) error {
	v := jsonStatus{Steps: []jsonStep{}}
	var about []render.Field
	if j.Application != nil {
		v.Application, v.State, v.Program = j.Application.ID, j.Application.State, j.Application.Program
		about = []render.Field{{Title: s.sayf("application"), Value: v.Application}, {Title: s.sayf("program"), Value: v.Program},
			{Title: s.sayf("state"), Value: v.State.SayIn(s.speaker)}}
	}
	t := render.Table{Columns: s.columns("step", "what to do", "state", "when", "next")}
	t.Columns[4].Flexible = true
	for _, step := range steps {
		name, next := s.speaker.Say(step.Name), s.speaker.Say(step.Next)
		v.Steps = append(v.Steps, jsonStep{step.Number, name, step.State, rfc3339(step.At), next})
		t.Rows = append(t.Rows, []string{strconv.Itoa(step.Number), name, step.State.SayIn(s.speaker), moment(step.At), orDash(next)})
	}
	return s.printer().Value(v, func() render.Page {
		return render.Page{Sections: []render.Section{{Fields: about}, {Table: t}}}
	})
}
