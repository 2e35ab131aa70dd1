package support

import (
	"context"
	"time"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/outbox"
)

// A Store keeps tickets. Each method is one unit of work: all of it is written, or nothing.
type Store interface {
	// Profile returns an account's profile.
	Profile(ctx context.Context, account string) (applications.Profile, error)
	// Ticket returns a ticket with its replies by its id or the beginning of it, or fault.NotFound.
	Ticket(ctx context.Context, id string) (Ticket, error)
	// OpenTicket stores a new ticket, whose id is set. It is fault.Conflict when its owner has as many open ones.
	OpenTicket(ctx context.Context, t Ticket, most int, notices []outbox.Notice, event audit.Event) error
	// ChangeTicket runs decide on the ticket as it is now, with its replies, while nobody else can change it, and writes
	// its outcome.
	ChangeTicket(ctx context.Context, id string, decide func(Ticket, applications.Profile) (Outcome, error)) (Ticket, error)
	// TicketFile returns the content of an attached file, counted from 1, after it has written the event.
	TicketFile(ctx context.Context, t Ticket, number int, event audit.Event) ([]byte, error)
	// NewID returns a fresh id.
	NewID() string
}

// An Outcome is what one change of a ticket writes. Without an event nothing is written.
type Outcome struct {
	Ticket  Ticket // as it is after the change, its replies aside
	Reply   *Reply // what was added, if anything
	Notices []outbox.Notice
	Event   *audit.Event
}

// A Counter is where tickets are opened, answered and closed.
type Counter struct {
	Store    Store
	Notices  *outbox.Composer
	Calendar func() (*calendar.Calendar, error)
	Now      func() time.Time
}

// Open opens a ticket of the signed-in applicant. Errors are fault.Invalid listing every mistake, and those of the store.
func (c Counter) Open(ctx context.Context, by access.Actor, t Ticket) (Ticket, error) {
	if err := access.Check(by, "ticket open", by.ID()); err != nil {
		return t, err
	}
	if err := t.check(); err != nil {
		return t, err
	}
	now := c.Now()
	t.ID, t.Account, t.AccountName, t.State = c.Store.NewID(), by.ID(), by.Name(), Open
	t.OpenedAt, t.WaitingAt, t.UnreadStaff = now, now, true
	due, err := c.due(now)
	if err != nil {
		return t, err
	}
	t.DueAt = due
	profile, err := c.Store.Profile(ctx, by.ID())
	if err != nil {
		return t, err
	}
	notices, err := c.notices("ticket-opened", t, profile)
	if err != nil {
		return t, err
	}
	event := t.event("open_ticket", by, now, "")
	event.Details["category"] = string(t.Category)
	if t.Application != "" {
		event.Details["application"] = t.Application
	}
	return t, c.Store.OpenTicket(ctx, t, MostOpen, notices, *event)
}

// Reply adds a reply of the actor's side. The owner's reopens the ticket for the staff; the staff's answers it, and the
// owner is told. A closed ticket is fault.Conflict.
func (c Counter) Reply(ctx context.Context, by access.Actor, id, text string) (Ticket, error) {
	if err := CheckReply(text); err != nil {
		return Ticket{}, err
	}
	return c.Store.ChangeTicket(ctx, id, func(t Ticket, profile applications.Profile) (Outcome, error) {
		if err := t.mayChange(by, "ticket reply"); err != nil {
			return Outcome{}, err
		}
		if len(t.Replies) >= MostReplies {
			return Outcome{}, fault.New(fault.Conflict, "the ticket %s has %d replies already; open another", t.ID, MostReplies)
		}
		now, before := c.Now(), t.State
		reply := &Reply{By: by.ID(), ByName: by.Name(), Side: t.SideOf(by.ID()), Text: text, At: now}
		if reply.Side == Owner {
			due, err := c.due(now)
			if err != nil {
				return Outcome{}, err
			}
			if before != Open { // who adds something while waiting does not lose their place
				t.State, t.WaitingAt, t.DueAt = Open, now, due
			}
			t.UnreadStaff, t.UnreadOwner = true, false
			return Outcome{Ticket: t, Reply: reply, Event: t.event("reply_ticket", by, now, before)}, nil
		}
		if t.AnsweredAt.IsZero() {
			t.AnsweredAt = now
		}
		t.State, t.WaitingAt, t.DueAt, t.UnreadStaff, t.UnreadOwner = Answered, now, time.Time{}, false, true
		notices, err := c.notices("ticket-answered", t, profile)
		return Outcome{Ticket: t, Reply: reply, Notices: notices, Event: t.event("reply_ticket", by, now, before)}, err
	})
}

// Close closes a ticket. The owner may at any time; the staff only what they have answered.
func (c Counter) Close(ctx context.Context, by access.Actor, id string) (Ticket, error) {
	return c.Store.ChangeTicket(ctx, id, func(t Ticket, _ applications.Profile) (Outcome, error) {
		if err := t.mayChange(by, "ticket close"); err != nil {
			return Outcome{}, err
		}
		if t.SideOf(by.ID()) == Staff && t.State == Open {
			return Outcome{}, fault.New(fault.Conflict, "the ticket %s waits for an answer; answer it before you close it", t.ID).
				WithHint("gangway ticket reply %s", t.ID)
		}
		now, before := c.Now(), t.State
		t.State, t.ClosedAt, t.DueAt, t.UnreadStaff = Closed, now, time.Time{}, false
		return Outcome{Ticket: t, Event: t.event("close_ticket", by, now, before)}, nil
	})
}

// Read returns a ticket with its replies for the actor to read, which takes the mark of being unread from their side.
// That is an event, which says who of the staff has read it, because what stands in it is personal.
func (c Counter) Read(ctx context.Context, by access.Actor, id string) (Ticket, error) {
	t, err := c.Store.Ticket(ctx, id)
	if err != nil {
		return t, err
	}
	if err := access.Check(by, "ticket show", t.Account); err != nil {
		return Ticket{}, err
	}
	side := t.SideOf(by.ID())
	if !t.Unread(side) {
		return t, nil
	}
	return c.Store.ChangeTicket(ctx, t.ID, func(t Ticket, _ applications.Profile) (Outcome, error) {
		if !t.Unread(side) {
			return Outcome{Ticket: t}, nil // a colleague was faster
		}
		t.UnreadOwner = t.UnreadOwner && side == Staff
		t.UnreadStaff = t.UnreadStaff && side == Owner
		return Outcome{Ticket: t, Event: t.event("read_ticket", by, c.Now(), t.State)}, nil
	})
}

// File returns an attached file, counted from 1, with its content. Who looked at it is an event.
func (c Counter) File(ctx context.Context, by access.Actor, id string, number int) (File, error) {
	t, err := c.Store.Ticket(ctx, id)
	if err != nil {
		return File{}, err
	}
	if err := access.Check(by, "ticket file", t.Account); err != nil {
		return File{}, err
	}
	if number < 1 || number > len(t.Files) {
		return File{}, fault.New(fault.Invalid, "the ticket %s has no file %d; it has %d", t.ID, number, len(t.Files))
	}
	event := t.event("read_ticket_file", by, c.Now(), t.State)
	event.Details["file"] = number
	f := t.Files[number-1]
	f.Content, err = c.Store.TicketFile(ctx, t, number, *event)
	return f, err
}

// mayChange returns nil when the actor may do the verb to the ticket and it is not closed.
func (t Ticket) mayChange(by access.Actor, verb access.Verb) error {
	if err := access.Check(by, verb, t.Account); err != nil {
		return err
	}
	if t.State == Closed {
		return fault.New(fault.Conflict, "the ticket %s is closed; open another if the matter goes on", t.ID).WithHint("gangway ticket open")
	}
	return nil
}

// event is an event of the owner's chain. It names no word of the ticket.
func (t Ticket) event(action string, by access.Actor, at time.Time, before State) *audit.Event {
	return &audit.Event{Chain: t.Account, Action: action, Actor: by.ID(), At: at, From: string(before), To: string(t.State),
		Details: audit.Details{"ticket": t.ID}}
}

// due returns when the staff should have answered what comes in now.
func (c Counter) due(now time.Time) (time.Time, error) {
	cal, err := c.Calendar()
	if err != nil {
		return time.Time{}, err
	}
	due, _ := cal.Due(now, AnswerDays)
	return due, nil
}

// notices puts a notice to the owner together. Notices travel in the clear, so they name the category and not a word of
// what was asked or answered.
func (c Counter) notices(kind string, t Ticket, profile applications.Profile) ([]outbox.Notice, error) {
	to := outbox.Recipient{Account: t.Account, Application: t.Application, Name: identity.MaskName(profile.LegalName),
		Mobile: profile.Mobile, Email: profile.Email, Lang: profile.Lang}
	if profile.LegalName == "" {
		to.Name = t.AccountName
	}
	if to.Lang == "" {
		to.Lang = lang.Chinese
	}
	show := "gangway ticket show " + t.ID
	return c.Notices.Notices(kind, to, map[string]any{"ticket": t.ID, "subject": t.Category.Label(),
		"next": outbox.Pair("运行 "+show, "run "+show)})
}
