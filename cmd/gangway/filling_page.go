package main

import (
	"slices"
	"strconv"

	"gangway/applications"
	"gangway/internal/lang"
	"gangway/internal/render"
)

// A formPage is a part of a form with a title of its own. The first of a form may have none.
type formPage struct {
	title  lang.Text
	fields []applications.Field // those that are asked
}

// pages divides a form into its pages and leaves out those on which nothing is asked.
func pages(fields, asked []applications.Field) []formPage {
	list := []formPage{{}}
	for _, field := range fields {
		if !field.Page.Empty() {
			list = append(list, formPage{title: field.Page})
		}
		if slices.ContainsFunc(asked, func(a applications.Field) bool { return a.ID == field.ID }) {
			last := &list[len(list)-1]
			last.fields = append(last.fields, field)
		}
	}
	return slices.DeleteFunc(list, func(p formPage) bool { return len(p.fields) == 0 })
}

// turnTo says which page a field stands on when it is another than that of the question before.
func (f *filling) turnTo(field applications.Field, asked []applications.Field) {
	all := pages(f.program.Fields, asked)
	for i, page := range all {
		if !slices.ContainsFunc(page.fields, func(on applications.Field) bool { return on.ID == field.ID }) {
			continue
		}
		if title := f.both(page.title); title != "" && title != f.page {
			f.page = title
			f.prompt.Say(f.sayf("— Page %d of %d: %s —", i+1, len(all), title))
		}
	}
}

// answerLines says the answer to a field under its label: on one line, or for a group on one line for each entry.
func (a *app) answerLines(field applications.Field, answer any, own bool) []render.Field {
	entries, ok := answer.([]applications.Answers)
	if !ok {
		return []render.Field{{Title: a.both(field.Label), Value: field.Show(answer, a.speaker, own)}}
	}
	lines := make([]render.Field, len(entries))
	for i, entry := range entries {
		lines[i] = render.Field{Title: a.both(field.Label) + " " + strconv.Itoa(i+1), Value: field.ShowEntry(entry, a.speaker, own)}
	}
	return lines
}
