package store

import (
	"context"

	"gangway/applications"
	"gangway/internal/outbox"
)

// ApprovedAndTold lists up to limit notices of approvals that have gone out and that nothing has followed yet. They are
// kept by the time in next_at, which no other sent notice has, so that a process that is killed between the two loses
// nothing, and nobody has to look through all that was ever sent.
func (s *Store) ApprovedAndTold(ctx context.Context, limit int) ([]outbox.Notice, error) {
	scan := func(r scanner) (n outbox.Notice, err error) {
		err = r.Scan(&n.ID, &n.Application)
		return n, err
	}
	return collect(ctx, s.db, scan, `SELECT id, application FROM notices
		WHERE channel IN ('email', 'sms') AND state = 'sent' AND next_at > '' AND kind = 'approved' LIMIT $1`, limit)
}

// Followed takes notices off the list of ApprovedAndTold.
func (s *Store) Followed(ctx context.Context, notices []outbox.Notice) error {
	return s.inTx(ctx, func(t *tx) error {
		for _, n := range notices {
			if err := t.exec(`UPDATE notices SET next_at = '' WHERE id = $1 AND state = 'sent'`, n.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// Told implements applications.Teller.
func (s *Store) Told(ctx context.Context, batch, application string) (told applications.Told, err error) {
	a, d := &told.Application, &told.Decision
	var fixes string
	var state applications.RowState
	var from applications.BatchKind
	err = s.db.QueryRowContext(ctx, `SELECT a.id, a.program, a.account, a.name, d.batch, d.kind, d.reason, d.note, d.fixes, d.state, b.kind
		FROM decisions d JOIN applications a ON a.id = d.application JOIN batches b ON b.id = d.batch
		WHERE d.batch = $1 AND d.application = $2`, batch, application).
		Scan(&a.ID, &a.Program, &a.Account, &a.Name, &d.Batch, &d.Kind, &d.Reason, &d.Note, &fixes, &state, &from)
	if err != nil {
		return told, kind(err)
	}
	d.Application, told.TakenBack, told.Automatic = a.ID, state == applications.RowUndone, from == applications.Screened
	if d.Fixes, err = parseFixes(fixes); err != nil {
		return told, err
	}
	told.Profile, err = profile(ctx, s.db, s.keys, a.Account)
	return told, err
}
