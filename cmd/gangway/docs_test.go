package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gangway/internal/fault"
	"gangway/internal/term"
)

// TestLinksResolve looks for the file, and in it the heading, of every link that leads to another page here.
func TestLinksResolve(t *testing.T) {
	for _, page := range allPages(t) {
		for _, link := range page.links() {
			if strings.Contains(link, "://") || strings.HasPrefix(link, "README") {
				continue
			}
			file, heading, _ := strings.Cut(link, "#")
			target := filepath.Join(filepath.Dir(page.path), file)
			if file == "" {
				target = page.path
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s: there is no %s", page.path, link)
			} else if heading != "" && !slices.Contains(anchors(readPage(t, target)), heading) {
				t.Errorf("%s: there is no heading %s", page.path, link)
			}
		}
	}
}

// anchors are the names of a page's headings in links, the way the usual hosts make them.
func anchors(p page) (names []string) {
	for _, heading := range p.headings() {
		name := strings.ToLower(regexp.MustCompile(`[^\pL\pN _-]`).ReplaceAllString(heading, ""))
		names = append(names, strings.ReplaceAll(name, " ", "-"))
	}
	return names
}

// TestCommandsInDocsExist looks up every command and flag that stands in code.
func TestCommandsInDocsExist(t *testing.T) {
	root := docRoot()
	for _, page := range allPages(t) {
		for _, line := range page.code() {
			if err := lookUpCommand(root, strings.Fields(line)[1:]); err != nil {
				t.Errorf("%s: %s: %v", page.path, line, err)
			}
		}
	}
}

// docRoot is the tree of commands as it is when a command runs.
func docRoot() *cobra.Command {
	root, _ := newRoot(&app{getenv: func(string) string { return "" }})
	root.InitDefaultHelpCmd()
	root.InitDefaultVersionFlag()
	each(root, func(c *cobra.Command) { c.InitDefaultHelpFlag() })
	return root
}

// lookUpCommand follows words down the tree and says what is not there. A word in capitals, as in usage lines, stands
// for any command.
func lookUpCommand(root *cobra.Command, words []string) error {
	c, found := root, false
	for i := 0; i < len(words); i++ {
		switch word := words[i]; {
		case strings.HasPrefix(word, "-"):
			name, _, given := strings.Cut(word, "=")
			flag := flagNamed(c, name)
			if flag == nil {
				return fmt.Errorf("%q has no flag %s", c.CommandPath(), name)
			}
			if flag.NoOptDefVal == "" && !given {
				i++ // its value
			}
		case !found && c.HasSubCommands() && word != "COMMAND":
			at := slices.IndexFunc(c.Commands(), func(sub *cobra.Command) bool { return sub.Name() == word })
			if at < 0 {
				return fmt.Errorf("%q has no command %q", c.CommandPath(), word)
			}
			c = c.Commands()[at]
		default:
			found = true // an argument; no command follows it
		}
	}
	return nil
}

// flagNamed returns a command's flag, its own or one of every command, by the name as typed: --output or -o.
func flagNamed(c *cobra.Command, typed string) *pflag.Flag {
	if long, ok := strings.CutPrefix(typed, "--"); ok {
		return c.Flag(long)
	}
	for _, flags := range []*pflag.FlagSet{c.Flags(), c.InheritedFlags()} {
		if len(typed) == 2 && flags.ShorthandLookup(typed[1:]) != nil {
			return flags.ShorthandLookup(typed[1:])
		}
	}
	return nil
}

// TestEveryCommandIsInTheDocs wants each command that runs on the page of commands.
func TestEveryCommandIsInTheDocs(t *testing.T) {
	code := readPage(t, filepath.Join(top, "docs", "commands.md")).code()
	var look func(c *cobra.Command)
	look = func(c *cobra.Command) {
		named := func(line string) bool { return line == c.CommandPath() || strings.HasPrefix(line, c.CommandPath()+" ") }
		if c.Runnable() && !slices.ContainsFunc(code, named) {
			t.Errorf("docs/commands.md does not name %q", c.CommandPath())
		}
		for _, sub := range c.Commands() {
			look(sub)
		}
	}
	look(docRoot())
}

// TestEveryTemplateFieldIsInTheDocs wants each name a template may have, as the schemas list them, on the page of
// templates.
func TestEveryTemplateFieldIsInTheDocs(t *testing.T) {
	page := readPage(t, filepath.Join(top, "docs", "templates.md")).String()
	files, err := schemas()
	if err != nil {
		t.Fatal(err)
	}
	for file, data := range files {
		var schema any
		if err := json.Unmarshal(data, &schema); err != nil {
			t.Fatal(err)
		}
		for _, name := range propertyNames(schema) {
			if !strings.Contains(page, "`"+name+"`") && !strings.Contains(page, "."+name+"`") {
				t.Errorf("docs/templates.md does not name %q of %s", name, file)
			}
		}
	}
}

// propertyNames lists the names of all properties of a schema and of what is inside it.
func propertyNames(schema any) (names []string) {
	switch v := schema.(type) {
	case []any:
		for _, inner := range v {
			names = append(names, propertyNames(inner)...)
		}
	case map[string]any:
		properties, _ := v["properties"].(map[string]any)
		names = slices.Sorted(maps.Keys(properties))
		for _, inner := range v {
			names = append(names, propertyNames(inner)...)
		}
	}
	return names
}

// TestDependenciesPageIsComplete wants a row for each module that go.mod asks for directly or as a tool, with the
// version in use, and no row for any other.
func TestDependenciesPageIsComplete(t *testing.T) {
	var want, got []string
	for _, m := range directModules(t) {
		want = append(want, m.Path+" "+m.Version)
	}
	row := regexp.MustCompile("(?m)^\\| `([^`]+)` \\| ([^ |]+) \\|")
	for _, m := range row.FindAllStringSubmatch(readPage(t, filepath.Join(top, "docs", "dependencies.md")).String(), -1) {
		got = append(got, m[1]+" "+m[2])
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("modules (-go.mod +docs/dependencies.md):\n%s", diff)
	}
}

type module struct {
	Path, Version string
	Indirect      bool
}

func directModules(t *testing.T) []module {
	output, err := exec.Command("go", "mod", "edit", "-json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Require []module
		Tool    []struct{ Path string }
	}
	if err := json.Unmarshal(output, &file); err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(file.Require, func(m module) bool {
		asTool := false
		for _, tool := range file.Tool {
			asTool = asTool || strings.HasPrefix(tool.Path, m.Path+"/")
		}
		return m.Indirect && !asTool
	})
}

// TestExitStatusPageIsTheTable compares the page with what the program does with each kind of error.
func TestExitStatusPageIsTheTable(t *testing.T) {
	want := map[string]string{}
	for _, err := range []error{errors.New("anything else"), term.ErrInterrupted, fault.Usage, fault.Invalid, fault.SignIn,
		fault.Denied, fault.NotFound, fault.Conflict, fault.Partial} {
		want[(&app{}).describe(err).Kind] = fmt.Sprint(exitStatus(err))
	}
	want["–"] = fmt.Sprint(exitDone)
	got := map[string]string{}
	row := regexp.MustCompile("(?m)^\\| (\\d+) \\| `?([^`|]+?)`? \\|")
	for _, m := range row.FindAllStringSubmatch(readPage(t, filepath.Join(top, "docs", "exit-status.md")).String(), -1) {
		got[m[2]] = m[1]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kind to status (-program +docs/exit-status.md):\n%s", diff)
	}
}
