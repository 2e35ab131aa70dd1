package store

import (
	"context"
	"strconv"

	"gangway/applications"
	"gangway/applications/support"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/seal"
)

const ticketColumns = `t.id, t.account, a.name, t.application, t.category, t.question, t.tried, t.state, t.opened_at, t.waiting_at,
	t.due_at, t.answered_at, t.closed_at, t.unread_staff, t.unread_owner, p.data_key`

const ticketTables = ` FROM tickets t JOIN accounts a ON a.id = t.account JOIN people p ON p.account = t.account `

// scanTicket reads a ticket without its replies. Each ticket opens with the key of the person who asked.
func scanTicket(keys *seal.Keys) func(scanner) (support.Ticket, error) {
	return func(r scanner) (support.Ticket, error) {
		var t support.Ticket
		var question, tried, wrapped []byte
		err := r.Scan(&t.ID, &t.Account, &t.AccountName, &t.Application, &t.Category, &question, &tried, &t.State,
			storedTime{&t.OpenedAt}, storedTime{&t.WaitingAt}, storedTime{&t.DueAt}, storedTime{&t.AnsweredAt},
			storedTime{&t.ClosedAt}, &t.UnreadStaff, &t.UnreadOwner, &wrapped)
		if err != nil {
			return t, err
		}
		who, err := keys.Person(t.Account, wrapped)
		if err != nil {
			return t, err
		}
		if t.Question, err = opened(who, "tickets", "question", t.ID, question); err != nil {
			return t, err
		}
		t.Tried, err = opened(who, "tickets", "tried", t.ID, tried)
		return t, err
	}
}

func opened(who *seal.Person, table, column, row string, sealed []byte) (string, error) {
	plain, err := who.Open(table, column, row, sealed)
	return string(plain), err
}

// A TicketFilter says which tickets to list. The zero value lists all.
type TicketFilter struct {
	Account string        // only this applicant's
	State   support.State // only this state
	Current bool          // only what is not closed
}

// Tickets lists tickets without their replies: those that wait for an answer first, of these the unread, then what has
// waited longest.
func (s *Store) Tickets(ctx context.Context, f TicketFilter) ([]support.Ticket, error) {
	return collect(ctx, s.db, scanTicket(s.keys), `SELECT `+ticketColumns+ticketTables+`
		WHERE ($1 = '' OR t.account = $1) AND ($2 = '' OR t.state = $2) AND (NOT $3 OR t.state <> 'closed')
		ORDER BY CASE t.state WHEN 'open' THEN 0 WHEN 'answered' THEN 1 ELSE 2 END,
			CASE WHEN t.unread_staff THEN 0 ELSE 1 END, t.waiting_at, t.id`, f.Account, string(f.State), f.Current)
}

// TicketsWaiting counts the tickets that wait for an answer of the staff.
func (s *Store) TicketsWaiting(ctx context.Context) (n int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM tickets WHERE state = 'open'`).Scan(&n)
	return n, kind(err)
}

// AnswersUnread counts an applicant's tickets with words of the staff that they have not seen.
func (s *Store) AnswersUnread(ctx context.Context, account string) (n int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM tickets WHERE account = $1 AND unread_owner`, account).Scan(&n)
	return n, kind(err)
}

// Ticket implements support.Store.
func (s *Store) Ticket(ctx context.Context, typed string) (support.Ticket, error) {
	id, err := resolve(ctx, s.db, "tickets", typed)
	if err != nil {
		return support.Ticket{}, err
	}
	return ticket(ctx, s.db, s.keys, id)
}

// ticket returns a ticket with its replies in their order, and its files without their content.
func ticket(ctx context.Context, q querier, keys *seal.Keys, id string) (support.Ticket, error) {
	t, err := scanTicket(keys)(q.QueryRowContext(ctx, `SELECT `+ticketColumns+ticketTables+` WHERE t.id = $1`, id))
	if err != nil {
		return t, kind(err)
	}
	who, err := person(ctx, q, keys, t.Account)
	if err != nil {
		return t, err
	}
	if t.Files, err = ticketFiles(ctx, q, who, id); err != nil {
		return t, err
	}
	t.Replies, err = collect(ctx, q, func(r scanner) (support.Reply, error) {
		var reply support.Reply
		var seq int
		var words []byte
		if err := r.Scan(&seq, &reply.By, &reply.ByName, &reply.Side, &words, storedTime{&reply.At}); err != nil {
			return reply, err
		}
		reply.Text, err = opened(who, "ticket_replies", "words", rowOf(id, seq), words)
		return reply, err
	}, `SELECT r.seq, r.author, a.name, r.side, r.words, r.at FROM ticket_replies r JOIN accounts a ON a.id = r.author
		WHERE r.ticket = $1 ORDER BY r.seq`, id)
	return t, err
}

// rowOf names a row that belongs to a ticket, for sealing.
func rowOf(ticket string, seq int) string { return ticket + "/" + strconv.Itoa(seq) }

// OpenTicket implements support.Store.
func (s *Store) OpenTicket(ctx context.Context, fresh support.Ticket, most int, notices []outbox.Notice, event audit.Event) error {
	return s.inTx(ctx, func(t *tx) error {
		// The event comes first: whoever opens another at the same time waits for its place in the chain, and then counts
		// this one as well.
		if err := t.record(event); err != nil {
			return err
		}
		var open int
		if err := t.row(`SELECT COUNT(*) FROM tickets WHERE account = $1 AND state <> 'closed'`, fresh.Account).Scan(&open); err != nil {
			return err
		}
		if open >= most {
			return fault.New(fault.Conflict, "you have %d tickets that are not closed; close some before you open another", open).
				WithHint("gangway ticket list")
		}
		who, err := person(t.ctx, t, t.keys, fresh.Account)
		if err != nil {
			return err
		}
		err = t.exec(`INSERT INTO tickets (id, account, application, category, question, tried, state, revision, opened_at, waiting_at,
				due_at, answered_at, closed_at, unread_staff, unread_owner)
			VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, '', '', $11, $12)`,
			fresh.ID, fresh.Account, fresh.Application, string(fresh.Category), who.Seal("tickets", "question", fresh.ID, []byte(fresh.Question)),
			who.Seal("tickets", "tried", fresh.ID, []byte(fresh.Tried)), string(fresh.State), timeText(fresh.OpenedAt), timeText(fresh.WaitingAt),
			timeText(fresh.DueAt), fresh.UnreadStaff, fresh.UnreadOwner)
		if err != nil {
			return err
		}
		if err := t.attach(who, fresh); err != nil {
			return err
		}
		_, err = t.queue(notices)
		return err
	})
}

// ChangeTicket implements support.Store.
func (s *Store) ChangeTicket(ctx context.Context, typed string, decide func(support.Ticket, applications.Profile) (support.Outcome, error)) (support.Ticket, error) {
	var after support.Ticket
	err := s.inTx(ctx, func(t *tx) error {
		id, err := resolve(t.ctx, t, "tickets", typed)
		if err != nil {
			return err
		}
		// Writing before reading makes two who change the same ticket follow each other, so that no reply is lost.
		if err := t.execOne(errRetry, `UPDATE tickets SET revision = revision + 1 WHERE id = $1`, id); err != nil {
			return err
		}
		before, err := ticket(t.ctx, t, t.keys, id)
		if err != nil {
			return err
		}
		owner, err := profile(t.ctx, t, t.keys, before.Account)
		if err != nil {
			return err
		}
		outcome, err := decide(before, owner)
		if err != nil {
			return err
		}
		after = outcome.Ticket
		if outcome.Event == nil {
			return nil
		}
		if outcome.Reply != nil {
			after.Replies = append(before.Replies, *outcome.Reply)
			if err := t.addReply(after); err != nil {
				return err
			}
		}
		if err := t.saveTicket(after); err != nil {
			return err
		}
		if _, err := t.queue(outcome.Notices); err != nil {
			return err
		}
		return t.record(*outcome.Event)
	})
	return after, err
}

// addReply stores the last reply of a ticket.
func (t *tx) addReply(ticket support.Ticket) error {
	who, err := person(t.ctx, t, t.keys, ticket.Account)
	if err != nil {
		return err
	}
	seq := len(ticket.Replies)
	r := ticket.Replies[seq-1]
	return t.exec(`INSERT INTO ticket_replies (ticket, seq, author, side, words, at) VALUES ($1, $2, $3, $4, $5, $6)`,
		ticket.ID, seq, r.By, string(r.Side), who.Seal("ticket_replies", "words", rowOf(ticket.ID, seq), []byte(r.Text)), timeText(r.At))
}

// saveTicket writes what changes in a ticket.
func (t *tx) saveTicket(ticket support.Ticket) error {
	return t.exec(`UPDATE tickets SET state = $2, waiting_at = $3, due_at = $4, answered_at = $5, closed_at = $6, unread_staff = $7,
			unread_owner = $8 WHERE id = $1`,
		ticket.ID, string(ticket.State), timeText(ticket.WaitingAt), timeText(ticket.DueAt), timeText(ticket.AnsweredAt),
		timeText(ticket.ClosedAt), ticket.UnreadStaff, ticket.UnreadOwner)
}
