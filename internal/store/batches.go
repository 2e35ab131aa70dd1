package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"gangway/applications"
	"gangway/internal/fault"
)

// OpenBatch records a new batch with rows that are planned already, and returns its id.
func (s *Store) OpenBatch(ctx context.Context, b applications.Batch, rows []applications.Decision) (string, error) {
	b.ID = newID()
	return b.ID, s.inTx(ctx, func(t *tx) error {
		err := t.exec(`INSERT INTO batches (id, kind, program, state, opened_by, opened_at, applied_by, applied_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, b.ID, string(b.Kind), b.Program, string(b.State), b.OpenedBy, timeText(b.OpenedAt),
			b.AppliedBy, timeText(b.AppliedAt))
		if err != nil {
			return err
		}
		return t.plan(b.ID, rows)
	})
}

// PlanRows adds planned rows to a batch. A row whose application the batch has already is left out.
func (s *Store) PlanRows(ctx context.Context, batch string, rows []applications.Decision) error {
	return s.inTx(ctx, func(t *tx) error { return t.plan(batch, rows) })
}

func (t *tx) plan(batch string, rows []applications.Decision) error {
	for _, d := range rows {
		err := t.exec(`INSERT INTO decisions (batch, application, owner, kind, reason, note, fixes, state, why, decided_by, decided_at, revision, notices)
			SELECT $1, a.id, a.account, $3, $4, $5, $6, 'planned', '', '', '', a.revision, '' FROM applications a WHERE a.id = $2
			ON CONFLICT (batch, application) DO NOTHING`,
			batch, d.Application, string(d.Kind), d.Reason, d.Note, mustJSON(d.Fixes))
		if err != nil {
			return err
		}
	}
	return nil
}

const batchColumns = `id, kind, program, state, opened_by, opened_at, applied_by, applied_at`

func scanBatch(r scanner) (b applications.Batch, err error) {
	err = r.Scan(&b.ID, &b.Kind, &b.Program, &b.State, &b.OpenedBy, storedTime{&b.OpenedAt}, &b.AppliedBy, storedTime{&b.AppliedAt})
	return b, err
}

// Batch returns the batch an id or the beginning of one names, or fault.NotFound.
func (s *Store) Batch(ctx context.Context, typed string) (applications.Batch, error) {
	id, err := resolve(ctx, s.db, "batches", typed)
	if errors.Is(err, fault.NotFound) {
		return applications.Batch{}, fault.New(fault.NotFound, "there is no batch %q", typed).WithHint("gangway review batches")
	}
	if err != nil {
		return applications.Batch{}, err
	}
	b, err := scanBatch(s.db.QueryRowContext(ctx, `SELECT `+batchColumns+` FROM batches WHERE id = $1`, id))
	return b, kind(err)
}

// Batches lists the latest batches, the newest first.
func (s *Store) Batches(ctx context.Context, limit int) ([]applications.Batch, error) {
	return collect(ctx, s.db, scanBatch, `SELECT `+batchColumns+` FROM batches ORDER BY opened_at DESC, id LIMIT $1`, limit)
}

// Enter moves a batch from one of the states given into another, and cuts the rows of a phase into ranges if that was not
// done yet. It returns how many rows are still to be worked.
func (s *Store) Enter(ctx context.Context, b applications.Batch, phase applications.Phase, from []applications.BatchState, to applications.BatchState, by string) (rows int, err error) {
	err = s.inTx(ctx, func(t *tx) error {
		if err := t.enter(b, phase, from, to, by); err != nil {
			return err
		}
		return t.row(`SELECT COALESCE(SUM(size), 0) FROM batch_ranges WHERE batch = $1 AND phase = $2 AND NOT done`, b.ID, string(phase)).Scan(&rows)
	})
	return rows, err
}

func (t *tx) enter(b applications.Batch, phase applications.Phase, from []applications.BatchState, to applications.BatchState, by string) error {
	var was applications.BatchState
	// Writing before reading makes two who enter follow each other.
	if err := t.row(`UPDATE batches SET state = state WHERE id = $1 RETURNING state`, b.ID).Scan(&was); err != nil {
		return err
	}
	if !slices.Contains(from, was) {
		return fault.New(fault.Conflict, "the batch %s is %s", b.ID, was).WithHint("gangway review batch %s", b.ID)
	}
	if err := t.exec(`UPDATE batches SET state = $2 WHERE id = $1`, b.ID, string(to)); err != nil {
		return err
	}
	if to == applications.BatchApplying {
		if err := t.exec(`UPDATE batches SET applied_by = $2, applied_at = $3 WHERE id = $1 AND applied_by = ''`, b.ID, by, timeText(t.now)); err != nil {
			return err
		}
	}
	if phase == applications.PhaseUndo {
		// Whoever still works the batch finishes the range in hand, which this waits for, and finds no other.
		if err := t.exec(`UPDATE batch_ranges SET done = TRUE WHERE batch = $1 AND phase <> $2 AND NOT done`, b.ID, string(phase)); err != nil {
			return err
		}
	}
	return t.cut(b, phase)
}

// Leave moves a batch on when every range of a phase is worked. Another process may have done so already.
func (s *Store) Leave(ctx context.Context, b applications.Batch, from, to applications.BatchState) error {
	return s.inTx(ctx, func(t *tx) error {
		return t.exec(`UPDATE batches SET state = $3 WHERE id = $1 AND state = $2`, b.ID, string(from), string(to))
	})
}

// TallyBatch counts the rows of a batch.
func (s *Store) TallyBatch(ctx context.Context, id string) (applications.Tally, error) {
	var tally applications.Tally
	scan := func(r scanner) (struct{}, error) {
		var decision applications.DecisionKind
		var state applications.RowState
		var n int
		err := r.Scan(&decision, &state, &n)
		tally.Add(applications.TallyOf(decision, state, n))
		return struct{}{}, err
	}
	_, err := collect(ctx, s.db, scan, `SELECT kind, state, COUNT(*) FROM decisions WHERE batch = $1 GROUP BY kind, state`, id)
	return tally, err
}

// Refuse records that a batch's decision could not be made.
func (s *Store) Refuse(ctx context.Context, batch string, r applications.Refusal) error {
	why, err := fault.Keep(r.Err)
	if err != nil {
		return err
	}
	return s.inTx(ctx, func(t *tx) error {
		return t.exec(`UPDATE decisions SET state = 'refused', why = $3 WHERE batch = $1 AND application = $2 AND state = 'planned'`, batch, r.ID, why)
	})
}

// DecidedBy returns who decided last on an application, and when; the empty name when nobody did.
func (s *Store) DecidedBy(ctx context.Context, application string) (name string, at time.Time, err error) {
	return decidedBy(ctx, s.db, application)
}

func decidedBy(ctx context.Context, q querier, application string) (name string, at time.Time, err error) {
	err = q.QueryRowContext(ctx, `SELECT c.name, d.decided_at FROM applications a
		JOIN decisions d ON d.batch = a.batch AND d.application = a.id JOIN accounts c ON c.id = d.decided_by
		WHERE a.id = $1`, application).Scan(&name, storedTime{&at})
	if errors.Is(err, sql.ErrNoRows) {
		return "", time.Time{}, nil
	}
	return name, at, kind(err)
}

// A BatchRow is one row of a batch, for people.
type BatchRow struct {
	Application string
	Decision    applications.Decision
	State       applications.RowState
	Refused     error // why it was refused; nil otherwise
}

// BatchRows returns up to limit rows of a batch behind an application's id, in the order of ids; only those in a state
// unless it is empty.
func (s *Store) BatchRows(ctx context.Context, batch string, state applications.RowState, after string, limit int) ([]BatchRow, error) {
	return collect(ctx, s.db, scanBatchRow, `SELECT application, kind, reason, note, fixes, state, why, decided_by, decided_at FROM decisions
		WHERE batch = $1 AND application > $2 AND ($3 = '' OR state = $3) ORDER BY application LIMIT $4`, batch, after, string(state), limit)
}

func scanBatchRow(r scanner) (row BatchRow, err error) {
	var fixes, why string
	err = r.Scan(&row.Application, &row.Decision.Kind, &row.Decision.Reason, &row.Decision.Note, &fixes, &row.State, &why,
		&row.Decision.By, storedTime{&row.Decision.At})
	if err == nil {
		row.Decision.Fixes, err = parseFixes(fixes)
	}
	if err == nil && why != "" {
		row.Refused, err = fault.Recall(why)
	}
	return row, err
}

// openRange picks one of the ranges nobody has worked, at random, so that two processes seldom meet; ok is false when
// none is left.
func (s *Store) openRange(ctx context.Context, batch string, phase applications.Phase) (r idRange, ok bool, err error) {
	scan := func(row scanner) (r idRange, err error) {
		err = row.Scan(&r.seq, &r.first, &r.last)
		return r, err
	}
	open, err := collect(ctx, s.db, scan, `SELECT seq, first_id, last_id FROM batch_ranges
		WHERE batch = $1 AND phase = $2 AND NOT done ORDER BY seq`, batch, string(phase))
	if err != nil || len(open) == 0 {
		return idRange{}, false, err
	}
	return open[rand.N(len(open))], true, nil
}

// An idRange is a stretch of ids that one transaction works.
type idRange struct {
	seq         int64
	first, last string
}

// rangeRows is how many rows a range has: enough that a commit costs little, few enough that what a killed process
// loses is redone in a moment.
const rangeRows = 5000

// cut cuts the rows of a phase into ranges, once.
func (t *tx) cut(b applications.Batch, phase applications.Phase) error {
	var have int
	err := t.row(`SELECT COUNT(*) FROM batch_ranges WHERE batch = $1 AND phase = $2`, b.ID, string(phase)).Scan(&have)
	if err != nil || have > 0 {
		return err
	}
	column, source, args := phaseRows(b, phase)
	for r := (idRange{}); ; r.seq++ {
		var size int
		ids := fmt.Sprintf(`SELECT %[1]s AS id %[2]s AND %[1]s > $%[3]d ORDER BY %[1]s LIMIT $%[4]d`, column, source, len(args)+1, len(args)+2)
		err := t.row(`SELECT COUNT(*), COALESCE(MIN(id), ''), COALESCE(MAX(id), '') FROM (`+ids+`) AS stretch`, append(args, r.last, rangeRows)...).
			Scan(&size, &r.first, &r.last)
		if err != nil || size == 0 {
			return err
		}
		if err := t.exec(`INSERT INTO batch_ranges (batch, phase, seq, first_id, last_id, size) VALUES ($1, $2, $3, $4, $5, $6)`,
			b.ID, string(phase), r.seq, r.first, r.last, size); err != nil {
			return err
		}
	}
}

// phaseRows says in SQL which rows a phase works: the column of their ids, and where they are from.
func phaseRows(b applications.Batch, phase applications.Phase) (column, source string, args []any) {
	switch phase {
	case applications.PhaseApply:
		return "application", `FROM decisions WHERE batch = $1 AND state = 'planned'`, []any{b.ID}
	case applications.PhaseUndo:
		return "application", `FROM decisions WHERE batch = $1 AND state = 'done'`, []any{b.ID}
	}
	return "id", `FROM applications WHERE program = $1 AND state = 'submitted'`, []any{b.Program}
}

// fixesText is how the fixes of a decision are stored.
func fixesText(fixes []applications.Fix) string {
	if len(fixes) == 0 {
		return "[]"
	}
	return mustJSON(fixes)
}

// parseFixes reads the fixes of a decision.
func parseFixes(text string) (fixes []applications.Fix, err error) {
	if text == "[]" || text == "null" || text == "" {
		return nil, nil
	}
	return fixes, json.Unmarshal([]byte(text), &fixes)
}
