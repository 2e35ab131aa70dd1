package main

import (
	"slices"
	"strconv"
	"strings"

	"gangway/applications"
	"gangway/internal/term"
)

// askGroup asks for the entries of a group: those begun are completed first, then entries can be added, changed and
// removed until there is nothing more to say.
func (f *filling) askGroup(field applications.Field, number string) error {
	for i := range f.entries(field) {
		if err := f.askEntry(field, i, false); err != nil {
			return err
		}
	}
	for {
		choice, err := f.chooseEntry(field, number)
		if err != nil {
			return err
		}
		what, index, _ := strings.Cut(choice, " ")
		i, _ := strconv.Atoi(index) // of our own making
		switch what {
		case "done":
			return nil
		case "add":
			err = f.askEntry(field, len(f.entries(field)), true)
		case "change":
			err = f.askEntry(field, i, true)
		case "remove":
			f.setEntries(field, slices.Delete(slices.Clone(f.entries(field)), i, i+1))
			err = f.save()
		}
		if err != nil {
			return err
		}
	}
}

func (f *filling) entries(field applications.Field) []applications.Answers {
	entries, _ := f.application.Answers[field.ID].([]applications.Answers)
	return entries
}

func (f *filling) setEntries(field applications.Field, entries []applications.Answers) {
	if len(entries) == 0 {
		delete(f.application.Answers, field.ID)
		return
	}
	f.application.Answers[field.ID] = entries
}

// chooseEntry asks what to do with a group. Where there must be an entry and is none there is nothing to choose.
func (f *filling) chooseEntry(field applications.Field, number string) (string, error) {
	entries := f.entries(field)
	if len(entries) == 0 && !field.Optional {
		f.prompt.Say(f.sayf("%s: the first entry", number+f.both(field.Label)))
		return "add", nil
	}
	q := f.question(field, number)
	q.Optional = false
	if field.Finished(f.application.Answers) {
		q.Options = append(q.Options, term.Option{Value: "done", Label: f.nothingMore(entries)})
	}
	if len(entries) < field.AtMost() {
		q.Options = append(q.Options, term.Option{Value: "add", Label: f.sayf("add an entry")})
	}
	for i, entry := range entries {
		n, about := strconv.Itoa(i), field.ShowEntry(entry, f.speaker, true)
		q.Options = append(q.Options, term.Option{Value: "change " + n, Label: f.sayf("change %d: %s", i+1, about)},
			term.Option{Value: "remove " + n, Label: f.sayf("remove %d: %s", i+1, about)})
	}
	return f.prompt.Choose(q)
}

func (f *filling) nothingMore(entries []applications.Answers) string {
	if len(entries) == 0 {
		return f.sayf("there are none")
	}
	return f.sayf("that is all: %d", len(entries))
}

// askEntry asks for all of an entry, or only for what it still lacks. Every answer is kept at once, like those outside a
// group.
func (f *filling) askEntry(field applications.Field, index int, all bool) error {
	entries := slices.Clone(f.entries(field))
	if index == len(entries) {
		entries = append(entries, applications.Answers{})
	}
	entry := entries[index]
	gone := map[string]bool{}
	for {
		asked := applications.Asked(field.Fields, entry)
		at := slices.IndexFunc(asked, func(inner applications.Field) bool {
			_, answered := entry[inner.ID]
			return !gone[inner.ID] && (all || !answered && !inner.Optional)
		})
		if at < 0 {
			entries[index] = applications.Settled(field.Fields, entry)
			f.setEntries(field, entries)
			return f.save()
		}
		inner := asked[at]
		gone[inner.ID] = true
		q := f.question(inner, f.both(field.Label)+" "+strconv.Itoa(index+1)+" · ")
		q.Flag = f.sayf("%s in --from FILE", field.ID)
		q.Default = offered(inner, entry)
		f.setEntries(field, entries)
		if err := f.askInto(entry, inner, q); err != nil {
			return err
		}
	}
}
