package main

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"gangway/applications/support"
	"gangway/internal/access"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/store"
)

func ticketCmd(a *app) *cobra.Command {
	return group("ticket", "Questions to the staff, and their answers", ticketOpenCmd(a), ticketListCmd(a), ticketShowCmd(a), ticketReplyCmd(a), ticketCloseCmd(a), ticketFileCmd(a))
}

// counter is where tickets are opened, answered and closed.
func (s *session) counter() support.Counter {
	fsys := s.templates()
	return support.Counter{Store: s.store, Notices: s.composer(), Now: s.now,
		Calendar: func() (*calendar.Calendar, error) { return calendar.Load(fsys) }}
}

// noTicket makes a ticket that is foreign look like one that does not exist.
func noTicket(typed string, err error) error {
	if errors.Is(err, fault.NotFound) {
		return fault.New(fault.NotFound, "there is no ticket %q", typed).WithHint("gangway ticket list")
	}
	return err
}

func ticketListCmd(a *app) *cobra.Command {
	var state string
	c := &cobra.Command{
		Use:   "list",
		Short: "List tickets: what waits for the staff first",
		Long:  "List tickets that are not closed: your own, or for the staff everybody's. What waits for the staff comes first, unread before read, then what has waited longest.",
		Example: `gangway ticket list
			gangway ticket list --state all -o json`,
		Args: cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			f := store.TicketFilter{Current: state == "", State: support.State(state)}
			if state == "all" {
				f.State = ""
			} else if state != "" && !slices.Contains(support.States, f.State) {
				return fault.New(fault.Usage, "there is no state %q; the states are %s", state, "open, answered, closed, all")
			}
			if access.OwnOnly(s.by, s.verb) {
				f.Account = s.by.ID()
			}
			list, err := s.store.Tickets(s.ctx, f)
			if err != nil {
				return err
			}
			return s.listTickets(list, f.Account == "")
		}),
	}
	c.Flags().StringVar(&state, "state", "", "only this state: open, answered or closed; or all")
	return c
}

func (s *session) listTickets(list []support.Ticket, others bool) error {
	views := make([]jsonTicket, len(list))
	t := render.Table{Columns: s.columns("id", "from", "about", "what is asked", "state", "waiting", "answer due")}
	t.Columns[3].Flexible = true
	if !others {
		t.Columns = slices.Delete(t.Columns, 1, 2)
	}
	for i, ticket := range list {
		views[i] = s.ticketView(ticket)
		row := []string{ticket.ID, ticket.AccountName, s.both(ticket.Category.Label()), ticket.Question, s.ticketState(ticket),
			s.age(views[i].WaitingMinutes), s.ticketDue(ticket)}
		if !others {
			row = slices.Delete(row, 1, 2)
		}
		t.Rows = append(t.Rows, row)
	}
	return s.printer().List(views, func() render.Table { return t })
}

// ticketState says the state, and whether the last words are new to the reader.
func (s *session) ticketState(t support.Ticket) string {
	state := t.State.SayIn(s.speaker)
	if t.Unread(t.SideOf(s.by.ID())) {
		return s.sayf("%s, new", state)
	}
	return state
}

func (s *session) ticketDue(t support.Ticket) string {
	if t.Overdue(s.now()) {
		return s.sayf("%s overdue", moment(t.DueAt))
	}
	return moment(t.DueAt)
}

// age says how long something has waited.
func (a *app) age(minutes int64) string {
	switch {
	case minutes < 0:
		return "–"
	case minutes < 60:
		return a.sayf("%d min", minutes)
	case minutes < 48*60:
		return a.sayf("%d h", minutes/60)
	}
	return a.sayf("%d days", minutes/60/24)
}

func ticketShowCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "show ID",
		Short:   "Show a ticket with its replies",
		Example: "gangway ticket show 3m8v",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			t, err := s.counter().Read(s.ctx, s.by, args[0])
			if err != nil {
				return noTicket(args[0], err)
			}
			return s.showTicket(t)
		}),
	}
}

func ticketCloseCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "close ID",
		Short:   "Close a ticket that is settled",
		Long:    "Close a ticket that is settled. You may close your own at any time; the staff close only what they have answered.",
		Example: "gangway ticket close 3m8v",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			t, err := s.counter().Close(s.ctx, s.by, args[0])
			if err != nil {
				return noTicket(args[0], err)
			}
			s.say("The ticket is closed.")
			return s.showTicket(t)
		}),
	}
}

// sayTickets tells whoever signs in what waits for them: the staff open tickets, an applicant answers not yet seen.
func (a *app) sayTickets(ctx context.Context, st *store.Store, by access.Actor) error {
	if access.Allowed(by, "ticket list") != nil {
		return nil
	}
	if access.OwnOnly(by, "ticket list") {
		n, err := st.AnswersUnread(ctx, by.ID())
		if err == nil && n > 0 {
			a.say("New answers to your tickets: %d. See gangway ticket list", n)
		}
		return err
	}
	n, err := st.TicketsWaiting(ctx)
	if err == nil && n > 0 {
		a.say("Tickets that wait for an answer: %d. See gangway ticket list", n)
	}
	return err
}
