package store_test

import (
	"strings"
	"testing"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/store"
)

// chains makes two chains of three events each and returns their ids, the smaller first.
func chains(t testing.TB, s *store.Store) (a, b string) {
	t.Helper()
	owner, reviewer := applicant(t, s, "wang"), staff(t, s, "clerk", access.Reviewer)
	a, b = approved(t, s, owner, reviewer, "day").ID, approved(t, s, owner, reviewer, "night").ID
	return min(a, b), max(a, b)
}

// Each statement stands for somebody who can write to the database and has no keys. A and B are the chains' ids.
var tampering = map[string][]string{
	"an event edited":                                       {`UPDATE events SET body = REPLACE(body, 'approve', 'reject') WHERE chain = 'A' AND seq = 3`},
	"one digit of a code changed":                           {`UPDATE events SET mac = CASE WHEN mac LIKE 'f%' THEN '0' ELSE 'f' END || SUBSTR(mac, 2) WHERE chain = 'A' AND seq = 2`},
	"the time of a row changed":                             {`UPDATE events SET at = '2020-01-01T00:00:00.000000Z' WHERE chain = 'A' AND seq = 2`},
	"the first event deleted":                               {`DELETE FROM events WHERE chain = 'A' AND seq = 1`},
	"an event deleted":                                      {`DELETE FROM events WHERE chain = 'A' AND seq = 2`},
	"an event deleted and closed up":                        {`DELETE FROM events WHERE chain = 'A' AND seq = 2`, `UPDATE events SET seq = 2 WHERE chain = 'A' AND seq = 3`},
	"the last event deleted":                                {`DELETE FROM events WHERE chain = 'A' AND seq = 3`},
	"the last event deleted and the head's number put back": {`DELETE FROM events WHERE chain = 'A' AND seq = 3`, `UPDATE applications SET events = 2 WHERE id = 'A'`},
	"a chain's events deleted":                              {`DELETE FROM events WHERE chain = 'A'`},
	"the last chain's events deleted":                       {`DELETE FROM events WHERE chain = 'B'`},
	"an event moved to another chain":                       {`DELETE FROM events WHERE chain = 'B' AND seq = 3`, `UPDATE events SET chain = 'B' WHERE chain = 'A' AND seq = 3`},
	"an event added":                                        {`INSERT INTO events (chain, seq, at, body, mac) SELECT chain, 4, at, body, mac FROM events WHERE chain = 'A' AND seq = 3`},
	"an event added before the first":                       {`INSERT INTO events (chain, seq, at, body, mac) SELECT chain, 0, at, body, mac FROM events WHERE chain = 'A' AND seq = 1`},
	"two events swapped":                                    {`UPDATE events SET seq = 9 WHERE chain = 'A' AND seq = 2`, `UPDATE events SET seq = 2 WHERE chain = 'A' AND seq = 3`, `UPDATE events SET seq = 3 WHERE chain = 'A' AND seq = 9`},
	"whole chains swapped": {`UPDATE events SET chain = 'x' WHERE chain = 'A'`, `UPDATE events SET chain = 'A' WHERE chain = 'B'`, `UPDATE events SET chain = 'B' WHERE chain = 'x'`,
		`UPDATE applications SET events = 3, last_mac = (SELECT mac FROM events WHERE chain = applications.id AND seq = 3)`},
	"a chain copied under another id": {`INSERT INTO events (chain, seq, at, body, mac) SELECT 'copy', seq, at, body, mac FROM events WHERE chain = 'A'`,
		`INSERT INTO chains (id, seq, mac, code) SELECT 'copy', events, last_mac, head FROM applications WHERE id = 'A'`},
	"a head put back":         {`UPDATE applications SET events = 2, last_mac = (SELECT mac FROM events WHERE chain = 'A' AND seq = 2) WHERE id = 'A'`},
	"the last head put back":  {`UPDATE applications SET events = 2, last_mac = (SELECT mac FROM events WHERE chain = 'B' AND seq = 2) WHERE id = 'B'`},
	"a head's number changed": {`UPDATE applications SET events = 4 WHERE id = 'A'`},
	"a head's code changed":   {`UPDATE applications SET last_mac = '' WHERE id = 'B'`},
	"a head deleted":          {`UPDATE applications SET events = 0, last_mac = '', head = '' WHERE id = 'A'`},
	"the last head deleted":   {`UPDATE applications SET events = 0, last_mac = '', head = '' WHERE id = 'B'`},
	"a chain renumbered":      {`UPDATE events SET seq = seq + 9 WHERE chain = 'A'`, `UPDATE applications SET events = events + 9 WHERE id = 'A'`},
	"a head added":            {`INSERT INTO chains (id, seq, mac, code) VALUES ('new', 1, 'x', 'x')`},
	"every head deleted":      {`DELETE FROM chains`},
	"every event deleted":     {`DELETE FROM events`},
	"the tail cut and the head put back": {`DELETE FROM events WHERE chain = 'A' AND seq = 3`,
		`UPDATE applications SET events = 2, last_mac = (SELECT mac FROM events WHERE chain = 'A' AND seq = 2) WHERE id = 'A'`},
	"the last chain's tail cut, the head put back and the state with it": {`DELETE FROM events WHERE chain = 'B' AND seq = 3`,
		`UPDATE applications SET events = 2, last_mac = (SELECT mac FROM events WHERE chain = 'B' AND seq = 2) WHERE id = 'B'`,
		`UPDATE applications SET state = 'submitted' WHERE id = 'B'`},
	"the tail cut, the head put back and the state advanced": {`DELETE FROM events WHERE chain = 'A' AND seq = 3`,
		`UPDATE applications SET events = 2, last_mac = (SELECT mac FROM events WHERE chain = 'A' AND seq = 2) WHERE id = 'A'`,
		`UPDATE applications SET state = 'live' WHERE id = 'A'`},
	"a state advanced":                     {`UPDATE applications SET state = 'live' WHERE id = 'A'`},
	"the last state advanced":              {`UPDATE applications SET state = 'live' WHERE id = 'B'`},
	"an application's whole chain deleted": {`DELETE FROM events WHERE chain = 'A'`, `UPDATE applications SET events = 0, last_mac = '', head = '' WHERE id = 'A'`},
}

func TestWhoeverGoesRoundTheProgramIsFound(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s, db := open(t, p, standing), raw(t, p)
		a, b := chains(t, s)
		for _, table := range []string{"events", "chains", "applications"} {
			alter(t, db, `CREATE TABLE good_`+table+` AS SELECT * FROM `+table)
		}
		for name, statements := range tampering {
			wantIntact(t, s)
			for _, statement := range statements {
				alter(t, db, strings.NewReplacer("'A'", "'"+a+"'", "'B'", "'"+b+"'").Replace(statement))
			}
			report := got[audit.Report](t)(s.VerifyEvents(t.Context()))
			if report.OK || report.FirstBad == "" {
				t.Errorf("%s: not found: %+v", name, report)
			}
			for _, table := range []string{"events", "chains"} {
				alter(t, db, `DELETE FROM `+table)
				alter(t, db, `INSERT INTO `+table+` SELECT * FROM good_`+table)
			}
			for _, column := range []string{"state", "events", "last_mac", "head"} {
				alter(t, db, `UPDATE applications SET `+column+` = (SELECT g.`+column+` FROM good_applications g WHERE g.id = applications.id)`)
			}
		}
	})
}

func TestTheFirstBadEventIsNamed(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := open(t, p, standing)
		a, _ := chains(t, s)
		alter(t, raw(t, p), `UPDATE events SET body = REPLACE(body, 'submit', 'Submit') WHERE chain = $1 AND seq = 2`, a)
		if report := got[audit.Report](t)(s.VerifyEvents(t.Context())); report.FirstBad != a+"/2" {
			t.Errorf("got %+v, want %s/2", report, a)
		}
	})
}

// Who kept a head from earlier has one that fits; the application's state still tells of what came after it.
func TestAStateItsChainDoesNotTellOfIsFound(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s, db := open(t, p, standing), raw(t, p)
		owner, reviewer := applicant(t, s, "wang"), staff(t, s, "clerk", access.Reviewer)
		a := submitted(t, s, owner, "online-agent")
		alter(t, db, `CREATE TABLE earlier AS SELECT id, events, last_mac, head FROM applications`)
		got[applications.Application](t)(s.Change(t.Context(), a.ID, approving(reviewer, batch(t, s, reviewer))))
		alter(t, db, `DELETE FROM events WHERE chain = $1 AND seq = 3`, a.ID)
		for _, column := range []string{"events", "last_mac", "head"} {
			alter(t, db, `UPDATE applications SET `+column+` = (SELECT e.`+column+` FROM earlier e WHERE e.id = $1) WHERE id = $1`, a.ID)
		}
		if report := got[audit.Report](t)(s.VerifyEvents(t.Context())); report.OK || report.FirstBad != a.ID {
			t.Errorf("got %+v, want %s", report, a.ID)
		}
	})
}

// A chain that was tampered with takes no more events in silence.
func TestAPutBackHeadStopsTheChain(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := open(t, p, standing)
		owner := applicant(t, s, "wang")
		a := draft(t, s, owner, "online-agent")
		a = got[applications.Application](t)(s.SaveAnswers(t.Context(), a, saved(owner)))
		db := raw(t, p)
		alter(t, db, `DELETE FROM events WHERE chain = $1 AND seq = 2`, a.ID)
		alter(t, db, `UPDATE applications SET events = 1, last_mac = (SELECT mac FROM events WHERE chain = $1 AND seq = 1) WHERE id = $1`, a.ID)
		_, err := s.SaveAnswers(t.Context(), a, saved(owner))
		wantKind(t, err, fault.Invalid, "tampered with the events of "+a.ID)
		if report := got[audit.Report](t)(s.VerifyEvents(t.Context())); report.OK {
			t.Error("the cut chain was made to look whole")
		}
	})
}
