package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gangway/applications"
	"gangway/internal/calendar"
	"gangway/internal/lang"
	"gangway/internal/outbox"
	"gangway/internal/render"
	"gangway/internal/store"
	"gangway/internal/term"
	"gangway/internal/text"
	"gangway/templates"
)

// An app is everything outside the program that a command may touch, and what the global flags say. Tests fill in
// their own.
type app struct {
	in, out, errOut *os.File
	now             func() time.Time
	getenv          func(string) string
	speaker         lang.Speaker
	prompt          term.Prompter

	// what the global flags say
	storeURL, keysDir, filesDir, sessionPath, templatesDir string
	format                                                 render.Format
	noInput, yes                                           bool
	interactive                                            bool // there is somebody to ask
	bom                                                    bool

	programs *applications.Library // see library
	words    *outbox.Composer      // see composer
}

func realApp() *app {
	return &app{in: os.Stdin, out: os.Stdout, errOut: os.Stderr, now: time.Now, getenv: os.Getenv}
}

// language decides what Gangway speaks: the flag, GANGWAY_LANG, then the locale, else English.
func language(args []string, getenv func(string) string) lang.Lang {
	chosen := flagValue(args, "--lang")
	for _, name := range []string{"GANGWAY_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if chosen == "" {
			chosen = getenv(name)
		}
	}
	if strings.HasPrefix(strings.ToLower(chosen), "zh") {
		return lang.Chinese
	}
	return lang.English
}

// flagValue finds a flag's value without parsing: help is put together, and mistakes of usage are told, before or
// without the flags being read.
func flagValue(args []string, names ...string) string {
	for i, arg := range args {
		for _, name := range names {
			if value, ok := strings.CutPrefix(arg, name+"="); ok {
				return value
			}
			if arg == name && i+1 < len(args) {
				return args[i+1]
			}
		}
	}
	return ""
}

// speakerFor reads the catalogue of a language; English needs none.
func speakerFor(l lang.Lang) (lang.Speaker, error) {
	s := lang.Speaker{Lang: l}
	if l == lang.English {
		return s, nil
	}
	data, err := fs.ReadFile(templates.Shipped(), "locales/"+string(l)+".json")
	if err != nil {
		return s, err
	}
	s.Catalog, err = lang.ReadCatalog(string(data))
	return s, err
}

// templates returns the shipped templates with the user's folder laid over them.
func (a *app) templates() fs.FS { return templates.Over(a.templatesDir) }

// library returns the programs, each of which is read once.
func (a *app) library() *applications.Library {
	if a.programs == nil {
		a.programs = applications.NewLibrary(a.templates())
	}
	return a.programs
}

// composer puts notices together, reading each template once.
func (a *app) composer() *outbox.Composer {
	if a.words == nil {
		a.words = outbox.NewComposer(a.templates())
	}
	return a.words
}

// say tells the user something that is not a result.
func (a *app) say(format string, args ...any) {
	line := text.CleanLines(a.speaker.Sayf(format, args...))
	for _, l := range text.Wrap(line, term.Width(a.errOut, a.getenv)) {
		fmt.Fprintln(a.errOut, l)
	}
}

// sayf returns a sentence in the user's language.
func (a *app) sayf(format string, args ...any) string { return a.speaker.Sayf(format, args...) }

// printer writes results in the chosen format.
func (a *app) printer() render.Printer {
	color := a.getenv("NO_COLOR") == "" && term.Interactive(a.out, a.out, a.getenv)
	p := render.New(a.out, a.format, term.Width(a.out, a.getenv), color, a.speaker)
	p.BOM = a.bom
	return p
}

// dataDir is where stores and keys are by default.
func (a *app) dataDir() string {
	if dir := a.getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "gangway")
	}
	return filepath.Join(a.getenv("HOME"), ".local", "share", "gangway")
}

// place returns where the store is.
func (a *app) place() store.Place {
	p := store.Place{URL: a.storeURL, Keys: a.keysDir, Files: a.filesDir}
	if p.URL == "" {
		p.URL = filepath.Join(a.dataDir(), "gangway.db")
	}
	if p.Keys == "" {
		p.Keys = filepath.Join(a.besideStore(p), "keys")
	}
	if p.Files == "" {
		p.Files = filepath.Join(a.besideStore(p), "files")
	}
	return p
}

// besideStore is the folder for what belongs to the store but is not in it: keys, the outbox, certificates.
func (a *app) besideStore(p store.Place) string {
	if file := p.File(); file != "" {
		return filepath.Dir(file)
	}
	return a.dataDir()
}

// sessionFile returns where the session of the signed-in account is kept.
func (a *app) sessionFile() string {
	switch dir := a.getenv("XDG_STATE_HOME"); {
	case a.sessionPath != "":
		return a.sessionPath
	case dir != "":
		return filepath.Join(dir, "gangway", "session")
	}
	return filepath.Join(a.getenv("HOME"), ".local", "state", "gangway", "session")
}

// withStore opens the store for as long as do runs.
func (a *app) withStore(ctx context.Context, do func(*store.Store) error) error {
	s, err := store.Open(ctx, a.place(), a.now)
	if err != nil {
		return err
	}
	return errors.Join(do(s), s.Close())
}

// secret asks for a password, or reads it from standard input when that was asked for.
func (a *app) secret(prompt string, fromStdin bool, check func(string) error) (string, error) {
	if !fromStdin {
		return a.prompt.Secret(term.Question{Prompt: prompt, Flag: "--password-stdin", Check: check})
	}
	password, err := term.ReadSecretLine(io.Reader(a.in))
	if err == nil && check != nil {
		err = check(password)
	}
	return password, err
}

// confirm asks before something is done; --yes answers it.
func (a *app) confirm(prompt string) (bool, error) {
	if a.yes {
		return true, nil
	}
	return a.prompt.Confirm(term.Question{Prompt: prompt, Flag: "--yes"})
}

// rfc3339 says a time for programs, in China's zone; no time is the empty text.
func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(china).Format(time.RFC3339)
}

// moment says a time for people.
func moment(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return calendar.Minute(t)
}

// columns makes a table's columns from titles in the user's language.
func (a *app) columns(titles ...string) []render.Column {
	columns := make([]render.Column, len(titles))
	for i, title := range titles {
		columns[i].Title = a.sayf(title)
	}
	return columns
}
