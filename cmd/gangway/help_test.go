package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"gangway/internal/lang"
	"gangway/internal/text"
)

func TestHelpFitsTheScreen(t *testing.T) {
	for _, columns := range []string{"80", "40"} {
		for _, l := range []lang.Lang{lang.English, lang.Chinese} {
			widest := map[string]int{"80": 80, "40": 40}[columns]
			for path, help := range everyHelp(t, l, columns) {
				for line := range strings.SplitSeq(help, "\n") {
					if got := text.Width(line); got > widest {
						t.Errorf("help of %s in %s: got %d columns, want at most %d: %s", path, l, got, widest, line)
					}
				}
			}
		}
	}
}

func TestChineseHelpIsChinese(t *testing.T) {
	english := everyHelp(t, lang.English, "80")
	for path, help := range everyHelp(t, lang.Chinese, "80") {
		about, _, _ := strings.Cut(help, "\n\n")
		if before, _, _ := strings.Cut(english[path], "\n\n"); about == before {
			t.Errorf("help of %s in Chinese: got the English text %q", path, about)
		}
	}
}

// everyHelp returns the help of every command.
func everyHelp(t *testing.T, l lang.Lang, columns string) map[string]string {
	t.Helper()
	a := bareApp(t, map[string]string{"COLUMNS": columns})
	var err error
	if a.speaker, err = speakerFor(l); err != nil {
		t.Fatal(err)
	}
	root, _ := newRoot(a)
	helps := map[string]string{}
	each(root, func(c *cobra.Command) {
		var b bytes.Buffer
		a.help(&b, c)
		helps[c.CommandPath()] = b.String()
	})
	return helps
}
