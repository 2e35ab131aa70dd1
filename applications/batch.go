package applications

import (
	"context"
	"time"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// A Batch is decisions that are planned, applied and taken back together.
type Batch struct {
	ID        string
	Kind      BatchKind
	Program   string // of a screening; empty for others
	State     BatchState
	OpenedBy  string // account id
	OpenedAt  time.Time
	AppliedBy string // account id of who applied it first; empty until then
	AppliedAt time.Time
}

// A BatchKind says where a batch's decisions come from.
type BatchKind string

// The kinds of batch.
const (
	Named    BatchKind = "named"  // one decision on each application a reviewer named
	Screened BatchKind = "screen" // proposed by the rules of a program
	Sheet    BatchKind = "sheet"  // read from a spreadsheet
)

// A BatchState says how far a batch has come. What was stopped half way stays in its state and is resumed by the same
// command.
type BatchState string

// The states of a batch.
const (
	BatchPlanning  BatchState = "planning" // its rows are being written
	BatchPlanned   BatchState = "planned"
	BatchScreening BatchState = "screening" // screened and applied at once
	BatchApplying  BatchState = "applying"
	BatchDone      BatchState = "done"
	BatchUndoing   BatchState = "undoing"
	BatchUndone    BatchState = "undone"
)

var batchStateNames = map[BatchState]lang.Message{
	BatchPlanning: lang.M("being planned"), BatchPlanned: lang.M("waiting to be applied"), BatchScreening: lang.M("being applied"),
	BatchApplying: lang.M("being applied"), BatchDone: lang.M("done"), BatchUndoing: lang.M("being taken back"), BatchUndone: lang.M("taken back"),
}

// Said returns the state's name.
func (s BatchState) Said() lang.Message { return batchStateNames[s] }

// SayIn says the state's name for people.
func (s BatchState) SayIn(speaker lang.Speaker) string { return speaker.Say(s.Said()) }

// A RowState says what became of one application in a batch.
type RowState string

// The states of a row.
const (
	RowPlanned RowState = "planned"
	RowDone    RowState = "done"
	RowRefused RowState = "refused" // the application could not take the decision
	RowLeft    RowState = "left"    // left to a person
	RowUndone  RowState = "undone"
)

// A Phase is one pass over a batch's applications, worked in ranges of ids.
type Phase string

// The phases.
const (
	PhasePlan   Phase = "plan"   // write what the rules propose
	PhaseScreen Phase = "screen" // do what the rules propose
	PhaseApply  Phase = "apply"  // do what was planned
	PhaseUndo   Phase = "undo"   // take back what was done
)

// A Row is one application of a batch as a phase meets it.
type Row struct {
	Application Application // without its answers
	Decision    Decision    // what was planned or done; the zero decision in a screening
	Revision    int64       // the application's, once the decision was done
	// Open opens the answers and the profile, for an application that was judged before facts were kept.
	Open func() (Answers, Profile, error)
	// DecidedBy finds who decided last on the application, and when; the empty name when nobody did.
	DecidedBy func() (name string, at time.Time, err error)
}

// TellWho adds to a conflict over the row who decided on its application, and when.
func (r Row) TellWho(err error) error { return tellWho(err, r.DecidedBy) }

// A Ruling is what a phase does with one row.
type Ruling struct {
	Decision Decision
	State    RowState
	Change   *Change // nil where the application stays as it is
	Notice   string  // kind of the notice that tells the applicant; empty for none
	Refused  error   // why a row was refused; of a kind of package fault
}

// A Tally counts rows by what was decided, and refusals.
type Tally struct {
	Rows, Approved, Returned, Rejected, Left, Refused, Undone int
}

// Add adds another tally.
func (t *Tally) Add(o Tally) {
	t.Rows += o.Rows
	t.Approved += o.Approved
	t.Returned += o.Returned
	t.Rejected += o.Rejected
	t.Left += o.Left
	t.Refused += o.Refused
	t.Undone += o.Undone
}

// TallyOf counts n rows of a kind of decision in a state.
func TallyOf(kind DecisionKind, state RowState, n int) Tally {
	t := Tally{Rows: n}
	switch {
	case state == RowRefused:
		t.Refused = n
	case state == RowUndone:
		t.Undone = n
	case state == RowLeft:
		t.Left = n
	case kind == Approval:
		t.Approved = n
	case kind == Returning:
		t.Returned = n
	case kind == Rejection:
		t.Rejected = n
	}
	return t
}

// A BatchStore keeps batches. Its methods may be called by several processes for the same batch.
type BatchStore interface {
	// PlanRows adds planned rows to a batch.
	PlanRows(ctx context.Context, batch string, rows []Decision) error
	// OpenBatch records a new batch with rows that are planned already, and returns its id.
	OpenBatch(ctx context.Context, b Batch, rows []Decision) (string, error)
	// Batch returns the batch an id or the beginning of one names, or fault.NotFound.
	Batch(ctx context.Context, typed string) (Batch, error)
	// Enter moves a batch from one of the states given into another, and cuts the rows of a phase into ranges if that
	// was not done yet. It returns how many rows are still to be worked. fault.Conflict when the batch is in another state.
	Enter(ctx context.Context, b Batch, phase Phase, from []BatchState, to BatchState, by string) (rows int, err error)
	// WorkRange works one range nobody has worked yet: it rules on its rows and writes the rulings, all of it or
	// nothing. A row that somebody else changed meanwhile is refused, or skipped in a screening. more is false when
	// there was no range left.
	WorkRange(ctx context.Context, b Batch, phase Phase, rule func(Row) (Ruling, error)) (t Tally, more bool, err error)
	// Leave moves a batch on when every range of a phase is worked.
	Leave(ctx context.Context, b Batch, from, to BatchState) error
	// TallyBatch counts the rows of a batch.
	TallyBatch(ctx context.Context, id string) (Tally, error)
	// EachJudged visits every application to a program that was handed in.
	EachJudged(ctx context.Context, program string, visit func(Row) error) error
	// DecidedBy returns who decided last on an application, and when; the empty name when nobody did.
	DecidedBy(ctx context.Context, application string) (name string, at time.Time, err error)
}

// Progress is told of long work: how many rows are done of how many.
type Progress func(done, total int)

// checkState is fault.Conflict when a batch is in none of the states.
func (b Batch) checkState(want ...BatchState) error {
	for _, s := range want {
		if b.State == s {
			return nil
		}
	}
	return fault.New(fault.Conflict, "the batch %s is %s", b.ID, b.State).WithHint("gangway review batch %s", b.ID)
}
