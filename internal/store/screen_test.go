package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/fault"
)

// four is an applicant of each sort, and proposed what the rules make of them.
var (
	four     = []string{fit, unskilled, vague, rude}
	proposed = []applications.DecisionKind{applications.Approval, applications.Rejection, applications.Returning, applications.Leaving}
)

func TestAScreeningOnlyPlansUntilItIsApplied(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := o.imports("plain", four...)
		b, tally := o.screen(o.clerk, "plain", false)
		if want := (applications.Tally{Rows: 4, Approved: 1, Returned: 1, Rejected: 1, Left: 1}); tally != want {
			o.Errorf("got %+v, want %+v", tally, want)
		}
		o.wantStates(ids, applications.Submitted, applications.Submitted, applications.Submitted, applications.Submitted)
		rows := o.rows(b.ID)
		for i, id := range ids {
			if got := rows[id].Decision.Kind; got != proposed[i] {
				o.Errorf("for %s the rules propose to %s, want %s", four[i], got, proposed[i])
			}
			if n := len(o.noticesOf(id)); n > 0 {
				o.Errorf("%s: %d notices tell of a plan", four[i], n)
			}
		}
		if diff := cmp.Diff([]applications.Fix{{Field: "skill"}}, rows[ids[1]].Decision.Fixes); diff != "" {
			o.Errorf("a rejection does not name the rule it rests on: want -, got +\n%s", diff)
		}

		if got := o.apply(o.clerk, b.ID); got != tally {
			o.Errorf("the plan was %+v, and %+v was done", tally, got)
		}
		o.wantStates(ids, applications.Approved, applications.Rejected, applications.Returned, applications.Submitted)
		for i, want := range [][]string{{"approved queued"}, {"rejected queued"}, {"returned queued"}, nil} {
			if diff := cmp.Diff(want, o.noticesOf(ids[i])); diff != "" {
				o.Errorf("notices of %s: want -, got +\n%s", four[i], diff)
			}
		}
		for i, id := range ids[:3] {
			wantActions(o, o.store, id, "import by "+o.mate.ID, string(proposed[i])+" by "+o.clerk.ID)
			o.wantRow(b.ID, id, applications.RowDone, nil, "")
		}
		o.wantRow(b.ID, ids[3], applications.RowLeft, nil, "")
		wantIntact(o, o.store)
	})
}

func TestAScreeningThatIsAppliedAtOnceDoesTheSame(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := o.imports("plain", four...)
		b, tally := o.screen(o.clerk, "plain", true)
		if want := (applications.Tally{Rows: 4, Approved: 1, Returned: 1, Rejected: 1, Left: 1}); tally != want {
			o.Errorf("got %+v, want %+v", tally, want)
		}
		o.wantStates(ids, applications.Approved, applications.Rejected, applications.Returned, applications.Submitted)
		a := find(o, o.store, ids[1])
		if a.Batch != b.ID || a.BatchKind != applications.Screened || a.Reason != "not-eligible" || len(a.Fixes) != 1 {
			o.Errorf("a rejection by the rules does not carry its reasons: %+v", a)
		}
		if courses := find(o, o.store, ids[0]).Courses; len(courses) != 1 {
			o.Errorf("who was approved is enrolled in %v", courses)
		}
		wantIntact(o, o.store)
	})
}

func TestWhatAColleagueOrAPersonMustDecideIsLeft(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := o.imports("plain", fit, fit, fit)
		must(o, claiming(o, o.mate, ids[0]))
		must(o, claiming(o, o.clerk, ids[1]))
		o.alter(`UPDATE applications SET by_person = TRUE WHERE id = $1`, ids[2])
		b, tally := o.screen(o.clerk, "plain", true)
		if want := (applications.Tally{Rows: 3, Approved: 1, Left: 2}); tally != want {
			o.Errorf("got %+v, want %+v", tally, want)
		}
		o.wantStates(ids, applications.Submitted, applications.Approved, applications.Submitted)
		o.wantRow(b.ID, ids[0], applications.RowLeft, nil, "")
		if a := find(o, o.store, ids[1]); a.ClaimedBy != "" {
			o.Errorf("what is decided is still taken on by %s", a.ClaimedBy)
		}
	})
}

func claiming(o *office, by applications.Account, id string) error {
	report, err := o.Claim(o.Context(), actor(by), []string{id})
	if err == nil && len(report.Refused) > 0 {
		err = report.Refused[0].Err
	}
	return err
}

// What happens between a plan and its being carried out shows in the rows, and stops no other row.
func TestAPlanMeetsWhatHappenedMeanwhile(t *testing.T) {
	eachOffice(t, func(o *office) {
		both := o.citizen("both", access.Reviewer)
		own := o.applies(both, "plain", fit)
		wang, li := o.citizen("wang"), o.citizen("li")
		withdrawn, decided := o.applies(wang, "plain", fit), o.applies(li, "plain", fit)
		others := o.imports("plain", fit, fit, fit, vague)
		claimed, objected := others[0], others[1]
		b, _ := o.screen(both, "plain", false)

		got[applications.Application](o)(o.Withdraw(o.Context(), actor(wang), withdrawn))
		o.decides(o.mate, rejection(decided))
		must(o, claiming(o, o.mate, claimed))
		o.alter(`UPDATE applications SET by_person = TRUE WHERE id = $1`, objected)

		tally := o.apply(both, b.ID)
		if want := (applications.Tally{Rows: 7, Approved: 1, Returned: 1, Left: 1, Refused: 4}); tally != want {
			o.Errorf("got %+v, want %+v", tally, want)
		}
		o.wantRow(b.ID, own, applications.RowRefused, fault.Denied, "of their own")
		o.wantRow(b.ID, withdrawn, applications.RowRefused, fault.Conflict, "is withdrawn")
		o.wantRow(b.ID, decided, applications.RowRefused, fault.Conflict, "mate decided on it at 2026-")
		o.wantRow(b.ID, claimed, applications.RowRefused, fault.Conflict, "taken on")
		o.wantRow(b.ID, objected, applications.RowLeft, nil, "")
		o.wantRow(b.ID, others[2], applications.RowDone, nil, "")
		o.wantRow(b.ID, others[3], applications.RowDone, nil, "")
		wantIntact(o, o.store)
	})
}

// A reviewer who is an applicant too screens everybody else.
func TestAScreeningPassesTheReviewersOwnApplicationBy(t *testing.T) {
	eachOffice(t, func(o *office) {
		both := o.citizen("both", access.Reviewer)
		own := o.applies(both, "plain", fit)
		others := o.imports("plain", fit, vague)
		b, tally := o.screen(both, "plain", true)
		if want := (applications.Tally{Rows: 3, Approved: 1, Returned: 1, Refused: 1}); tally != want {
			o.Errorf("got %+v, want %+v", tally, want)
		}
		o.wantRow(b.ID, own, applications.RowRefused, fault.Denied, "of their own")
		o.wantStates(append(others, own), applications.Approved, applications.Returned, applications.Submitted)
	})
}

func TestTwoMustApproveWhereTheProgramWantsIt(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := o.imports("double", fit, unskilled)
		first, tally := o.screen(o.clerk, "double", true)
		if want := (applications.Tally{Rows: 2, Approved: 1, Rejected: 1}); tally != want {
			o.Errorf("got %+v, want %+v", tally, want)
		}
		o.wantStates(ids, applications.Submitted, applications.Rejected)
		if n := len(o.noticesOf(ids[0])); n > 0 {
			o.Errorf("%d notices tell of a first approval", n)
		}
		again, tally := o.screen(o.clerk, "double", true)
		if tally.Rows != 1 || tally.Refused != 1 {
			o.Errorf("who approved first approves again: %+v", tally)
		}
		o.wantRow(again.ID, ids[0], applications.RowRefused, fault.Conflict, "a second reviewer must approve")

		second, _ := o.screen(o.mate, "double", true)
		o.wantStates(ids, applications.Approved, applications.Rejected)
		wantActions(o, o.store, ids[0], "import by "+o.mate.ID, "approve_first by "+o.clerk.ID, "approve by "+o.mate.ID)

		if tally := o.undo(o.clerk, first.ID); tally.Undone != 1 { // the rejection; the first approval was overtaken
			o.Errorf("got %+v, want one taken back", tally)
		}
		o.wantRow(first.ID, ids[0], applications.RowDone, fault.Conflict, "has gone on since")
		o.undo(o.clerk, second.ID)
		o.wantStates(ids, applications.Submitted, applications.Submitted)
		if a := find(o, o.store, ids[0]); a.FirstBy != "" {
			o.Errorf("the first approval by %s still stands", a.FirstBy)
		}
		wantIntact(o, o.store)
	})
}

// An application of before facts were kept is judged by its answers.
func TestAnApplicationWithoutFactsIsJudgedByItsAnswers(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := o.imports("plain", four...)
		o.alter(`UPDATE applications SET facts = '', rules = '', results = ''`)
		o.screen(o.clerk, "plain", true)
		o.wantStates(ids, applications.Approved, applications.Rejected, applications.Returned, applications.Submitted)
	})
}

// Answers that cannot be opened are refused with the reason, and the others go on.
func TestWhatCannotBeOpenedStopsNobodyElse(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := o.imports("plain", fit, fit)
		o.alter(`UPDATE applications SET facts = '' WHERE id = $1`, ids[0])
		o.alter(`DELETE FROM people WHERE account = (SELECT account FROM applications WHERE id = $1)`, ids[0])
		b, tally := o.screen(o.clerk, "plain", true)
		if want := (applications.Tally{Rows: 2, Approved: 1, Refused: 1}); tally != want {
			o.Errorf("got %+v, want %+v", tally, want)
		}
		o.wantRow(b.ID, ids[0], applications.RowRefused, fault.NotFound, "no profile")
		o.wantStates(ids[1:], applications.Approved)
	})
}

func TestWhatCannotBeOpenedAnyMoreStopsNobodyElse(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := o.imports("plain", fit, fit)
		o.alter(`UPDATE applications SET facts = ''`)
		b, _ := o.screen(o.clerk, "plain", false)
		o.alter(`DELETE FROM people WHERE account = (SELECT account FROM applications WHERE id = $1)`, ids[0])
		if tally, want := o.apply(o.clerk, b.ID), (applications.Tally{Rows: 2, Approved: 1, Refused: 1}); tally != want {
			o.Errorf("got %+v, want %+v", tally, want)
		}
		o.wantRow(b.ID, ids[0], applications.RowRefused, fault.NotFound, "no profile")
	})
}

func TestATamperedChainStopsNobodyElse(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := o.imports("plain", fit, fit)
		o.alter(`UPDATE applications SET head = 'forged' WHERE id = $1`, ids[0])
		b, tally := o.screen(o.clerk, "plain", true)
		if want := (applications.Tally{Rows: 2, Approved: 1, Refused: 1}); tally != want {
			o.Errorf("got %+v, want %+v", tally, want)
		}
		o.wantRow(b.ID, ids[0], applications.RowRefused, fault.Invalid, "tampered")
		o.wantStates(ids, applications.Submitted, applications.Approved)
	})
}

func TestRulesAreAskedAgainWhenAPlanIsCarriedOut(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := o.imports("plain", fit, fit, unskilled)
		sheet := o.plan(o.clerk, approval(ids[1]))
		b, _ := o.screen(o.clerk, "plain", false)
		o.Library = libraryOf(post{"plain", 1, 24}) // who has twelve months no longer passes
		tally := o.apply(o.clerk, b.ID)
		if want := (applications.Tally{Rows: 3, Rejected: 1, Refused: 2}); tally != want {
			o.Errorf("got %+v, want %+v", tally, want)
		}
		o.wantRow(b.ID, ids[0], applications.RowRefused, fault.Invalid, `does not meet the condition "experience"`)
		o.apply(o.clerk, sheet)
		o.wantRow(sheet, ids[1], applications.RowRefused, fault.Invalid, `does not meet the condition "experience"`)
		o.wantStates(ids, applications.Submitted, applications.Submitted, applications.Rejected)
	})
}

// A rejection that the rules no longer propose is not carried out by a plan they made.
func TestAPlanOfOlderRulesIsNotCarriedOut(t *testing.T) {
	eachOffice(t, func(o *office) {
		o.Library = libraryOf(post{"plain", 1, 24})
		ids := o.imports("plain", fit, unskilled)
		b, _ := o.screen(o.clerk, "plain", false)
		o.Library = libraryOf(posts...)
		if tally, want := o.apply(o.clerk, b.ID), (applications.Tally{Rows: 2, Rejected: 1, Refused: 1}); tally != want {
			o.Errorf("got %+v, want %+v", tally, want)
		}
		o.wantRow(b.ID, ids[0], applications.RowRefused, fault.Conflict, "the rules have changed since")
		o.wantStates(ids, applications.Submitted, applications.Rejected)
	})
}

// A spreadsheet may name applications to several programs; one that is gone refuses its own alone.
func TestAProgramThatIsGoneStopsNoOther(t *testing.T) {
	eachOffice(t, func(o *office) {
		plain, double := o.imports("plain", fit), o.imports("double", unskilled)
		b := o.plan(o.clerk, approval(plain[0]), rejection(double[0]))
		o.Library = libraryOf(post{"plain", 1, 6})
		if tally := o.apply(o.clerk, b); tally.Approved != 1 || tally.Refused != 1 {
			o.Errorf("got %+v, want one approved and one refused", tally)
		}
		o.wantRow(b, double[0], applications.RowRefused, fault.NotFound, `there is no program "double"`)
	})
}
