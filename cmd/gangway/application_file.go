package main

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/term"
)

// A jsonWritten is the JSON form of a file that was written out.
type jsonWritten struct {
	applications.File
	Path string `json:"path"`
}

func applicationFileCmd(a *app) *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:   "file ID FIELD",
		Short: "Write out a file that was handed in with an application",
		Long:  "Write out a file that was handed in with an application: into a new file for your account alone, or to where standard output is piped. That a reviewer looked at it stays in the application's history.",
		Example: `gangway application file 7k3m diploma --out diploma.pdf
			gangway application file 7k3m diploma > diploma.pdf`,
		Args: cobra.ExactArgs(2),
		RunE: a.signedIn(func(s *session, args []string) error {
			application, p, err := s.findWithProgram(args[0])
			if err != nil {
				return err
			}
			field, err := fileField(p, args[1])
			if err != nil {
				return err
			}
			if out == "" && !term.Interactive(s.out, s.out, s.getenv) && s.format == render.Tables {
				out = "-"
			}
			return s.writeOut(application, field, out)
		}),
	}
	c.Flags().StringVar(&out, "out", "", "the file to write, which must not be there yet; - is standard output")
	return c
}

// fileField returns a program's field whose answers are files.
func fileField(p applications.Program, id string) (applications.Field, error) {
	var ids []string
	for _, f := range p.Fields {
		if f.Kind != applications.KindFile {
			continue
		}
		if f.ID == id {
			return f, nil
		}
		ids = append(ids, f.ID)
	}
	err := fault.New(fault.NotFound, "the form has no file %q", id)
	if len(ids) > 0 {
		return applications.Field{}, err.WithHint("the files are %s", strings.Join(ids, ", "))
	}
	return applications.Field{}, err
}

// writeOut writes the file of a field to standard output, or into a new file, which by default is named after the
// application and the field: what the applicant called it becomes no name here.
func (s *session) writeOut(a applications.Application, field applications.Field, path string) error {
	if path == "-" {
		_, content, err := s.cabinet().Content(s.ctx, s.by, a, field)
		if err != nil {
			return err
		}
		_, err = s.out.Write(content)
		return err
	}
	if path == "" {
		known, _ := a.Answers.File(field.ID)
		path = a.ID + "-" + field.ID + "." + string(known.Kind)
	}
	// Made before the file is looked at: what cannot be written was not seen.
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fault.New(fault.Conflict, "there is something at %s already, and it is not overwritten", path)
	}
	if err != nil {
		return err
	}
	file, content, err := s.cabinet().Content(s.ctx, s.by, a, field)
	if err == nil {
		_, err = f.Write(content)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	v := jsonWritten{file, path}
	if a.Account != s.by.ID() {
		v.Name = "" // it may be the person's
	}
	return s.printer().Value(v, func() render.Page {
		return render.Page{Sections: []render.Section{{Fields: []render.Field{
			{Title: s.sayf("file"), Value: path}, {Title: s.sayf("contents"), Value: field.Show(file, s.speaker, a.Account == s.by.ID())},
			{Title: "SHA-256", Value: file.SHA256},
		}}}}
	})
}
