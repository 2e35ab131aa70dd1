package main

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gangway/internal/fault"
	"gangway/internal/render"
)

func privacyCmd(a *app) *cobra.Command {
	return group("privacy", "Read how personal information is handled", &cobra.Command{
		Use:     "show",
		Short:   "Show the notice on personal information",
		Example: "gangway privacy show",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			version, notice, err := a.privacyNotice()
			if err != nil {
				return err
			}
			value := map[string]string{"version": version, "text": notice}
			return a.printer().Value(value, func() render.Page {
				return render.Page{Sections: []render.Section{{Lesson: notice}}}
			})
		},
	})
}

// privacyNotice returns the newest notice in the user's language and its version, which is the name of its file.
func (a *app) privacyNotice() (version, notice string, err error) {
	suffix := "." + string(a.speaker.Lang) + ".md"
	files, err := fs.Glob(a.templates(), "privacy/*"+suffix)
	if err != nil {
		return "", "", err
	}
	if len(files) == 0 {
		return "", "", fault.New(fault.NotFound, "the templates hold no notice on personal information")
	}
	newest := slices.Max(files)
	data, err := fs.ReadFile(a.templates(), newest)
	return strings.TrimSuffix(path.Base(newest), suffix), string(data), err
}
