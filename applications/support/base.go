package support

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/text"
	"gangway/internal/yamlfile"
)

// Folder is where the topics stand among the templates.
const Folder = "knowledge"

// A Base is every entry of the knowledge base, by topic.
type Base struct {
	Topics  []Topic
	Entries []Entry
}

// LoadTopic reads and checks one topic. Errors are fault.NotFound, and fault.Invalid listing every mistake.
func LoadTopic(fsys fs.FS, id string) (Topic, error) {
	var t Topic
	doc, err := yamlfile.Read(fsys, &t, Folder, id+".yaml")
	if errors.Is(err, fs.ErrNotExist) {
		return t, fault.New(fault.NotFound, "there is no topic %q", id)
	}
	if err != nil {
		return t, err
	}
	t.check(doc, id)
	for i := range t.Entries {
		t.Entries[i].Topic = t.ID
	}
	return t, doc.Err()
}

// Load reads every topic. Its error lists the mistakes of all of them, and entries that have the same id.
func Load(fsys fs.FS) (Base, error) {
	var b Base
	files, err := fs.Glob(fsys, Folder+"/*.yaml")
	if err != nil {
		return b, err
	}
	var errs []error
	home := map[string]string{}
	for _, file := range files {
		t, err := LoadTopic(fsys, strings.TrimSuffix(path.Base(file), ".yaml"))
		errs = append(errs, err)
		for _, e := range t.Entries {
			if first, taken := home[e.ID]; taken && first != file {
				errs = append(errs, sameID(file, e.ID, first))
			}
			home[e.ID] = file
		}
		b.Topics = append(b.Topics, t)
		b.Entries = append(b.Entries, t.Entries...)
	}
	return b, fault.Join(errs...)
}

func sameID(file, id, first string) error {
	message := fault.New(fault.Invalid, "the id %q is that of an entry of %s", id, first).Message
	return fault.New(fault.Invalid, "%s cannot be used", file).WithDetails(fault.Detail{Where: file, Message: message})
}

// Entry returns the entry with the given id.
func (b Base) Entry(id string) (Entry, bool) {
	i := slices.IndexFunc(b.Entries, func(e Entry) bool { return e.ID == id })
	if i < 0 {
		return Entry{}, false
	}
	return b.Entries[i], true
}

var entryID = text.Pattern(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (t Topic) check(doc *yamlfile.Document, file string) {
	doc.NeedHead(file, t.ID, t.Version)
	doc.NeedText("title", t.Title)
	if len(t.Entries) == 0 {
		doc.Mistake("entries", "the topic has no entries; write one below entries:")
	}
	for i, e := range t.Entries {
		e.check(doc, fmt.Sprintf("entries[%d]", i))
		if slices.ContainsFunc(t.Entries[:i], func(other Entry) bool { return other.ID == e.ID }) {
			doc.Mistake(fmt.Sprintf("entries[%d].id", i), "the id %q stands here a second time; choose another", e.ID)
		}
	}
}

func (e Entry) check(doc *yamlfile.Document, at string) {
	if !entryID().MatchString(e.ID) {
		doc.Mistake(at+".id", "an id is made of lower-case letters, digits and hyphens, not %q", e.ID)
	}
	if e.Version < 1 {
		doc.Mistake(at+".version", "a version is a number from 1")
	}
	if len(e.Questions) == 0 {
		doc.Mistake(at+".questions", "the entry needs a question; write it below questions:")
	}
	for i, q := range e.Questions {
		doc.NeedText(fmt.Sprintf("%s.questions[%d]", at, i), q)
	}
	doc.NeedText(at+".answer", e.Answer)
	for i, c := range e.Channels {
		doc.NeedText(fmt.Sprintf("%s.channels[%d].name", at, i), c.Name)
		doc.NeedText(fmt.Sprintf("%s.channels[%d].route", at, i), c.Route)
	}
	if strings.TrimSpace(e.Source) == "" {
		doc.Mistake(at+".source", "the entry needs the source of its answer; write it as source:")
	}
	if _, err := calendar.ParseDate(e.Checked); err != nil {
		doc.Mistake(at+".checked", "%q is not a day like 2026-11-22", e.Checked)
	}
}
