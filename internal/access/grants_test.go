package access_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/access"
	"gangway/internal/fault"
)

// grants says whose records each role may do each command to: own, others, any or none. It is written here once more
// so that a change of the table has to be made twice, and is seen.
const grants = `
                       applicant  reviewer  trainer  manager  auditor
application explain    own        any       none     any      any
application file       own        any       none     none      none
application list       own        none      none     none     none
application object     own        none      none     none     none
application show       own        any       none     any      any
application submit     own        none      none     none     none
application withdraw   own        none      none     none     none
apply                  own        none      none     none     none
audit log              none       none      none     any      any
audit verify           none       none      none     any      any
bank check             none       none      any      none     none
bank list              none       none      any      any      none
bank show              none       none      any      none     none
certificate issue      none       none      others   none     none
certificate keys       own        own       own      own      own
certificate list       own        none      any      any      none
certificate show       own        none      any      any      none
golive activate        none       none      none     others   none
golive check           own        none      none     any      none
golive close           none       none      none     others   none
golive confirm         none       none      none     others   none
golive export          none       none      none     any      none
golive suspend         none       none      none     others   none
grade list             none       none      others   none     none
grade next             none       none      others   none     none
grade set              none       none      others   none     none
import                 none       others    none     others   none
learn                  own        none      none     none     none
learn answer           own        none      none     none     none
learn list             own        none      none     none     none
learn show             own        none      none     none     none
notify list            none       any       none     any      none
notify retry           none       any       none     any      none
notify send            none       any       none     any      none
notify settle          none       any       none     any      none
password               own        own       own      own      own
profile complete       own        none      none     none     none
profile show           own        none      none     none     none
profile verify-mobile  own        none      none     none     none
quiz answer            own        none      none     none     none
quiz list              own        none      none     none     none
quiz result            own        none      any      none     none
quiz start             own        none      none     none     none
quiz submit            own        none      none     none     none
quiz take              own        none      none     none     none
review apply           none       others    none     none     none
review approve         none       others    none     none     none
review batch           none       any       none     any      any
review batches         none       any       none     any      any
review claim           none       others    none     none     none
review export          none       any       none     any      none
review export --reveal none       none      none     any      none
review list            none       any       none     any      any
review load            none       any       none     any      none
review plan            none       others    none     none     none
review reasons         none       any       none     any      none
review reject          none       others    none     none     none
review release         none       others    none     others   none
review return          none       others    none     none     none
review screen          none       others    none     none     none
review show            none       any       none     any      any
review undo            none       others    none     none     none
review what-if         none       any       none     any      none
staff add              none       none      none     any      none
staff disable          none       none      none     others   none
staff list             none       none      none     any      any
status                 own        any       any      any      none
ticket close           own        any       any      any      none
ticket file            own        any       any      any      none
ticket list            own        any       any      any      none
ticket open            own        none      none     none     none
ticket reply           own        any       any      any      none
ticket show            own        any       any      any      none
train checks           none       none      any      none     none
train progress         none       none      any      any      none
typing                 own        none      none     none     none
typing result          own        none      none     none     none
typing show            none       any       any      any      none
whoami                 own        own       own      own      own
`

// open are the commands that need no sign-in.
var open = []access.Verb{"ask", "certificate verify",
	"completion bash", "completion fish", "completion powershell", "completion zsh", "demo", "doctor", "help", "init", "login", "logout", "privacy show",
	"programs list", "programs new", "programs show", "register", "templates check", "templates export", "templates list", "templates show", "templates test", "version"}

// outcome is what access.Check says of the actor's own record and of somebody else's.
type outcome struct{ own, foreign error }

var outcomes = map[string]outcome{
	"none":   {fault.Denied, fault.Denied},
	"own":    {nil, fault.NotFound},
	"others": {fault.Denied, nil},
	"any":    {nil, nil},
}

// readGrants reads the grid into verb → role → word.
func readGrants() map[access.Verb]map[access.Role]string {
	rows := map[access.Verb]map[access.Role]string{}
	for _, line := range strings.Split(strings.TrimSpace(grants), "\n")[1:] {
		cells := strings.Fields(line)
		words := cells[len(cells)-len(access.Roles):]
		row := map[access.Role]string{}
		for i, role := range access.Roles {
			row[role] = words[i]
		}
		rows[access.Verb(strings.Join(cells[:len(cells)-len(access.Roles)], " "))] = row
	}
	return rows
}

func TestEveryCommandStandsInTheGrid(t *testing.T) {
	named := slices.Sorted(slices.Values(append(slices.Collect(maps.Keys(readGrants())), open...)))
	if diff := cmp.Diff(named, access.Verbs()); diff != "" {
		t.Errorf("commands (-grid +table):\n%s", diff)
	}
}

func TestEveryRoleOnEveryCommand(t *testing.T) {
	for verb, row := range readGrants() {
		for role, word := range row {
			want, known := outcomes[word]
			if !known {
				t.Fatalf("%s, %s: %q is no word of the grid", verb, role, word)
			}
			actor := access.Authenticated("me", "me", []access.Role{role})
			for owner, want := range map[string]error{"me": want.own, "someone": want.foreign} {
				if got := fault.KindOf(access.Check(actor, verb, owner)); got != want {
					t.Errorf("%s does %q to a record of %s: got %v, want %v", role, verb, owner, got, want)
				}
			}
			if got, want := access.Allowed(actor, verb) == nil, word != "none"; got != want {
				t.Errorf("%s may %q at all: got %v, want %v", role, verb, got, want)
			}
			if got, want := access.OwnOnly(actor, verb), word == "own" || word == "none"; got != want {
				t.Errorf("%s sees own records alone in %q: got %v, want %v", role, verb, got, want)
			}
		}
	}
}

func TestOpenCommandsNeedNoSignIn(t *testing.T) {
	for _, verb := range access.Verbs() {
		got, known := access.Open(verb)
		if want := slices.Contains(open, verb); got != want || !known {
			t.Errorf("%q: got open %v, known %v; want %v, true", verb, got, known, want)
		}
	}
	for _, verb := range open {
		if err := access.Allowed(access.Actor{}, verb); err != nil {
			t.Errorf("%q: %v", verb, err)
		}
	}
}

func TestAnUnknownCommandIsRefused(t *testing.T) {
	everybody := access.Authenticated("me", "me", access.Roles)
	for _, verb := range []access.Verb{"", "review", "review approve ", "Review approve", "review  approve"} {
		if open, known := access.Open(verb); open || known {
			t.Errorf("%q: got open %v, known %v", verb, open, known)
		}
		for _, err := range []error{access.Allowed(everybody, verb), access.Check(everybody, verb, "me"), access.Check(everybody, verb, "someone")} {
			if !errors.Is(err, fault.Denied) {
				t.Errorf("%q: got %v, want %v", verb, err, fault.Denied)
			}
		}
		if !access.OwnOnly(everybody, verb) {
			t.Errorf("%q would list the records of others", verb)
		}
	}
}
