package main

import (
	"context"
	"errors"
	"strings"

	"gangway/applications/typing"
	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/term"
)

// takeTyping lets the account take the typing test and shows what came of it.
func (s *session) takeTyping() error {
	if !s.interactive {
		return fault.New(fault.Invalid, "a typing test needs a terminal to type at; nothing was started").
			WithHint("gangway typing result").Because(term.ErrNotInteractive)
	}
	sheet, err := s.booth().Prepare(s.ctx, s.by)
	if err != nil {
		return err
	}
	if err := s.introduceTyping(sheet); err != nil {
		return err
	}
	try, err := s.typeSheet(sheet)
	if err != nil {
		return err
	}
	if err := s.remeasure(); err != nil {
		return err
	}
	return s.showTry(sheet.Test, try)
}

// remeasure lets what was measured count for the account's applications that await review.
func (s *session) remeasure() error {
	ids, err := s.desk().Remeasure(s.ctx, s.by)
	for _, id := range ids {
		s.say("The measured speed counts for the application %s now: gangway application explain %s", id, id)
	}
	return err
}

// introduceTyping says, before the clock can start, how the test goes and that the try will count.
func (s *session) introduceTyping(sheet typing.Sheet) error {
	tries, err := s.booth().Tries(s.ctx, s.by.ID())
	if err != nil {
		return err
	}
	test := sheet.Test
	s.say("%s: try %d of %d, %d lines, at most %d minutes.", test.Title, test.Used(tries, s.now())+1, test.Tries.Value, len(sheet.Lines()), test.Minutes.Value)
	s.say("%s", test.Instructions)
	s.say("The clock starts with your first character; from then on the try counts, also when you break it off with Ctrl-C.")
	return nil
}

// typeSheet has every line copied and stores how it went: that the try has begun as soon as its clock runs, and how it
// ended, whatever ends it.
func (s *session) typeSheet(sheet typing.Sheet) (typing.Try, error) {
	run := typing.NewRun(sheet, s.now())
	var try typing.Try
	begin := func() (err error) {
		if run.Began() {
			return nil
		}
		run.Begin(s.now())
		try, err = s.booth().Start(s.ctx, s.by, sheet)
		return err
	}
	for {
		if _, _, _, more := run.Line(); !more {
			break
		}
		if err := s.typeLine(run, begin); err != nil {
			if try.ID != "" {
				return try, errors.Join(err, s.breakOff(sheet.Test, try))
			}
			return try, err
		}
	}
	try, err := s.booth().End(s.ctx, s.by, try.ID, run.Result())
	if err == nil && run.Result().Time == sheet.Test.Limit() {
		s.letGo()
	}
	return try, err
}

// typeLine has one line copied.
func (s *session) typeLine(run *typing.Run, begin func() error) error {
	line, number, of, _ := run.Line()
	copied, err := s.prompt.Copy(term.Copying{
		Title: s.sayf("[line %d of %d, %s left] %s", number, of, clock(run.Left(s.now())), run.Text().Title),
		Line:  line,
		Begun: begin,
		Over:  func() bool { return run.Over(s.now()) },
	})
	if err == nil {
		run.Take(copied.Text, copied.Finished, s.now())
	}
	return err
}

// breakOff stores that a try was broken off, also when a signal did it.
func (s *session) breakOff(test typing.Test, try typing.Try) error {
	ctx := context.WithoutCancel(s.ctx)
	if _, err := s.booth().Abandon(ctx, s.by, try.ID); err != nil {
		return err
	}
	tries, err := s.booth().Tries(ctx, s.by.ID())
	if err == nil {
		s.say("The try was broken off and counts; the next may begin at %s.", moment(test.Next(tries, s.now())))
	}
	return err
}

// letGo takes the keys that are still pressed when the time is over, so that they do not reach the shell.
func (s *session) letGo() {
	// The result is stored: however the question ends, it is shown.
	_, _ = s.prompt.Text(term.Question{Prompt: s.sayf("The time is over. Press Enter to see the result."), Optional: true})
}

// A jsonTyped is what one try came to.
type jsonTyped struct {
	jsonTry
	NotValid  []string      `json:"not_valid"` // why it is no evidence
	Settles   []jsonSettled `json:"settles"`
	NextTryAt *string       `json:"next_try_at"`
}

// showTry prints what a try came to and which conditions of programs it settles.
func (s *session) showTry(test typing.Test, try typing.Try) error {
	tries, err := s.booth().Tries(s.ctx, s.by.ID())
	if err != nil {
		return err
	}
	settled, err := s.settled(tries)
	if err != nil {
		return err
	}
	v := jsonTyped{tryView(try), []string{}, settled, instant(test.Next(tries, s.now()))}
	for _, reason := range test.Shortfall(try.Result) {
		v.NotValid = append(v.NotValid, s.speaker.Say(reason))
	}
	return s.printer().Value(v, func() render.Page {
		evidence := s.sayf("yes")
		if !try.Valid {
			evidence = s.sayf("no: %s", strings.Join(v.NotValid, s.sayf("; ")))
		}
		fields := []render.Field{
			{Title: s.sayf("speed"), Value: s.sayf("%d characters a minute", try.Speed)},
			{Title: s.sayf("accuracy"), Value: percent(try.Accuracy)},
			{Title: s.sayf("time"), Value: clock(try.Time)},
			{Title: s.sayf("evidence"), Value: evidence},
		}
		page := render.Page{Title: s.both(test.Title), Sections: []render.Section{{Fields: append(fields, s.typingStanding(test, tries, s.now())...)}}}
		if len(settled) > 0 {
			page.Sections = append(page.Sections, render.Section{Title: s.sayf("Conditions your best test settles"), Table: s.settledTable(settled)})
		}
		return page
	})
}
