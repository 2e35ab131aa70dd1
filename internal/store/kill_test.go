package store_test

import (
	"testing"

	"gangway/internal/access"
	"gangway/internal/store"
)

func TestNothingIsHalfDoneWhenAProcessIsKilled(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s, db := open(t, p, standing), raw(t, p)
		applicant(t, s, "wang")
		staff(t, s, "clerk", access.Reviewer)
		said, approved := 0, 0
		for kill := range 10 {
			lines, ended := killed(t, child(t, p, "approve", "clerk", "wang"), 20)
			if said += lines; ended {
				t.Error("the child ended by itself")
			}
			var c tallied
			// One statement sees one moment: a server may still be committing for the dead.
			must(t, db.QueryRow(`SELECT
				(SELECT COUNT(*) FROM applications WHERE state = 'approved'),
				(SELECT COUNT(*) FROM decisions), (SELECT COUNT(DISTINCT application) FROM decisions),
				(SELECT COUNT(*) FROM events WHERE body LIKE '%"action":"approve"%'),
				(SELECT COUNT(*) FROM notices), (SELECT COUNT(*) FROM applications WHERE courses <> ''),
				(SELECT COUNT(*) FROM submissions), (SELECT COUNT(*) FROM applications WHERE state <> 'draft')`).
				Scan(&c.approved, &c.decisions, &c.decided, &c.events, &c.notices, &c.enrolments, &c.submissions, &c.handedIn))
			if want := (tallied{c.approved, c.approved, c.approved, c.approved, 2 * c.approved, c.approved, c.handedIn, c.handedIn}); c != want {
				t.Fatalf("after kill %d: got %+v, want %+v", kill+1, c, want)
			}
			if c.approved < said {
				t.Fatalf("after kill %d: %d approvals are kept of %d that were said to be done", kill+1, c.approved, said)
			}
			wantIntact(t, s)
			approved = c.approved
		}
		if p.File() != "" {
			var says string
			must(t, db.QueryRow(`PRAGMA integrity_check`).Scan(&says))
			if says != "ok" {
				t.Errorf("the file is damaged: %s", says)
			}
		}
		if said < 10 {
			t.Errorf("only %d approvals were made between the kills: they show nothing", said)
		}
		t.Logf("10 kills, %d approvals said to be done, %d kept", said, approved)
	})
}

// tallied counts what belongs together.
type tallied struct{ approved, decisions, decided, events, notices, enrolments, submissions, handedIn int }
