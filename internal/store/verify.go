package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"gangway/internal/audit"
	"gangway/internal/seal"
)

// VerifyEvents checks every chain from its first event to its head, and every application's state against the last
// state its chain tells of.
func (s *Store) VerifyEvents(ctx context.Context) (audit.Report, error) {
	var report audit.Report
	if err := s.walkChains(ctx, &report); err != nil {
		return report, kind(err)
	}
	if report.FirstBad == "" {
		err := s.db.QueryRowContext(ctx, `SELECT id FROM (SELECT id FROM chains UNION SELECT id FROM applications) AS chained
			WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.chain = chained.id) ORDER BY id LIMIT 1`).Scan(&report.FirstBad)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return report, kind(err)
		}
	}
	report.OK = report.FirstBad == ""
	return report, nil
}

// walkChains recomputes every code, and stops at the first event that does not fit. Events, heads and states are read
// by one statement, that is as they are at one moment, whatever is being written.
func (s *Store) walkChains(ctx context.Context, report *audit.Report) error {
	rows, err := s.db.QueryContext(ctx, `SELECT e.chain, e.seq, e.at, e.body, e.mac,
			COALESCE(a.events, c.seq, 0), COALESCE(a.last_mac, c.mac, ''), COALESCE(a.head, c.code, ''), COALESCE(a.state, '')
		FROM events e LEFT JOIN chains c ON c.id = e.chain LEFT JOIN applications a ON a.id = e.chain ORDER BY e.chain, e.seq`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var last link
	for rows.Next() {
		var e link
		if err := rows.Scan(&e.chain, &e.seq, &e.at, &e.body, &e.mac, &e.headSeq, &e.headMAC, &e.headCode, &e.state); err != nil {
			return err
		}
		report.Events++
		if e.chain != last.chain {
			if report.FirstBad = last.flaw(s.keys); report.FirstBad != "" {
				return nil
			}
			last = link{chain: e.chain, mac: e.chain}
		}
		if !e.follows(s.keys, last) {
			report.FirstBad = e.place()
			return nil
		}
		if err := e.tell(last); err != nil {
			return err
		}
		last = e
	}
	if err := rows.Err(); err != nil {
		return err
	}
	report.FirstBad = last.flaw(s.keys)
	return nil
}

// A link is an event as it is stored, with the head its chain should end at and, in an application's chain, the state
// the application is in.
type link struct {
	chain, at, body, mac, headMAC, headCode, state string
	seq, headSeq                                   int64
	told                                           string // the last state the chain tells of, up to this event
}

func (l link) place() string { return fmt.Sprintf("%s/%d", l.chain, l.seq) }

func (l link) follows(keys *seal.Keys, before link) bool {
	return l.seq == before.seq+1 && l.mac == eventMAC(keys, before.mac, l.at, l.body)
}

// tell notes the state an application's chain has told of; the chains of others tell of none.
func (l *link) tell(before link) error {
	if l.state == "" {
		return nil
	}
	var event audit.Event
	if err := json.Unmarshal([]byte(l.body), &event); err != nil {
		return err
	}
	l.told = cmp.Or(event.To, before.told)
	return nil
}

// flaw names what is wrong with a chain that ends here: its last event when that is not its head, or the chain when its
// application is in another state.
func (l link) flaw(keys *seal.Keys) string {
	switch {
	case l.chain == "": // there was no chain yet
		return ""
	case l.seq != l.headSeq || l.mac != l.headMAC || l.headCode != headCode(keys, l.chain, l.seq, l.mac):
		return l.place()
	case l.state != l.told:
		return l.chain
	}
	return ""
}
