package store

import (
	"context"

	"gangway/applications/support"
	"gangway/internal/audit"
	"gangway/internal/seal"
)

// attach stores the files of a new ticket.
func (t *tx) attach(who *seal.Person, ticket support.Ticket) error {
	for i, f := range ticket.Files {
		row := rowOf(ticket.ID, i+1)
		err := t.exec(`INSERT INTO ticket_files (ticket, seq, name, kind, size, content) VALUES ($1, $2, $3, $4, $5, $6)`,
			ticket.ID, i+1, who.Seal("ticket_files", "name", row, []byte(f.Name)), string(f.Kind), f.Size,
			who.Seal("ticket_files", "content", row, f.Content))
		if err != nil {
			return err
		}
	}
	return nil
}

// ticketFiles lists the files of a ticket without their content.
func ticketFiles(ctx context.Context, q querier, who *seal.Person, ticket string) ([]support.File, error) {
	return collect(ctx, q, func(r scanner) (support.File, error) {
		var f support.File
		var seq int
		var name []byte
		if err := r.Scan(&seq, &name, &f.Kind, &f.Size); err != nil {
			return f, err
		}
		var err error
		f.Name, err = opened(who, "ticket_files", "name", rowOf(ticket, seq), name)
		return f, err
	}, `SELECT seq, name, kind, size FROM ticket_files WHERE ticket = $1 ORDER BY seq`, ticket)
}

// TicketFile implements support.Store.
func (s *Store) TicketFile(ctx context.Context, of support.Ticket, number int, event audit.Event) (content []byte, err error) {
	err = s.inTx(ctx, func(t *tx) error {
		who, err := person(t.ctx, t, t.keys, of.Account)
		if err != nil {
			return err
		}
		var sealed []byte
		if err := t.row(`SELECT content FROM ticket_files WHERE ticket = $1 AND seq = $2`, of.ID, number).Scan(&sealed); err != nil {
			return err
		}
		if content, err = who.Open("ticket_files", "content", rowOf(of.ID, number), sealed); err != nil {
			return err
		}
		return t.record(event)
	})
	return content, err
}
