package typing

import (
	"context"
	"time"

	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
)

// Store is what the test asks of the store. Each method is one transaction.
type Store interface {
	// TypingTries returns the account's tries, the oldest first.
	TypingTries(ctx context.Context, account string) ([]Try, error)
	// StartTyping runs start on the account's tries as they are, with the time of the transaction, and stores the try it
	// returns; fault.Conflict when another is open. A try left open whose time is over is closed on the way.
	StartTyping(ctx context.Context, account string, start func(tries []Try, now time.Time) (Try, audit.Event, error)) (Try, error)
	// EndTyping runs end on an open try and stores the outcome; fault.Conflict when the try is not open any more.
	EndTyping(ctx context.Context, id string, end func(t *Try, now time.Time) (audit.Event, error)) (Try, error)
	// NewID returns a fresh id.
	NewID() string
}

// A Room is where the test is taken, over a store.
type Room struct {
	Store   Store
	Library Library
	Shuffle Shuffler
	Now     func() time.Time
}

// Tries returns the account's tries as they stand now, the oldest first.
func (r Room) Tries(ctx context.Context, account string) ([]Try, error) {
	tries, err := r.Store.TypingTries(ctx, account)
	for i := range tries {
		tries[i] = tries[i].Closed(r.Now())
	}
	return tries, err
}

// Prepare draws the account's next try, if one may begin now; errors are those of MayStart. Nothing is stored.
func (r Room) Prepare(ctx context.Context, by access.Actor) (Sheet, error) {
	test, pool, err := r.Library.Pool()
	if err != nil {
		return Sheet{}, err
	}
	tries, err := r.Tries(ctx, by.ID())
	if err != nil {
		return Sheet{}, err
	}
	if err := test.MayStart(tries, r.Now()); err != nil {
		return Sheet{}, err
	}
	return Draw(test, pool, by.ID(), tries, r.Shuffle), nil
}

// Start stores that the account's try over a sheet has begun. From now on it counts. Errors are those of MayStart.
func (r Room) Start(ctx context.Context, by access.Actor, s Sheet) (Try, error) {
	return r.Store.StartTyping(ctx, by.ID(), func(tries []Try, now time.Time) (Try, audit.Event, error) {
		if err := s.Test.MayStart(tries, now); err != nil {
			return Try{}, audit.Event{}, err
		}
		t := Try{ID: r.Store.NewID(), Account: by.ID(), Number: len(tries) + 1, TestVersion: s.Test.Version, Texts: s.IDs(),
			State: Open, StartedAt: now, Deadline: now.Add(s.Test.Limit())}
		return t, t.event("start_typing", by, now), nil
	})
}

// End stores what an open try of the account came to.
func (r Room) End(ctx context.Context, by access.Actor, id string, result Result) (Try, error) {
	return r.end(ctx, by, id, func(t *Try, now time.Time) audit.Event {
		t.State, t.EndedAt, t.Result = Done, now, result
		e := t.event("end_typing", by, now)
		e.Details["speed"], e.Details["valid"] = result.Speed, result.Valid
		return e
	})
}

// Abandon closes an open try of the account that was broken off.
func (r Room) Abandon(ctx context.Context, by access.Actor, id string) (Try, error) {
	return r.end(ctx, by, id, func(t *Try, now time.Time) audit.Event {
		t.State, t.EndedAt = Abandoned, now
		return t.event("abandon_typing", by, now)
	})
}

func (r Room) end(ctx context.Context, by access.Actor, id string, how func(*Try, time.Time) audit.Event) (Try, error) {
	return r.Store.EndTyping(ctx, id, func(t *Try, now time.Time) (audit.Event, error) {
		if t.Account != by.ID() {
			return audit.Event{}, fault.New(fault.NotFound, "there is no such record")
		}
		return how(t, now), nil
	})
}

// Lost returns the event of a try that nobody ended and that is closed on the way of another.
func (t Try) Lost(now time.Time) audit.Event { return t.event("abandon_typing", access.System, now) }

// event tells of a change in the chain of the account.
func (t Try) event(action string, by access.Actor, now time.Time) audit.Event {
	return audit.Event{Chain: t.Account, Action: action, Actor: by.ID(), At: now, Details: audit.Details{"try": t.ID}}
}
