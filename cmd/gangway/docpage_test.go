package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A page is a Markdown file in lines.
type page struct {
	path  string
	lines []string
}

func readPage(t *testing.T, path string) page {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return page{path, strings.Split(string(data), "\n")}
}

// allPages reads the Markdown files at the top and below docs.
func allPages(t *testing.T) (pages []page) {
	files, err := filepath.Glob(filepath.Join(top, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(filepath.Join(top, "docs"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".md" {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) < 4 {
		t.Fatalf("got %q and error %v, want pages", files, err)
	}
	for _, file := range files {
		pages = append(pages, readPage(t, file))
	}
	return pages
}

func (p page) String() string { return strings.Join(p.lines, "\n") }

// blocks calls do for each line with the language of the fenced block it stands in, and outside of blocks with "-".
func (p page) blocks(do func(language, line string)) {
	language := "-"
	for _, line := range p.lines {
		fence, isFence := strings.CutPrefix(line, "```")
		switch {
		case isFence && language == "-":
			language = fence
		case isFence:
			language = "-"
		default:
			do(language, line)
		}
	}
}

func (p page) headings() (headings []string) {
	p.blocks(func(language, line string) {
		if title, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); ok && language == "-" && strings.HasPrefix(line, "#") {
			headings = append(headings, title)
		}
	})
	return headings
}

var linkTarget = regexp.MustCompile(`\]\(([^)\s]+)\)`)

func (p page) links() (links []string) {
	p.blocks(func(language, line string) {
		for _, m := range linkTarget.FindAllStringSubmatch(line, -1) {
			if language == "-" && !strings.HasPrefix(m[1], "README") { // the two READMEs lead to each other
				links = append(links, m[1])
			}
		}
	})
	return links
}

var span = regexp.MustCompile("`([^`]+)`")

// code returns every command line of the program that stands in a block or a span.
func (p page) code() (lines []string) {
	add := func(s string) {
		if s = strings.TrimPrefix(strings.TrimSpace(s), "$ "); strings.HasPrefix(s, "gangway ") {
			for _, end := range []string{" <", " >", " #"} { // redirections and comments
				s, _, _ = strings.Cut(s, end)
			}
			lines = append(lines, s)
		}
	}
	p.blocks(func(language, line string) {
		if language != "-" {
			add(line)
		}
		for _, m := range span.FindAllStringSubmatch(line, -1) {
			add(m[1])
		}
	})
	return lines
}

// consoles returns the exchanges of all console blocks.
func (p page) consoles() (exchanges []exchange) {
	p.blocks(func(language, line string) {
		command, isCommand := strings.CutPrefix(line, "$ ")
		last := len(exchanges) - 1
		switch {
		case language != "console":
		case isCommand:
			exchanges = append(exchanges, exchange{Command: command})
		case exchanges[last].Output == "":
			exchanges[last].Output = line
		default:
			exchanges[last].Output += "\n" + line
		}
	})
	return exchanges
}

// commands returns the commands of all console blocks but those that choose a language.
func (p page) commands() (commands []string) {
	for _, e := range p.consoles() {
		commands = append(commands, strings.TrimSuffix(e.Command, " GANGWAY_LANG=zh-CN"))
	}
	return commands
}

// replaceConsoles writes new output below the commands of the console blocks.
func (p *page) replaceConsoles(exchanges []exchange) {
	var lines []string
	language := "-"
	for _, line := range p.lines {
		fence, isFence := strings.CutPrefix(line, "```")
		switch {
		case isFence && language == "-":
			language = fence
		case isFence:
			language = "-"
		}
		if language != "console" || isFence {
			lines = append(lines, line)
			continue
		}
		if strings.HasPrefix(line, "$ ") {
			lines = append(lines, line)
			if exchanges[0].Output != "" {
				lines = append(lines, strings.Split(exchanges[0].Output, "\n")...)
			}
			exchanges = exchanges[1:]
		}
	}
	p.lines = lines
}
