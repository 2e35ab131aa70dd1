package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"gangway/internal/fault"
)

func demoCmd(a *app) *cobra.Command {
	var keep string
	c := &cobra.Command{
		Use:   "demo",
		Short: "Show four journeys with the real commands, in a fresh folder",
		Long:  "Show four journeys with the real commands, in a fresh folder: an applicant who is too young, one whose form is returned and mended, one who misses a red line and passes at the second sitting, and one who goes live.",
		Example: `gangway demo
			gangway demo --keep ./demo`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			folder, err := demoFolder(keep)
			if err != nil {
				return err
			}
			d := &demo{app: a, ctx: c.Context(), folder: folder, clock: a.now().Add(-26 * time.Hour)}
			return d.play()
		},
	}
	c.Flags().StringVar(&keep, "keep", "", "the folder to make; default a temporary one")
	return c
}

// demoFolder makes the folder the demo works in; it never works in one that holds something.
func demoFolder(keep string) (string, error) {
	if keep == "" {
		return os.MkdirTemp("", "gangway-demo-")
	}
	if entries, err := os.ReadDir(keep); err == nil && len(entries) > 0 {
		return "", fault.New(fault.Conflict, "the folder %s is not empty", keep)
	}
	if err := os.MkdirAll(keep, 0o700); err != nil {
		return "", err
	}
	return filepath.Abs(keep)
}

// A demo plays journeys by running commands the way a shell would. Its clock begins in the past, so that a night can
// pass in it.
type demo struct {
	*app
	ctx    context.Context
	folder string
	clock  time.Time
	who    string // account that is signed in
	post   string // the program everybody applies to, once it is chosen
	failed error  // the first command that did not end as it should
}

const demoPassword = "seven lanterns over a quiet river\n"

// play tells the four journeys and where their traces are.
func (d *demo) play() error {
	d.write("password", demoPassword)
	d.heading("Setting up: a store, a manager, a reviewer and a trainer")
	d.opening()
	d.heading("1. Too young: the condition is explained and the draft is kept")
	d.tooYoung()
	d.heading("2. Returned and mended")
	returned := d.returned()
	d.heading("3. A red line is missed; the second sitting, a day later, is passed")
	d.secondSitting(returned)
	d.heading("4. All the way to the first shift")
	certificate := d.wholeWay()
	if d.failed != nil {
		return d.failed
	}
	d.closing(certificate)
	return nil
}

func (d *demo) closing(certificate string) {
	d.heading("Where everything is")
	fmt.Fprintf(d.out, "%s\n%s\n\n%s\n", d.sayf("store: %s", d.path("gangway.db")), d.sayf("certificate: %s", certificate), d.sayf("Try next:"))
	fmt.Fprintf(d.out, "  export GANGWAY_STORE=%s GANGWAY_SESSION=%s\n", d.path("gangway.db"), d.path("session-chief"))
	for _, command := range []string{"audit verify", "notify list", "certificate verify " + certificate, "review list --state all"} {
		fmt.Fprintln(d.out, "  gangway "+command)
	}
}

func (d *demo) path(name string) string { return filepath.Join(d.folder, name) }

// write keeps a file in the demo's folder and returns its path.
func (d *demo) write(name, content string) string {
	if err := os.WriteFile(d.path(name), []byte(content), 0o600); err != nil {
		d.fail(err)
	}
	return d.path(name)
}

func (d *demo) fail(err error) {
	if d.failed == nil {
		d.failed = err
	}
}

// heading says what comes next. Every heading is a key of the catalogue.
func (d *demo) heading(title string) {
	if d.failed == nil {
		fmt.Fprintf(d.out, "\n## %s\n", d.sayf(title))
	}
}

// run carries out one command as the account that is signed in, shows it with its output, and expects an exit status.
func (d *demo) run(status int, args ...string) {
	if d.failed != nil {
		return
	}
	fmt.Fprintf(d.out, "\n%s$ gangway %s\n", d.who, shellWords(args))
	got := d.command(d.out, d.out, args)
	if got != exitDone {
		fmt.Fprintf(d.out, "[%d]\n", got)
	}
	if got != status {
		d.fail(fmt.Errorf("gangway %s ended with %d instead of %d", shellWords(args), got, status))
	}
}

// command runs one command in this process, with the demo's store, session and clock.
func (d *demo) command(out, errOut *os.File, args []string) int {
	password, err := os.Open(d.path("password"))
	if err != nil {
		d.fail(err)
		return exitFailed
	}
	defer password.Close()
	env := map[string]string{
		"GANGWAY_STORE": d.path("gangway.db"), "GANGWAY_KEYS": "", "GANGWAY_SESSION": d.path("session-" + d.who), "GANGWAY_LANG": string(d.speaker.Lang),
	}
	d.clock = d.clock.Add(time.Second)
	now := d.clock
	return run(d.ctx, append([]string{"--no-input", "--yes"}, args...), &app{
		in: password, out: out, errOut: errOut, now: func() time.Time { return now },
		getenv: func(name string) string {
			if value, ours := env[name]; ours {
				return value
			}
			return d.getenv(name)
		},
	})
}
