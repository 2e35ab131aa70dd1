package main

import (
	"context"
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/render"
	"gangway/internal/store"
)

// A finding is one thing doctor looked at.
type finding struct {
	What string `json:"what"`
	OK   bool   `json:"ok"`
	Says string `json:"says"`
}

var findingNames = map[string]lang.Message{
	"store": lang.M("store"), "boundary": lang.M("boundary"), "files": lang.M("files"), "templates": lang.M("templates"), "calendar": lang.M("calendar"),
}

func doctorCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "doctor",
		Short:   "Look whether store, keys, templates and calendar are in order",
		Example: "gangway doctor",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			findings := []finding{
				a.found("store", a.withStore(c.Context(), func(*store.Store) error { return nil }), a.place().Name()),
				{"boundary", true, a.boundary()},
				a.filesFinding(c.Context()),
				a.found("templates", a.checkTemplates(), a.sayf("every template is in order")),
				a.calendarFinding(),
			}
			t := render.Table{Columns: a.columns("what", "in order", "")}
			t.Columns[2].Flexible = true
			ok := true
			for _, f := range findings {
				t.Rows = append(t.Rows, []string{a.speaker.Say(findingNames[f.What]), a.yesNo(f.OK), f.Says})
				ok = ok && f.OK
			}
			if err := a.printer().List(findings, func() render.Table { return t }); err != nil || ok {
				return err
			}
			return shown{fault.Invalid}
		},
	}
}

// boundary says what keeps people apart. With a file on one machine it is the operating system's account and nothing
// else, whoever signs in.
func (a *app) boundary() string {
	if a.place().File() == "" {
		return a.sayf("whoever may connect to this database may change everything in it; give its account to staff alone")
	}
	return a.sayf("whoever may use this account of the operating system may change everything in the store; signing in says who did what, it does not keep anybody out")
}

// filesFinding looks whether every file that was handed in is there, and takes away what a killed program left.
func (a *app) filesFinding(ctx context.Context) finding {
	says := ""
	err := a.withStore(ctx, func(s *store.Store) error {
		count, folder, err := s.CheckFiles(ctx)
		says = a.sayf("files handed in: %d, sealed in %s", count, folder)
		return err
	})
	return a.found("files", err, says)
}

func (a *app) found(what string, err error, says string) finding {
	if err == nil {
		return finding{what, true, says}
	}
	e := a.describe(err)
	if e.Hint != "" {
		e.Message = a.sayf("%s (%s)", e.Message, e.Hint)
	}
	return finding{what, false, e.Message}
}

func (a *app) calendarFinding() finding {
	cal, err := calendar.Load(a.templates())
	if err != nil {
		return a.found("calendar", err, "")
	}
	year := calendar.Of(a.now()).Year
	if _, provisional := cal.WorkingDay(calendar.Date{Year: year, Month: 6, Day: 1}); provisional {
		err = errors.New(a.sayf("the holidays of %s are not known; due dates are provisional", strconv.Itoa(year)))
	}
	return a.found("calendar", err, a.sayf("the holidays of %s are known", strconv.Itoa(year)))
}
