package store_test

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/applications/support"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/store"
	"gangway/templates"
)

// counter is where the tickets of a store are opened and answered.
func counter(s *store.Store, now func() time.Time) support.Counter {
	return support.Counter{Store: s, Notices: outbox.NewComposer(templates.Shipped()), Now: now,
		Calendar: func() (*calendar.Calendar, error) { return calendar.Load(templates.Shipped()) }}
}

// asked is a ticket as it is given.
func asked(question string) support.Ticket {
	return support.Ticket{Category: "technical", Question: question, Tried: "看了帮助"}
}

func ticketOf(t testing.TB) func(support.Ticket, error) support.Ticket { return got[support.Ticket](t) }

func TestATicketGoesToAndFro(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		clock := newClock()
		s := open(t, p, clock.now)
		c := counter(s, clock.now)
		wang, rev := actor(applicant(t, s, "wang")), actor(staff(t, s, "rev", access.Reviewer))

		ticket := ticketOf(t)(c.Open(t.Context(), wang, asked("页面打不开怎么办？")))
		if n := got[int](t)(s.TicketsWaiting(t.Context())); n != 1 {
			t.Errorf("%d tickets wait, want 1", n)
		}
		// A moment after 17:30 on Monday in China counts as Tuesday, and one working day is until the end of Wednesday.
		if want := time.Date(2026, 11, 25, 15, 59, 59, 0, time.UTC); !ticket.DueAt.Equal(want) {
			t.Errorf("it is due at %s, want %s", ticket.DueAt, want)
		}

		clock.forward(90 * time.Minute)
		ticketOf(t)(c.Reply(t.Context(), rev, ticket.ID, "请换一个浏览器。\n再试一次。"))
		clock.forward(time.Minute)
		after := ticketOf(t)(c.Reply(t.Context(), rev, ticket.ID, "好了吗？"))
		if after.FirstAnswer() != 90*time.Minute || after.State != support.Answered || !after.DueAt.IsZero() {
			t.Errorf("got %s after %s, due %s; want answered after 90 minutes", after.State, after.FirstAnswer(), after.DueAt)
		}
		if n := got[int](t)(s.AnswersUnread(t.Context(), wang.ID())); n != 1 {
			t.Errorf("%d answers are new, want 1", n)
		}
		ticketOf(t)(c.Read(t.Context(), wang, ticket.ID[:5]))
		if n := got[int](t)(s.AnswersUnread(t.Context(), wang.ID())); n != 0 {
			t.Errorf("%d answers are new once they were read, want none", n)
		}

		clock.forward(time.Minute)
		ticketOf(t)(c.Reply(t.Context(), wang, ticket.ID, "还是不行"))
		kept := ticketOf(t)(s.Ticket(t.Context(), ticket.ID))
		if kept.State != support.Open || !kept.UnreadStaff || kept.FirstAnswer() != 90*time.Minute || !kept.WaitingAt.Equal(clock.now()) {
			t.Errorf("got %+v; want it open again, with the first answer as it was", kept)
		}
		var talk []string
		for _, r := range kept.Replies {
			talk = append(talk, string(r.Side)+" "+r.ByName+": "+r.Text)
		}
		want := []string{"staff rev: 请换一个浏览器。\n再试一次。", "staff rev: 好了吗？", "applicant wang: 还是不行"}
		if diff := cmp.Diff(want, talk); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}

		_, err := c.Close(t.Context(), rev, ticket.ID)
		wantKind(t, err, fault.Conflict, "waits for an answer")
		ticketOf(t)(c.Close(t.Context(), wang, ticket.ID))
		for _, by := range []access.Actor{wang, rev} {
			_, err := c.Reply(t.Context(), by, ticket.ID, "还有")
			wantKind(t, err, fault.Conflict, "is closed")
			_, err = c.Close(t.Context(), by, ticket.ID)
			wantKind(t, err, fault.Conflict, "is closed")
		}
		wantTold(t, s, wang.ID(), "register", "open_ticket", "reply_ticket", "reply_ticket", "read_ticket", "reply_ticket", "close_ticket")
	})
}

// wantTold compares what a chain records, and that none of it is a word of a ticket.
func wantTold(t testing.TB, s *store.Store, chain string, want ...string) {
	t.Helper()
	var actions []string
	for _, e := range got[[]audit.Event](t)(s.Events(t.Context(), chain)) {
		actions = append(actions, e.Action)
		for name, value := range e.Details {
			if text, ok := value.(string); ok && strings.ContainsAny(text, "页面试浏览器") {
				t.Errorf("the event %s says in %s: %s", e.Action, name, text)
			}
		}
	}
	if diff := cmp.Diff(want, actions); diff != "" {
		t.Errorf("events: want -, got +\n%s", diff)
	}
	if report := got[audit.Report](t)(s.VerifyEvents(t.Context())); !report.OK {
		t.Errorf("the chain is broken at %s", report.FirstBad)
	}
}

func TestWhoMayDoWhatWithATicket(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		c := counter(s, standing)
		wang, li := actor(applicant(t, s, "wang")), actor(applicant(t, s, "li"))
		ticket := ticketOf(t)(c.Open(t.Context(), wang, asked("怎么办？")))
		auditor := actor(staff(t, s, "aud", access.Auditor))
		for _, stranger := range []struct {
			by   access.Actor
			want error
		}{{li, fault.NotFound}, {auditor, fault.Denied}} {
			_, err := c.Read(t.Context(), stranger.by, ticket.ID)
			wantKind(t, err, stranger.want, "")
			_, err = c.Reply(t.Context(), stranger.by, ticket.ID, "hello")
			wantKind(t, err, stranger.want, "")
			_, err = c.Close(t.Context(), stranger.by, ticket.ID)
			wantKind(t, err, stranger.want, "")
			_, err = c.File(t.Context(), stranger.by, ticket.ID, 1)
			wantKind(t, err, stranger.want, "")
		}
		_, err := c.Open(t.Context(), auditor, asked("怎么办？"))
		wantKind(t, err, fault.Denied, "")
		for i, role := range []access.Role{access.Reviewer, access.Trainer, access.Manager} {
			ticketOf(t)(c.Reply(t.Context(), actor(staff(t, s, "staff"+strconv.Itoa(i), role)), ticket.ID, "ok"))
		}
		// Staff who asked something themselves stand on the side of those who ask.
		both := actor(staff(t, s, "both", access.Reviewer, access.Trainer))
		if side := ticket.SideOf(both.ID()); side != support.Staff {
			t.Errorf("got %s", side)
		}
		if side := ticket.SideOf(wang.ID()); side != support.Owner {
			t.Errorf("got %s", side)
		}
	})
}

func TestAnAnswerIsToldWithoutAWordOfIt(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		c := counter(s, standing)
		wang, rev := actor(applicant(t, s, "wang")), actor(staff(t, s, "rev", access.Reviewer))
		ticket := ticketOf(t)(c.Open(t.Context(), wang, asked("页面打不开怎么办？")))
		ticketOf(t)(c.Reply(t.Context(), rev, ticket.ID, "请换一个浏览器。"))
		ticketOf(t)(c.Reply(t.Context(), wang, ticket.ID, "好的"))
		list := got[[]outbox.Notice](t)(s.Notices(t.Context(), outbox.Queued, 0))
		kinds := map[string]int{}
		for _, n := range list {
			kinds[n.Kind+" "+string(n.Channel)]++
			if n.Account != wang.ID() || !strings.Contains(n.Subject+n.Body, ticket.ID) {
				t.Errorf("got %+v, want a notice to the applicant that names the ticket", n)
			}
			if strings.ContainsAny(n.Subject+n.Body, "页浏览器") {
				t.Errorf("a notice repeats what was asked or answered: %s", n.Body)
			}
		}
		want := map[string]int{"ticket-opened email": 1, "ticket-answered sms": 1, "ticket-answered email": 1}
		if diff := cmp.Diff(want, kinds); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
	})
}

func TestTicketsAreListedInTheOrderOfTheirNeed(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		clock := newClock()
		s := open(t, p, clock.now)
		c := counter(s, clock.now)
		wang, li := actor(applicant(t, s, "wang")), actor(applicant(t, s, "li"))
		rev := actor(staff(t, s, "rev", access.Reviewer))
		ids := map[string]string{}
		for _, q := range []struct {
			by   access.Actor
			name string
		}{{wang, "read"}, {li, "oldest"}, {wang, "newest"}, {li, "answered"}, {wang, "closed"}} {
			clock.forward(time.Minute)
			ids[q.name] = ticketOf(t)(c.Open(t.Context(), q.by, asked(q.name))).ID
		}
		ticketOf(t)(c.Read(t.Context(), rev, ids["read"]))
		ticketOf(t)(c.Reply(t.Context(), rev, ids["answered"], "ok"))
		ticketOf(t)(c.Close(t.Context(), wang, ids["closed"]))
		for _, tt := range []struct {
			name   string
			filter store.TicketFilter
			want   []string
		}{
			{"current", store.TicketFilter{Current: true}, []string{"oldest", "newest", "read", "answered"}},
			{"all", store.TicketFilter{}, []string{"oldest", "newest", "read", "answered", "closed"}},
			{"of one state", store.TicketFilter{State: support.Closed}, []string{"closed"}},
			{"of one person", store.TicketFilter{Account: li.ID(), Current: true}, []string{"oldest", "answered"}},
		} {
			var questions []string
			for _, ticket := range got[[]support.Ticket](t)(s.Tickets(t.Context(), tt.filter)) {
				questions = append(questions, ticket.Question)
			}
			if diff := cmp.Diff(tt.want, questions); diff != "" {
				t.Errorf("%s: want -, got +\n%s", tt.name, diff)
			}
		}
		if n := got[int](t)(s.TicketsWaiting(t.Context())); n != 3 {
			t.Errorf("%d tickets wait, want 3", n)
		}
	})
}

func TestWhatIsWrittenInATicketIsUnreadableAtRest(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := open(t, p, standing)
		c := counter(s, standing)
		wang, rev := actor(applicant(t, s, "wang")), actor(staff(t, s, "rev", access.Reviewer))
		given := support.Ticket{Category: "other", Question: "canary question", Tried: "canary tried",
			Files: []support.File{{Name: "canary.pdf", Kind: "pdf", Size: 20, Content: []byte("%PDF canary content")}}}
		ticket := ticketOf(t)(c.Open(t.Context(), wang, given))
		ticketOf(t)(c.Reply(t.Context(), rev, ticket.ID, "canary reply"))
		dump := dump(t, p)
		if !bytes.Contains(dump, []byte("technical")) && !bytes.Contains(dump, []byte("other")) {
			t.Fatal("the dump holds nothing of tickets")
		}
		if bytes.Contains(dump, []byte("canary")) {
			t.Error("what was written can be read at rest")
		}
	})
}

func TestAFileComesBackAsItWasAndWhoReadItIsRecorded(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		c := counter(s, standing)
		wang, rev := actor(applicant(t, s, "wang")), actor(staff(t, s, "rev", access.Reviewer))
		content := []byte("%PDF-1.7\n\x00\xff%%EOF")
		given := asked("附件")
		given.Files = []support.File{{Name: "a.pdf", Kind: "pdf", Size: int64(len(content)), Content: content}}
		ticket := ticketOf(t)(c.Open(t.Context(), wang, given))
		f := got[support.File](t)(c.File(t.Context(), rev, ticket.ID, 1))
		if !bytes.Equal(f.Content, content) || f.Name != "a.pdf" {
			t.Errorf("got %q named %s", f.Content, f.Name)
		}
		for _, n := range []int{0, 2, -1} {
			_, err := c.File(t.Context(), rev, ticket.ID, n)
			wantKind(t, err, fault.Invalid, "has no file")
		}
		wantTold(t, s, wang.ID(), "register", "open_ticket", "read_ticket_file")
		given.Files = make([]support.File, support.MostFiles+1)
		_, err := c.Open(t.Context(), wang, given)
		wantKind(t, err, fault.Invalid, "at most 3 files")
	})
}

// Whoever opens tickets in a hurry, from several machines at once, does not get past the limit.
func TestNobodyHasMoreOpenTicketsThanTheLimit(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		stores := handles(t, p, 4)
		wang := actor(applicant(t, stores[0], "wang"))
		errs := together(support.MostOpen+8, func(i int) error {
			s := stores[i%len(stores)]
			_, err := counter(s, standing).Open(context.Background(), wang, asked("又一个"))
			return err
		})
		done, refused, others := tally(errs, fault.Conflict)
		if done != support.MostOpen || refused != 8 || len(others) > 0 {
			t.Errorf("%d were opened, %d refused, others %v; want %d and 8", done, refused, others, support.MostOpen)
		}
		list := got[[]support.Ticket](t)(stores[0].Tickets(t.Context(), store.TicketFilter{}))
		ticketOf(t)(counter(stores[0], standing).Close(t.Context(), wang, list[0].ID))
		ticketOf(t)(counter(stores[0], standing).Open(t.Context(), wang, asked("再一个")))
	})
}

func TestRepliesAtTheSameTimeAreAllKept(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		stores := handles(t, p, 4)
		wang := actor(applicant(t, stores[0], "wang"))
		ticket := ticketOf(t)(counter(stores[0], standing).Open(t.Context(), wang, asked("谁来答？")))
		var answering []access.Actor
		for i := range 4 {
			answering = append(answering, actor(staff(t, stores[0], "rev"+strconv.Itoa(i), access.Reviewer)))
		}
		errs := together(8, func(i int) error {
			_, err := counter(stores[i%4], standing).Reply(context.Background(), answering[i%4], ticket.ID, "答复"+strconv.Itoa(i))
			return err
		})
		if done, _, _ := tally(errs, nil); done != 8 {
			t.Fatalf("got %v, want all of them kept", errs)
		}
		seen := map[string]bool{}
		for _, r := range ticketOf(t)(stores[1].Ticket(t.Context(), ticket.ID)).Replies {
			seen[r.Text] = true
		}
		if len(seen) != 8 {
			t.Errorf("got %d replies, want 8: %v", len(seen), seen)
		}
	})
}

// Whichever is first, the other sees it: a closed ticket takes no reply, and one that waits is not closed by the staff.
func TestClosingAndReplyingFollowEachOther(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		stores := handles(t, p, 2)
		wang, rev := actor(applicant(t, stores[0], "wang")), actor(staff(t, stores[0], "rev", access.Reviewer))
		for range 6 {
			ticket := ticketOf(t)(counter(stores[0], standing).Open(t.Context(), wang, asked("关还是不关？")))
			ticketOf(t)(counter(stores[0], standing).Reply(t.Context(), rev, ticket.ID, "好了"))
			errs := together(2, func(i int) error {
				if i == 0 {
					_, err := counter(stores[0], standing).Close(context.Background(), rev, ticket.ID)
					return err
				}
				_, err := counter(stores[1], standing).Reply(context.Background(), wang, ticket.ID, "没好")
				return err
			})
			done, refused, others := tally(errs, fault.Conflict)
			if done != 1 || refused != 1 {
				t.Fatalf("%d succeeded, %d refused, others %v; want one each", done, refused, others)
			}
			after := ticketOf(t)(stores[0].Ticket(t.Context(), ticket.ID))
			if closed := errs[0] == nil; closed != (after.State == support.Closed) || len(after.Replies) != 2 && !closed || len(after.Replies) != 1 && closed {
				t.Errorf("closed: %v; got %s with %d replies", closed, after.State, len(after.Replies))
			}
		}
	})
}

func TestARefusedChangeLeavesNothingBehind(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		c := counter(s, standing)
		wang := actor(applicant(t, s, "wang"))
		ticket := ticketOf(t)(c.Open(t.Context(), wang, asked("怎么办？")))
		before := ticketOf(t)(s.Ticket(t.Context(), ticket.ID))
		_, err := s.ChangeTicket(t.Context(), ticket.ID, func(ticket support.Ticket, _ applications.Profile) (support.Outcome, error) {
			ticket.State = support.Closed
			return support.Outcome{Ticket: ticket}, fault.New(fault.Conflict, "no")
		})
		wantKind(t, err, fault.Conflict, "no")
		if diff := cmp.Diff(before, ticketOf(t)(s.Ticket(t.Context(), ticket.ID))); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
		_, err = s.Ticket(t.Context(), "nosuch")
		wantKind(t, err, fault.NotFound, "nosuch")
	})
}
