package outbox

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"
)

// A lease outlasts any delivery by far, so that only the notices of a dead sender are taken over.
const lease = 10 * time.Minute

// What a killed sender leaves behind is unsure unless its sink is repeatable, so other sinks get one notice at a time.
const repeatableAtOnce = 50

// A Sender delivers the notices of a queue.
type Sender struct {
	Queue   Queue
	Sinks   map[Channel]Sink // how each channel leaves; notices of other channels are not touched
	Compose Compose          // for notices of batches
	Quiet   Quiet            // when people are left alone; the zero value never leaves them alone
	Now     func() time.Time
}

// A Compose looks at a claimed notice of a batch as it is sent. Unless it is composed it gets its address and words, and
// perhaps another channel: somebody who has no e-mail gets an SMS. ErrTakenBack cancels the notice. Any other error with
// a kind is the notice's own fault and fails it; after one without it is tried again.
type Compose func(ctx context.Context, n Notice) (Notice, error)

// ErrTakenBack says that what a notice would tell holds no longer.
var ErrTakenBack = errors.New("what the notice tells was taken back")

// A Report counts what one run did.
type Report struct {
	Sent        int       `json:"sent"`
	Retry       int       `json:"retry"` // not delivered; back in the queue for later
	Failed      int       `json:"failed"`
	Unsure      int       `json:"unsure"`
	Held        int       `json:"held"`        // waiting for the end of the quiet hours
	Unreachable []Channel `json:"unreachable"` // channels given up for this run; their other notices stay queued
}

// Send delivers every due notice that has a sink and returns when none is left. Several processes may send from one
// queue. When ctx ends, the notices in hand are still settled and the rest stays queued. The error is one of the queue's
// or of ctx; a notice that cannot be delivered is counted instead.
func (s Sender) Send(ctx context.Context) (Report, error) {
	r := run{Sender: s, report: Report{Unreachable: []Channel{}}, held: map[Channel]bool{}}
	// E-mail comes first, because a notice may go on from there to SMS.
	for _, channel := range slices.Sorted(maps.Keys(s.Sinks)) {
		if err := r.drain(ctx, channel, s.Sinks[channel]); err != nil {
			return r.report, err
		}
	}
	return r.report, nil
}

// A run is one call of Send.
type run struct {
	Sender
	report Report
	held   map[Channel]bool // what waits for the end of its quiet time, and is counted
}

// drain sends one channel's notices until none is due or its sink is out of reach.
func (r *run) drain(ctx context.Context, channel Channel, sink Sink) error {
	limit := 1
	if sink.Repeatable() {
		limit = repeatableAtOnce
	}
	for ctx.Err() == nil {
		claim := Claim{Channel: channel, Now: r.Now(), Lease: lease, Limit: limit}
		if until, except := r.Quiet.At(channel, claim.Now); !until.IsZero() {
			if err := r.hold(ctx, channel, until, except); err != nil || len(except) == 0 {
				return err
			}
			claim.Kinds = except // what was queued since then is not held, and must wait as well
		}
		claimed, err := r.Queue.Claim(ctx, claim)
		if err != nil || len(claimed) == 0 {
			return err
		}
		reachable, err := r.work(ctx, sink, claimed)
		if err != nil {
			return err
		}
		if !reachable && ctx.Err() == nil {
			r.report.Unreachable = append(r.report.Unreachable, channel)
			return nil
		}
	}
	return ctx.Err()
}

// hold lets a channel's notices wait for the end of the quiet time, once in a run.
func (r *run) hold(ctx context.Context, channel Channel, until time.Time, except []string) error {
	if r.held[channel] {
		return nil
	}
	r.held[channel] = true
	n, err := r.Queue.Hold(ctx, channel, until, except)
	r.report.Held += n
	return err
}

// work delivers claimed notices and settles each, and returns whether the sink is within reach. What has been delivered
// must be written down even when the user has just pressed Ctrl-C.
func (r *run) work(ctx context.Context, sink Sink, claimed []Notice) (reachable bool, err error) {
	reachable = true
	for _, n := range claimed {
		outcome, err := r.handle(ctx, sink, n)
		reachable = reachable && fateOf(err) != Unreachable
		if err := r.Queue.Settle(context.WithoutCancel(ctx), n.ID, outcome); err != nil {
			return reachable, err
		}
	}
	return reachable, nil
}
