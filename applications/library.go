package applications

import (
	"errors"
	"fmt"
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
	checkProgram(doc, id, p)
	checkRules(doc, p.Rules)
	form, err := l.Form(p.Form)
	if errors.Is(err, fault.NotFound) { // what looks at its fields cannot be judged
		doc.Mistake("form", "there is no form %q; there are %s", p.Form, strings.Join(l.forms(), ", "))
		checkFields(doc, "fields", unconditional(p.Fields), nil)
		return p, doc.Err()
	}
	if err != nil {
		return Program{}, err
	}
	asked := append(slices.Clone(form.Fields), form.extras(doc, p.Asks)...)
	checkFields(doc, "fields", p.Fields, asked)
	p.Fields = append(asked, p.Fields...)
	checkExprs(doc, p.Rules, p.Fields, form.spare(p.Asks))
	if p.Kind == Agent {
		checkBirthDate(doc, p)
		p.Rules = append(slices.Clone(overlays), p.Rules...)
	}
	return p, doc.Err()
}

// unconditional returns fields as if they were always asked.
func unconditional(fields []Field) []Field {
	always := slices.Clone(fields)
	for i := range always {
		always[i].When = ""
	}
	return always
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
	checkFields(doc, "fields", f.Fields, nil)
	checkFields(doc, "extras", f.Extras, f.Fields)
	return f, doc.Err()
}

// extras returns the extras that a program asks for, in its order.
func (f Form) extras(doc *yamlfile.Document, asks []string) (fields []Field) {
	for i, id := range asks {
		here := fmt.Sprintf("asks[%d]", i)
		at := slices.IndexFunc(f.Extras, func(f Field) bool { return f.ID == id })
		switch {
		case slices.Contains(asks[:i], id):
			doc.Mistake(here, "%q is asked for a second time; take it out", id)
			continue
		case named(f.Fields)[id] && at < 0:
			doc.Mistake(here, "the form %q always asks for %q; take it out", f.ID, id)
			continue
		case at < 0:
			doc.Mistake(here, "the form %q has no extra %q; its extras are %s", f.ID, id, orNone(f.Extras))
			continue
		}
		// A condition over another extra was right in the form, and is here if that one is asked as well.
		known := named(slices.Concat(f.Fields, fields))
		for _, needed := range identifiers(f.Extras[at].When) {
			if !known[needed] {
				doc.Mistake(here, "whether %q is asked depends on %q: ask for that before it", id, needed)
			}
		}
		fields = append(fields, f.Extras[at])
	}
	return fields
}

// spare returns the extras that a program does not ask for.
func (f Form) spare(asks []string) []Field {
	return slices.DeleteFunc(slices.Clone(f.Extras), func(extra Field) bool { return slices.Contains(asks, extra.ID) })
}

// forms lists the ids of the forms there are.
func (l *Library) forms() []string {
	ids, err := names(l.FS, "forms")
	if err != nil {
		return nil // without a folder of forms there are none
	}
	return ids
}

// orNone lists the ids of fields.
func orNone(fields []Field) string {
	if len(fields) == 0 {
		return "–"
	}
	ids := make([]string, len(fields))
	for i, f := range fields {
		ids[i] = f.ID
	}
	return strings.Join(ids, ", ")
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
