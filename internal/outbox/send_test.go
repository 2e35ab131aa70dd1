package outbox

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

func TestWhatAFailureMeansForTheNotice(t *testing.T) {
	says := func(fate Fate) error { return failure(fate, nil, lang.M("no")) }
	tests := []struct {
		name       string
		err        error
		repeatable bool
		want       Report
		state      State
	}{
		{"a delivered notice is sent", nil, false, Report{Sent: 1}, Sent},
		{"one not taken goes back", says(NotTaken), false, Report{Retry: 1}, Queued},
		{"one refused has failed at once", says(Refused), false, Report{Failed: 1}, Failed},
		{"one perhaps delivered is unsure", says(Unclear), false, Report{Unsure: 1}, Unsure},
		{"an error nobody foresaw is unsure", errors.New("odd"), false, Report{Unsure: 1}, Unsure},
		{"a repeatable sink is simply asked again", errors.New("odd"), true, Report{Retry: 1}, Queued},
		{"an unreachable sink is reported", says(Unreachable), false, Report{Retry: 1, Unreachable: []Channel{Email}}, Queued},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := newQueue(sample("N1"))
			sink := &stubSink{repeatable: tt.repeatable, answer: func(Notice) error { return tt.err }}
			got := mustSend(t, q, sink, &clock{start})
			if tt.want.Unreachable == nil {
				tt.want.Unreachable = []Channel{}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
			n := q.get("N1")
			if n.State != tt.state {
				t.Errorf("state: got %s, want %s", n.State, tt.state)
			}
			if (n.LastError == "") != (tt.err == nil) {
				t.Errorf("last error: got %q after %v", n.LastError, tt.err)
			}
		})
	}
}

func TestFiveTriesEachLaterThanTheLast(t *testing.T) {
	q := newQueue(sample("N1"))
	sink := &stubSink{answer: func(Notice) error { return failure(NotTaken, nil, lang.M("later")) }}
	c := &clock{start}
	for i, wait := range []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour} {
		mustSend(t, q, sink, c)
		if got, want := q.get("N1").NextAt, c.at.Add(wait); !got.Equal(want) {
			t.Errorf("after try %d: next at %v, want %v", i+1, got, want)
		}
		c.at = c.at.Add(wait - time.Second)
		mustSend(t, q, sink, c)
		if got := sink.delivered["N1"]; got != i+1 {
			t.Errorf("a second too early: %d deliveries, want %d", got, i+1)
		}
		c.at = c.at.Add(time.Second)
	}
	if got := mustSend(t, q, sink, c); got.Failed != 1 || q.get("N1").State != Failed {
		t.Errorf("after the fifth try: report %+v, state %s; want failed", got, q.get("N1").State)
	}
	c.at = c.at.Add(24 * time.Hour)
	mustSend(t, q, sink, c)
	if got := sink.delivered["N1"]; got != 5 {
		t.Errorf("deliveries: got %d, want 5", got)
	}
}

func TestASenderKilledBetweenClaimAndSettle(t *testing.T) {
	tests := []struct {
		name       string
		repeatable bool
		state      State
		deliveries int
	}{
		{"a repeatable sink delivers again", true, Sent, 1},
		{"any other leaves the decision to a person", false, Unsure, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := newQueue(sample("N1"))
			c := &clock{start}
			if killed, err := q.Claim(t.Context(), Claim{Channel: Email, Now: c.at, Lease: lease, Limit: 1}); err != nil || len(killed) != 1 {
				t.Fatalf("claimed %v, %v", killed, err)
			}
			sink := &stubSink{repeatable: tt.repeatable}

			c.at = start.Add(lease - time.Second)
			if mustSend(t, q, sink, c); q.get("N1").State != Sending || len(sink.delivered) != 0 {
				t.Fatalf("while the lease runs: state %s, deliveries %v; want it left alone", q.get("N1").State, sink.delivered)
			}
			c.at = start.Add(lease)
			mustSend(t, q, sink, c)
			if got := q.get("N1").State; got != tt.state {
				t.Errorf("state: got %s, want %s", got, tt.state)
			}
			if got := sink.delivered["N1"]; got != tt.deliveries {
				t.Errorf("deliveries: got %d, want %d", got, tt.deliveries)
			}
		})
	}
}

func TestASenderThatWakesTooLateSettlesNothing(t *testing.T) {
	q := newQueue(sample("N1"))
	c := &clock{start}
	sleepy := &stubSink{answer: func(Notice) error {
		c.at = start.Add(lease)
		mustSend(t, q, &stubSink{}, c) // takes the notice over: unsure
		return nil
	}}
	_, err := Sender{Queue: q, Sinks: map[Channel]Sink{Email: sleepy}, Now: c.now}.Send(t.Context())
	if !errors.Is(err, fault.Conflict) || q.get("N1").State != Unsure {
		t.Errorf("got %v and state %s, want a conflict and unsure", err, q.get("N1").State)
	}
}

func TestTwoSendersAtOnceDeliverEachNoticeOnce(t *testing.T) {
	for _, repeatable := range []bool{false, true} {
		q := newQueue(many(300)...)
		sink := &stubSink{repeatable: repeatable}
		c := &clock{start}
		var wg sync.WaitGroup
		reports := make([]Report, 2)
		for i := range reports {
			wg.Go(func() {
				var err error
				reports[i], err = Sender{Queue: q, Sinks: map[Channel]Sink{Email: sink}, Now: c.now}.Send(t.Context())
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if got := reports[0].Sent + reports[1].Sent; got != 300 {
			t.Errorf("sent: got %d, want 300", got)
		}
		for id, times := range sink.delivered {
			if times != 1 {
				t.Errorf("%s was delivered %d times", id, times)
			}
		}
		if len(sink.delivered) != 300 {
			t.Errorf("delivered %d of 300", len(sink.delivered))
		}
	}
}

func TestAnUnreachableSinkIsNotAskedAThousandTimes(t *testing.T) {
	q := newQueue(many(20)...)
	sink := &stubSink{answer: func(Notice) error { return failure(Unreachable, nil, lang.M("down")) }}
	mustSend(t, q, sink, &clock{start})
	if got := len(sink.delivered); got != 1 {
		t.Errorf("asked %d times, want once", got)
	}
}

func TestAnInterruptedRunSettlesWhatItHolds(t *testing.T) {
	q := newQueue(many(3)...)
	ctx, stop := context.WithCancel(t.Context())
	sink := &stubSink{answer: func(Notice) error { stop(); return nil }}
	report, err := Sender{Queue: q, Sinks: map[Channel]Sink{Email: sink}, Now: (&clock{start}).now}.Send(ctx)
	if !errors.Is(err, context.Canceled) || report.Sent != 1 {
		t.Errorf("got %+v, %v; want one sent, and canceled", report, err)
	}
	states := map[State]int{}
	for id := range q.notices {
		states[q.get(id).State]++
	}
	if diff := cmp.Diff(map[State]int{Sent: 1, Queued: 2}, states); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
}

func TestAChannelWithoutSinkIsLeftAlone(t *testing.T) {
	n := sample("N1")
	n.Channel = SMS
	q := newQueue(n)
	mustSend(t, q, &stubSink{}, &clock{start})
	if diff := cmp.Diff(n, q.get("N1")); diff != "" {
		t.Errorf("notice (-want +got):\n%s", diff)
	}
}

func TestWhatIsKeptOfAnErrorNamesNobody(t *testing.T) {
	n := sample("N1")
	tests := []struct{ name, said, want string }{
		{"our own address", "550 <zhang@shop.example>: unknown", "550 <***>: unknown"},
		{"another address", "relay to li.si@mail.example denied", "relay to ***@mail.example denied"},
		{"a mobile number", "no route to +86 138-0000-0000", "no route to +******"},
		{"an identity number", "110101190001010015 and 11010119000101002X", "****** and ******"},
		{"a code", "code 480215 not sent", "code ****** not sent"},
		{"reply codes and ports stay", "dial 127.0.0.1:2525: 550 5.1.1 no", "dial 127.0.0.1:2525: 550 5.1.1 no"},
		{"a forged line", "no\nsent: all", "no sent: all"},
		{"escapes and bytes that are no text", "\x1b[31mno\xff", "\uFFFD[31mno?"},
		{"a flood", strings.Repeat("很", 400), strings.Repeat("很", 299) + "…"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := remark(errors.New(tt.said), n); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
