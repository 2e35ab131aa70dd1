package outbox

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/fault"
)

func TestTheQuietTime(t *testing.T) {
	day := func(clock string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04:05", "2026-"+clock, beijing())
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	night := Quiet{Hours: []Hours{{Channel: SMS, From: "21:00", To: "08:00", Except: []string{"mobile-code"}}}}
	noon := Quiet{Hours: []Hours{{Channel: SMS, From: "12:00", To: "14:30"}}}
	tests := []struct {
		name      string
		quiet     Quiet
		channel   Channel
		at, until string // until is empty when nobody is left alone
	}{
		{"the last second of the day's work", night, SMS, "11-23 20:59:59", ""},
		{"the first of the night", night, SMS, "11-23 21:00:00", "11-24 08:00:00"},
		{"before midnight", night, SMS, "11-23 23:59:59", "11-24 08:00:00"},
		{"midnight", night, SMS, "11-24 00:00:00", "11-24 08:00:00"},
		{"the last second of the night", night, SMS, "11-24 07:59:59", "11-24 08:00:00"},
		{"the morning", night, SMS, "11-24 08:00:00", ""},
		{"the end of a month", night, SMS, "11-30 22:00:00", "12-01 08:00:00"},
		{"another channel", night, Email, "11-23 23:00:00", ""},
		{"before noon", noon, SMS, "11-23 11:59:59", ""},
		{"at noon", noon, SMS, "11-23 12:00:00", "11-23 14:30:00"},
		{"after noon", noon, SMS, "11-23 14:30:00", ""},
		{"no quiet hours at all", Quiet{}, SMS, "11-23 23:00:00", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var want time.Time
			if tt.until != "" {
				want = day(tt.until)
			}
			// The zone the machine is in does not matter.
			if got, _ := tt.quiet.At(tt.channel, day(tt.at).UTC()); !got.Equal(want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func TestNothingThatDisturbsLeavesInTheQuietTime(t *testing.T) {
	night := time.Date(2026, 11, 23, 22, 0, 0, 0, beijing())
	morning := time.Date(2026, 11, 24, 8, 0, 0, 0, beijing())
	sms := func(id, kind string) Notice {
		n := sample(id)
		n.Channel, n.Kind, n.To = SMS, kind, "13800000001"
		return n
	}
	code, approved, later := sms("N1", "mobile-code"), sms("N2", "approved"), sms("N3", "approved")
	later.NextAt = morning.Add(time.Hour)
	q := newQueue(code, approved, later, sample("N4"))
	c := &clock{night}
	sink := &stubSink{}
	s := Sender{Queue: q, Sinks: map[Channel]Sink{Email: sink, SMS: sink}, Now: c.now,
		Quiet: Quiet{Hours: []Hours{{Channel: SMS, From: "21:00", To: "08:00", Except: []string{"mobile-code"}}}}}
	for range 2 { // the second run sends nothing more, and says the same of what waits
		report, err := s.Send(t.Context())
		if err != nil || report.Held != 1 {
			t.Fatalf("got %+v, %v; want one held", report, err)
		}
		if diff := cmp.Diff(map[string]int{"N1": 1, "N4": 1}, sink.delivered); diff != "" {
			t.Fatalf("delivered (-want +got):\n%s", diff)
		}
	}
	if n := q.get("N2"); n.State != Queued || !n.NextAt.Equal(morning) || n.Tries != 0 {
		t.Errorf("got %+v, want it to wait for the morning, untried", n)
	}
	c.at = morning
	if report, err := s.Send(t.Context()); err != nil || report.Sent != 1 || report.Held != 0 || sink.delivered["N2"] != 1 {
		t.Errorf("in the morning: %+v, %v, delivered %v", report, err, sink.delivered)
	}
}

func TestANightThatBeginsInTheMiddleOfARun(t *testing.T) {
	q := newQueue(many(3)...)
	c := &clock{time.Date(2026, 11, 23, 20, 59, 59, 0, beijing())}
	sink := &stubSink{answer: func(Notice) error { c.at = c.at.Add(time.Second); return nil }}
	s := Sender{Queue: q, Sinks: map[Channel]Sink{Email: sink}, Now: c.now, Quiet: Quiet{Hours: []Hours{{Channel: Email, From: "21:00", To: "08:00"}}}}
	if report, err := s.Send(t.Context()); err != nil || report.Sent != 1 || report.Held != 2 {
		t.Errorf("got %+v, %v; want one sent and two held", report, err)
	}
}

func TestTheShippedQuietHours(t *testing.T) {
	q, err := LoadQuiet(os.DirFS(templates))
	if err != nil {
		t.Fatal(err)
	}
	want := []Hours{{Channel: SMS, From: "21:00", To: "08:00", Except: []string{"mobile-code"}}}
	if diff := cmp.Diff(want, q.Hours); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

func TestEveryMistakeInTheQuietHoursIsFound(t *testing.T) {
	const good = "id: quiet\nversion: 1\nhours:\n  - {channel: sms, from: 21:00, to: 08:00, except: [mobile-code]}\n"
	tests := []struct{ name, old, new, want string }{
		{"nothing is wrong", "", "", ""},
		{"no hours at all", good[strings.Index(good, "hours:"):], "hours: []\n", ""},
		{"another id", "id: quiet", "id: night", `quiet.yaml:1:5: the id "night" differs`},
		{"a channel that is none", "channel: sms", "channel: fax", `quiet.yaml:4:15: there is no channel "fax"`},
		{"no time of day", "21:00", "9pm", `"9pm" is not a time of day`},
		{"an hour there is not", "08:00", "24:00", `"24:00" is not a time of day`},
		{"no end", ", to: 08:00", "", `"" is not a time of day`},
		{"all day and night", "08:00", "21:00", "ends when it begins"},
		{"a kind that is none", "mobile-code", "gossip", `there is no notice "gossip"`},
		{"a channel twice", "hours:\n", "hours:\n  - {channel: sms, from: 12:00, to: 14:00}\n", `"sms" is listed twice`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(good, tt.old, tt.new, 1)
			_, err := LoadQuiet(fstest.MapFS{"notices/quiet.yaml": {Data: []byte(text)}})
			if tt.want == "" && err != nil || tt.want != "" && (!errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}
