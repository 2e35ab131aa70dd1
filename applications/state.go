package applications

import (
	"time"

	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/lang"
)

// A State is where an application stands. It is in exactly one.
type State string

// The states, in the order of the journey.
const (
	Draft     State = "draft"
	Submitted State = "submitted"
	Returned  State = "returned"
	Rejected  State = "rejected"
	Approved  State = "approved"
	Training  State = "training"
	Certified State = "certified"
	Live      State = "live"
	Suspended State = "suspended"
	Left      State = "left"
	Withdrawn State = "withdrawn"
)

// States lists every state in the order of the journey.
var States = []State{Draft, Submitted, Returned, Rejected, Approved, Training, Certified, Live, Suspended, Left, Withdrawn}

var stateNames = map[State]lang.Message{
	Draft: lang.M("planned"), Submitted: lang.M("awaiting review"), Returned: lang.M("to be mended"),
	Rejected: lang.M("not accepted"), Approved: lang.M("approved"), Training: lang.M("in training"),
	Certified: lang.M("certified"), Live: lang.M("live"), Suspended: lang.M("suspended"),
	Left: lang.M("left"), Withdrawn: lang.M("withdrawn"),
}

// SayIn says the state's name for people.
func (s State) SayIn(speaker lang.Speaker) string { return speaker.Say(s.Said()) }

// Said returns the state's name.
func (s State) Said() lang.Message { return stateNames[s] }

// An Action is what moves an application from one state to another.
type Action string

// The actions.
const (
	Submit        Action = "submit"
	Import        Action = "import" // staff bring a new application in from a file
	Withdraw      Action = "withdraw"
	ApproveFirst  Action = "approve_first" // the first of two approvals
	Approve       Action = "approve"
	Return        Action = "return"
	Reject        Action = "reject"
	Undo          Action = "undo"   // a decision is taken back
	Object        Action = "object" // the applicant asks that a person looks at what the rules decided
	BeginTraining Action = "begin_training"
	Certify       Action = "certify"
	GoLive        Action = "go_live"
	Suspend       Action = "suspend"
	Leave         Action = "leave"
)

// Actions lists every action.
var Actions = []Action{Submit, Import, Withdraw, ApproveFirst, Approve, Return, Reject, Undo, Object, BeginTraining, Certify, GoLive, Suspend, Leave}

// moves is the whole of the journey: from a state, an action leads to a state. What is absent is refused. The empty
// state is that of an application there is not yet.
var moves = map[State]map[Action]State{
	"":        {Import: Submitted},
	Draft:     {Submit: Submitted, Withdraw: Withdrawn},
	Submitted: {ApproveFirst: Submitted, Approve: Approved, Return: Returned, Reject: Rejected, Undo: Submitted, Withdraw: Withdrawn},
	Returned:  {Submit: Submitted, Undo: Submitted, Object: Submitted, Withdraw: Withdrawn},
	Rejected:  {Undo: Submitted, Object: Submitted},
	Approved:  {Undo: Submitted, BeginTraining: Training},
	Training:  {Certify: Certified},
	Certified: {GoLive: Live},
	Live:      {Suspend: Suspended, Leave: Left},
	Suspended: {GoLive: Live, Leave: Left},
}

// verbs says which command an action belongs to; an action of the system belongs to none.
var verbs = map[Action]access.Verb{
	Submit: "application submit", Withdraw: "application withdraw",
	Import: "import", ApproveFirst: "review approve", Approve: "review approve", Return: "review return", Reject: "review reject",
	Undo: "review undo", Object: "application object",
	Certify: "certificate issue", GoLive: "golive confirm", Suspend: "golive suspend", Leave: "golive close",
}

// Next returns the state an action leads to, or fault.Conflict.
func Next(from State, action Action) (State, error) {
	to, ok := moves[from][action]
	if !ok {
		return "", fault.New(fault.Conflict, "the application is %s: it cannot %s now", from, passives[action])
	}
	return to, nil
}

// passives say what cannot be done to an application.
var passives = map[Action]lang.Message{
	Submit: lang.M("be submitted"), Import: lang.M("be imported"), Withdraw: lang.M("be withdrawn"),
	ApproveFirst: lang.M("be approved"), Approve: lang.M("be approved"), Return: lang.M("be returned"),
	Reject: lang.M("be rejected"), Undo: lang.M("have its decision taken back"), Object: lang.M("be objected to"), BeginTraining: lang.M("be trained"), Certify: lang.M("be certified"), GoLive: lang.M("go live"),
	Suspend: lang.M("be suspended"), Leave: lang.M("be closed"),
}

// A Change is one permitted change of an application's state, with the event that records it. Move alone makes it,
// and the store writes nothing else to a state: there is no back door.
type Change struct {
	after Application
	from  State
	event audit.Event
}

// After returns the application as it is to be stored, From the state it must still be in, and Event the record.
func (c Change) After() Application { return c.after }

// From returns the state the application must still be in when the change is written.
func (c Change) From() State { return c.from }

// Event returns the record of the change.
func (c Change) Event() audit.Event { return c.event }

// Move changes the state of a copy of a by an action. It checks who acts and what must hold; errors are
// fault.Denied, fault.NotFound and fault.Conflict.
func Move(a Application, action Action, by access.Actor, at time.Time, details audit.Details) (Change, error) {
	if verb, ok := verbs[action]; ok {
		if err := access.Check(by, verb, a.Account); err != nil {
			return Change{}, err
		}
	} else if by.ID() != access.System.ID() {
		return Change{}, fault.New(fault.Denied, "only the system may do this")
	}
	to, err := Next(a.State, action)
	if err != nil {
		return Change{}, err
	}
	from := a.State
	a.State, a.UpdatedAt = to, at
	return Change{after: a, from: from, event: audit.Event{
		Chain: a.ID, Action: string(action), Actor: by.ID(), At: at, From: string(from), To: string(to), Details: details,
	}}, nil
}

// ByOwner reports whether the change is one the applicant makes to their own application; every other change is made
// to somebody else's.
func (c Change) ByOwner() bool {
	switch Action(c.event.Action) {
	case Submit, Withdraw, Object:
		return true
	}
	return false
}
