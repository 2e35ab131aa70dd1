package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/store"
)

// The test binary becomes a child that approves applications until it is killed, when the environment says so.
const childStore, childKeys = "GANGWAY_TEST_CHILD_STORE", "GANGWAY_TEST_CHILD_KEYS"

func TestMain(m *testing.M) {
	if url := os.Getenv(childStore); url != "" {
		fmt.Fprintln(os.Stderr, approveForever(store.Place{URL: url, Keys: os.Getenv(childKeys)}))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// approveForever writes a draft, hands it in and approves it, again and again, with a line of output for each.
func approveForever(p store.Place) error {
	ctx := context.Background()
	s, err := store.Open(ctx, p, standing)
	if err != nil {
		return err
	}
	owner, err := s.Account(ctx, "wang")
	if err != nil {
		return err
	}
	reviewer, err := s.Account(ctx, "clerk")
	if err != nil {
		return err
	}
	in, err := s.OpenBatch(ctx, applications.Approval, reviewer.ID, start)
	if err != nil {
		return err
	}
	for {
		a, err := s.SaveAnswers(ctx, newDraft(owner, s.NewID()), saved(owner))
		for _, step := range []deciding{submitting(owner, start), approving(reviewer, in)} {
			if err == nil {
				_, err = s.Change(ctx, a.ID, step)
			}
		}
		if err != nil {
			return err
		}
		fmt.Println(a.ID)
	}
}

// killed starts a child, kills it somewhere in its work, and returns how many approvals it had said were done.
func killed(t testing.TB, p store.Place) (said int) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childStore+"="+p.URL, childKeys+"="+p.Keys)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	lines := bufio.NewScanner(out)
	for range 1 + rand.N(20) {
		if lines.Scan() {
			said++
		}
	}
	time.Sleep(rand.N(8 * time.Millisecond))
	must(t, child.Process.Kill())
	for lines.Scan() {
		said++
	}
	if err := child.Wait(); err == nil || child.ProcessState.Exited() {
		t.Errorf("the child ended by itself: %v", err)
	}
	return said
}

func TestNothingIsHalfDoneWhenAProcessIsKilled(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s, db := open(t, p, standing), raw(t, p)
		applicant(t, s, "wang")
		staff(t, s, "clerk", access.Reviewer)
		said, approved := 0, 0
		for kill := range 10 {
			said += killed(t, p)
			var c tallied
			// One statement sees one moment: a server may still be committing for the dead.
			must(t, db.QueryRow(`SELECT
				(SELECT COUNT(*) FROM applications WHERE state = 'approved'),
				(SELECT COUNT(*) FROM decisions), (SELECT COUNT(DISTINCT application) FROM decisions),
				(SELECT COUNT(*) FROM events WHERE body LIKE '%"action":"approve"%'),
				(SELECT COUNT(*) FROM notices), (SELECT COUNT(*) FROM enrolments),
				(SELECT COUNT(*) FROM submissions), (SELECT COUNT(*) FROM applications WHERE state <> 'draft')`).
				Scan(&c.approved, &c.decisions, &c.decided, &c.events, &c.notices, &c.enrolments, &c.submissions, &c.handedIn))
			if want := (tallied{c.approved, c.approved, c.approved, c.approved, 2 * c.approved, c.approved, c.handedIn, c.handedIn}); c != want {
				t.Fatalf("after kill %d: got %+v, want %+v", kill+1, c, want)
			}
			if c.approved < said {
				t.Fatalf("after kill %d: %d approvals are kept of %d that were said to be done", kill+1, c.approved, said)
			}
			wantIntact(t, s)
			approved = c.approved
		}
		if p.File() != "" {
			var says string
			must(t, db.QueryRow(`PRAGMA integrity_check`).Scan(&says))
			if says != "ok" {
				t.Errorf("the file is damaged: %s", says)
			}
		}
		if said < 10 {
			t.Errorf("only %d approvals were made between the kills: they show nothing", said)
		}
		t.Logf("10 kills, %d approvals said to be done, %d kept", said, approved)
	})
}

// tallied counts what belongs together.
type tallied struct{ approved, decisions, decided, events, notices, enrolments, submissions, handedIn int }
