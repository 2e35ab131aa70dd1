package main

import (
	"fmt"
	"slices"
	"strings"

	"gangway/applications"
)

// program returns the first open program for agents whose form the demo's people can fill in: every field they need
// to answer is among theirs, and every answer of theirs is asked for.
func (d *demo) program() string {
	if d.post != "" {
		return d.post
	}
	var programs []jsonProgram
	d.ask(&programs, "programs", "list")
	for _, p := range programs {
		if p.Kind == applications.Agent && p.Open && d.fits(p.ID) {
			d.post = p.ID
			return p.ID
		}
	}
	d.fail(fmt.Errorf("no open program asks for what the demo's people answer"))
	return ""
}

func (d *demo) fits(program string) bool {
	var answered []string
	for line := range strings.Lines(demoAnswers) {
		id, _, _ := strings.Cut(line, ":")
		answered = append(answered, id)
	}
	var page jsonProgramPage
	d.ask(&page, "programs", "show", program)
	asked := map[string]bool{}
	for _, f := range page.Fields {
		asked[f.ID] = true
		if !f.Optional && !slices.Contains(answered, f.ID) {
			return false
		}
	}
	return !slices.ContainsFunc(answered, func(id string) bool { return !asked[id] })
}
