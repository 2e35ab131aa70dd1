package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
)

func TestWhatABatchDidIsTakenBack(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := o.imports("plain", four...)
		before := make([]applications.Application, len(ids))
		for i, id := range ids {
			before[i] = find(o, o.store, id)
		}
		b, _ := o.screen(o.clerk, "plain", true)
		o.alter(`UPDATE notices SET state = 'sent' WHERE application = $1`, ids[1])
		if got, want := o.undo(o.mate, b.ID), (applications.Tally{Rows: 4, Undone: 3, Left: 1}); got != want {
			o.Errorf("got %+v, want %+v", got, want)
		}
		for i, id := range ids[:3] {
			after := find(o, o.store, id)
			if after.State != applications.Submitted || after.Reason != "" || len(after.Fixes)+len(after.Courses) > 0 || after.Batch != "" {
				o.Errorf("%s: what was decided is still there: %+v", four[i], after)
			}
			if !after.DueAt.Equal(before[i].DueAt) || !cmp.Equal(after.Answers, before[i].Answers) {
				o.Errorf("%s: got %+v, had %+v", four[i], after, before[i])
			}
			o.wantRow(b.ID, id, applications.RowUndone, nil, "")
			wantActions(o, o.store, id, "import by "+o.mate.ID, string(proposed[i])+" by "+o.clerk.ID, "undo by "+o.mate.ID)
		}
		for i, want := range [][]string{{"approved cancelled"}, {"rejected sent", "corrected queued"}, {"returned cancelled"}, nil} {
			if diff := cmp.Diff(want, o.noticesOf(ids[i])); diff != "" {
				o.Errorf("notices of %s: want -, got +\n%s", four[i], diff)
			}
		}
		wantIntact(o, o.store)
	})
}

// A notice that is on its way, or perhaps arrived, is corrected like one that did; one that waits is not sent.
func TestEveryNoticeThatMayHaveArrivedIsCorrected(t *testing.T) {
	eachOffice(t, func(o *office) {
		for state, want := range map[string][]string{"queued": {"approved cancelled"}, "sending": {"approved sending", "corrected queued"},
			"sent": {"approved sent", "corrected queued"}, "unsure": {"approved unsure", "corrected queued"}} {
			id := o.imports("plain", fit)[0]
			b, _ := o.screen(o.clerk, "plain", true)
			o.alter(`UPDATE notices SET state = $2 WHERE application = $1`, id, state)
			o.undo(o.clerk, b.ID)
			if diff := cmp.Diff(want, o.noticesOf(id)); diff != "" {
				o.Errorf("%s: want -, got +\n%s", state, diff)
			}
			o.decides(o.clerk, rejection(id)) // out of the way of the next screening
		}
	})
}

func TestASingleDecisionIsTakenBackWithBothItsNotices(t *testing.T) {
	eachOffice(t, func(o *office) {
		id := o.applies(o.citizen("wang"), "plain", fit)
		b := o.decides(o.clerk, approval(id))
		o.alter(`UPDATE notices SET state = 'sent' WHERE application = $1 AND kind = 'approved' AND channel = 'sms'`, id)
		o.undo(o.clerk, b)
		o.wantStates([]string{id}, applications.Submitted)
		want := []string{"submitted queued", "approved cancelled", "approved sent", "corrected queued"}
		if diff := cmp.Diff(want, o.noticesOf(id)); diff != "" {
			o.Errorf("want -, got +\n%s", diff)
		}
	})
}

func TestWhatHasGoneOnStaysDone(t *testing.T) {
	eachOffice(t, func(o *office) {
		wang, li := o.citizen("wang"), o.citizen("li")
		trained, mended := o.applies(wang, "plain", fit), o.applies(li, "plain", vague)
		rest := o.imports("plain", fit)[0]
		b, _ := o.screen(o.clerk, "plain", true)
		o.wantStates([]string{trained, mended, rest}, applications.Approved, applications.Returned, applications.Approved)
		o.beginsTraining(trained)
		o.applies(li, "plain", fit)
		notices := o.noticesOf(trained)

		if got, want := o.undo(o.clerk, b.ID), (applications.Tally{Rows: 3, Approved: 1, Returned: 1, Undone: 1}); got != want {
			o.Errorf("got %+v, want %+v", got, want)
		}
		o.wantStates([]string{trained, mended, rest}, applications.Training, applications.Submitted, applications.Submitted)
		o.wantRow(b.ID, trained, applications.RowDone, fault.Conflict, "has gone on since: it is in training")
		o.wantRow(b.ID, mended, applications.RowDone, fault.Conflict, "has gone on since: it is awaiting review")
		o.wantRow(b.ID, rest, applications.RowUndone, nil, "")
		if diff := cmp.Diff(notices, o.noticesOf(trained)); diff != "" {
			o.Errorf("the notices of what stays changed: before -, after +\n%s", diff)
		}
		wantIntact(o, o.store)
	})
}

func (o *office) beginsTraining(id string) {
	o.Helper()
	_, err := o.store.Change(o.Context(), id, moving(applications.BeginTraining, access.System, nil))
	must(o, err)
}

// A rejection cannot be taken back once the applicant has begun anew; the rows beside it are.
func TestARejectionStaysWhereTheApplicantBeganAnew(t *testing.T) {
	eachOffice(t, func(o *office) {
		wang := o.citizen("wang")
		first := o.applies(wang, "plain", fit)
		other := o.imports("plain", fit)[0]
		b := o.plan(o.clerk, rejection(first), rejection(other))
		o.apply(o.clerk, b)
		second := o.applies(wang, "plain", fit)
		if tally := o.undo(o.clerk, b); tally.Undone != 1 || tally.Rejected != 1 {
			o.Errorf("got %+v, want one taken back and one that stays", tally)
		}
		o.wantStates([]string{first, other, second}, applications.Rejected, applications.Submitted, applications.Submitted)
		o.wantRow(b, first, applications.RowDone, fault.Conflict, "has another application to \"plain\" by now: "+second)
		wantIntact(o, o.store)
	})
}

func TestOnesOwnDecisionIsTakenBackByAColleague(t *testing.T) {
	eachOffice(t, func(o *office) {
		both := o.citizen("both", access.Reviewer)
		own, other := o.applies(both, "plain", fit), o.imports("plain", fit)[0]
		b, _ := o.screen(o.clerk, "plain", true)
		if tally := o.undo(both, b.ID); tally.Undone != 1 || tally.Approved != 1 {
			o.Errorf("got %+v, want one taken back and one that stays", tally)
		}
		o.wantRow(b.ID, own, applications.RowDone, fault.Denied, "of their own")
		o.wantStates([]string{own, other}, applications.Approved, applications.Submitted)
	})
}

// What is done to a batch again, or out of turn, is refused as a whole and changes nothing.
func TestABatchIsDoneOnceAndUndoneOnce(t *testing.T) {
	eachOffice(t, func(o *office) {
		o.imports("plain", fit, unskilled)
		b, _ := o.screen(o.clerk, "plain", false)
		_, _, err := o.Undo(o.Context(), actor(o.clerk), b.ID, quiet)
		wantKind(o, err, fault.Conflict, "is waiting to be applied")
		tally := o.apply(o.clerk, b.ID)
		after := everything(o, o.db)
		_, _, err = o.Apply(o.Context(), actor(o.mate), b.ID, quiet)
		wantKind(o, err, fault.Conflict, "is done")
		if diff := cmp.Diff(after, everything(o, o.db)); diff != "" {
			o.Errorf("applying it again changed something: before -, after +\n%s", diff)
		}
		if got := o.undo(o.clerk, b.ID); got.Undone != tally.Approved+tally.Rejected {
			o.Errorf("got %+v, want all of %+v taken back", got, tally)
		}
		after = everything(o, o.db)
		_, _, err = o.Undo(o.Context(), actor(o.mate), b.ID, quiet)
		wantKind(o, err, fault.Conflict, "is taken back")
		_, _, err = o.Apply(o.Context(), actor(o.mate), b.ID, quiet)
		wantKind(o, err, fault.Conflict, "is taken back")
		if diff := cmp.Diff(after, everything(o, o.db)); diff != "" {
			o.Errorf("an undone batch changed something: before -, after +\n%s", diff)
		}
	})
}

// What was taken back can be decided again, by another batch or by hand, and the applicant can object to what the rules
// alone decided.
func TestWhatWasTakenBackIsDecidedAnew(t *testing.T) {
	eachOffice(t, func(o *office) {
		wang := o.citizen("wang")
		id := o.applies(wang, "plain", fit)
		b, _ := o.screen(o.clerk, "plain", true)
		o.undo(o.clerk, b.ID)
		second := o.decides(o.mate, returning(id))
		if _, _, err := o.Undo(o.Context(), actor(o.clerk), b.ID, quiet); err == nil {
			o.Error("the first batch takes back what the second decided")
		}
		o.wantStates([]string{id}, applications.Returned)
		_, err := o.Object(o.Context(), actor(wang), id)
		wantKind(o, err, fault.Conflict, "a person decided")
		o.undo(o.clerk, second)
		o.wantStates([]string{id}, applications.Submitted)
		wantIntact(o, o.store)
	})
}

func TestAnObjectionToTheRulesGoesToAPerson(t *testing.T) {
	eachOffice(t, func(o *office) {
		wang := o.citizen("wang")
		id := o.applies(wang, "plain", vague)
		b, _ := o.screen(o.clerk, "plain", true)
		o.wantStates([]string{id}, applications.Returned)
		a := got[applications.Application](o)(o.Object(o.Context(), actor(wang), id))
		if a.State != applications.Submitted || !a.ByPerson || a.Reason != "" || !a.DueAt.After(start) {
			o.Errorf("got %+v, want it back with a person", a)
		}
		if _, tally := o.screen(o.clerk, "plain", true); tally.Left != 1 || tally.Rows != 1 {
			o.Errorf("got %+v, want it left to a person", tally)
		}
		if tally := o.undo(o.clerk, b.ID); tally.Undone != 0 {
			o.Errorf("what was objected to is taken back besides: %+v", tally)
		}
		o.wantRow(b.ID, id, applications.RowDone, fault.Conflict, "has gone on since")
		o.decides(o.clerk, rejection(id))
		o.wantStates([]string{id}, applications.Rejected)
	})
}

// A batch that was stopped half way is taken back as far as it came, and cannot be carried on.
func TestABatchThatWasStoppedIsTakenBack(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := o.imports("plain", fit, fit, fit, fit)
		b, _ := o.screen(o.clerk, "plain", false)
		o.cut(b.ID, applications.PhaseApply, 2)
		_, more, err := o.store.WorkRange(o.Context(), enter(o, b), applications.PhaseApply, o.approveRow(b))
		must(o, err)
		if n := count(o, o.db, `SELECT COUNT(*) FROM applications WHERE state = 'approved'`); n != 2 || !more {
			o.Fatalf("%d were approved in the first range, want 2 and more to do", n)
		}
		if tally := o.undo(o.mate, b.ID); tally.Undone != 2 {
			o.Errorf("got %+v, want two taken back", tally)
		}
		_, more, err = o.store.WorkRange(o.Context(), b, applications.PhaseApply, o.approveRow(b)) // the process that was stopped wakes up
		must(o, err)
		if more {
			o.Error("a range is worked of a batch that is being taken back")
		}
		_, _, err = o.Apply(o.Context(), actor(o.clerk), b.ID, quiet)
		wantKind(o, err, fault.Conflict, "is taken back")
		o.wantStates(ids, applications.Submitted, applications.Submitted, applications.Submitted, applications.Submitted)
		wantIntact(o, o.store)
	})
}

// approveRow rules that a row is approved.
func (o *office) approveRow(b applications.Batch) func(applications.Row) (applications.Ruling, error) {
	now := o.Now()
	return func(r applications.Row) (applications.Ruling, error) {
		a := r.Application
		a.Batch = b.ID
		change, err := applications.Move(a, applications.Approve, actor(o.clerk), now, audit.Details{"batch": b.ID})
		d := r.Decision
		d.By, d.At = o.clerk.ID, now
		return applications.Ruling{Decision: d, State: applications.RowDone, Change: &change, Notice: "approved"}, err
	}
}

// enter begins to apply a batch.
func enter(o *office, b applications.Batch) applications.Batch {
	o.Helper()
	_, err := o.store.Enter(o.Context(), b, applications.PhaseApply, []applications.BatchState{applications.BatchPlanned}, applications.BatchApplying, o.clerk.ID)
	must(o, err)
	return b
}

// cut cuts the rows of a batch's phase into ranges of so many, as the store would for more rows.
func (o *office) cut(batch string, phase applications.Phase, size int) {
	o.Helper()
	query, args := `SELECT application FROM decisions WHERE batch = $1 ORDER BY application`, []any{batch}
	if phase == applications.PhasePlan || phase == applications.PhaseScreen {
		query = `SELECT a.id FROM applications a JOIN batches b ON b.program = a.program WHERE b.id = $1 AND a.state = 'submitted' ORDER BY a.id`
	}
	rows, err := o.db.Query(query, args...)
	must(o, err)
	var ids []string
	for rows.Next() {
		var id string
		must(o, rows.Scan(&id))
		ids = append(ids, id)
	}
	must(o, rows.Err())
	for seq := 0; seq*size < len(ids); seq++ {
		last := min(len(ids), (seq+1)*size)
		alter(o, o.db, `INSERT INTO batch_ranges (batch, phase, seq, first_id, last_id, size) VALUES ($1, $2, $3, $4, $5, $6)`,
			batch, string(phase), seq, ids[seq*size], ids[last-1], last-seq*size)
	}
}

// Undoing waits for the range another process has in hand, and takes that back too.
func TestUndoingWaitsForTheRangeInHand(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := o.imports("plain", fit, fit)
		b, _ := o.screen(o.clerk, "plain", false)
		enter(o, b)
		mate := open(o, o.place, o.Now)
		inHand, undone := make(chan struct{}), make(chan error, 1)
		var once bool
		rule := o.approveRow(b)
		_, _, err := o.store.WorkRange(o.Context(), b, applications.PhaseApply, func(r applications.Row) (applications.Ruling, error) {
			if !once {
				once = true
				go func() {
					close(inHand)
					_, _, err := deskOver(mate, o.Library, o.Now).Undo(o.Context(), actor(o.mate), b.ID, quiet)
					undone <- err
				}()
				<-inHand
				time.Sleep(200 * time.Millisecond) // for the other to come up to the range
			}
			return rule(r)
		})
		must(o, err)
		must(o, <-undone)
		o.wantStates(ids, applications.Submitted, applications.Submitted)
		wantIntact(o, o.store)
	})
}
