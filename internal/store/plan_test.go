package store_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/templates"
)

func TestAPlanFromASpreadsheetIsCarriedOut(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := append(o.imports("plain", fit, fit, fit), o.imports("double", fit)...)
		b := o.plan(o.clerk, approval(ids[0]), rejection(ids[1]), returning(ids[2]), approval(ids[3]))
		o.wantStates(ids, applications.Submitted, applications.Submitted, applications.Submitted, applications.Submitted)
		if got, want := o.apply(o.mate, b), (applications.Tally{Rows: 4, Approved: 2, Rejected: 1, Returned: 1}); got != want {
			o.Errorf("got %+v, want %+v", got, want)
		}
		o.wantStates(ids, applications.Approved, applications.Rejected, applications.Returned, applications.Submitted)
		a := find(o, o.store, ids[2])
		if diff := cmp.Diff(returning("").Fixes, a.Fixes); diff != "" || a.Reason != "incomplete" || a.BatchKind != applications.Sheet {
			o.Errorf("got %+v, fixes: want -, got +\n%s", a, diff)
		}
		if row := o.rows(b)[ids[0]]; row.Decision.By != o.mate.ID {
			o.Errorf("the decision is said to be of %s, want who applied it, %s", row.Decision.By, o.mate.ID)
		}
		wantIntact(o, o.store)
	})
}

// The second row of an application in a plan is left out: one batch decides once.
func TestAPlanHasOneRowForAnApplication(t *testing.T) {
	eachOffice(t, func(o *office) {
		id := o.imports("plain", fit)[0]
		b := o.plan(o.clerk, approval(id), rejection(id))
		if tally := o.apply(o.clerk, b); tally != (applications.Tally{Rows: 1, Approved: 1}) {
			o.Errorf("got %+v, want the first row alone", tally)
		}
	})
}

// What was mended and handed in again since is not what the plan was made for.
func TestAPlanIsForWhatWasHandedInThen(t *testing.T) {
	eachOffice(t, func(o *office) {
		wang := o.citizen("wang")
		id := o.applies(wang, "plain", vague)
		b := o.plan(o.clerk, rejection(id))
		o.decides(o.mate, returning(id))
		o.applies(wang, "plain", fit)
		o.apply(o.clerk, b)
		o.wantRow(b, id, applications.RowRefused, fault.Conflict, "changed after it was planned")
		o.wantStates([]string{id}, applications.Submitted)
	})
}

// A plan that breaks off is no plan: what was read so far is never carried out.
func TestAPlanThatBrokeOffIsNotCarriedOut(t *testing.T) {
	eachOffice(t, func(o *office) {
		id := o.imports("plain", fit)[0]
		broken := errors.New("the file ends in the middle")
		b, err := o.Plan(o.Context(), actor(o.clerk), func(yield func(applications.Decision) error) error {
			must(o, yield(approval(id)))
			return broken
		})
		if !errors.Is(err, broken) || b.ID == "" {
			o.Fatalf("got %v of batch %q", err, b.ID)
		}
		_, _, err = o.Apply(o.Context(), actor(o.clerk), b.ID, quiet)
		wantKind(o, err, fault.Conflict, "is being planned")
		o.wantStates([]string{id}, applications.Submitted)
	})
}

// Why a row was refused is kept as a message, and said in the language of whoever asks.
func TestARefusalIsRecalledInBothLanguages(t *testing.T) {
	eachOffice(t, func(o *office) {
		id := o.imports("plain", fit)[0]
		b := o.plan(o.clerk, rejection(id))
		o.decides(o.mate, rejection(id))
		o.apply(o.clerk, b)
		o.wantRow(b, id, applications.RowRefused, fault.Conflict, "")
		var refused *fault.Error
		if !errors.As(o.rows(b)[id].Refused, &refused) {
			o.Fatal("the row has no reason")
		}
		words := got[[]byte](o)(fs.ReadFile(templates.Shipped(), "locales/zh-CN.json"))
		chinese := lang.Speaker{Lang: lang.Chinese, Catalog: got[map[string]string](o)(lang.ReadCatalog(string(words)))}
		for speaker, wants := range map[*lang.Speaker][]string{
			{Lang: lang.English}: {"is not accepted", "mate decided on it at 2026-11-23"},
			&chinese:             {"未通过", "mate", "2026-11-23"},
		} {
			for _, want := range wants {
				if text := refused.SayIn(*speaker); !strings.Contains(text, want) {
					o.Errorf("%s: got %q, want it to say %q", speaker.Lang, text, want)
				}
			}
		}
		if text := refused.SayIn(chinese); strings.Contains(text, "decided") {
			o.Errorf("got %q, which is not Chinese throughout", text)
		}
	})
}

// Tallies add up, whatever becomes of the rows.
func TestTalliesAddUp(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := o.imports("plain", fit, fit, unskilled, unskilled, vague, rude, rude, fit)
		b, planned := o.screen(o.clerk, "plain", false)
		o.decides(o.mate, rejection(ids[0]))
		done := o.apply(o.clerk, b.ID)
		o.beginsTraining(ids[1])
		undone := o.undo(o.clerk, b.ID)
		for _, tt := range []struct {
			name      string
			got, want applications.Tally
		}{
			{"planned", planned, applications.Tally{Rows: 8, Approved: 3, Rejected: 2, Returned: 1, Left: 2}},
			{"done", done, applications.Tally{Rows: 8, Approved: 2, Rejected: 2, Returned: 1, Left: 2, Refused: 1}},
			{"undone", undone, applications.Tally{Rows: 8, Approved: 1, Left: 2, Refused: 1, Undone: 4}},
		} {
			if tt.got != tt.want {
				o.Errorf("%s: got %+v, want %+v", tt.name, tt.got, tt.want)
			}
			if g := tt.got; g.Approved+g.Returned+g.Rejected+g.Left+g.Refused+g.Undone != g.Rows {
				o.Errorf("%s: %+v does not add up", tt.name, g)
			}
		}
	})
}
