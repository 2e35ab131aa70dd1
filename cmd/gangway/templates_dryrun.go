package main

import (
	"errors"
	"maps"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/yamlfile"
)

func templatesTestCmd(a *app) *cobra.Command {
	var from, asOf string
	var speed int64
	c := &cobra.Command{
		Use:   "test PROGRAM",
		Short: "Try a program's form and rules on a file of answers, without a store",
		Long:  "Try a program's form and rules on a file of answers, without a store: what is wrong with them and what is missing, how every rule judges, and what screening would propose. The profile is taken to agree. Ends with 0 when the application could be submitted, else with 3.",
		Example: `gangway templates test taobao-online --from answers.yaml
			gangway templates test taobao-online --from answers.yaml --typing 66 --as-of 2026-12-01 -o json`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if from == "" {
				return fault.New(fault.Usage, "say which file holds the answers").WithHint("--from FILE")
			}
			p, err := a.program(args[0])
			if err != nil {
				return err
			}
			now, err := a.asOf(asOf)
			if err != nil {
				return err
			}
			measured := applications.Measured{}
			if c.Flags().Changed("typing") {
				measured[applications.TypingTest] = max(speed, 0)
			}
			run, err := a.dryRun(p, from, measured, now)
			if err != nil {
				return err
			}
			if err := a.showDryRun(p, run, calendar.Of(now)); err != nil || run.Accepted() {
				return err
			}
			return shown{fault.Invalid}
		},
	}
	flags := c.Flags()
	flags.StringVar(&from, "from", "", "YAML or JSON file of field ids to answers; - is standard input")
	flags.Int64Var(&speed, "typing", 0, "speed of a typing test, as if it was taken")
	flags.StringVar(&asOf, "as-of", "", "day to judge on, YYYY-MM-DD; today if not given")
	return c
}

// asOf returns a time on the day of a flag, or now.
func (a *app) asOf(day string) (time.Time, error) {
	if day == "" {
		return a.now(), nil
	}
	d, err := calendar.ParseDate(day)
	if err != nil {
		return time.Time{}, fault.New(fault.Invalid, "the day after --as-of cannot be used: %s", err)
	}
	return d.Midnight(), nil
}

// dryRun reads a file of answers and tries the program on it. Paths in the file are meant from where it lies; what they
// lead to is checked and kept nowhere.
func (a *app) dryRun(p applications.Program, from string, measured applications.Measured, now time.Time) (applications.DryRun, error) {
	data, err := a.readInput(from)
	if err != nil {
		return applications.DryRun{}, err
	}
	form := writtenForm{yamlfile.DecodeForm(from, data), filepath.Dir(from)} // of -, that is here
	if len(form.Fields) == 0 && form.Err() != nil {
		return applications.DryRun{}, form.Err()
	}
	typed, broken := map[string]applications.Typed{}, []string(nil)
	for _, entry := range form.Fields {
		before := len(mistakesOf(form.Err()))
		read := form.read(p.Fields, []yamlfile.Field{entry}, "")
		if len(mistakesOf(form.Err())) > before {
			broken = append(broken, entry.ID)
		} else {
			maps.Copy(typed, read)
		}
	}
	run, err := a.library().DryRun(p, typed, broken, measured, now)
	run.Mistakes = append(mistakesOf(form.Err()), run.Mistakes...)
	return run, err
}

// mistakesOf returns the single mistakes an error sums up.
func mistakesOf(err error) []fault.Detail {
	var f *fault.Error
	if !errors.As(err, &f) {
		return nil
	}
	return f.Details
}
