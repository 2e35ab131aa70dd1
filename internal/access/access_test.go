package access_test

import (
	"errors"
	"testing"

	"gangway/internal/access"
	"gangway/internal/fault"
)

func TestNobodyDecidesForThemselfWhateverTheirRoles(t *testing.T) {
	all := access.Authenticated("me", "me", access.Roles)
	for _, verb := range []access.Verb{"review approve", "review return", "review reject", "grade list", "grade next", "grade set",
		"certificate issue", "golive activate", "golive confirm", "golive suspend", "golive close", "staff disable"} {
		err := access.Check(all, verb, "me")
		if !errors.Is(err, fault.Denied) {
			t.Errorf("%q on an own record: got %v, want %v", verb, err, fault.Denied)
		}
		if err := access.Check(all, verb, "someone"); err != nil {
			t.Errorf("%q on somebody else's record: %v", verb, err)
		}
	}
}

func TestTheBestOfSeveralRolesCounts(t *testing.T) {
	both := access.Authenticated("me", "me", []access.Role{access.Applicant, access.Reviewer})
	for _, owner := range []string{"me", "someone"} {
		if err := access.Check(both, "application show", owner); err != nil {
			t.Errorf("a record of %s: %v", owner, err)
		}
	}
	if access.OwnOnly(both, "application show") {
		t.Errorf("a reviewer who also applies sees own records alone")
	}
}

func TestAForeignRecordIsAsIfItWereMissing(t *testing.T) {
	me := access.Authenticated("me", "me", []access.Role{access.Applicant})
	for _, owner := range []string{"someone", "someone-else", ""} {
		err := access.Check(me, "application show", owner)
		if want := "there is no such record"; !errors.Is(err, fault.NotFound) || err.Error() != want {
			t.Errorf("a record of %q: got %v, want %s, whoever owns it", owner, err, want)
		}
	}
}

func TestARefusalNamesTheRoleThatIsNeeded(t *testing.T) {
	anna := access.Authenticated("a1", "anna", []access.Role{access.Applicant, access.Trainer})
	for _, tt := range []struct {
		name string
		err  error
		want string
	}{
		{"no such role", access.Allowed(anna, "staff add"), `"staff add" needs the role manager; anna has applicant, trainer`},
		{"one of several roles", access.Allowed(anna, "review list"), `"review list" needs the role reviewer, manager, auditor; anna has applicant, trainer`},
		{"an own record", access.Check(anna, "grade set", "a1"), `nobody may do "grade set" to a record of their own; ask a colleague`},
		{"an unknown command", access.Allowed(anna, "review undo everything"), `nobody may do "review undo everything"`},
	} {
		if tt.err == nil || tt.err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", tt.name, tt.err, tt.want)
		}
	}
}

func TestActorsWithoutRoles(t *testing.T) {
	for _, actor := range []access.Actor{{}, access.System, access.Authenticated("me", "me", nil)} {
		for verb, row := range readGrants() {
			if err := access.Check(actor, verb, actor.ID()); !errors.Is(err, fault.Denied) {
				t.Errorf("%q by %q: got %v, want %v (grid: %v)", verb, actor.ID(), err, fault.Denied, row)
			}
		}
	}
}

func TestAnActorIsWhoSignedIn(t *testing.T) {
	a := access.Authenticated("a1", "anna", []access.Role{access.Trainer})
	if a.ID() != "a1" || a.Name() != "anna" || len(a.Roles()) != 1 {
		t.Errorf("got %q, %q, %v", a.ID(), a.Name(), a.Roles())
	}
	if !a.Has(access.Manager, access.Trainer) || a.Has(access.Manager) || a.Has() {
		t.Errorf("got %v, %v, %v; want true, false, false", a.Has(access.Manager, access.Trainer), a.Has(access.Manager), a.Has())
	}
}

func TestParseRole(t *testing.T) {
	for _, role := range access.Roles {
		for _, typed := range []string{string(role), " " + string(role) + "\n", string(role[0]-32) + string(role[1:])} {
			if got, err := access.ParseRole(typed); got != role || err != nil {
				t.Errorf("%q: got %q, %v; want %q", typed, got, err, role)
			}
		}
	}
	for _, typed := range []string{"", "boss", "审核员", "reviewer,trainer"} {
		if got, err := access.ParseRole(typed); got != "" || !errors.Is(err, fault.Invalid) {
			t.Errorf("%q: got %q, %v; want %v", typed, got, err, fault.Invalid)
		}
	}
}
