package store

import (
	"context"
	"errors"
	"time"

	"gangway/applications"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/seal"
)

// errTaken says that another process works a range, or has done so.
var errTaken = errors.New("the range is taken")

// WorkRange works one range nobody has worked yet, in one transaction: it rules on its rows and writes the rulings. A
// process that is killed leaves its range as it was.
func (s *Store) WorkRange(ctx context.Context, b applications.Batch, phase applications.Phase, rule func(applications.Row) (applications.Ruling, error)) (tally applications.Tally, more bool, err error) {
	for {
		r, ok, err := s.openRange(ctx, b.ID, phase)
		if err != nil || !ok {
			return applications.Tally{}, false, err
		}
		err = s.inTx(ctx, func(t *tx) (err error) {
			tally, err = t.workRange(b, phase, r, rule)
			return err
		})
		if !errors.Is(err, errTaken) {
			s.giveWay()
			return tally, err == nil, err
		}
	}
}

// giveWay lets others have the file between two ranges. SQLite has no queue: who asks again at once mostly gets the lock
// again, and others would wait until the whole batch is done.
func (s *Store) giveWay() {
	if !s.postgres {
		time.Sleep(5 * time.Millisecond)
	}
}

func (t *tx) workRange(b applications.Batch, phase applications.Phase, r idRange, rule func(applications.Row) (applications.Ruling, error)) (applications.Tally, error) {
	err := t.execOne(errTaken, `UPDATE batch_ranges SET done = TRUE WHERE batch = $1 AND phase = $2 AND seq = $3 AND NOT done`,
		b.ID, string(phase), r.seq)
	if err != nil {
		return applications.Tally{}, err
	}
	rows, err := t.readRange(b, phase, r)
	if err != nil {
		return applications.Tally{}, err
	}
	for i := range rows {
		if rows[i].Ruling, err = rule(rows[i].Row); err != nil {
			return applications.Tally{}, err
		}
		if err := rows[i].link(t.keys); err != nil {
			rows[i].refuse(err)
		}
	}
	if err := t.writeRange(b, phase, rows); err != nil {
		return applications.Tally{}, err
	}
	var tally applications.Tally
	for _, row := range rows {
		tally.Add(applications.TallyOf(row.Ruling.Decision.Kind, row.State, 1))
	}
	return tally, nil
}

// A batchRow is a row of a range with its ruling, the head of the application's chain, and what is written of its event.
type batchRow struct {
	applications.Row
	applications.Ruling
	seq       int64
	mac, head string                   // of the latest event; of the new one once it is linked
	after     applications.Application // what the change makes of the application
	event     audit.Event
	body      string // the new event as JSON
	notice    string // id of the notice that tells of the decision
	overtaken bool   // somebody else changed the application between reading and writing it
}

// refuse leaves the row's application as it is.
func (row *batchRow) refuse(err error) {
	row.Change, row.Ruling.Notice, row.State, row.Refused = nil, "", applications.RowRefused, err
	row.Ruling.Decision.By, row.Ruling.Decision.At = "", time.Time{}
}

const rowColumns = `a.id, a.program, a.program_version, a.account, a.state, a.revision, a.submitted_at, a.facts, a.batch, a.claimed_by,
	a.claimed_at, a.first_by, a.by_person, a.imported, a.events, a.last_mac, a.head, `

// readRange reads the rows of a range in the order of their ids.
func (t *tx) readRange(b applications.Batch, phase applications.Phase, r idRange) ([]batchRow, error) {
	query := rowColumns + `'', '', '', '[]', '', a.revision FROM applications a WHERE a.program = $1 AND a.state = 'submitted' AND a.id BETWEEN $2 AND $3 ORDER BY a.id`
	args := []any{b.Program, r.first, r.last}
	if phase == applications.PhaseApply || phase == applications.PhaseUndo {
		state := applications.RowPlanned
		if phase == applications.PhaseUndo {
			state = applications.RowDone
		}
		query = rowColumns + `d.kind, d.reason, d.note, d.fixes, d.notices, d.revision FROM decisions d JOIN applications a ON a.id = d.application
			WHERE d.batch = $1 AND d.application BETWEEN $2 AND $3 AND d.state = $4 ORDER BY a.id`
		args = []any{b.ID, r.first, r.last, string(state)}
	}
	return collectInto(t.ctx, t, make([]batchRow, 0, rangeRows), t.scanRow, `SELECT `+query, args...)
}

func (t *tx) scanRow(r scanner) (row batchRow, err error) {
	a, d := &row.Application, &row.Row.Decision
	var facts, fixes string
	err = r.Scan(&a.ID, &a.Program, &a.ProgramVersion, &a.Account, &a.State, &a.Revision, storedTime{&a.SubmittedAt}, &facts, &a.Batch, &a.ClaimedBy,
		storedTime{&a.ClaimedAt}, &a.FirstBy, &a.ByPerson, &a.Imported, &row.seq, &row.mac, &row.head,
		&d.Kind, &d.Reason, &d.Note, &fixes, &row.notice, &row.Revision)
	if err == nil && facts != "" {
		a.Judged.Facts, err = applications.ParseFacts(facts)
	}
	if err == nil {
		d.Fixes, err = parseFixes(fixes)
	}
	d.Application = a.ID
	id := a.ID
	row.Open = func() (applications.Answers, applications.Profile, error) {
		a, p, err := t.applicationAndProfile(id)
		return a.Answers, p, err
	}
	row.DecidedBy = func() (string, time.Time, error) { return decidedBy(t.ctx, t, id) }
	return row, err
}

// link puts the row's event behind the latest of its application's chain.
func (row *batchRow) link(keys *seal.Keys) error {
	if row.Change == nil {
		return nil
	}
	id := row.Application.ID
	previous := id
	if row.seq > 0 {
		if previous = row.mac; row.head != headCode(keys, id, row.seq, previous) {
			return errTampered(id)
		}
	}
	row.seq++
	row.after, row.event = row.Change.After(), row.Change.Event()
	if row.Ruling.Notice != "" && row.notice == "" {
		row.notice = newIDNear(id)
	}
	row.event.Seq = row.seq
	body, err := row.event.AppendJSON(nil)
	if err != nil {
		return err
	}
	row.body = string(body)
	row.mac = eventMAC(keys, previous, timeText(row.event.At), row.body)
	row.head = headCode(keys, id, row.seq, row.mac)
	return nil
}

// writeRange writes the rulings on the rows of a range, many rows at a time. A row that somebody else changed meanwhile is
// refused; in a screening it is as if the rules had never seen it.
func (t *tx) writeRange(b applications.Batch, phase applications.Phase, rows []batchRow) error {
	if phase == applications.PhaseUndo {
		return t.undoRange(b, rows)
	}
	write := t.feedRange
	if t.postgres {
		write = t.copyRange
	}
	return write(b, phase, rows)
}

// settle turns the rows whose application was changed by somebody else into refusals, and gives the others the revision
// they have now.
func settle(rows []batchRow, changed func(i int) bool) {
	for i := range rows {
		row := &rows[i]
		switch {
		case row.Change == nil:
		case changed(i):
			row.Row.Revision = row.Application.Revision + 1
		default:
			row.refuse(row.TellWho(errChanged(row.Application.ID)))
			row.notice, row.overtaken = "", true
		}
	}
}

// why says why a row was refused, as it is stored.
func (row *batchRow) why() (string, error) {
	if row.Refused == nil {
		return "", nil
	}
	return fault.Keep(row.Refused)
}

// passedOver reports whether a screening says nothing of a row, because a person was faster.
func (row *batchRow) passedOver(phase applications.Phase) bool {
	return phase == applications.PhaseScreen && row.overtaken
}
