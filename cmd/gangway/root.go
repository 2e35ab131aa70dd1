package main

import (
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/render"
	"gangway/internal/term"
)

// version is stamped when a release is built.
var version string

func versionText() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// The groups of commands, by who uses them.
const (
	groupSetup     = "setup"
	groupApplicant = "applicant"
	groupReviewer  = "reviewer"
	groupTrainer   = "trainer"
	groupManager   = "manager"
)

// newRoot builds the whole tree of commands. began is set when a command's own work begins.
func newRoot(a *app) (root *cobra.Command, began *bool) {
	began = new(bool)
	root = &cobra.Command{
		Use:           "gangway",
		Short:         "Take customer-service agents from registration to their first shift",
		Long:          "Gangway (上岗之路) takes people who want to be online-shop customer-service agents from registration to their first shift.",
		Version:       versionText(),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	a.globalFlags(root)
	root.SetVersionTemplate("gangway {{.Version}}\n")
	groups := []struct {
		id       string
		title    lang.Message
		commands []*cobra.Command
	}{
		{groupSetup, lang.M("Set-up:"), []*cobra.Command{initCmd(a), loginCmd(a), logoutCmd(a), whoamiCmd(a), passwordCmd(a), staffCmd(a), demoCmd(a), doctorCmd(a), versionCmd(a)}},
		{groupApplicant, lang.M("Applicants:"), []*cobra.Command{registerCmd(a), profileCmd(a), programsCmd(a), applyCmd(a), applicationCmd(a), statusCmd(a), learnCmd(a), typingCmd(a), quizCmd(a), privacyCmd(a), askCmd(a), ticketCmd(a)}},
		{groupReviewer, lang.M("Reviewers:"), []*cobra.Command{reviewCmd(a), importCmd(a)}},
		{groupTrainer, lang.M("Trainers:"), []*cobra.Command{trainCmd(a), bankCmd(a), gradeCmd(a), certificateCmd(a)}},
		{groupManager, lang.M("Managers:"), []*cobra.Command{goliveCmd(a), templatesCmd(a), notifyCmd(a), auditCmd(a)}},
	}
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.id, Title: a.speaker.Say(g.title)})
		for _, c := range g.commands {
			c.GroupID = g.id
			root.AddCommand(c)
		}
	}
	prepareHelp(a, root)
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error { return a.begin(c, began) }
	return root, began
}

func (a *app) globalFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&a.storeURL, "store", a.getenv("GANGWAY_STORE"), "where the store is: a path, or postgres://…")
	flags.StringVar(&a.keysDir, "keys", a.getenv("GANGWAY_KEYS"), "folder of the store's keys")
	flags.StringVar(&a.filesDir, "files", a.getenv("GANGWAY_FILES"), "folder of the files handed in")
	flags.StringVar(&a.sessionPath, "session", a.getenv("GANGWAY_SESSION"), "file that holds the session of the signed-in account")
	flags.StringVar(&a.templatesDir, "templates", a.getenv("GANGWAY_TEMPLATES"), "folder laid over the shipped templates")
	flags.StringP("output", "o", string(render.Tables), "format of results: table, json, jsonl, csv or markdown")
	flags.BoolVar(&a.bom, "bom", false, "begin CSV with a byte order mark, for spreadsheets")
	flags.String("lang", "", "language: zh-CN or en")
	flags.BoolVar(&a.noInput, "no-input", false, "never ask; a missing answer is an error")
	flags.BoolVarP(&a.yes, "yes", "y", false, "answer yes to every confirmation")
}

// begin runs before each command: it checks the global flags and decides whether there is somebody to ask.
func (a *app) begin(c *cobra.Command, began *bool) error {
	if c.Name() == cobra.ShellCompRequestCmd {
		translate(a, c.Root()) // it describes the words it completes
	}
	format, err := c.Flags().GetString("output")
	if err != nil {
		return err
	}
	if a.format, err = render.ParseFormat(format); err != nil {
		return err
	}
	a.prompt = term.None()
	a.interactive = !a.noInput && term.Interactive(a.in, a.errOut, a.getenv)
	if a.interactive {
		a.prompt = term.New(c.Context(), a.in, a.errOut, a.getenv, a.speaker)
	}
	// Cobra looks at this only after the command has begun, and it is a mistake of usage like the others.
	if err := c.ValidateFlagGroups(); err != nil {
		return err
	}
	if info, err := os.Stat(a.templatesDir); a.templatesDir != "" && (err != nil || !info.IsDir()) {
		return fault.New(fault.NotFound, "there is no folder of templates %s", a.templatesDir)
	}
	// What the table of grants does not name is refused, also where a command would not ask who is there.
	if _, known := access.Open(verbOf(c)); !known && !c.HasSubCommands() && !c.Hidden {
		return fault.New(fault.Denied, "nobody may do %q", string(verbOf(c)))
	}
	*began = true
	return nil
}

func versionCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "gangway version",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return a.printer().Value(map[string]string{"version": versionText()}, func() render.Page {
				return render.Page{Sections: []render.Section{{Text: []string{"gangway " + versionText()}}}}
			})
		},
	}
}

// both says a text of a template in the user's language.
func (a *app) both(t lang.Text) string { return t.In(a.speaker.Lang) }
