package main

import (
	"errors"
	"slices"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/lang"
)

// A filling is a form being filled in.
type filling struct {
	*session
	program     applications.Program
	application applications.Application
	stored      []applications.File // the files among the answers as they were stored last
	done        map[string]bool     // fields that were gone through, at a terminal
	page        string              // the page that was turned to last, at a terminal
}

func newFilling(s *session, p applications.Program, a applications.Application) *filling {
	return &filling{session: s, program: p, application: a, stored: a.Answers.Files(), done: map[string]bool{}}
}

// save keeps the answers so far and takes away files that were exchanged.
func (f *filling) save() (err error) {
	f.application, err = f.desk().Save(f.ctx, f.by, f.program, f.application)
	files := f.application.Answers.Files()
	exchanged := slices.ContainsFunc(f.stored, func(file applications.File) bool { return !slices.Contains(files, file) })
	f.stored = files
	if !exchanged {
		return err
	}
	// Also where the answers were refused: of somebody too young nothing is kept, and the store knows what it keeps.
	if tidied := f.cabinet().Tidy(f.ctx, f.by, f.application); err == nil {
		err = tidied
	}
	return err
}

// cabinet is where files that are handed in are kept.
func (s *session) cabinet() applications.Cabinet {
	return applications.Cabinet{Store: s.store, Now: s.now}
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
