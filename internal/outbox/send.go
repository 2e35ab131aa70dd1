package outbox

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"gangway/internal/lang"
)

// A lease outlasts any delivery by far, so that only the notices of a dead sender are taken over.
const lease = 10 * time.Minute

// What a killed sender leaves behind is unsure unless its sink is repeatable, so other sinks get one notice at a time.
const repeatableAtOnce = 50

// A Report counts what one run did.
type Report struct {
	Sent        int       `json:"sent"`
	Retry       int       `json:"retry"` // not delivered; back in the queue for later
	Failed      int       `json:"failed"`
	Unsure      int       `json:"unsure"`
	Unreachable []Channel `json:"unreachable"` // channels given up for this run; their other notices stay queued
}

// Send delivers every due notice that has a sink and returns when none is left. Notices of other channels are not
// touched. Several processes may send from one queue. When ctx ends, the notices in hand are still settled and the
// rest stays queued. The error is one of the queue's or of ctx; a notice that cannot be delivered is counted instead.
func Send(ctx context.Context, q Queue, sinks map[Channel]Sink, now func() time.Time) (Report, error) {
	s := sender{queue: q, now: now, report: Report{Unreachable: []Channel{}}}
	for _, channel := range slices.Sorted(maps.Keys(sinks)) {
		if err := s.drain(ctx, channel, sinks[channel]); err != nil {
			return s.report, err
		}
	}
	return s.report, nil
}

type sender struct {
	queue  Queue
	now    func() time.Time
	report Report
}

// drain sends one channel's notices until none is due or its sink is out of reach.
func (s *sender) drain(ctx context.Context, channel Channel, sink Sink) error {
	limit := 1
	if sink.Repeatable() {
		limit = repeatableAtOnce
	}
	for ctx.Err() == nil {
		claimed, err := s.queue.Claim(ctx, channel, s.now(), lease, limit)
		if err != nil || len(claimed) == 0 {
			return err
		}
		reachable := true
		for _, n := range claimed {
			err := s.deliver(ctx, sink, n)
			reachable = reachable && fateOf(err) != Unreachable
			// What has been delivered must be written down even when the user has just pressed Ctrl-C.
			if err := s.queue.Settle(context.WithoutCancel(ctx), n.ID, s.outcome(n, err)); err != nil {
				return err
			}
		}
		if !reachable && ctx.Err() == nil {
			s.report.Unreachable = append(s.report.Unreachable, channel)
			return nil
		}
	}
	return ctx.Err()
}

// deliver returns nil or a *Failure. Nothing is unclear about a repeatable sink: it can simply be asked again.
func (s *sender) deliver(ctx context.Context, sink Sink, n Notice) error {
	if n.Interrupted && !sink.Repeatable() {
		return failure(Unclear, nil, lang.M("an earlier sender stopped half way; whether the notice arrived is not known"))
	}
	err := sink.Deliver(ctx, n)
	if err == nil {
		return nil
	}
	var f *Failure
	if !errors.As(err, &f) {
		f = failure(Unclear, err, lang.M("the delivery broke off"))
	}
	if f.Fate == Unclear && sink.Repeatable() {
		f = &Failure{NotTaken, f.Message, f.Cause}
	}
	return f
}

// outcome turns the result of a delivery into what is written down, and counts it.
func (s *sender) outcome(n Notice, err error) Outcome {
	o := Outcome{Tries: n.Tries, At: s.now()}
	if err == nil {
		o.State = Sent
		s.report.Sent++
		return o
	}
	o.LastError = remark(err, n)
	wait, again := pause(n.Tries)
	switch fate := fateOf(err); {
	case fate == Unclear:
		o.State = Unsure
		s.report.Unsure++
	case fate == Refused || !again:
		o.State = Failed
		s.report.Failed++
	default:
		o.State, o.NextAt = Queued, o.At.Add(wait)
		s.report.Retry++
	}
	return o
}

// pause returns how long to wait after the given number of tries, and whether to try again at all.
func pause(tries int) (wait time.Duration, again bool) {
	pauses := []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour}
	if tries > len(pauses) {
		return 0, false
	}
	return pauses[max(tries, 1)-1], true
}
