package outbox

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"gangway/internal/fault"
)

var start = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// clock is a clock that stands until it is moved.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// memoryQueue keeps the promises of Queue in memory.
type memoryQueue struct {
	mu      sync.Mutex
	notices map[string]Notice
}

func newQueue(notices ...Notice) *memoryQueue {
	q := &memoryQueue{notices: map[string]Notice{}}
	for _, n := range notices {
		q.notices[n.ID] = n
	}
	return q
}

func (q *memoryQueue) Claim(_ context.Context, c Claim) ([]Notice, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	var due []Notice
	for _, n := range q.notices {
		wanted := n.Channel == c.Channel && (c.Kinds == nil || slices.Contains(c.Kinds, n.Kind))
		if wanted && (n.State == Queued || n.State == Sending) && !n.NextAt.After(c.Now) {
			due = append(due, n)
		}
	}
	slices.SortFunc(due, func(a, b Notice) int { return a.NextAt.Compare(b.NextAt) })
	due = due[:min(c.Limit, len(due))]
	for i := range due {
		n := &due[i]
		n.Interrupted = n.State == Sending
		n.State, n.Tries, n.NextAt = Sending, n.Tries+1, c.Now.Add(c.Lease)
		q.notices[n.ID] = *n
	}
	return due, nil
}

func (q *memoryQueue) Settle(ctx context.Context, id string, o Outcome) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	n := q.notices[id]
	if n.State != Sending || n.Tries != o.Tries {
		return fault.New(fault.Conflict, "notice %s was taken over", id)
	}
	n.State, n.NextAt, n.LastError = o.State, o.NextAt, o.LastError
	if o.State == Sent {
		n.SentAt = o.At
	}
	if o.To != "" {
		n.To = o.To
	}
	if o.Channel != "" {
		n.Channel = o.Channel
		n.Tries--
	}
	q.notices[id] = n
	return nil
}

func (q *memoryQueue) Hold(_ context.Context, channel Channel, until time.Time, except []string) (held int, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for id, n := range q.notices {
		if n.Channel == channel && n.State == Queued && !n.NextAt.After(until) && !slices.Contains(except, n.Kind) {
			n.NextAt = until
			q.notices[id] = n
			held++
		}
	}
	return held, nil
}

func (q *memoryQueue) get(id string) Notice {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.notices[id]
}

// sample returns a queued e-mail to nobody real.
func sample(id string) Notice {
	return Notice{
		ID: id, Channel: Email, Kind: "approved", Application: "7K3QX9", Account: "A1", To: "zhang@shop.example",
		Subject: "恭喜，您的申请已通过", Body: "张*，您好：\n\n欢迎加入。\n", State: Queued, NextAt: start, CreatedAt: start,
	}
}

// stubSink answers with what it is told, and counts.
type stubSink struct {
	mu         sync.Mutex
	delivered  map[string]int
	repeatable bool
	answer     func(Notice) error
}

func (s *stubSink) Repeatable() bool { return s.repeatable }

func (s *stubSink) Deliver(_ context.Context, n Notice) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.delivered == nil {
		s.delivered = map[string]int{}
	}
	s.delivered[n.ID]++
	if s.answer == nil {
		return nil
	}
	return s.answer(n)
}

func mustSend(t *testing.T, q Queue, sink Sink, c *clock) Report {
	t.Helper()
	report, err := Sender{Queue: q, Sinks: map[Channel]Sink{Email: sink}, Now: c.now}.Send(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func many(n int) []Notice {
	notices := make([]Notice, n)
	for i := range notices {
		notices[i] = sample("N" + strconv.Itoa(i))
	}
	return notices
}
