package audit_test

import (
	"encoding/json"
	"testing"
	"time"

	"gangway/internal/audit"
)

func TestTheJSONOfAnEvent(t *testing.T) {
	at := time.Date(2026, 11, 20, 9, 30, 0, 0, time.FixedZone("CST", 8*3600))
	for _, tt := range []struct {
		name  string
		event audit.Event
		want  string
	}{
		{"a change of state", audit.Event{Chain: "7k3qx9", Seq: 2, Action: "approve", Actor: "p4", At: at, From: "submitted", To: "approved", Details: audit.Details{"batch": "b1"}},
			`{"chain":"7k3qx9","seq":2,"action":"approve","actor":"p4","at":"2026-11-20T09:30:00+08:00","from":"submitted","to":"approved","details":{"batch":"b1"}}`},
		{"texts that need escaping", audit.Event{Chain: "a\"<b>", Seq: 9, Action: "通过", Actor: "x\\y\n", At: at.Add(5)},
			`{"chain":"a\"\u003cb\u003e","seq":9,"action":"通过","actor":"x\\y\n","at":"2026-11-20T09:30:00.000000005+08:00"}`},
		{"a change of nothing", audit.Event{Chain: "p4", Seq: 1, Action: "register", Actor: "p4", At: at},
			`{"chain":"p4","seq":1,"action":"register","actor":"p4","at":"2026-11-20T09:30:00+08:00"}`},
	} {
		got, err := json.Marshal(tt.event)
		if err != nil || string(got) != tt.want {
			t.Errorf("%s:\ngot  %s, %v\nwant %s", tt.name, got, err, tt.want)
		}
		if appended, err := tt.event.AppendJSON(nil); err != nil || string(appended) != tt.want {
			t.Errorf("%s, appended:\ngot  %s, %v\nwant %s", tt.name, appended, err, tt.want)
		}
	}
}

func TestTheJSONOfAReportHasEveryKey(t *testing.T) {
	got, err := json.Marshal(audit.Report{OK: true, Events: 3})
	if want := `{"ok":true,"events":3,"first_bad":""}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
}
