package main

import (
	"strings"
	"time"

	"gangway/applications/support"
	"gangway/internal/render"
	"gangway/internal/upload"
)

// A jsonTicket is the JSON form of a ticket; lists leave out what was tried and the replies.
type jsonTicket struct {
	ID                 string           `json:"id"`
	Account            string           `json:"account"`
	Application        string           `json:"application"`
	Category           support.Category `json:"category"`
	Question           string           `json:"question"`
	State              support.State    `json:"state"`
	Unread             bool             `json:"unread"` // to whoever looks
	OpenedAt           string           `json:"opened_at"`
	WaitingMinutes     int64            `json:"waiting_minutes"` // for the staff, or for the applicant; -1 when it is closed
	DueAt              string           `json:"due_at"`
	Overdue            bool             `json:"overdue"`
	FirstAnswerAt      string           `json:"first_answer_at"`
	FirstAnswerMinutes int64            `json:"first_answer_minutes"` // from opening to the first answer; -1 before there is one
	ClosedAt           string           `json:"closed_at"`
	*jsonTalk
}

// A jsonTalk is what only the page of one ticket has.
type jsonTalk struct {
	Tried   string         `json:"tried"`
	Files   []jsonAttached `json:"files"`
	Replies []jsonReply    `json:"replies"`
}

type jsonAttached struct {
	Number int         `json:"number"` // for gangway ticket file
	Name   string      `json:"name"`
	Kind   upload.Kind `json:"kind"`
	Size   int64       `json:"size"`
}

type jsonReply struct {
	By   string       `json:"by"`
	Side support.Side `json:"side"`
	Text string       `json:"text"`
	At   string       `json:"at"`
}

func (s *session) ticketView(t support.Ticket) jsonTicket {
	now := s.now()
	v := jsonTicket{ID: t.ID, Account: t.AccountName, Application: t.Application, Category: t.Category, Question: t.Question, State: t.State,
		Unread: t.Unread(t.SideOf(s.by.ID())), OpenedAt: rfc3339(t.OpenedAt), WaitingMinutes: -1, DueAt: rfc3339(t.DueAt),
		Overdue: t.Overdue(now), FirstAnswerAt: rfc3339(t.AnsweredAt), FirstAnswerMinutes: -1, ClosedAt: rfc3339(t.ClosedAt)}
	if t.State != support.Closed {
		v.WaitingMinutes = int64(now.Sub(t.WaitingAt) / time.Minute)
	}
	if !t.AnsweredAt.IsZero() {
		v.FirstAnswerMinutes = int64(t.FirstAnswer() / time.Minute)
	}
	return v
}

// showTicket prints a ticket with its replies. What people wrote stands in fields, so that it cannot pass for anything else.
func (s *session) showTicket(t support.Ticket) error {
	v := s.ticketView(t)
	v.jsonTalk = &jsonTalk{t.Tried, []jsonAttached{}, []jsonReply{}}
	var replies []render.Field
	for _, r := range t.Replies {
		v.Replies = append(v.Replies, jsonReply{r.ByName, r.Side, r.Text, rfc3339(r.At)})
		title := s.sayf("%s %s", moment(r.At), r.ByName)
		for line := range strings.SplitSeq(r.Text, "\n") {
			replies = append(replies, render.Field{Title: title, Value: line})
			title = "" // the lines that follow stand below the first
		}
	}
	about := []render.Field{
		{Title: s.sayf("ticket"), Value: t.ID}, {Title: s.sayf("from"), Value: t.AccountName}, {Title: s.sayf("about"), Value: s.both(t.Category.Label())},
		{Title: s.sayf("application"), Value: orDash(t.Application)}, {Title: s.sayf("what is asked"), Value: t.Question},
		{Title: s.sayf("tried"), Value: orDash(t.Tried)}, {Title: s.sayf("state"), Value: t.State.SayIn(s.speaker)},
		{Title: s.sayf("opened at"), Value: moment(t.OpenedAt)}, {Title: s.sayf("answer due"), Value: s.ticketDue(t)},
		{Title: s.sayf("first answer after"), Value: s.age(v.FirstAnswerMinutes)},
	}
	for i, f := range t.Files {
		v.Files = append(v.Files, jsonAttached{i + 1, f.Name, f.Kind, f.Size})
		about = append(about, render.Field{Title: s.sayf("file %d", i+1), Value: s.sayf("%s, %s", f.Name, upload.Bytes(f.Size).String())})
	}
	page := render.Page{Sections: []render.Section{{Fields: about}}}
	if len(replies) > 0 {
		page.Sections = append(page.Sections, render.Section{Title: s.sayf("Replies"), Fields: replies})
	}
	return s.printer().Value(v, func() render.Page { return page })
}
