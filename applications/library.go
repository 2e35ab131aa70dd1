package applications

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"gangway/internal/fault"
	"gangway/internal/yamlfile"
)

// A Library reads programs, forms and reasons from a folder of templates, each when it is asked for.
type Library struct {
	FS       fs.FS
	mu       sync.Mutex
	programs map[string]Program // those that were read
	reasons  []Reason           // nil until they were read
}

// NewLibrary returns a library over a folder of templates.
func NewLibrary(fsys fs.FS) *Library { return &Library{FS: fsys, programs: map[string]Program{}} }

// Programs returns every program, sorted by id. Its error lists the mistakes of all files.
func (l *Library) Programs() ([]Program, error) {
	ids, err := names(l.FS, "programs")
	if err != nil {
		return nil, err
	}
	var programs []Program
	var errs []error
	for _, id := range ids {
		p, err := l.Program(id)
		programs, errs = append(programs, p), append(errs, err)
	}
	return programs, fault.Join(errs...)
}

// Program returns the program with the given id, its form's fields first. Errors are fault.NotFound, or
// fault.Invalid listing each mistake as file:line:column. A program is read once.
func (l *Library) Program(id string) (Program, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if p, ok := l.programs[id]; ok {
		return p, nil
	}
	p, err := l.readProgram(id)
	if err == nil {
		l.programs[id] = p
	}
	return p, err
}

func (l *Library) readProgram(id string) (Program, error) {
	var p Program
	doc, err := yamlfile.Read(l.FS, &p, "programs", id+".yaml")
	if errors.Is(err, fs.ErrNotExist) {
		return Program{}, fault.New(fault.NotFound, "there is no program %q", id).WithHint("gangway programs list")
	}
	if err != nil {
		return Program{}, err
	}
	form, err := l.Form(p.Form)
	if errors.Is(err, fault.NotFound) {
		doc.Mistake("form", "there is no form %q", p.Form)
	} else if err != nil {
		return Program{}, err
	}
	checkProgram(doc, id, p)
	checkFields(doc, p.Fields, form.Fields)
	p.Fields = append(slices.Clone(form.Fields), p.Fields...)
	checkRules(doc, p.Rules, p.Fields)
	if p.Kind == Agent {
		if err == nil {
			checkBirthDate(doc, p)
		}
		p.Rules = append(slices.Clone(overlays), p.Rules...)
	}
	return p, doc.Err()
}

// Form returns the form with the given id. Errors are those of Program.
func (l *Library) Form(id string) (Form, error) {
	var f Form
	doc, err := yamlfile.Read(l.FS, &f, "forms", id+".yaml")
	if errors.Is(err, fs.ErrNotExist) {
		return Form{}, fault.New(fault.NotFound, "there is no form %q", id)
	}
	if err != nil {
		return Form{}, err
	}
	doc.NeedHead(id, f.ID, f.Version)
	doc.NeedText("title", f.Title)
	checkFields(doc, f.Fields, nil)
	return f, doc.Err()
}

// names lists the ids of the YAML files in a folder of templates.
func names(fsys fs.FS, folder string) ([]string, error) {
	entries, err := fs.ReadDir(fsys, folder)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name(), ".yaml"); ok && !e.IsDir() {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids, nil
}
