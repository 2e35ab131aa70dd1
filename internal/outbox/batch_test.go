package outbox

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/fault"
)

// unwritten returns a queued notice of a batch, which has no words yet.
func unwritten(id string) Notice {
	n := sample(id)
	n.Batch, n.To, n.Subject, n.Body = "B1", "", "", ""
	return n
}

func TestANoticeOfABatchIsComposedWhenItIsSent(t *testing.T) {
	q := newQueue(unwritten("N1"))
	sink := &stubSink{answer: func(n Notice) error {
		if n.To != "li@shop.example" || n.Body != "words of N1" {
			t.Errorf("delivered %+v", n)
		}
		return nil
	}}
	s := Sender{Queue: q, Sinks: map[Channel]Sink{Email: sink}, Now: (&clock{start}).now, Compose: func(_ context.Context, n Notice) (Notice, error) {
		n.To, n.Body = "li@shop.example", "words of "+n.ID
		return n, nil
	}}
	if report, err := s.Send(t.Context()); err != nil || report.Sent != 1 {
		t.Fatalf("got %+v, %v", report, err)
	}
	if n := q.get("N1"); n.To != "li@shop.example" || n.Body != "" {
		t.Errorf("the queue keeps %+v, want the address and no words", n)
	}
}

func TestWhoHasNoEmailGetsTheSMSInTheSameRun(t *testing.T) {
	for _, repeatable := range []bool{false, true} {
		q := newQueue(unwritten("N1"))
		email, sms := &stubSink{repeatable: repeatable}, &stubSink{}
		s := Sender{Queue: q, Sinks: map[Channel]Sink{Email: email, SMS: sms}, Now: (&clock{start}).now, Compose: func(_ context.Context, n Notice) (Notice, error) {
			n.Channel, n.To, n.Body = SMS, "13800000001", "words"
			return n, nil
		}}
		report, err := s.Send(t.Context())
		if diff := cmp.Diff(Report{Sent: 1, Unreachable: []Channel{}}, report); err != nil || diff != "" {
			t.Errorf("%v; report (-want +got):\n%s", err, diff)
		}
		if len(email.delivered) != 0 || sms.delivered["N1"] != 1 {
			t.Errorf("e-mails %v, SMS %v", email.delivered, sms.delivered)
		}
		if n := q.get("N1"); n.Channel != SMS || n.State != Sent || n.Tries != 1 {
			t.Errorf("the queue keeps %+v, want an SMS sent at the first try", n)
		}
	}
}

func TestANoticeThatCannotBeComposedDoesNotStopTheOthers(t *testing.T) {
	tests := []struct {
		name string
		err  error
		want Report
		kept State
		says string
	}{
		{"its own fault", fault.New(fault.Invalid, "the template is wrong"), Report{Sent: 2, Failed: 1}, Failed, "cannot be put into words: the template is wrong"},
		{"somebody who is gone", fault.New(fault.NotFound, "no such profile"), Report{Sent: 2, Failed: 1}, Failed, "no such profile"},
		{"another trouble", errors.New("the disk is slow"), Report{Sent: 2, Retry: 1}, Queued, "could not be put into words now: the disk is slow"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := newQueue(unwritten("N1"), unwritten("N2"), unwritten("N3"))
			sink := &stubSink{}
			s := Sender{Queue: q, Sinks: map[Channel]Sink{Email: sink}, Now: (&clock{start}).now, Compose: func(_ context.Context, n Notice) (Notice, error) {
				if n.ID == "N2" {
					return Notice{}, tt.err
				}
				n.To, n.Body = "li@shop.example", "words"
				return n, nil
			}}
			tt.want.Unreachable = []Channel{}
			report, err := s.Send(t.Context())
			if diff := cmp.Diff(tt.want, report); err != nil || diff != "" {
				t.Errorf("%v; report (-want +got):\n%s", err, diff)
			}
			if n := q.get("N2"); n.State != tt.kept || !strings.Contains(n.LastError, tt.says) || sink.delivered["N2"] != 0 {
				t.Errorf("got %+v", n)
			}
		})
	}
}

func TestAnInterruptedNoticeIsUnsureBeforeItIsComposedAgain(t *testing.T) {
	q := newQueue(unwritten("N1"))
	c := &clock{start}
	if _, err := q.Claim(t.Context(), Claim{Channel: Email, Now: c.at, Lease: lease, Limit: 1}); err != nil {
		t.Fatal(err)
	}
	c.at = start.Add(lease)
	if report := mustSend(t, q, &stubSink{}, c); report.Unsure != 1 {
		t.Errorf("got %+v, want one unsure", report)
	}
}

func TestAFailedNoticeThatIsQueuedAgainHasFiveTriesMore(t *testing.T) {
	for tries, again := range map[int]bool{1: true, 4: true, 5: false, 6: true, 9: true, 10: false} {
		if _, got := pause(tries); got != again {
			t.Errorf("after try %d: again %v, want %v", tries, got, again)
		}
	}
}
