package outbox

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/yamlfile"
)

// A Template holds the texts of one kind of notice. The texts follow text/template; a value is written {{.name}}.
type Template struct {
	ID      string    `yaml:"id" json:"id"`
	Version int       `yaml:"version" json:"version"`
	About   lang.Text `yaml:"about" json:"about"`   // the occasion, for a list of templates
	Values  []string  `yaml:"values" json:"values"` // the only names the texts use
	SMS     lang.Text `yaml:"sms" json:"sms"`       // one line; empty when there is none
	Email   Letter    `yaml:"email" json:"email"`   // empty when there is none

	Variants []Variant `yaml:"variants" json:"variants"` // other texts for some reasons of a decision
}

// A Letter is the text of an e-mail.
type Letter struct {
	Subject lang.Text `yaml:"subject" json:"subject"` // one line
	Body    lang.Text `yaml:"body" json:"body"`
}

// Kinds returns the ids of the occasions on which a notice is sent, in the order of the journey.
func Kinds() []string {
	var ids []string
	for _, k := range kinds() {
		ids = append(ids, k.id)
	}
	return ids
}

// Load reads and checks notices/KIND.yaml from a folder of templates. Errors are fault.NotFound, or fault.Invalid
// listing each mistake as file:line:column.
func Load(fsys fs.FS, kind string) (Template, error) {
	known, ok := findKind(kind)
	if !ok {
		return Template{}, fault.New(fault.NotFound, "there is no notice %q; there are %s", kind, strings.Join(Kinds(), ", "))
	}
	var t Template
	doc, err := yamlfile.Read(fsys, &t, "notices", kind+".yaml")
	if errors.Is(err, fs.ErrNotExist) {
		return Template{}, fault.New(fault.NotFound, "the template %s is missing", path.Join("notices", kind+".yaml"))
	}
	if err != nil {
		return Template{}, err
	}
	known.check(doc, t)
	return t, doc.Err()
}

// All returns the template of every kind, in the order of the journey. Its error lists the mistakes of all files,
// files that are missing, and files that are of no kind.
func All(fsys fs.FS) ([]Template, error) {
	var all []Template
	var mistakes []fault.Detail
	for _, id := range Kinds() {
		t, err := Load(fsys, id)
		var f *fault.Error
		switch {
		case err == nil:
			all = append(all, t)
		case !errors.As(err, &f):
			return nil, err
		case len(f.Details) > 0:
			mistakes = append(mistakes, f.Details...)
		default:
			mistakes = append(mistakes, fault.Detail{Where: path.Join("notices", id+".yaml"), Message: f.Message})
		}
	}
	strangers, err := strangers(fsys)
	if err != nil {
		return nil, err
	}
	if mistakes = append(mistakes, strangers...); len(mistakes) > 0 {
		return all, fault.New(fault.Invalid, "some notices cannot be used").WithDetails(mistakes...)
	}
	return all, nil
}

// strangers finds files that would never be read, usually because their name is misspelt.
func strangers(fsys fs.FS) ([]fault.Detail, error) {
	files, err := fs.Glob(fsys, "notices/*")
	if err != nil {
		return nil, err
	}
	var found []fault.Detail
	for _, file := range files {
		if path.Base(file) == quietFile {
			continue
		}
		id, isYAML := strings.CutSuffix(path.Base(file), ".yaml")
		if !isYAML || !slices.Contains(Kinds(), id) {
			message := lang.M("no notice has this name; there are %s", strings.Join(Kinds(), ", "))
			found = append(found, fault.Detail{Where: file, Message: message})
		}
	}
	return found, nil
}
