package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gangway/internal/fault"
	"gangway/internal/render"
)

func templatesCmd(a *app) *cobra.Command {
	return group("templates", "The data Gangway works with: list, show, check, try and export it", templatesListCmd(a), templatesShowCmd(a), templatesCheckCmd(a), templatesTestCmd(a), templatesExportCmd(a))
}

// templateFiles lists every file of the templates.
func (a *app) templateFiles() ([]string, error) {
	var files []string
	err := fs.WalkDir(a.templates(), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, path)
		}
		return err
	})
	return files, err
}

func templatesListCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the files",
		Example: "gangway templates list",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			files, err := a.templateFiles()
			if err != nil {
				return err
			}
			t := render.Table{Columns: a.columns("file")}
			for _, f := range files {
				t.Rows = append(t.Rows, []string{f})
			}
			return a.printer().List(files, func() render.Table { return t })
		},
	}
}

func templatesShowCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "show FILE",
		Short:   "Show a file as it is used",
		Example: "gangway templates show programs/taobao-online.yaml",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			data, err := fs.ReadFile(a.templates(), args[0])
			if err != nil {
				return fault.New(fault.NotFound, "there is no template %q", args[0]).WithHint("gangway templates list")
			}
			_, err = a.out.Write(data)
			return err
		},
	}
}

func templatesCheckCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Check every template and list all mistakes",
		Example: `gangway templates check
			gangway templates check --templates ./ours`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := a.checkTemplates(); err != nil {
				return err
			}
			a.say("Every template is in order.")
			return nil
		},
	}
}

func templatesExportCmd(a *app) *cobra.Command {
	var schema bool
	c := &cobra.Command{
		Use:   "export FOLDER",
		Short: "Copy the templates to a folder, or write a JSON Schema for each kind",
		Example: `gangway templates export ours
			gangway templates export --schema schemas`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			files, err := a.exports(schema)
			if err != nil {
				return err
			}
			for _, name := range sortedKeys(files) {
				if err := writeNew(filepath.Join(args[0], filepath.FromSlash(name)), files[name]); err != nil {
					return err
				}
			}
			a.say("%d files written to %s", len(files), args[0])
			return nil
		},
	}
	c.Flags().BoolVar(&schema, "schema", false, "write JSON Schemas, for editors to complete and check")
	return c
}

// exports gathers the files to write.
func (a *app) exports(schema bool) (map[string][]byte, error) {
	if schema {
		return schemas()
	}
	names, err := a.templateFiles()
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, name := range names {
		if strings.HasPrefix(name, "locales/") {
			continue // read from the program alone
		}
		if files[name], err = fs.ReadFile(a.templates(), name); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// writeNew writes a file that is not there yet, so that nobody's own work is written over.
func writeNew(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fault.New(fault.Conflict, "%s is there already; nothing was written over", path)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
