// Package outbox takes notices out of the queue and sends them: as text files, by mail server, by webhook or by command.
// It also puts their words together from templates. It knows no database; the store implements Queue.
//
// # Exactly once, and where that cannot be had
//
// A notice is marked as sending, and that is committed, before its delivery begins; what became of it is committed
// afterwards. What a failure then means depends on what is known:
//
//   - Surely not delivered (the connection refused, a 4xx reply, an exit status other than 0): the notice goes back to
//     the queue and is tried again after 1 minute, 5 minutes, 30 minutes and 2 hours. After the fifth try it has failed.
//   - Surely not delivered, and never going to be (a mail server's 5xx reply to the message, an address that is none, a
//     template that cannot be filled in): it has failed.
//   - Perhaps delivered (the connection lost after the text went out, a command killed half way): it is unsure, and is
//     not sent again until a person says so.
//
// A sender that dies in between leaves the notice as sending. When its lease has run out, the next sender takes the
// notice over. Where delivering twice has the effect of delivering once (Sink.Repeatable: a file that bears the
// notice's id) it is delivered again; everywhere else it may have gone out already, and so it becomes unsure.
//
// So a notice arrives once, or is visibly unsure; it is never sent twice without a person asking for it.
package outbox

import (
	"context"
	"time"
)

// A Channel is a way to reach a person.
type Channel string

// The channels.
const (
	SMS   Channel = "sms"
	Email Channel = "email"
)

// A State says how far a notice has come.
type State string

// The states of a notice. Sent and cancelled are final; a failed or unsure notice waits for a person.
const (
	Queued    State = "queued"
	Sending   State = "sending"
	Sent      State = "sent"
	Failed    State = "failed"    // given up
	Unsure    State = "unsure"    // perhaps delivered
	Cancelled State = "cancelled" // what it would have told was taken back before it was sent
)

// States returns every state.
func States() []State { return []State{Queued, Sending, Sent, Failed, Unsure, Cancelled} }

// A Notice is one message to one person over one channel. To is a full address; masking it for lists is the
// caller's business. A notice of many decisions made at once has no words, and a channel that is only a guess, until it
// is sent: a million of them are queued as fast as rows are written, and say what holds when they leave.
type Notice struct {
	ID          string    `json:"id"`
	Batch       string    `json:"batch,omitempty"` // of the decision it tells of; empty for others
	Channel     Channel   `json:"channel"`
	Kind        string    `json:"kind"`                  // id of the template it was composed from
	Application string    `json:"application,omitempty"` // the application it is about; may be empty
	Account     string    `json:"account"`
	To          string    `json:"to"`
	Subject     string    `json:"subject,omitempty"` // one line; empty for SMS
	Body        string    `json:"body"`
	State       State     `json:"state"`
	Tries       int       `json:"tries"`   // how often it was claimed
	NextAt      time.Time `json:"next_at"` // queued: when it is due; sending: when the lease runs out
	CreatedAt   time.Time `json:"created_at"`
	SentAt      time.Time `json:"sent_at,omitzero"`
	LastError   string    `json:"last_error,omitempty"` // English, one line, without addresses and numbers

	// Interrupted is set by Claim on a notice whose earlier sender never said what became of it.
	Interrupted bool `json:"interrupted,omitempty"`
}

// Composed reports whether the notice has its words.
func (n Notice) Composed() bool { return n.Body != "" }

// A Queue keeps notices. Each method is one unit of work, committed when it returns.
type Queue interface {
	// Claim takes notices that are due: first sending ones whose lease has run out (their Interrupted is set), then
	// queued ones, the longest due first. Each becomes Sending with one more try and NextAt = Now + Lease, and is
	// returned like that. However many processes call, one gets a given notice; none is returned only when none is due.
	Claim(ctx context.Context, claim Claim) ([]Notice, error)

	// Hold makes the queued notices of a channel that are due before until wait until then, except those of some
	// kinds. It returns how many wait for that moment now.
	Hold(ctx context.Context, channel Channel, until time.Time, except []string) (int, error)

	// Settle writes what became of a claimed notice. It returns fault.Conflict, and changes nothing, unless the
	// notice is still Sending with the Tries of the outcome: someone else has taken it over.
	Settle(ctx context.Context, id string, outcome Outcome) error
}

// A Claim says which notices a sender would take.
type Claim struct {
	Channel Channel
	Kinds   []string // only these; nil for all
	Now     time.Time
	Lease   time.Duration
	Limit   int
}

// An Outcome is what became of one claim of a notice.
type Outcome struct {
	Tries     int       // of the claimed notice; tells this claim from a later one
	State     State     // Sent, Queued (to be tried again), Failed, Unsure or Cancelled
	At        time.Time // when that became known; the SentAt of a sent notice
	NextAt    time.Time // when to try again; zero unless Queued
	LastError string    // why not; empty when Sent
	To        string    // the address a notice got when it was composed; empty when it had one before
	Channel   Channel   // Queued: the channel it goes on to, and then the claim was no try; empty when it stays
}

// A Sink delivers notices of one channel.
type Sink interface {
	// Deliver hands the notice over. nil means delivered; a *Failure says what became of it otherwise; after any
	// other error it may have been delivered. Deliver returns within two minutes.
	Deliver(ctx context.Context, n Notice) error

	// Repeatable reports whether delivering a notice twice has the effect of delivering it once.
	Repeatable() bool
}
