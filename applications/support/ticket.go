package support

import (
	"errors"
	"time"

	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/text"
)

// Limits of what a ticket takes, in characters as people count them, and of how many there may be.
const (
	MostQuestion = 100
	MostTried    = 500
	MostReply    = 1000
	MostOpen     = 20  // tickets of one person that are not closed
	MostReplies  = 200 // of one ticket
)

// AnswerDays is how many working days the staff have for an answer.
const AnswerDays = 1

// A Ticket is a question of an applicant to the staff (S4-08).
type Ticket struct {
	ID          string
	Account     string // id of the applicant
	AccountName string
	Application string // id of the application it is about, or ""
	Category    Category
	Question    string // one sentence
	Tried       string // what the applicant tried already; may be empty
	State       State
	OpenedAt    time.Time
	WaitingAt   time.Time // since when it waits for the staff, or the applicant
	DueAt       time.Time // when the staff should have answered; zero unless it is open
	AnsweredAt  time.Time // of the first answer; zero before there is one
	ClosedAt    time.Time
	UnreadStaff bool // none of the staff has seen the applicant's last words
	UnreadOwner bool // the applicant has not seen the staff's last words
	Files       []File
	Replies     []Reply
}

// A Reply is what one side added to a ticket.
type Reply struct {
	By     string // id of the account
	ByName string
	Side   Side
	Text   string // may have several lines
	At     time.Time
}

// A Side is one of the two that talk.
type Side string

// The sides.
const (
	Owner Side = "applicant"
	Staff Side = "staff"
)

// A State says whose turn it is.
type State string

// The states.
const (
	Open     State = "open"     // the staff are to answer
	Answered State = "answered" // the applicant may go on or close it
	Closed   State = "closed"
)

// States lists every state.
var States = []State{Open, Answered, Closed}

var stateNames = map[State]lang.Message{Open: lang.M("waits for an answer"), Answered: lang.M("answered"), Closed: lang.M("closed")}

// SayIn says the state for people.
func (s State) SayIn(speaker lang.Speaker) string { return speaker.Say(stateNames[s]) }

// FirstAnswer returns how long the first answer took; 0 before there is one.
func (t Ticket) FirstAnswer() time.Duration {
	if t.AnsweredAt.IsZero() {
		return 0
	}
	return t.AnsweredAt.Sub(t.OpenedAt)
}

// Overdue reports whether the staff should have answered by now.
func (t Ticket) Overdue(now time.Time) bool { return t.State == Open && now.After(t.DueAt) }

// Unread reports whether the last words are new to a side.
func (t Ticket) Unread(side Side) bool {
	if side == Staff {
		return t.UnreadStaff
	}
	return t.UnreadOwner
}

// SideOf returns the side on which an account stands: its owner's, or the staff's.
func (t Ticket) SideOf(account string) Side {
	if account == t.Account {
		return Owner
	}
	return Staff
}

// CheckQuestion returns what is wrong with a ticket's question, or nil.
func CheckQuestion(s string) error { return within(s, MostQuestion) }

// CheckTried returns what is wrong with what was tried, or nil.
func CheckTried(s string) error {
	if s == "" {
		return nil
	}
	return within(s, MostTried)
}

// CheckReply returns what is wrong with a reply, or nil.
func CheckReply(s string) error { return within(s, MostReply) }

func within(s string, most int) error {
	switch n := len(text.Characters(s)); {
	case n == 0:
		return fault.New(fault.Invalid, "an answer is needed here")
	case n > most:
		return fault.New(fault.Invalid, "%d characters, and at most %d can be taken", n, most)
	}
	return nil
}

// check lists everything that is wrong with a ticket that is about to be opened.
func (t Ticket) check() error {
	_, category := ParseCategory(string(t.Category))
	var wrong []fault.Detail
	for _, part := range []struct {
		name string
		err  error
	}{{"category", category}, {"question", CheckQuestion(t.Question)}, {"tried", CheckTried(t.Tried)}} {
		var f *fault.Error
		if errors.As(part.err, &f) {
			wrong = append(wrong, fault.Detail{Where: part.name, Message: f.Message})
		}
	}
	if len(t.Files) > MostFiles {
		wrong = append(wrong, fault.Detail{Where: "attach", Message: lang.M("at most %d files can be attached", MostFiles)})
	}
	if len(wrong) > 0 {
		return fault.New(fault.Invalid, "the ticket cannot be opened").WithDetails(wrong...)
	}
	return nil
}
