package outbox

import (
	"context"
	"errors"
	"time"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// handle composes and delivers one claimed notice. It returns what became of it, and the *Failure if it failed.
func (r *run) handle(ctx context.Context, sink Sink, n Notice) (Outcome, error) {
	if n.Interrupted && !sink.Repeatable() {
		err := failure(Unclear, nil, lang.M("an earlier sender stopped half way; whether the notice arrived is not known"))
		return r.outcome(n, err), err
	}
	ready, err := r.compose(ctx, n)
	if errors.Is(err, ErrTakenBack) {
		return Outcome{Tries: n.Tries, State: Cancelled, At: r.Now()}, nil
	}
	if err == nil && ready.Channel != n.Channel {
		return Outcome{Tries: n.Tries, State: Queued, At: r.Now(), NextAt: r.Now(), Channel: ready.Channel}, nil
	}
	if err == nil {
		err = deliver(ctx, sink, ready)
	}
	o := r.outcome(ready, err)
	if !n.Composed() {
		o.To = ready.To
	}
	return o, err
}

// compose returns the notice with its words; or as it was with a *Failure, or with ErrTakenBack.
func (r *run) compose(ctx context.Context, n Notice) (Notice, error) {
	if n.Batch == "" {
		return n, nil
	}
	ready, err := r.Compose(context.WithoutCancel(ctx), n)
	switch {
	case err == nil:
		return ready, nil
	case errors.Is(err, ErrTakenBack):
		return n, err
	case fault.KindOf(err) != nil:
		return n, failure(Refused, err, lang.M("the notice cannot be put into words"))
	}
	return n, failure(NotTaken, err, lang.M("the notice could not be put into words now"))
}

// deliver returns nil or a *Failure. Nothing is unclear about a repeatable sink: it can simply be asked again.
func deliver(ctx context.Context, sink Sink, n Notice) error {
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
func (r *run) outcome(n Notice, err error) Outcome {
	o := Outcome{Tries: n.Tries, At: r.Now()}
	if err == nil {
		o.State = Sent
		r.report.Sent++
		return o
	}
	o.LastError = remark(err, n)
	wait, again := pause(n.Tries)
	switch fate := fateOf(err); {
	case fate == Unclear:
		o.State = Unsure
		r.report.Unsure++
	case fate == Refused || !again:
		o.State = Failed
		r.report.Failed++
	default:
		o.State, o.NextAt = Queued, o.At.Add(wait)
		r.report.Retry++
	}
	return o
}

// pause returns how long to wait after the given number of tries, and whether to try again at all. A notice that has
// failed and is queued again by a person begins another round.
func pause(tries int) (wait time.Duration, again bool) {
	pauses := []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour}
	round := max(tries-1, 0) % (len(pauses) + 1)
	if round == len(pauses) {
		return 0, false
	}
	return pauses[round], true
}
