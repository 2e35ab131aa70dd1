package main

import (
	"strings"

	"gangway/applications"
	"gangway/internal/lang"
	"gangway/internal/render"
)

// A jsonProgramPage is the JSON form of a program with all that is told of it.
type jsonProgramPage struct {
	jsonProgram
	Posting   string      `json:"posting"`
	Duties    []string    `json:"duties"`
	Conduct   []string    `json:"conduct"`
	LegalNote string      `json:"legal_note,omitempty"` // for a manager alone
	Fields    []jsonField `json:"fields"`
}

// A jsonField is the JSON form of a field. What only some kinds have is left out of the others.
type jsonField struct {
	ID       string      `json:"id"`
	Kind     string      `json:"kind"`
	Label    string      `json:"label"`
	Help     string      `json:"help"`
	Optional bool        `json:"optional"`
	Options  []string    `json:"options"`
	Page     string      `json:"page,omitempty"`   // the title of the page that begins with it
	When     string      `json:"when,omitempty"`   // the condition under which it is asked
	Fields   []jsonField `json:"fields,omitempty"` // of each entry of a group
}

func (a *app) programPageView(p applications.Program) jsonProgramPage {
	return jsonProgramPage{jsonProgram: a.programView(p), Posting: a.both(p.Posting), Duties: a.allBoth(p.Duties),
		Conduct: a.allBoth(p.Conduct), Fields: a.fieldViews(p.Fields)}
}

func (a *app) fieldViews(fields []applications.Field) []jsonField {
	views := make([]jsonField, len(fields))
	for i, f := range fields {
		views[i] = jsonField{ID: f.ID, Kind: string(f.Kind), Label: a.both(f.Label), Help: a.both(f.Help), Optional: f.Optional,
			Options: []string{}, Page: a.both(f.Page), When: f.When, Fields: a.fieldViews(f.Fields)}
		for _, o := range f.Options {
			views[i].Options = append(views[i].Options, o.ID)
		}
	}
	return views
}

func (a *app) programPage(p applications.Program, v jsonProgramPage) render.Page {
	sections := []render.Section{{Fields: a.aboutProgram(p, v), Text: []string{v.Summary}}}
	duties := a.sayf("Duties")
	if p.Kind != applications.Agent {
		duties = a.sayf("What to do")
	}
	for _, list := range []struct {
		title string
		items []string
	}{{duties, v.Duties}, {a.sayf("Conduct"), v.Conduct}} {
		if len(list.items) > 0 {
			sections = append(sections, render.Section{Title: list.title, Lesson: "- " + strings.Join(list.items, "\n- ")})
		}
	}
	if len(v.Rules) > 0 {
		sections = append(sections, render.Section{Title: a.sayf("Conditions"), Table: a.ruleTable(v.Rules)})
	}
	return render.Page{Title: v.Title, Sections: append(sections, a.formSections(v.Fields)...)}
}

func (a *app) aboutProgram(p applications.Program, v jsonProgramPage) []render.Field {
	about := []render.Field{
		{Title: a.sayf("program"), Value: v.ID}, {Title: a.sayf("open"), Value: a.yesNo(v.Open)},
		{Title: a.sayf("review"), Value: a.sayf("within %d working days", p.ReviewDays)}, {Title: a.sayf("source"), Value: v.Source},
	}
	if v.Posting != "" {
		title := a.sayf("advertisement")
		if p.Kind != applications.Agent {
			title = a.sayf("note")
		}
		about = append(about, render.Field{Title: title, Value: v.Posting})
	}
	if v.LegalNote != "" {
		about = append(about, render.Field{Title: a.sayf("legal note"), Value: v.LegalNote})
	}
	return about
}

func (a *app) ruleTable(rules []jsonRule) render.Table {
	t := render.Table{Columns: a.columns("condition", "", "if not met", "source")}
	t.Columns[1].Flexible = true
	for _, r := range rules {
		t.Rows = append(t.Rows, []string{r.ID, r.Reason, a.severity(r.Severity), r.Source})
	}
	return t
}

// formSections shows the form, page by page.
func (a *app) formSections(fields []jsonField) []render.Section {
	var sections []render.Section
	for i, f := range fields {
		if i == 0 || f.Page != "" {
			title := a.sayf("Form")
			if f.Page != "" {
				title = a.sayf("Form: %s", f.Page)
			}
			t := render.Table{Columns: a.columns("field", "", "help")}
			t.Columns[1].Flexible, t.Columns[2].Flexible = true, true
			sections = append(sections, render.Section{Title: title, Table: t})
		}
		t := &sections[len(sections)-1].Table
		t.Rows = append(t.Rows, a.fieldRows(f, "")...)
	}
	return sections
}

// fieldRows returns the row of a field, and behind that of a group those of its entries' fields.
func (a *app) fieldRows(f jsonField, group string) [][]string {
	label := f.Label
	if f.Optional {
		label = a.sayf("%s (optional)", label)
	}
	if f.When != "" {
		label = a.sayf("%s (depends on earlier answers)", label)
	}
	rows := [][]string{{group + f.ID, label, orDash(f.Help)}}
	for _, inner := range f.Fields {
		rows = append(rows, a.fieldRows(inner, group+f.ID+".")...)
	}
	return rows
}

// allBoth says each text of a list.
func (a *app) allBoth(list []lang.Text) []string {
	said := make([]string, len(list))
	for i, t := range list {
		said[i] = a.both(t)
	}
	return said
}
