package store

import (
	"database/sql/driver"
	"strconv"
	"strings"

	"gangway/applications"
)

// feedRange writes a range on SQLite: one statement for each table, which asks for the rows.
func (t *tx) feedRange(b applications.Batch, phase applications.Phase, rows []batchRow) error {
	if err := prepareFeed(t.ctx, t.Tx); err != nil {
		return err
	}
	changing := pick(rows, func(row *batchRow) bool { return row.Change != nil })
	update := changesFeed(changing)
	err := update.update(t.ctx, t.Tx, `UPDATE OR FAIL applications SET state = feed_cell(?1, id, 0), reason = feed_cell(?1, id, 1),
			note = feed_cell(?1, id, 2), fixes = feed_cell(?1, id, 3), courses = feed_cell(?1, id, 4), first_by = feed_cell(?1, id, 5),
			last_mac = feed_cell(?1, id, 6), head = feed_cell(?1, id, 7), events = events + 1, revision = revision + 1,
			claimed_by = CASE WHEN claimed_by = '' THEN '' ELSE feed_cell(?1, id, 8) END,
			claimed_at = CASE WHEN claimed_at = '' THEN '' ELSE feed_cell(?1, id, 9) END,
			batch = ?4, updated_at = ?5
		WHERE id BETWEEN ?2 AND ?3 AND +state = 'submitted' AND account <> ?6 AND feed_take(?1, id, revision)`,
		b.ID, rangeTime(changing), rangeActor(changing))
	if err != nil {
		return err
	}
	taken := map[*batchRow]bool{}
	for i, row := range changing {
		taken[row] = update.taken[i]
	}
	settle(rows, func(i int) bool { return taken[&rows[i]] })
	if err := t.feedEvents(rows); err != nil {
		return err
	}
	if err := t.feedNotices(b, rows); err != nil {
		return err
	}
	return t.feedDecisions(b, phase, rows)
}

// feedIn writes many rows on SQLite, which asks for them.
func (t *tx) feedIn(b bulk) error {
	if err := prepareFeed(t.ctx, t.Tx); err != nil {
		return err
	}
	cells := make([]string, len(b.columns))
	for i := range cells {
		cells[i] = "c" + strconv.Itoa(i)
	}
	f := &feed{rows: b.rows, cell: b.cell}
	return f.insert(t.ctx, t.Tx, `INSERT OR FAIL INTO `+b.table+` (`+strings.Join(b.columns, ", ")+`) SELECT `+strings.Join(cells, ", ")+` FROM temp.feed(?1)`)
}

// pick returns the rows a condition holds for.
func pick(rows []batchRow, holds func(*batchRow) bool) (picked []*batchRow) {
	for i := range rows {
		if holds(&rows[i]) {
			picked = append(picked, &rows[i])
		}
	}
	return picked
}

// rangeTime is when the changes of a range were made, and rangeActor who made them.
func rangeTime(rows []*batchRow) string {
	if len(rows) == 0 {
		return ""
	}
	return timeText(rows[0].event.At)
}

func rangeActor(rows []*batchRow) string {
	if len(rows) == 0 {
		return ""
	}
	return rows[0].event.Actor
}

func changesFeed(rows []*batchRow) *feed {
	return &feed{rows: len(rows),
		key:      func(i int) string { return rows[i].Application.ID },
		revision: func(i int) int64 { return rows[i].Application.Revision },
		cell: func(i, column int) driver.Value {
			row := rows[i]
			a := &row.after
			switch column {
			case 0:
				return string(a.State)
			case 1:
				return a.Reason
			case 2:
				return a.Note
			case 3:
				return fixesText(a.Fixes)
			case 4:
				return strings.Join(a.Courses, " ")
			case 5:
				return a.FirstBy
			case 6:
				return row.mac
			case 7:
				return row.head
			case 8:
				return a.ClaimedBy
			}
			return timeText(a.ClaimedAt)
		}}
}

func (t *tx) feedEvents(rows []batchRow) error {
	changed := pick(rows, func(row *batchRow) bool { return row.Change != nil })
	f := &feed{rows: len(changed), cell: func(i, column int) driver.Value {
		switch row := changed[i]; column {
		case 0:
			return row.Application.ID
		case 1:
			return row.seq
		case 2:
			return row.body
		}
		return changed[i].mac
	}}
	return f.insert(t.ctx, t.Tx, `INSERT OR FAIL INTO events (chain, seq, at, body, mac) SELECT c0, c1, ?2, c2, c3 FROM temp.feed(?1)`, rangeTime(changed))
}

func (t *tx) feedNotices(b applications.Batch, rows []batchRow) error {
	told := pick(rows, func(row *batchRow) bool { return row.Ruling.Notice != "" })
	f := &feed{rows: len(told), cell: func(i, column int) driver.Value {
		switch row := told[i]; column {
		case 0:
			return row.notice
		case 1:
			return row.Ruling.Notice
		case 2:
			return row.Application.ID
		}
		return told[i].Application.Account
	}}
	return f.insert(t.ctx, t.Tx, `INSERT OR FAIL INTO notices (id, batch, channel, kind, application, account, recipient, subject, body, state, tries,
			next_at, created_at, sent_at, last_error)
		SELECT c0, ?2, 'email', c1, c2, c3, x'', x'', x'', 'queued', 0, ?3, ?3, '', '' FROM temp.feed(?1)`, b.ID, timeText(t.now))
}

func (t *tx) feedDecisions(b applications.Batch, phase applications.Phase, rows []batchRow) error {
	decided := pick(rows, func(row *batchRow) bool { return !row.passedOver(phase) })
	whys := make([]string, len(decided))
	for i, row := range decided {
		var err error
		if whys[i], err = row.why(); err != nil {
			return err
		}
	}
	var at timeMemo
	cell := func(i, column int) driver.Value {
		row := decided[i]
		d := &row.Ruling.Decision
		switch column {
		case 0:
			return row.Application.ID
		case 1:
			return string(row.State)
		case 2:
			return whys[i]
		case 3:
			return d.By
		case 4:
			return at.text(d.At)
		case 5:
			return row.Row.Revision
		case 6:
			return row.notice
		case 7:
			return row.Application.Account
		case 8:
			return string(d.Kind)
		case 9:
			return d.Reason
		case 10:
			return d.Note
		}
		return fixesText(d.Fixes)
	}
	if phase == applications.PhaseApply {
		f := &feed{rows: len(decided), cell: cell, key: func(i int) string { return decided[i].Application.ID }, revision: func(int) int64 { return 0 }}
		return f.update(t.ctx, t.Tx, `UPDATE OR FAIL decisions SET state = feed_cell(?1, application, 1), why = feed_cell(?1, application, 2),
				decided_by = feed_cell(?1, application, 3), decided_at = feed_cell(?1, application, 4), revision = feed_cell(?1, application, 5),
				notices = feed_cell(?1, application, 6), owner = feed_cell(?1, application, 7)
			WHERE batch = ?4 AND application BETWEEN ?2 AND ?3 AND state = 'planned' AND feed_take(?1, application, 0)`, b.ID)
	}
	f := &feed{rows: len(decided), cell: cell}
	return f.insert(t.ctx, t.Tx, `INSERT OR FAIL INTO decisions (batch, application, state, why, decided_by, decided_at, revision, notices, owner, kind,
			reason, note, fixes)
		SELECT ?2, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 FROM temp.feed(?1)`, b.ID)
}
