package store

import (
	"errors"
	"strings"

	"gangway/applications"
	"gangway/internal/fault"
)

// undoRange takes back the decisions of a range, row by row: a mistake is rare, and each row asks for its own notices.
func (t *tx) undoRange(b applications.Batch, rows []batchRow) error {
	for i := range rows {
		if err := t.undoRow(b, &rows[i]); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) undoRow(b applications.Batch, row *batchRow) error {
	if row.Change != nil {
		if err := t.changeBack(row); err != nil {
			return err
		}
	}
	why, err := row.why()
	if err != nil {
		return err
	}
	if row.Refused != nil { // it stays done
		return t.exec(`UPDATE decisions SET why = $3 WHERE batch = $1 AND application = $2`, b.ID, row.Application.ID, why)
	}
	if err := t.recall(b, row); err != nil {
		return err
	}
	return t.exec(`UPDATE decisions SET state = $3, why = '', revision = $4, notices = $5 WHERE batch = $1 AND application = $2`,
		b.ID, row.Application.ID, string(row.State), row.Application.Revision+1, row.notice)
}

// changeBack changes the application and records the event. Where somebody else changed it meanwhile the row is refused,
// and where the applicant has begun another application to the program.
func (t *tx) changeBack(row *batchRow) error {
	a := row.Change.After()
	another, err := t.another(a)
	if err != nil {
		return err
	}
	if another != "" {
		row.refuse(fault.New(fault.Conflict, "the applicant has another application to %q by now: %s", a.Program, another).WithHint("gangway review show %s", another))
		return nil
	}
	err = t.execOne(errChanged(a.ID), `UPDATE applications SET state = $4, reason = $5, note = $6, fixes = $7, courses = $8, batch = $9,
			first_by = $10, updated_at = $11, revision = revision + 1, events = $12, last_mac = $13, head = $14
		WHERE id = $1 AND state = $2 AND revision = $3 AND events = $12 - 1 AND account <> $15`,
		a.ID, string(row.Change.From()), a.Revision, string(a.State), a.Reason, a.Note, mustJSON(a.Fixes), strings.Join(a.Courses, " "), a.Batch,
		a.FirstBy, timeText(a.UpdatedAt), row.seq, row.mac, row.head, row.event.Actor)
	if errors.Is(err, fault.Conflict) {
		row.refuse(row.TellWho(err))
		return nil
	}
	if err != nil {
		return overtaken(err) // another application was begun just now
	}
	return t.exec(`INSERT INTO events (chain, seq, at, body, mac) VALUES ($1, $2, $3, $4, $5)`, a.ID, row.seq, timeText(row.event.At), row.body, row.mac)
}

// another returns the id of another application of the same applicant to the same program that is not over, or nothing.
func (t *tx) another(a applications.Application) (id string, err error) {
	err = t.row(`SELECT COALESCE(MIN(id), '') FROM applications
		WHERE account = $1 AND program = $2 AND id <> $3 AND state <> 'rejected' AND state <> 'withdrawn' AND state <> 'left'`, a.Account, a.Program, a.ID).Scan(&id)
	return id, err
}

// recall cancels the notices of a decision that is taken back. What has gone out, or may have, needs a notice that
// corrects it.
func (t *tx) recall(b applications.Batch, row *batchRow) error {
	left := 0
	for _, id := range strings.Fields(row.notice) {
		err := t.execOne(errAlready, `UPDATE notices SET state = 'cancelled' WHERE id = $1 AND state IN ('queued', 'failed')`, id)
		if errors.Is(err, errAlready) {
			left++
		} else if err != nil {
			return err
		}
	}
	if left == 0 || row.Ruling.Notice == "" {
		return nil
	}
	id := newID()
	row.notice += " " + id
	return t.exec(`INSERT INTO notices (id, batch, channel, kind, application, account, recipient, subject, body, state, tries, next_at,
			created_at, sent_at, last_error)
		VALUES ($1, $2, 'email', $3, $4, $5, $6, $6, $6, 'queued', 0, $7, $7, '', '')`,
		id, b.ID, row.Ruling.Notice, row.Application.ID, row.Application.Account, []byte{}, timeText(t.now))
}
