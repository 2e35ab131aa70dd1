// Package access says who may do what to whose record. One table, in grants.go, holds every command; what it does
// not name is refused. Nobody decides on, grades or issues for themself, whatever their roles.
package access

import (
	"maps"
	"slices"
	"strings"

	"gangway/internal/fault"
)

// A Role is what an account may act as. An account may have several.
type Role string

// The roles.
const (
	Applicant Role = "applicant"
	Reviewer  Role = "reviewer"
	Trainer   Role = "trainer"
	Manager   Role = "manager"
	Auditor   Role = "auditor"
)

// Roles lists every role.
var Roles = []Role{Applicant, Reviewer, Trainer, Manager, Auditor}

// ParseRole returns the role with the given name, or fault.Invalid.
func ParseRole(name string) (Role, error) {
	role := Role(strings.ToLower(strings.TrimSpace(name)))
	if !slices.Contains(Roles, role) {
		return "", fault.New(fault.Invalid, "there is no role %q; the roles are %s", name, Join(Roles))
	}
	return role, nil
}

// Join writes roles as a list separated by commas.
func Join(roles []Role) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return strings.Join(names, ", ")
}

// An Actor is the account on whose behalf a command runs. Only Authenticated makes one.
type Actor struct {
	id, name string
	roles    []Role
}

// Authenticated returns the actor for an account whose sign-in was checked; only the store calls it, when it has
// found a valid session.
func Authenticated(id, name string, roles []Role) Actor { return Actor{id, name, roles} }

// System is the actor of changes that follow by themselves, such as training that begins after an approval.
var System = Actor{id: "system", name: "system"}

// ID returns the account's id.
func (a Actor) ID() string { return a.id }

// Name returns the account's name.
func (a Actor) Name() string { return a.name }

// Roles returns the account's roles.
func (a Actor) Roles() []Role { return a.roles }

// Has reports whether the account has one of the roles.
func (a Actor) Has(roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(a.roles, r) })
}

// A Verb is a command as it is typed, without the program's name: "review approve". It may end with a flag that not
// everybody may use who may use the command.
type Verb string

// Whose says on whose record a grant holds.
type Whose int

// The relations between the actor and the owner of a record.
const (
	Anyones Whose = iota // any record, or none
	Own                  // the actor's own record
	Others               // any record but the actor's own
)

// A Grant lets a role do a verb to some records.
type Grant struct {
	Role  Role
	Whose Whose
}

// Open reports whether the verb needs no sign-in, and whether the table names it at all.
func Open(v Verb) (open, known bool) {
	grants, known := table[v]
	return known && len(grants) == 0, known
}

// Verbs lists every command of the table, and those with a flag, sorted.
func Verbs() []Verb { return slices.Sorted(maps.Keys(table)) }

// Allowed returns nil when one of the actor's roles may do the verb to some record at all.
func Allowed(a Actor, v Verb) error {
	grants, known := table[v]
	if !known {
		return fault.New(fault.Denied, "nobody may do %q", string(v))
	}
	var wanted []Role
	for _, g := range grants {
		if a.Has(g.Role) {
			return nil
		}
		wanted = append(wanted, g.Role)
	}
	if len(wanted) == 0 {
		return nil
	}
	return fault.New(fault.Denied, "%q needs the role %s; %s has %s", string(v), Join(wanted), a.name, Join(a.roles))
}

// Check returns nil when the actor may do the verb to a record of the given owner. The error is fault.Denied, or
// fault.NotFound where the actor may not even learn that the record exists.
func Check(a Actor, v Verb, owner string) error {
	if err := Allowed(a, v); err != nil {
		return err
	}
	mine := owner == a.id
	selfRefused := false
	for _, g := range table[v] {
		if !a.Has(g.Role) {
			continue
		}
		switch {
		case g.Whose == Anyones, g.Whose == Own && mine, g.Whose == Others && !mine:
			return nil
		case g.Whose == Others:
			selfRefused = true
		}
	}
	if selfRefused {
		return fault.New(fault.Denied, "nobody may do %q to a record of their own; ask a colleague", string(v))
	}
	return fault.New(fault.NotFound, "there is no such record")
}

// OwnOnly reports whether the actor may do the verb to their own records alone, so that a list shows no others.
func OwnOnly(a Actor, v Verb) bool {
	return !slices.ContainsFunc(table[v], func(g Grant) bool { return g.Whose != Own && a.Has(g.Role) })
}
