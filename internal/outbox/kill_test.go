package outbox_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"gangway/internal/outbox"
	"gangway/internal/store"
	"gangway/internal/store/storetest"
)

// The test binary becomes a child that sends what is due when the environment says so.
const childStore, childKeys, childSink, childNow = "GANGWAY_TEST_CHILD_STORE", "GANGWAY_TEST_CHILD_KEYS", "GANGWAY_TEST_CHILD_SINK", "GANGWAY_TEST_CHILD_NOW"

func TestMain(m *testing.M) {
	if os.Getenv(childSink) == "" {
		os.Exit(m.Run())
	}
	if err := sendAll(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// sendAll is the child: one run over everything that is due. It says a word when it begins.
func sendAll() error {
	ctx := context.Background()
	now, err := time.Parse(time.RFC3339, os.Getenv(childNow))
	if err != nil {
		return err
	}
	began := time.Now()
	clock := func() time.Time { return now.Add(time.Since(began)) }
	s, err := store.Open(ctx, store.Place{URL: os.Getenv(childStore), Keys: os.Getenv(childKeys)}, clock)
	if err != nil {
		return err
	}
	defer s.Close()
	way, where, _ := strings.Cut(os.Getenv(childSink), " ")
	sink, err := map[string]func() (outbox.Sink, error){
		"files":   func() (outbox.Sink, error) { return outbox.Files(where) },
		"command": func() (outbox.Sink, error) { return outbox.Command(filepath.Join(where, "take"), where), nil },
		"webhook": func() (outbox.Sink, error) { return outbox.Webhook(where, "") },
		"smtp": func() (outbox.Sink, error) {
			return outbox.SMTP(outbox.SMTPConfig{Server: where, From: "jobs@shop.example"})
		},
	}[way]()
	if err != nil {
		return err
	}
	fmt.Println("begun")
	_, err = outbox.Sender{Queue: s, Sinks: map[outbox.Channel]outbox.Sink{outbox.Email: sink}, Compose: words, Now: clock}.Send(ctx)
	return err
}

func words(_ context.Context, n outbox.Notice) (outbox.Notice, error) {
	n.To, n.Subject, n.Body = "wang@shop.example", "结果", "编号 "+n.ID+"\n"
	return n, nil
}

// A recorder is where notices arrive: what a child needs to find it, and how often each has arrived.
type recorder struct {
	sink    string
	arrived func() map[string]int
}

func recorders(t *testing.T) map[string]recorder {
	taken, files := t.TempDir(), filepath.Join(t.TempDir(), "outbox")
	script := "#!/bin/sh\necho $GANGWAY_NOTICE_ID >>\"$1/taken\"\n"
	if err := os.WriteFile(filepath.Join(taken, "take"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	mail, received := outbox.StartMailServer(t)
	var mu sync.Mutex
	var posted []string
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		posted = append(posted, r.Header.Get("Idempotency-Key"))
	}))
	t.Cleanup(hook.Close)
	return map[string]recorder{
		"files": {"files " + files, func() map[string]int {
			names, _ := filepath.Glob(filepath.Join(files, "*.txt"))
			for i, name := range names {
				names[i] = strings.TrimSuffix(filepath.Base(name), ".txt")
			}
			return count(names)
		}},
		"command": {"command " + taken, func() map[string]int {
			text, _ := os.ReadFile(filepath.Join(taken, "taken"))
			return count(strings.Fields(string(text)))
		}},
		"webhook": {"webhook " + hook.URL, func() map[string]int {
			mu.Lock()
			defer mu.Unlock()
			return count(posted)
		}},
		"smtp": {"smtp " + mail, func() map[string]int {
			var ids []string
			for _, message := range received() {
				ids = append(ids, regexp.MustCompile(`(?i)Message-Id: <(.*)@`).FindStringSubmatch(message)[1])
			}
			return count(ids)
		}},
	}
}

func count(ids []string) map[string]int {
	times := map[string]int{}
	for _, id := range ids {
		times[id]++
	}
	return times
}

// TestNoticesArriveOnceThoughSendersAreKilled lets two senders at a time work on one queue and kills them, again and
// again, until a last one finishes.
func TestNoticesArriveOnceThoughSendersAreKilled(t *testing.T) {
	for _, way := range []string{"files", "command", "webhook", "smtp"} {
		t.Run(way, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, p store.Place) {
				campaign(t, p, recorders(t)[way], way == "files")
			})
		})
	}
}

// campaign sends 150 notices. Each round begins when the leases of the one before have run out.
func campaign(t *testing.T, p store.Place, r recorder, repeatable bool) {
	const notices, kills = 150, 6
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	s, err := store.Create(t.Context(), p, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	fill(t, p, notices, now)
	for range kills {
		first, second := start(t, p, r, now), start(t, p, r, now)
		time.Sleep(rand.N(60 * time.Millisecond))
		kill(t, first)
		kill(t, second)
		now = now.Add(11 * time.Minute)
	}
	if last := start(t, p, r, now); last.Wait() != nil {
		t.Fatal("the last sender did not finish")
	}
	arrived, states := r.arrived(), map[outbox.State]int{}
	all, err := s.Notices(t.Context(), "", 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range all {
		states[n.State]++
		switch times := arrived[n.ID]; {
		case times > 1:
			t.Errorf("%s arrived %d times", n.ID, times)
		case n.State == outbox.Sent && times != 1:
			t.Errorf("%s is sent and did not arrive", n.ID)
		case n.State != outbox.Sent && (n.State != outbox.Unsure || repeatable):
			t.Errorf("%s is %s at the end", n.ID, n.State)
		}
	}
	if len(all) != notices {
		t.Errorf("%d notices at the end, want %d", len(all), notices)
	}
	t.Logf("%d sent, %d unsure", states[outbox.Sent], states[outbox.Unsure])
}

// fill queues notices of a batch, as it is done for many at once.
func fill(t *testing.T, p store.Place, n int, at time.Time) {
	db := opened(t, p)
	defer db.Close()
	due := at.UTC().Format("2006-01-02T15:04:05.000000Z")
	for i := range n {
		_, err := db.Exec(`INSERT INTO notices (id, batch, channel, kind, application, account, recipient, subject, body, state, tries, next_at,
				created_at, sent_at, last_error)
			VALUES ($1, 'b', 'email', 'approved', 'a', 'p', '', '', '', 'queued', 0, $2, $2, '', '')`, fmt.Sprintf("n%011d", i), due)
		if err != nil {
			t.Fatal(err)
		}
	}
}

// opened opens the database behind a store.
func opened(t *testing.T, p store.Place) *sql.DB {
	driver, url := "pgx", p.URL
	if p.File() != "" {
		driver, url = "sqlite", p.File()
	}
	db, err := sql.Open(driver, url)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// start starts a child and returns when it begins to send.
func start(t *testing.T, p store.Place, r recorder, now time.Time) *exec.Cmd {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childStore+"="+p.URL, childKeys+"="+p.Keys, childSink+"="+r.sink, childNow+"="+now.Format(time.RFC3339))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if word, _ := bufio.NewReader(out).ReadString('\n'); word != "begun\n" {
		t.Fatalf("the child said %q", word)
	}
	return child
}

// kill ends a child where it stands, unless it has finished.
func kill(t *testing.T, child *exec.Cmd) {
	t.Helper()
	_ = child.Process.Kill()
	if err := child.Wait(); child.ProcessState.ExitCode() > 0 {
		t.Errorf("a sender ended by itself: %v", err)
	}
}
