package store_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/fault"
)

// rivals lets children begin at once and runs them to their ends. It returns the last line each said.
func rivals(t testing.TB, children []*exec.Cmd) []string {
	t.Helper()
	outs, gates := make([]*bufio.Scanner, len(children)), make([]io.Closer, len(children))
	for i, c := range children {
		c.Env = append(c.Env, childWaits+"=yes")
		gates[i] = got[io.WriteCloser](t)(c.StdinPipe())
		outs[i] = bufio.NewScanner(got[io.ReadCloser](t)(c.StdoutPipe()))
		must(t, c.Start())
	}
	for _, out := range outs {
		out.Scan()
	}
	for _, gate := range gates {
		gate.Close()
	}
	last := make([]string, len(children))
	for i, c := range children {
		for outs[i].Scan() {
			last[i] = outs[i].Text()
		}
		if err := c.Wait(); err != nil {
			t.Errorf("process %d failed: %v", i, err)
		}
	}
	return last
}

// Several processes work one batch: each row is done once. On a server each process has its part; a file lets one write at
// a time, and who waits for long may find nothing left.
func TestProcessesShareABatch(t *testing.T) {
	eachOffice(t, func(o *office) {
		const applicants, size = 1200, 10
		o.imports("plain", slices.Repeat([]string{fit, unskilled, vague}, applicants/3)...)
		b, planned := o.screen(o.clerk, "plain", false)
		o.cut(b.ID, applications.PhaseApply, size)
		children := make([]*exec.Cmd, 4)
		for i := range children {
			children[i] = child(o, o.place, "share", []string{"clerk", "mate"}[i%2], b.ID)
		}
		sum, idle := 0, 0
		for _, line := range rivals(o, children) {
			done := got[int](o)(strconv.Atoi(line))
			if sum += done; done == 0 {
				idle++
			}
		}
		if sum != applicants || o.place.File() == "" && idle > 1 {
			o.Errorf("%d rows were done, want %d; %d of the processes did nothing", sum, applicants, idle)
		}
		if tally := got[applications.Tally](o)(o.store.TallyBatch(o.Context(), b.ID)); tally != planned {
			o.Errorf("got %+v, want what was planned, %+v", tally, planned)
		}
		if n := count(o, o.db, `SELECT COUNT(*) FROM events WHERE body LIKE '%"batch":%'`); n != applicants {
			o.Errorf("%d events tell of decisions, want %d", n, applicants)
		}
		if n := count(o, o.db, `SELECT COUNT(*) FROM notices`); n != applicants {
			o.Errorf("%d notices tell of decisions, want %d", n, applicants)
		}
		if state := got[applications.Batch](o)(o.store.Batch(o.Context(), b.ID)).State; state != applications.BatchDone {
			o.Errorf("the batch is %s", state)
		}
		wantIntact(o, o.store)
	})
}

// Several processes screen one program at once: each application is decided by one of the batches.
func TestProcessesScreenOneProgram(t *testing.T) {
	eachOffice(t, func(o *office) {
		const applicants = 600
		o.imports("plain", slices.Repeat([]string{fit, unskilled, vague}, applicants/3)...)
		children := make([]*exec.Cmd, 4)
		for i := range children {
			children[i] = child(o, o.place, "screen", []string{"clerk", "mate"}[i%2], "plain")
		}
		rivals(o, children)
		for name, query := range map[string]string{
			"rows that are done":         `SELECT COUNT(*) FROM decisions WHERE state = 'done'`,
			"applications with a row":    `SELECT COUNT(DISTINCT application) FROM decisions WHERE state = 'done'`,
			"applications decided":       `SELECT COUNT(*) FROM applications WHERE state <> 'submitted'`,
			"batches of their decisions": `SELECT COUNT(*) FROM applications a JOIN decisions d ON d.batch = a.batch AND d.application = a.id`,
			"events of decisions":        `SELECT COUNT(*) FROM events WHERE body LIKE '%"batch":%'`,
			"notices":                    `SELECT COUNT(*) FROM notices`,
		} {
			if n := count(o, o.db, query); n != applicants {
				o.Errorf("%d %s, want %d", n, name, applicants)
			}
		}
		wantIntact(o, o.store)
	})
}

// Batches that name the same applications are applied at once, in ranges that do not agree, while others decide single
// ones: exactly one wins each, and the others are told who.
func TestOneOfOverlappingBatchesWinsEachApplication(t *testing.T) {
	eachOffice(t, func(o *office) {
		const applicants = 60
		ids := o.imports("plain", slices.Repeat([]string{fit}, applicants)...)
		names := map[string]string{}
		var desks []applications.Desk
		var by []applications.Account
		var batches []string
		for i := range 5 {
			who := staff(o, o.store, "rival"+strconv.Itoa(i), access.Reviewer)
			names[who.ID] = who.Name
			by, desks = append(by, who), append(desks, deskOver(open(o, o.place, o.Now), o.Library, o.Now))
			batches = append(batches, o.plan(who, onEach([]func(string) applications.Decision{approval, rejection, returning}[i%3], ids)...))
			o.cut(batches[i], applications.PhaseApply, 7+i)
		}
		reports := make([]applications.Report, 2)
		errs := together(len(by)+len(reports), func(i int) (err error) {
			if i < len(by) {
				_, _, err = desks[i].Apply(context.Background(), actor(by[i]), batches[i], quiet)
				return err
			}
			i -= len(by)
			reports[i], err = desks[i].Decide(context.Background(), actor(by[i]), rejection(""), ids)
			return err
		})
		for i, err := range errs {
			if err != nil {
				o.Errorf("rival %d: %v", i, err)
			}
		}
		won, told := o.winners(), 0
		for _, id := range ids {
			if len(won[id]) != 1 {
				o.Errorf("%s was decided %d times", id, len(won[id]))
			}
		}
		for _, b := range batches {
			for id, row := range o.rows(b) {
				switch {
				case row.State == applications.RowDone:
				case row.State != applications.RowRefused || !errors.Is(row.Refused, fault.Conflict):
					o.Errorf("%s: got %s with %v", id, row.State, row.Refused)
				case !strings.Contains(row.Refused.Error(), names[won[id][0]]+" decided on it"):
					o.Errorf("%s: %q does not say that %s won", id, row.Refused, names[won[id][0]])
				default:
					told++
				}
			}
		}
		for _, report := range reports {
			if len(report.Done)+len(report.Refused) != applicants {
				o.Errorf("%d done and %d refused of %d", len(report.Done), len(report.Refused), applicants)
			}
			for _, r := range report.Refused {
				if !errors.Is(r.Err, fault.Conflict) || !strings.Contains(r.Err.Error(), names[won[r.ID][0]]+" decided on it") {
					o.Errorf("%s: %q does not say that %s won", r.ID, r.Err, names[won[r.ID][0]])
				}
			}
		}
		if told == 0 {
			o.Error("no batch met another: this shows nothing")
		}
		wantIntact(o, o.store)
	})
}

// onEach makes the same decision on several applications.
func onEach(decide func(string) applications.Decision, ids []string) (decisions []applications.Decision) {
	for _, id := range ids {
		decisions = append(decisions, decide(id))
	}
	return decisions
}

// winners returns who decided on each application, by the rows that are done.
func (o *office) winners() map[string][]string {
	o.Helper()
	rows, err := o.db.Query(`SELECT application, decided_by FROM decisions WHERE state = 'done'`)
	must(o, err)
	defer rows.Close()
	won := map[string][]string{}
	for rows.Next() {
		var application, by string
		must(o, rows.Scan(&application, &by))
		won[application] = append(won[application], by)
	}
	must(o, rows.Err())
	return won
}

// One applies a batch again and again while others take it back: in the end it is one or the other, for every row.
func TestApplyingAndUndoingAtOnce(t *testing.T) {
	eachOffice(t, func(o *office) {
		const applicants = 40
		o.imports("plain", slices.Repeat([]string{fit}, applicants)...)
		b, _ := o.screen(o.clerk, "plain", false)
		o.cut(b.ID, applications.PhaseApply, 4)
		s := handles(o, o.place, 4)
		errs := together(len(s), func(i int) (err error) {
			desk := deskOver(s[i], o.Library, o.Now)
			if i%2 == 0 {
				_, _, err = desk.Apply(context.Background(), actor(o.clerk), b.ID, quiet)
				return err
			}
			for range 20 {
				if _, _, err = desk.Undo(context.Background(), actor(o.mate), b.ID, quiet); err == nil {
					return nil
				}
			}
			return err
		})
		if _, _, others := tally(errs, fault.Conflict); len(others) > 0 {
			o.Errorf("not a conflict: %v", others)
		}
		if got[applications.Batch](o)(o.store.Batch(o.Context(), b.ID)).State == applications.BatchDone {
			o.undo(o.mate, b.ID) // the undoing had given up before
		}
		if n := count(o, o.db, `SELECT COUNT(*) FROM applications WHERE state = 'submitted'`); n != applicants {
			o.Errorf("%d of %d applications were taken back", n, applicants)
		}
		if n := count(o, o.db, `SELECT COUNT(*) FROM decisions WHERE state = 'done'`); n != 0 {
			o.Errorf("%d rows of an undone batch are still done", n)
		}
		wantIntact(o, o.store)
	})
}

// Two files with the same people are taken in at once, by several processes: nobody is there twice.
func TestProcessesTakeTheSameFileIn(t *testing.T) {
	eachOffice(t, func(o *office) {
		children := make([]*exec.Cmd, 4)
		for i := range children {
			children[i] = child(o, o.place, "import", "clerk", "")
		}
		rivals(o, children)
		for name, query := range map[string]string{
			"accounts": `SELECT COUNT(*) FROM accounts WHERE name LIKE 'import-%'`, "people": `SELECT COUNT(*) FROM people`,
			"applications": `SELECT COUNT(*) FROM applications`, "events": `SELECT COUNT(*) FROM events WHERE body LIKE '%"action":"import"%'`,
		} {
			if n := count(o, o.db, query); n != fileRows {
				o.Errorf("%d %s, want %d", n, name, fileRows)
			}
		}
		wantIntact(o, o.store)
	})
}
