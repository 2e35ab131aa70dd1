package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/render"
	"gangway/internal/term"
	"gangway/internal/text"
	"gangway/templates"
)

// A newProgram is what is asked of a program before its file is written.
type newProgram struct {
	ID    string                   `json:"program"`
	Kind  applications.ProgramKind `json:"kind"`
	Path  string                   `json:"path"`
	title lang.Text
}

func programsNewCmd(a *app) *cobra.Command {
	var folder, kind string
	var title lang.Text
	c := &cobra.Command{
		Use:   "new ID",
		Short: "Begin a program of your own from a commented sample",
		Long:  "Begin a program of your own from a commented sample: a file programs/ID.yaml in your folder of templates, to be changed with an editor. A file that is there is never written over.",
		Example: `gangway programs new night-desk --to ours
			gangway programs new spring-sale --to ours --kind campaign --title-zh 春季活动 --title-en "Spring sale"`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if folder == "" {
				folder = a.templatesDir
			}
			p := newProgram{ID: args[0], Kind: applications.ProgramKind(kind), title: title}
			if err := p.check(folder); err != nil {
				return err
			}
			if err := a.askNewProgram(c, &p); err != nil {
				return err
			}
			return a.writeProgram(p, folder)
		},
	}
	flags := c.Flags()
	flags.StringVar(&folder, "to", "", "folder of your templates; it is made if need be")
	flags.StringVar(&kind, "kind", string(applications.Agent), "agent, merchant or campaign")
	flags.StringVar(&title.Chinese, "title-zh", "新报名项目", "title in Chinese")
	flags.StringVar(&title.English, "title-en", "New program", "title in English")
	return c
}

var programID = text.Pattern(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// longestProgramID keeps a program's id short enough for the columns it stands in.
const longestProgramID = 40

// check refuses what no answer could make right.
func (p newProgram) check(folder string) error {
	switch {
	case folder == "":
		return fault.New(fault.Usage, "say in which folder of templates the program begins").WithHint("--to FOLDER")
	case !programID().MatchString(p.ID):
		return fault.New(fault.Invalid, "an id is made of lower-case letters, digits and hyphens, not %q", p.ID)
	case len(p.ID) > longestProgramID:
		return fault.New(fault.Invalid, "the id has %d characters; at most %d can be used", len(p.ID), longestProgramID)
	case !slices.Contains(p.Kind.Choices(), string(p.Kind)):
		return fault.New(fault.Invalid, "the kind is one of %s", strings.Join(p.Kind.Choices(), ", "))
	}
	_, err := fs.Stat(templates.Over(folder), p.file())
	if err == nil {
		return fault.New(fault.Conflict, "there is a program %q already; choose another id", p.ID).WithHint("gangway templates show %s", p.file())
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// file is where the program stands among the templates.
func (p newProgram) file() string { return "programs/" + p.ID + ".yaml" }

// askNewProgram asks for what no flag says, when there is somebody to ask.
func (a *app) askNewProgram(c *cobra.Command, p *newProgram) error {
	if a.interactive && !c.Flags().Changed("kind") {
		options := []term.Option{}
		for _, kind := range []applications.ProgramKind{applications.Agent, applications.Merchant, applications.Campaign} {
			options = append(options, term.Option{Value: string(kind), Label: a.kind(kind)})
		}
		kind, err := a.prompt.Choose(term.Question{Prompt: a.sayf("What kind of program is it?"), Options: options, Default: string(p.Kind), Flag: "--kind"})
		if err != nil {
			return err
		}
		p.Kind = applications.ProgramKind(kind)
	}
	for _, t := range []struct {
		flag, prompt string
		title        *string
	}{
		{"title-zh", a.sayf("Title in Chinese"), &p.title.Chinese}, {"title-en", a.sayf("Title in English"), &p.title.English},
	} {
		if a.interactive && !c.Flags().Changed(t.flag) {
			answer, err := a.prompt.Text(term.Question{Prompt: t.prompt, Flag: "--" + t.flag, Check: checkTitle})
			if err != nil {
				return err
			}
			*t.title = answer
		}
		if err := checkTitle(*t.title); err != nil {
			return fault.New(fault.Invalid, "--%s: %s", t.flag, err)
		}
	}
	return nil
}

// checkTitle wants a title that fits a line of a list.
func checkTitle(title string) error {
	_, err := applications.Field{Kind: applications.KindText, MaxLength: 60}.Parse(title)
	return err
}

// writeProgram writes the sample of the program's kind into the folder, with its id and titles filled in.
func (a *app) writeProgram(p newProgram, folder string) error {
	sample, err := fs.ReadFile(templates.Over(folder), "samples/program."+string(p.Kind)+".yaml")
	if err != nil {
		return err
	}
	filled := strings.NewReplacer("<ID>", p.ID, "<TITLE-ZH>", quoted(p.title.Chinese), "<TITLE-EN>", quoted(p.title.English)).Replace(string(sample))
	p.Path = filepath.Join(folder, filepath.FromSlash(p.file()))
	if err := writeNew(p.Path, []byte(filled)); err != nil {
		return err
	}
	a.say("The program begins in %s; its comments explain every field.", p.Path)
	a.say("Next: change it, then gangway templates check --templates %s", folder)
	a.say("Then try it: gangway templates test %s --from answers.yaml --templates %s", p.ID, folder)
	return a.printer().Value(p, func() render.Page {
		return render.Page{Sections: []render.Section{{Fields: []render.Field{
			{Title: a.sayf("program"), Value: p.ID}, {Title: a.sayf("kind"), Value: a.kind(p.Kind)}, {Title: a.sayf("file"), Value: p.Path},
		}}}}
	})
}

// quoted writes a text as YAML in double quotes, which JSON's are.
func quoted(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(strings.TrimSpace(s)); err != nil {
		panic(err) // a text can always be said
	}
	return strings.TrimSuffix(b.String(), "\n")
}
