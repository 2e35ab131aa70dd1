package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"gangway/internal/audit"
	"gangway/internal/seal"
)

// VerifyEvents checks every chain from its first event to its head.
func (s *Store) VerifyEvents(ctx context.Context) (audit.Report, error) {
	var report audit.Report
	if err := s.walkChains(ctx, &report); err != nil {
		return report, kind(err)
	}
	if report.FirstBad == "" {
		err := s.db.QueryRowContext(ctx, `SELECT c.id FROM chains c WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.chain = c.id)
			ORDER BY c.id LIMIT 1`).Scan(&report.FirstBad)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return report, kind(err)
		}
	}
	report.OK = report.FirstBad == ""
	return report, nil
}

// walkChains recomputes every code, and stops at the first event that does not fit. Events and heads are read by one
// statement, that is as they are at one moment, whatever is being written.
func (s *Store) walkChains(ctx context.Context, report *audit.Report) error {
	rows, err := s.db.QueryContext(ctx, `SELECT e.chain, e.seq, e.at, e.body, e.mac, COALESCE(c.seq, 0), COALESCE(c.mac, '')
		FROM events e LEFT JOIN chains c ON c.id = e.chain ORDER BY e.chain, e.seq`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var last link
	for rows.Next() {
		var e link
		if err := rows.Scan(&e.chain, &e.seq, &e.at, &e.body, &e.mac, &e.headSeq, &e.headMAC); err != nil {
			return err
		}
		report.Events++
		if e.chain != last.chain {
			if !last.isHead() {
				break
			}
			last = link{chain: e.chain, mac: e.chain}
		}
		if !e.follows(s.keys, last) {
			report.FirstBad = e.place()
			return nil
		}
		last = e
	}
	if !last.isHead() {
		report.FirstBad = last.place()
	}
	return rows.Err()
}

// A link is an event as it is stored, with the head its chain should end at.
type link struct {
	chain, at, body, mac, headMAC string
	seq, headSeq                  int64
}

func (l link) place() string { return fmt.Sprintf("%s/%d", l.chain, l.seq) }

func (l link) follows(keys *seal.Keys, before link) bool {
	return l.seq == before.seq+1 && l.mac == eventMAC(keys, before.mac, l.at, l.body)
}

// isHead reports whether a chain may end here; where there is no event, there is nothing to end.
func (l link) isHead() bool { return l.seq == l.headSeq && l.mac == l.headMAC }
