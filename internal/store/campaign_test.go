package store_test

import (
	"flag"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/store"
	"gangway/internal/store/storetest"
)

// kills is how many processes the campaign kills on each engine; make campaign asks for more, and -short for a few.
var kills = flag.Int("kills", 100, "how many processes TestCampaignOfKills kills on each engine")

// fewKills is how many are enough for -short.
const fewKills = 20

// Processes are killed while they import a file, screen, plan, apply and undo. Whatever they left is whole, and the same
// command finishes it.
func TestCampaignOfKills(t *testing.T) {
	for engine, place := range map[string]func(testing.TB) store.Place{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(engine, func(t *testing.T) {
			began := time.Now()
			want, killed, phases := *kills, 0, map[string]int{}
			if testing.Short() {
				want = min(want, fewKills)
			}
			for round := 0; killed < want && !t.Failed(); round++ {
				t.Run(strconv.Itoa(round), func(t *testing.T) { // each in a store of its own: looking at one takes as long as it is large
					p := place(t)
					create(t, p, standing).Close()
					c := &campaign{office: newOffice(t, p), phases: phases}
					c.round()
					killed += c.killed
				})
			}
			t.Logf("%d kills in %s: %v", killed, time.Since(began).Round(time.Millisecond), phases)
		})
	}
}

// round takes a file in, screens it, takes that back, plans it again and carries that out.
func (c *campaign) round() {
	c.Helper()
	c.importing()
	b := c.screening()
	c.finish("undo", b)
	c.wantTally(b, applications.Tally{Rows: fileRows, Undone: fileRows})
	c.planning()
	b = c.planned()
	c.cut(b, applications.PhaseApply, fileChunk)
	c.finish("apply", b)
	c.wantTally(b, thirds)
}

// thirds is what the rules make of a file.
var thirds = applications.Tally{Rows: fileRows, Approved: fileRows / 3, Rejected: fileRows / 3, Returned: fileRows / 3}

// A campaign counts the processes it has killed.
type campaign struct {
	*office
	killed int
	phases map[string]int // kills in each kind of work
}

// kill starts a child, kills it, and looks at what it left. It reports whether the child had ended before.
func (c *campaign) kill(job, with string) (ended bool) {
	c.Helper()
	most := 8
	if job == "import" {
		most = fileRows / fileChunk * 5 / 4 // each begins with the first row again
	}
	_, ended = killed(c, child(c, c.place, job, []string{"clerk", "mate"}[rand.N(2)], with), most)
	if !ended {
		c.killed++
		c.phases[job]++
	}
	c.wantWhole(job)
	return ended
}

// finish starts children on a batch and kills them until it is done or undone: the last may be killed when all is written.
func (c *campaign) finish(job, batch string) {
	c.Helper()
	for !c.kill(job, batch) {
		b := got[applications.Batch](c)(c.store.Batch(c.Context(), batch))
		if b.State == applications.BatchDone && job == "apply" || b.State == applications.BatchUndone {
			return
		}
	}
}

func (c *campaign) importing() {
	c.Helper()
	for !c.kill("import", "") {
	}
	if n := count(c, c.db, `SELECT COUNT(*) FROM applications WHERE state = 'submitted'`); n != fileRows {
		c.Fatalf("%d applications await review, want %d", n, fileRows)
	}
}

// screening screens and applies at once, and returns the batch.
func (c *campaign) screening() string {
	c.Helper()
	batches := c.batches()
	c.kill("screen", "plain")
	if c.batches() == batches { // killed before it had begun
		b := applications.Batch{Kind: applications.Screened, Program: "plain", State: applications.BatchScreening,
			OpenedBy: c.clerk.ID, OpenedAt: time.Now()}
		b.AppliedBy, b.AppliedAt = b.OpenedBy, b.OpenedAt
		got[string](c)(c.store.OpenBatch(c.Context(), b, nil))
	}
	b := c.latest()
	c.alter(`UPDATE batches SET state = state WHERE id = $1`, b.ID) // waits for a server that still commits for the dead
	if count(c, c.db, `SELECT COUNT(*) FROM batch_ranges WHERE batch = $1`, b.ID) == 0 {
		c.cut(b.ID, applications.PhaseScreen, fileChunk) // so that there is more than one to be killed in
	}
	if b = c.latest(); b.State != applications.BatchDone {
		c.finish("apply", b.ID)
	}
	c.wantTally(b.ID, thirds)
	c.cut(b.ID, applications.PhaseUndo, fileChunk)
	c.alter(`UPDATE applications SET by_person = FALSE`) // for the next screening to decide all of them again
	return b.ID
}

// planning kills a screening that only plans. What it left of a plan is not carried out.
func (c *campaign) planning() {
	c.Helper()
	batches := c.batches()
	if c.kill("plan", "plain"); c.batches() == batches {
		return
	}
	if b := c.latest(); b.State == applications.BatchPlanning {
		if _, _, err := c.Apply(c.Context(), actor(c.clerk), b.ID, quiet); err == nil {
			c.Error("half a plan was carried out")
		}
	}
}

// planned lets a screening plan to its end, and returns the batch.
func (c *campaign) planned() string {
	c.Helper()
	whole(c, child(c, c.place, "plan", "clerk", "plain"))
	b := c.latest()
	if b.State != applications.BatchPlanned {
		c.Fatalf("the batch is %s, want it planned", b.State)
	}
	c.wantTally(b.ID, thirds)
	return b.ID
}

func (c *campaign) batches() int {
	return count(c, c.db, `SELECT COUNT(*) FROM batches`)
}

func (c *campaign) latest() applications.Batch {
	c.Helper()
	var id string
	must(c, c.db.QueryRow(`SELECT id FROM batches WHERE program = 'plain' ORDER BY opened_at DESC LIMIT 1`).Scan(&id))
	return got[applications.Batch](c)(c.store.Batch(c.Context(), id))
}

func (c *campaign) wantTally(batch string, want applications.Tally) {
	c.Helper()
	if diff := cmp.Diff(want, got[applications.Tally](c)(c.store.TallyBatch(c.Context(), batch))); diff != "" {
		c.Fatalf("batch %s: want -, got +\n%s", batch, diff)
	}
}

// A census counts what must agree, at one moment.
type census struct {
	Decided, DecisionEvents, DecisionNotices, Undone, UndoEvents, Recalled int
	TwiceTold, HalfRanges, OtherChains                                     int
	Accounts, People, Mobiles, Imported, ImportEvents                      int
}

// wantWhole compares the parts of everything that was done. One statement sees one moment: a server may still be
// committing for the dead.
func (c *campaign) wantWhole(job string) {
	c.Helper()
	var n census
	must(c, c.db.QueryRow(`SELECT
		(SELECT COUNT(*) FROM decisions WHERE state IN ('done', 'undone')),
		(SELECT COUNT(*) FROM events WHERE body LIKE '%"action":"approve"%' OR body LIKE '%"action":"return"%' OR body LIKE '%"action":"reject"%'),
		(SELECT COUNT(*) FROM notices WHERE kind IN ('approved', 'returned', 'rejected')),
		(SELECT COUNT(*) FROM decisions WHERE state = 'undone'),
		(SELECT COUNT(*) FROM events WHERE body LIKE '%"action":"undo"%'),
		(SELECT COUNT(*) FROM notices WHERE state = 'cancelled'),
		(SELECT COUNT(*) FROM (SELECT 1 FROM notices GROUP BY batch, application HAVING COUNT(*) <> 1) AS t),
		(SELECT COUNT(*) FROM batch_ranges r WHERE EXISTS (SELECT 1 FROM decisions d
			WHERE d.batch = r.batch AND d.application BETWEEN r.first_id AND r.last_id AND CASE r.phase
				WHEN 'apply' THEN (d.state = 'planned') = r.done
				WHEN 'undo' THEN (d.state = 'done') = r.done
				ELSE NOT r.done END)
			OR r.done AND r.phase IN ('plan', 'screen') AND r.size <> (SELECT COUNT(*) FROM decisions d
				WHERE d.batch = r.batch AND d.application BETWEEN r.first_id AND r.last_id)),
		(SELECT COUNT(*) FROM applications a WHERE a.events <> (SELECT COUNT(*) FROM events e WHERE e.chain = a.id)),
		(SELECT COUNT(*) FROM accounts WHERE name LIKE 'import-%'),
		(SELECT COUNT(*) FROM people WHERE imported), (SELECT COUNT(DISTINCT mobile_index) FROM people WHERE imported),
		(SELECT COUNT(*) FROM applications WHERE imported),
		(SELECT COUNT(*) FROM events WHERE body LIKE '%"action":"import"%')`).
		Scan(&n.Decided, &n.DecisionEvents, &n.DecisionNotices, &n.Undone, &n.UndoEvents, &n.Recalled, &n.TwiceTold, &n.HalfRanges, &n.OtherChains,
			&n.Accounts, &n.People, &n.Mobiles, &n.Imported, &n.ImportEvents))
	want := census{Decided: n.Decided, DecisionEvents: n.Decided, DecisionNotices: n.Decided, Undone: n.Undone, UndoEvents: n.Undone, Recalled: n.Undone,
		Accounts: n.Accounts, People: n.Accounts, Mobiles: n.Accounts, Imported: n.Accounts, ImportEvents: n.Accounts}
	if diff := cmp.Diff(want, n); diff != "" {
		c.Fatalf("after kill %d, in %s: want -, got +\n%s", c.killed, job, diff)
	}
	wantIntact(c, c.store)
}
