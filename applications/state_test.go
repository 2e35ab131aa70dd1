package applications_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/lang"
)

// journey is the whole of the state machine: the state that each action leads to from each state; a dot is refused.
const journey = `
           submit     import     withdraw   approve_first  approve   return    reject    undo       object     begin_training  certify    go_live  suspend    leave
new        .          submitted  .          .              .         .         .         .          .          .               .          .        .          .
draft      submitted  .          withdrawn  .              .         .         .         .          .          .               .          .        .          .
submitted  .          .          withdrawn  submitted      approved  returned  rejected  submitted  .          .               .          .        .          .
returned   submitted  .          withdrawn  .              .         .         .         submitted  submitted  .               .          .        .          .
rejected   .          .          .          .              .         .         .         submitted  submitted  .               .          .        .          .
approved   .          .          .          .              .         .         .         submitted  .          training        .          .        .          .
training   .          .          .          .              .         .         .         .          .          .               certified  .        .          .
certified  .          .          .          .              .         .         .         .          .          .               .          live     .          .
live       .          .          .          .              .         .         .         .          .          .               .          .        suspended  left
suspended  .          .          .          .              .         .         .         .          .          .               .          live     .          left
left       .          .          .          .              .         .         .         .          .          .               .          .        .          .
withdrawn  .          .          .          .              .         .         .         .          .          .               .          .        .          .
`

// people says who may do an action at all, whatever the state. Those with a star act on their own application, and
// have the role of an applicant as well.
const people = `
                applicant*  applicant  reviewer  reviewer*  trainer  trainer*  manager  manager*  auditor  system
submit          yes         missing    denied    yes        denied   yes       denied   yes       denied   denied
import          denied      denied     yes       denied     denied   denied    yes      denied    denied   denied
withdraw        yes         missing    denied    yes        denied   yes       denied   yes       denied   denied
approve_first   denied      denied     yes       denied     denied   denied    denied   denied    denied   denied
approve         denied      denied     yes       denied     denied   denied    denied   denied    denied   denied
return          denied      denied     yes       denied     denied   denied    denied   denied    denied   denied
reject          denied      denied     yes       denied     denied   denied    denied   denied    denied   denied
undo            denied      denied     yes       denied     denied   denied    denied   denied    denied   denied
object          yes         missing    denied    yes        denied   yes       denied   yes       denied   denied
begin_training  denied      denied     denied    denied     denied   denied    denied   denied    denied   yes
certify         denied      denied     denied    denied     yes      denied    denied   denied    denied   denied
go_live         denied      denied     denied    denied     denied   denied    yes      denied    denied   denied
suspend         denied      denied     denied    denied     denied   denied    yes      denied    denied   denied
leave           denied      denied     denied    denied     denied   denied    yes      denied    denied   denied
`

var refusals = map[string]error{"yes": nil, "missing": fault.NotFound, "denied": fault.Denied}

// grid reads a table into row → column → cell, with the names of its columns.
func grid(text string) (cells map[string]map[string]string, columns []string) {
	lines := strings.Split(strings.Trim(text, "\n"), "\n")
	columns, cells = strings.Fields(lines[0]), map[string]map[string]string{}
	for _, line := range lines[1:] {
		words := strings.Fields(line)
		row := map[string]string{}
		for i, column := range columns {
			row[column] = words[i+1]
		}
		cells[words[0]] = row
	}
	return cells, columns
}

// actor returns the account a column of the table of people names; the application is that of account "own".
func actor(column string) access.Actor {
	role, own := strings.CutSuffix(column, "*")
	switch {
	case role == "system":
		return access.System
	case own:
		return access.Authenticated("own", "own", []access.Role{access.Applicant, access.Role(role)})
	}
	return access.Authenticated("other", "other", []access.Role{access.Role(role)})
}

var at = time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)

func TestEveryActionInEveryStateByEverybody(t *testing.T) {
	next, actions := grid(journey)
	allowed, columns := grid(people)
	for state, row := range next {
		for _, action := range actions {
			for _, column := range columns {
				by := actor(column)
				want := refusals[allowed[action][column]]
				if want == nil && row[action] == "." {
					want = fault.Conflict
				}
				a := applications.Application{ID: "a1", Account: "own", State: stateOf(state), Revision: 3}
				change, err := applications.Move(a, applications.Action(action), by, at, audit.Details{"batch": "b1"})
				if fault.KindOf(err) != want || (err == nil) != (want == nil) {
					t.Errorf("%s when %s by %s: got %v, want %v", action, state, column, err, want)
				}
				checkChange(t, a, action, by, row[action], change, err)
			}
		}
	}
}

// stateOf is the state a row of the grid names; an application there is not yet has none.
func stateOf(row string) applications.State {
	return applications.State(strings.TrimPrefix(row, "new"))
}

// checkChange checks what a permitted change holds, and that a refused one holds nothing.
func checkChange(t *testing.T, before applications.Application, action string, by access.Actor, to string, change applications.Change, err error) {
	t.Helper()
	after, event := applications.Application{}, audit.Event{}
	if err == nil {
		after = before
		after.State, after.UpdatedAt = applications.State(to), at
		event = audit.Event{Chain: "a1", Action: action, Actor: by.ID(), At: at, From: string(before.State), To: to, Details: audit.Details{"batch": "b1"}}
	}
	if diff := cmp.Diff(after, change.After()); diff != "" {
		t.Errorf("%s when %s (-want +got):\n%s", action, before.State, diff)
	}
	if diff := cmp.Diff(event, change.Event()); diff != "" {
		t.Errorf("%s when %s (-want +got):\n%s", action, before.State, diff)
	}
	if err != nil {
		return
	}
	if change.From() != before.State {
		t.Errorf("%s: got from %q, want %q", action, change.From(), before.State)
	}
	if got, want := change.ByOwner(), slices.Contains([]string{"submit", "withdraw", "object"}, action); got != want {
		t.Errorf("%s: got by owner %v, want %v", action, got, want)
	}
}

func TestTheGridsNameEveryStateAndAction(t *testing.T) {
	next, actions := grid(journey)
	allowed, _ := grid(people)
	if len(next) != len(applications.States)+1 || len(allowed) != len(actions) {
		t.Errorf("got %d states and %d actions of people, want %d and %d", len(next), len(allowed), len(applications.States)+1, len(actions))
	}
	for _, s := range applications.States {
		if next[string(s)] == nil {
			t.Errorf("the state %q is not in the grid", s)
		}
	}
	for _, a := range applications.Actions {
		if !slices.Contains(actions, string(a)) || allowed[string(a)] == nil {
			t.Errorf("the action %q is not in the grids", a)
		}
	}
}

func TestMoveLeavesItsArgumentAsItWas(t *testing.T) {
	a := applications.Application{ID: "a1", Account: "own", State: applications.Draft}
	if _, err := applications.Move(a, applications.Submit, actor("applicant*"), at, nil); err != nil || a.State != applications.Draft {
		t.Errorf("got %q, %v; want %q", a.State, err, applications.Draft)
	}
}

func TestARefusedActionSaysWhereTheApplicationStands(t *testing.T) {
	_, err := applications.Next(applications.Rejected, applications.Approve)
	if want := "the application is not accepted: it cannot be approved now"; !errors.Is(err, fault.Conflict) || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	for _, action := range []applications.Action{"", "delete"} {
		if to, err := applications.Next(applications.Live, action); to != "" || !errors.Is(err, fault.Conflict) {
			t.Errorf("%q: got %q, %v; want %v", action, to, err, fault.Conflict)
		}
	}
}

func TestEveryStateHasAName(t *testing.T) {
	seen := map[string]applications.State{}
	for _, s := range applications.States {
		name := s.SayIn(lang.Speaker{})
		if other, twice := seen[name]; name == "" || twice {
			t.Errorf("%q is called %q, as is %q", s, name, other)
		}
		seen[name] = s
	}
}
