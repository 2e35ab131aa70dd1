package store

import (
	"context"
	"time"

	"gangway/applications"
	"gangway/internal/audit"
)

// Assign lets choose say who has taken on an application, and records it.
func (s *Store) Assign(ctx context.Context, typed string, choose func(applications.Application) (claimedBy string, event audit.Event, err error)) (applications.Application, error) {
	var a applications.Application
	err := s.inTx(ctx, func(t *tx) (err error) {
		if a, err = application(t.ctx, t, t.keys, typed); err != nil {
			return err
		}
		by, event, err := choose(a)
		if err != nil {
			return err
		}
		var since time.Time
		if by != "" {
			since = t.now
		}
		err = t.execOne(errChanged(a.ID), `UPDATE applications SET claimed_by = $4, claimed_at = $5
			WHERE id = $1 AND state = $2 AND claimed_by = $3 AND account <> $6`, a.ID, string(a.State), a.ClaimedBy, by, timeText(since), event.Actor)
		if err != nil {
			return err
		}
		a.ClaimedBy, a.ClaimedAt = by, since
		return t.record(event)
	})
	return a, err
}

// A Workload is what one reviewer has on the desk and has done.
type Workload struct {
	Reviewer string `json:"reviewer"`
	Claimed  int    `json:"claimed"`
	Overdue  int    `json:"overdue"` // of those claimed
	Today    int    `json:"decided_today"`
	Week     int    `json:"decided_7_days"`
}

// Workloads returns what every reviewer has on the desk, and what they themselves, not the rules, decided since the two times given, sorted by name.
func (s *Store) Workloads(ctx context.Context, today, week time.Time) ([]Workload, error) {
	scan := func(r scanner) (w Workload, err error) {
		err = r.Scan(&w.Reviewer, &w.Claimed, &w.Overdue, &w.Today, &w.Week)
		return w, err
	}
	return collect(ctx, s.db, scan, `SELECT c.name,
			(SELECT COUNT(*) FROM applications a WHERE a.state = 'submitted' AND a.claimed_by <> '' AND a.claimed_by = c.id),
			(SELECT COUNT(*) FROM applications a WHERE a.state = 'submitted' AND a.claimed_by <> '' AND a.claimed_by = c.id AND a.due_at < $1),
			COALESCE(d.today, 0), COALESCE(d.week, 0)
		FROM accounts c LEFT JOIN (
			SELECT decided_by, SUM(CASE WHEN decided_at >= $2 THEN 1 ELSE 0 END) AS today, COUNT(*) AS week
			FROM decisions JOIN batches b ON b.id = decisions.batch AND b.kind <> 'screen'
			WHERE decided_at >= $3 AND decisions.state = 'done' GROUP BY decided_by) AS d ON d.decided_by = c.id
		WHERE ' ' || c.roles || ' ' LIKE '% reviewer %' AND NOT c.disabled ORDER BY c.name`,
		timeText(s.now()), timeText(today), timeText(week))
}
