package templates_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
)

var update = flag.Bool("update", false, "write the table of docs/programs.md anew")

const (
	programsPage = "../docs/programs.md"
	tableBegins  = "<!-- programs: go test ./templates -run ProgramsPage -update -->\n"
	tableEnds    = "<!-- end -->\n"
)

func TestTheProgramsPageListsWhatShips(t *testing.T) {
	page, err := os.ReadFile(programsPage)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, began := strings.Cut(string(page), tableBegins)
	got, after, ended := strings.Cut(rest, tableEnds)
	if !began || !ended {
		t.Fatal("the table has no beginning or no end")
	}
	want := "| program | kind | title | conditions | source |\n|---|---|---|---|---|\n"
	for _, p := range listed(t) {
		want += fmt.Sprintf("| `%s` | %s | %s | %s | %s |\n", p.ID, p.Kind, p.Title.English, conditions(p), p.Source)
	}
	if *update {
		if err := os.WriteFile(programsPage, []byte(before+tableBegins+want+tableEnds+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", programsPage, diff)
	}
}

// conditions says the rules of a program beside the one that all agents' programs have.
func conditions(p applications.Program) string {
	var said []string
	for i, r := range p.Rules {
		if i > 0 || p.Kind != applications.Agent {
			said = append(said, fmt.Sprintf("%s (%s)", r.Reason.English, r.Source))
		}
	}
	if len(said) == 0 {
		return "–"
	}
	return strings.Join(said, "; ")
}
