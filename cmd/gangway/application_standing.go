package main

import (
	"gangway/applications"
	"gangway/internal/render"
)

// due says when a decision is due, and whether that is only reckoned.
func (a *app) due(of applications.Application) string {
	if of.Provisional && !of.DueAt.IsZero() {
		return a.sayf("%s (provisional)", moment(of.DueAt))
	}
	return moment(of.DueAt)
}

// standing says who is at work on an application, and who or what made its latest decision.
func (s *session) standing(a applications.Application, v jsonApplication, own bool) (fields []render.Field) {
	add := func(title, value string) { fields = append(fields, render.Field{Title: title, Value: value}) }
	if v.ClaimedBy != "" {
		add(s.sayf("taken on by"), s.sayf("%s since %s", v.ClaimedBy, moment(a.ClaimedAt)))
	}
	if v.FirstBy != "" && a.State == applications.Submitted {
		add(s.sayf("first approval"), s.sayf("%s; a second reviewer must approve", v.FirstBy))
	}
	if v.ByRules {
		add(s.sayf("decided by"), s.sayf("the rules alone"))
	}
	if own && a.MayObject() {
		add(s.sayf("objection"), s.sayf("a person looks at it again if you ask: gangway application object %s", a.ID))
	}
	if a.ByPerson && a.State == applications.Submitted {
		add(s.sayf("to be decided by"), s.sayf("a person, not the rules alone"))
	}
	if v.Batch != "" && !own {
		add(s.sayf("batch"), v.Batch)
	}
	return fields
}
