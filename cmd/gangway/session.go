package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/renameio/v2"
	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/seal"
	"gangway/internal/store"
	"gangway/quizzes"
	"gangway/training"
)

var china = calendar.China

// A session is a command at work for the signed-in account, over the open store.
type session struct {
	*app
	ctx   context.Context
	store *store.Store
	by    access.Actor
	verb  access.Verb
}

// verbOf is the command as it is typed, without the program's name.
func verbOf(c *cobra.Command) access.Verb {
	_, verb, _ := strings.Cut(c.CommandPath(), " ")
	return access.Verb(verb)
}

// signedIn makes a command that runs as the signed-in account, if the account's roles allow the command at all.
func (a *app) signedIn(do func(s *session, args []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		return a.withStore(c.Context(), func(s *store.Store) error {
			by, err := a.actor(c.Context(), s)
			if err != nil {
				return err
			}
			verb := verbOf(c)
			if err := access.Allowed(by, verb); err != nil {
				return err
			}
			return do(&session{app: a, ctx: c.Context(), store: s, by: by, verb: verb}, args)
		})
	}
}

// actor returns who is signed in, or fault.SignIn with the command to paste.
func (a *app) actor(ctx context.Context, s *store.Store) (access.Actor, error) {
	token, err := os.ReadFile(a.sessionFile())
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(token) == 0 {
		return access.Actor{}, fault.New(fault.SignIn, "you are not signed in").WithHint("gangway login NAME")
	}
	if err != nil {
		return access.Actor{}, err
	}
	return s.ActorOf(ctx, seal.HashToken(strings.TrimSpace(string(token))))
}

// keepSession writes the token of a session, for nobody else to read.
func (a *app) keepSession(token string) error {
	file := a.sessionFile()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	return renameio.WriteFile(file, []byte(token+"\n"), 0o600, renameio.IgnoreUmask())
}

// find returns the application an id names, if the account may do the command to it.
func (s *session) find(typed string) (applications.Application, error) {
	a, err := s.store.Application(s.ctx, typed)
	if err == nil {
		err = access.Check(s.by, s.verb, a.Account)
	}
	// What was never handed in is the applicant's own business.
	if errors.Is(err, fault.NotFound) || err == nil && a.Account != s.by.ID() && a.SubmittedAt.IsZero() {
		return a, s.noApplication(typed)
	}
	return a, err
}

// findWithProgram returns the application an id names, as find does, and its program.
func (s *session) findWithProgram(typed string) (applications.Application, applications.Program, error) {
	a, err := s.find(typed)
	if err != nil {
		return a, applications.Program{}, err
	}
	p, err := s.program(a.Program)
	return a, p, err
}

// noApplication is the one answer for what is foreign and for what does not exist. It names a list the account may see.
func (s *session) noApplication(typed string) error {
	err := fault.New(fault.NotFound, "there is no application %q", typed)
	switch {
	case s.by.Has(access.Applicant):
		return err.WithHint("gangway application list")
	case access.Allowed(s.by, "review list") == nil:
		return err.WithHint("gangway review list")
	}
	return err.WithHint("gangway train progress")
}

// desk serves applicants and reviewers.
func (s *session) desk() applications.Desk {
	fsys := s.templates()
	return applications.Desk{Store: s.store, Library: s.library(), Notices: s.composer(), Now: s.now,
		Calendar: func() (*calendar.Calendar, error) { return calendar.Load(fsys) }}
}

// school is where training is given and what follows it decided.
func (s *session) school() training.School {
	fsys := s.templates()
	return training.School{Store: s.store, Courses: training.Library{FS: fsys}, Programs: s.library(),
		Exams: quizzes.Library{FS: fsys}, Notices: s.composer(), Now: s.now}
}

// room is where exams are sat and graded.
func (s *session) room() quizzes.Room {
	fsys := s.templates()
	return quizzes.Room{Store: s.store, Library: quizzes.Library{FS: fsys}, Notices: s.composer(), Shuffle: s.store.Keys().Shuffle, Now: s.now}
}

// program returns a program by its id.
func (a *app) program(id string) (applications.Program, error) {
	return a.library().Program(id)
}
