package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/fault"
)

// hook starts a webhook that answers with do, and returns a sink for it.
func hook(t *testing.T, do http.HandlerFunc) *webhook {
	t.Helper()
	server := httptest.NewServer(do)
	t.Cleanup(server.Close)
	return newHook(t, server.URL+"/send?key=k1", "")
}

func newHook(t *testing.T, address, tokenFile string) *webhook {
	t.Helper()
	sink, err := Webhook(address, tokenFile)
	if err != nil {
		t.Fatal(err)
	}
	return sink.(*webhook)
}

func TestAWebhookGetsTheNoticeAndItsKey(t *testing.T) {
	var got Notice
	headers := map[string]string{}
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		for _, name := range []string{"Authorization", "Content-Type", "Idempotency-Key", "User-Agent"} {
			headers[name] = r.Header.Get(name)
		}
		headers["request"] = r.Method + " " + r.URL.String()
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
			t.Error(err)
		}
	}))
	defer server.Close()
	n := sample("N1")
	sink := newHook(t, server.URL+"/send?key=k1", passwordFile(t, "t0ken\n", 0o600))
	if err := sink.Deliver(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(n, got); diff != "" {
		t.Errorf("notice (-want +got):\n%s", diff)
	}
	want := map[string]string{"Authorization": "Bearer t0ken", "Content-Type": "application/json", "Idempotency-Key": "N1",
		"User-Agent": "gangway", "request": "POST /send?key=k1"}
	if diff := cmp.Diff(want, headers); diff != "" {
		t.Errorf("request (-want +got):\n%s", diff)
	}
	if sink.Repeatable() {
		t.Error("a webhook counts as repeatable")
	}
}

func TestWhatAnAnswerMeans(t *testing.T) {
	delivered := Fate(-1)
	for status, want := range map[int]Fate{
		200: delivered, 202: delivered, 204: delivered,
		301: Unreachable, 307: Unreachable, 401: Unreachable, 403: Unreachable, 404: Unreachable, 405: Unreachable,
		400: Refused, 410: Refused, 413: Refused, 422: Refused,
		408: NotTaken, 500: NotTaken, 501: NotTaken,
		429: Unreachable, 503: Unreachable,
		502: Unclear, 504: Unclear,
	} {
		asked := 0
		sink := hook(t, func(w http.ResponseWriter, _ *http.Request) {
			asked++
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(status)
			io.WriteString(w, "13800000001 is not known here")
		})
		err := sink.Deliver(t.Context(), sample("N1"))
		if asked != 1 {
			t.Errorf("status %d: asked %d times", status, asked)
		}
		if want == delivered {
			if err != nil {
				t.Errorf("status %d: %v", status, err)
			}
			continue
		}
		if err == nil || fateOf(err) != want || strings.Contains(err.Error(), "not known") {
			t.Errorf("status %d: got %v, want fate %d and nothing of the text", status, err, want)
		}
	}
}

func TestALostConnectionToAWebhook(t *testing.T) {
	hangUp := func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		connection, _, _ := w.(http.Hijacker).Hijack()
		connection.Close()
	}
	slow := hook(t, func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	})
	slow.patience = 100 * time.Millisecond
	silent, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and hands them to nobody
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	mute := newHook(t, "https://"+silent.Addr().String(), "")
	mute.patience = 100 * time.Millisecond
	for name, tt := range map[string]struct {
		sink *webhook
		want Fate
	}{
		"once the notice is there":         {hook(t, hangUp), Unclear},
		"no answer in time":                {slow, Unclear},
		"nobody there":                     {newHook(t, "http://"+freePort(t), ""), Unreachable},
		"no encryption can be agreed upon": {mute, Unreachable},
	} {
		err := tt.sink.Deliver(t.Context(), sample("N1"))
		if err == nil || fateOf(err) != tt.want {
			t.Errorf("%s: got %v, want fate %d", name, err, tt.want)
		}
		if strings.Contains(err.Error(), "k1") {
			t.Errorf("%s: the error tells the address: %v", name, err)
		}
	}
}

func TestAWebhookIsAskedToItsEndAlthoughSomebodyPressedCtrlC(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	sink := hook(t, func(http.ResponseWriter, *http.Request) { stop(); time.Sleep(50 * time.Millisecond) })
	if err := sink.Deliver(ctx, sample("N1")); err != nil {
		t.Error(err)
	}
}

func TestAWebhookProvesWhoItIs(t *testing.T) {
	asked := 0
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	configuration, roots := newTLS(t)
	server.TLS = configuration
	server.StartTLS()
	defer server.Close()
	stranger := newHook(t, server.URL, passwordFile(t, "t0ken", 0o600))
	if err := stranger.Deliver(t.Context(), sample("N1")); err == nil || fateOf(err) != Unreachable || asked != 0 {
		t.Errorf("got %v and %d requests, want none to a server nobody vouches for", err, asked)
	}
	known := newHook(t, server.URL, "")
	known.encryption.RootCAs = roots
	if err := known.Deliver(t.Context(), sample("N1")); err != nil || asked != 1 {
		t.Errorf("got %v and %d requests", err, asked)
	}
}

func TestWhichAddressesAWebhookMayHave(t *testing.T) {
	tests := []struct {
		name, address string
		want          error
	}{
		{"https", "https://sms.example.com/send", nil},
		{"another port", "https://sms.example.com:8443/send", nil},
		{"this very machine", "http://localhost:8080/send", nil},
		{"and by its number", "http://[::1]:8080/send", nil},
		{"another machine in the clear", "http://sms.example.com/send", fault.Invalid},
		{"a name that begins like ours", "http://localhost.example.com/", fault.Invalid},
		{"no address", "sms.example.com/send", fault.Invalid},
		{"no host", "https:///send", fault.Invalid},
		{"another way", "ftp://sms.example.com/send", fault.Invalid},
		{"a password in what is no address either", "ftp://user:secret@sms.example.com/", fault.Invalid},
		{"a password in it", "https://user:secret@sms.example.com/", fault.Invalid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Webhook(tt.address, "")
			if (tt.want == nil) != (err == nil) || err != nil && !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "secret@") {
				t.Errorf("the error tells the password: %v", err)
			}
		})
	}
	if _, err := Webhook("https://sms.example.com", passwordFile(t, "t0ken", 0o644)); !errors.Is(err, fault.Denied) {
		t.Errorf("a token others can read: got %v", err)
	}
	if _, err := Webhook("https://sms.example.com", passwordFile(t, "t0ken\nand more\n", 0o600)); !errors.Is(err, fault.Invalid) {
		t.Errorf("a token of two lines: got %v", err)
	}
}
