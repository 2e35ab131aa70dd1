package store

import (
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"gangway/applications"
)

// copyRange writes a range on PostgreSQL: one UPDATE for the applications, and COPY for what is new.
func (t *tx) copyRange(b applications.Batch, phase applications.Phase, rows []batchRow) error {
	changing := pick(rows, func(row *batchRow) bool { return row.Change != nil })
	taken, err := t.updateMany(b, changing)
	if err != nil {
		return err
	}
	settle(rows, func(i int) bool { return taken[rows[i].Application.ID] })
	changed := pick(rows, func(row *batchRow) bool { return row.Change != nil })
	at := rangeTime(changed)
	if err := t.copyIn("events", []string{"chain", "seq", "at", "body", "mac"}, len(changed), func(i int) ([]any, error) {
		return []any{changed[i].Application.ID, changed[i].seq, at, changed[i].body, changed[i].mac}, nil
	}); err != nil {
		return err
	}
	told, now := pick(rows, func(row *batchRow) bool { return row.Ruling.Notice != "" }), timeText(t.now)
	if err := t.copyIn("notices", []string{"id", "batch", "channel", "kind", "application", "account", "recipient", "subject", "body", "state", "tries",
		"next_at", "created_at", "sent_at", "last_error"}, len(told), func(i int) ([]any, error) {
		row := told[i]
		return []any{row.notice, b.ID, "email", row.Ruling.Notice, row.Application.ID, row.Application.Account, []byte{}, []byte{}, []byte{}, "queued", int64(0),
			now, now, "", ""}, nil
	}); err != nil {
		return err
	}
	decided := pick(rows, func(row *batchRow) bool { return !row.passedOver(phase) })
	if phase == applications.PhaseApply { // they were planned, and are written anew
		ids := make([]string, len(decided))
		for i, row := range decided {
			ids[i] = row.Application.ID
		}
		if err := t.exec(`DELETE FROM decisions WHERE batch = $1 AND application = ANY($2)`, b.ID, ids); err != nil {
			return err
		}
	}
	return t.copyIn("decisions", []string{"batch", "application", "owner", "kind", "reason", "note", "fixes", "state", "why", "decided_by", "decided_at",
		"revision", "notices"}, len(decided), func(i int) ([]any, error) {
		row := decided[i]
		d := &row.Ruling.Decision
		why, err := row.why()
		return []any{b.ID, row.Application.ID, row.Application.Account, string(d.Kind), d.Reason, d.Note, fixesText(d.Fixes), string(row.State), why, d.By,
			timeText(d.At), row.Row.Revision, row.notice}, err
	})
}

// updateMany changes the applications that are still as they were read, and returns which those are.
func (t *tx) updateMany(b applications.Batch, rows []*batchRow) (taken map[string]bool, err error) {
	const columns = 12
	var text [columns][]string
	revisions, seqs := make([]int64, len(rows)), make([]int64, len(rows))
	for i, row := range rows {
		a := &row.after
		revisions[i], seqs[i] = a.Revision, row.seq
		for j, value := range [columns]string{a.ID, string(row.Change.From()), string(a.State), a.Reason, a.Note, fixesText(a.Fixes),
			strings.Join(a.Courses, " "), a.FirstBy, a.ClaimedBy, timeText(a.ClaimedAt), row.mac, row.head} {
			text[j] = append(text[j], value)
		}
	}
	args := []any{b.ID, rangeTime(rows), rangeActor(rows), revisions, seqs}
	for _, column := range text {
		args = append(args, column)
	}
	ids, err := collect(t.ctx, t, scanString, `UPDATE applications AS a SET state = n.state, reason = n.reason, note = n.note, fixes = n.fixes,
			courses = n.courses, first_by = n.first_by, claimed_by = n.claimed_by, claimed_at = n.claimed_at, last_mac = n.mac, head = n.head,
			events = n.seq, revision = a.revision + 1, batch = $1, updated_at = $2
		FROM UNNEST($4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
				$14::text[], $15::text[], $16::text[], $17::text[])
			AS n (revision, seq, id, was, state, reason, note, fixes, courses, first_by, claimed_by, claimed_at, mac, head)
		WHERE a.id = n.id AND a.revision = n.revision AND a.events = n.seq - 1 AND a.state = n.was AND a.account <> $3
		RETURNING a.id`, args...)
	taken = make(map[string]bool, len(ids))
	for _, id := range ids {
		taken[id] = true
	}
	return taken, err
}

// copyIn writes many rows into a table by COPY, which database/sql does not know.
func (t *tx) copyIn(table string, columns []string, rows int, row func(i int) ([]any, error)) error {
	if rows == 0 {
		return nil
	}
	return t.conn.Raw(func(driverConn any) error {
		_, err := driverConn.(*stdlib.Conn).Conn().CopyFrom(t.ctx, pgx.Identifier{table}, columns, pgx.CopyFromSlice(rows, row))
		return err
	})
}
