package main

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gangway/applications/identity"
	"gangway/applications/typing"
	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/render"
)

func typingCmd(a *app) *cobra.Command {
	c := group("typing", "Take the typing test, which proves your typing speed", typingResultCmd(a), typingShowCmd(a))
	c.Long = "Take the typing test at the terminal: copy Chinese lines against the clock. The best valid try is the evidence for your typing speed. " +
		"A try counts from its first character on, also when it is broken off."
	c.Example = "gangway typing"
	unknown := c.RunE
	take := a.signedIn(func(s *session, _ []string) error { return s.takeTyping() })
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknown(c, args)
		}
		return take(c, args)
	}
	return c
}

// booth is where the typing test is taken.
func (s *session) booth() typing.Room {
	return typing.Room{Store: s.store, Library: typing.Library{FS: s.templates()}, Shuffle: s.store.Keys().Shuffle, Now: s.now}
}

func typingResultCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "result",
		Short:   "Show your typing tests and the best of them",
		Example: "gangway typing result",
		Args:    cobra.NoArgs,
		RunE:    a.signedIn(func(s *session, _ []string) error { return s.showTyping(s.by.ID()) }),
	}
}

func typingShowCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "show ACCOUNT|APPLICATION",
		Short:   "Show an applicant's typing tests",
		Example: "gangway typing show 7k3m",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			account, err := s.applicantNamed(args[0])
			if err != nil {
				return err
			}
			return s.showTyping(account)
		}),
	}
}

// applicantNamed returns the id of the account that is named by itself or by one of its applications.
func (s *session) applicantNamed(typed string) (string, error) {
	if _, folded, err := identity.AccountName(typed); err == nil {
		account, err := s.store.Account(s.ctx, folded)
		if err == nil {
			return account.ID, access.Check(s.by, s.verb, account.ID)
		}
		if !errors.Is(err, fault.NotFound) {
			return "", err
		}
	}
	a, err := s.find(typed)
	if errors.Is(err, fault.NotFound) {
		return "", fault.New(fault.NotFound, "there is no account and no application %q", typed)
	}
	return a.Account, err
}

// A jsonTry is one try of the typing test.
type jsonTry struct {
	ID           string          `json:"id"`
	Text         []string        `json:"text"`
	State        typing.TryState `json:"state"`
	Speed        int             `json:"speed"`
	Accuracy     float64         `json:"accuracy"` // from 0 to 1
	Correct      int             `json:"correct"`
	Seconds      float64         `json:"seconds"`
	Flagged      bool            `json:"flagged"`
	FlaggedLines []int           `json:"flagged_lines"`
	Valid        bool            `json:"valid"`
	At           string          `json:"at"`
}

func tryView(t typing.Try) jsonTry {
	return jsonTry{ID: t.ID, Text: t.Texts, State: t.State, Speed: t.Speed, Accuracy: float64(t.Accuracy) / typing.Full, Correct: t.Correct,
		Seconds: t.Time.Seconds(), Flagged: len(t.Flagged) > 0, FlaggedLines: append([]int{}, t.Flagged...), Valid: t.Valid, At: rfc3339(t.StartedAt)}
}

// A jsonTyping is how an account stands with the typing test.
type jsonTyping struct {
	Account   string    `json:"account"`
	Tries     []jsonTry `json:"tries"` // the oldest first
	Best      *jsonTry  `json:"best"`
	Left      int       `json:"tries_left"`  // in the current period
	NextTryAt *string   `json:"next_try_at"` // null when one may begin now
}

func typingView(account string, test typing.Test, tries []typing.Try, now time.Time) jsonTyping {
	v := jsonTyping{Account: account, Tries: []jsonTry{}, Left: max(0, test.Tries.Value-test.Used(tries, now))}
	for _, t := range tries {
		v.Tries = append(v.Tries, tryView(t))
	}
	if best, ok := typing.Best(tries); ok {
		view := tryView(best)
		v.Best = &view
	}
	v.NextTryAt = instant(test.Next(tries, now))
	return v
}

// instant says a time for programs, or nil when there is none.
func instant(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := rfc3339(t)
	return &text
}

// showTyping prints an account's tries.
func (s *session) showTyping(account string) error {
	test, err := s.booth().Library.Test()
	if err != nil {
		return err
	}
	tries, err := s.booth().Tries(s.ctx, account)
	if err != nil {
		return err
	}
	now := s.now()
	return s.printer().Value(typingView(account, test, tries, now), func() render.Page {
		sections := []render.Section{{Fields: s.typingStanding(test, tries, now)}}
		if len(tries) > 0 {
			sections = append(sections, render.Section{Table: s.triesTable(tries)})
		}
		return render.Page{Title: s.both(test.Title), Sections: append(sections, s.typingLimits(test))}
	})
}

// typingStanding says the best speed and when the next try may begin.
func (s *session) typingStanding(test typing.Test, tries []typing.Try, now time.Time) []render.Field {
	best := s.sayf("no valid test yet")
	if t, ok := typing.Best(tries); ok {
		best = s.sayf("%d characters a minute, %s", t.Speed, moment(t.StartedAt))
	}
	next := s.sayf("at once")
	if at := test.Next(tries, now); !at.IsZero() {
		next = moment(at)
	}
	return []render.Field{{Title: s.sayf("best"), Value: best},
		{Title: s.sayf("tries"), Value: s.sayf("%d of %d within %d days", test.Used(tries, now), test.Tries.Value, test.PeriodDays.Value)},
		{Title: s.sayf("next try"), Value: next}}
}

func (s *session) triesTable(tries []typing.Try) render.Table {
	t := render.Table{Columns: s.columns("when", "state", "characters a minute", "accuracy", "time", "evidence")}
	for _, try := range tries {
		row := []string{moment(try.StartedAt), try.State.SayIn(s.speaker), "–", "–", "–", s.yesNo(try.Valid)}
		if try.State == typing.Done {
			row[2], row[3], row[4] = strconv.Itoa(try.Speed), percent(try.Accuracy), clock(try.Time)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// typingLimits says what a test must reach, with the sources.
func (s *session) typingLimits(test typing.Test) render.Section {
	fields := []render.Field{}
	for _, f := range []struct {
		title string
		typing.Figure
	}{
		{s.sayf("minutes at most"), test.Minutes},
		{s.sayf("accuracy in percent"), test.AccuracyPercent},
		{s.sayf("right characters at least"), test.LeastCharacters},
		{s.sayf("minutes between tries"), test.GapMinutes},
	} {
		fields = append(fields, render.Field{Title: f.title, Value: s.sayf("%d (source: %s)", f.Value, f.Source)})
	}
	return render.Section{Title: s.sayf("What a test must keep to"), Fields: fields}
}

// percent says an accuracy with up to two places.
func percent(accuracy int) string {
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(float64(accuracy)/(typing.Full/100), 'f', 2, 64), "0"), ".") + "%"
}
