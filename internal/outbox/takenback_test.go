package outbox

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhatWasTakenBackIsCancelledAndNotSent(t *testing.T) {
	composed := sample("N2")
	composed.Batch = "B1"
	other := sample("N3") // of no batch: nobody is asked about it
	q := newQueue(unwritten("N1"), composed, other)
	sink := &stubSink{}
	s := Sender{Queue: q, Sinks: map[Channel]Sink{Email: sink}, Now: (&clock{start}).now,
		Compose: func(_ context.Context, n Notice) (Notice, error) { return n, ErrTakenBack }}
	report, err := s.Send(t.Context())
	if diff := cmp.Diff(Report{Sent: 1, Unreachable: []Channel{}}, report); err != nil || diff != "" {
		t.Errorf("%v; report (-want +got):\n%s", err, diff)
	}
	if diff := cmp.Diff(map[string]int{"N3": 1}, sink.delivered); diff != "" {
		t.Errorf("delivered (-want +got):\n%s", diff)
	}
	for _, id := range []string{"N1", "N2"} {
		if n := q.get(id); n.State != Cancelled {
			t.Errorf("%s is %s, want cancelled", id, n.State)
		}
	}
}
