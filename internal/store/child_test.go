package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/store"
)

// The test binary becomes a child that works on a store when the environment says so: which store, with which keys, what
// to do, as whom, and on what. It prints a line for every step it has done.
const (
	childStore = "GANGWAY_TEST_CHILD_STORE"
	childKeys  = "GANGWAY_TEST_CHILD_KEYS"
	childJob   = "GANGWAY_TEST_CHILD_JOB"
	childActor = "GANGWAY_TEST_CHILD_ACTOR"
	childWith  = "GANGWAY_TEST_CHILD_WITH"
	childWaits = "GANGWAY_TEST_CHILD_WAITS" // says a line when it is ready, and begins when its input ends
)

func TestMain(m *testing.M) {
	url := os.Getenv(childStore)
	if url == "" {
		os.Exit(m.Run())
	}
	if err := childWork(store.Place{URL: url, Keys: os.Getenv(childKeys)}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func childWork(p store.Place) error {
	ctx := context.Background()
	s, err := store.Open(ctx, p, time.Now)
	if err != nil {
		return err
	}
	by, err := s.Account(ctx, os.Getenv(childActor))
	if err != nil {
		return err
	}
	if os.Getenv(childWaits) != "" {
		fmt.Println("ready")
		io.Copy(io.Discard, os.Stdin)
	}
	return childJobs[os.Getenv(childJob)](ctx, deskOver(s, libraryOf(posts...), time.Now), s, by, os.Getenv(childWith))
}

// childJobs are what a child can do.
var childJobs = map[string]func(ctx context.Context, d applications.Desk, s *store.Store, by applications.Account, with string) error{
	"approve": approveForever,
	"import":  importFile,
	"screen":  screening(true),
	"plan":    screening(false),
	"apply": func(ctx context.Context, d applications.Desk, _ *store.Store, by applications.Account, batch string) error {
		_, _, err := d.Apply(ctx, actor(by), batch, tellDone)
		return err
	},
	"share": func(ctx context.Context, d applications.Desk, _ *store.Store, by applications.Account, batch string) error {
		_, _, err := d.Apply(ctx, actor(by), batch, tellDone)
		if errors.Is(err, fault.Conflict) { // the others have left it nothing
			fmt.Println(0)
			return nil
		}
		return err
	},
	"undo": func(ctx context.Context, d applications.Desk, _ *store.Store, by applications.Account, batch string) error {
		_, _, err := d.Undo(ctx, actor(by), batch, tellDone)
		return err
	},
}

// tellDone prints how many rows this child has done.
func tellDone(done, _ int) { fmt.Println(done) }

func screening(apply bool) func(context.Context, applications.Desk, *store.Store, applications.Account, string) error {
	return func(ctx context.Context, d applications.Desk, _ *store.Store, by applications.Account, program string) error {
		p, err := d.Library.Program(program)
		if err != nil {
			return err
		}
		_, _, err = d.Screen(ctx, actor(by), p, apply, tellDone)
		return err
	}
}

// approveForever writes a draft, hands it in and approves it, again and again.
func approveForever(ctx context.Context, _ applications.Desk, s *store.Store, reviewer applications.Account, name string) error {
	owner, err := s.Account(ctx, name)
	if err != nil {
		return err
	}
	in, err := s.OpenBatch(ctx, named(reviewer), nil)
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

// A file of applicants has so many rows, which are stored so many at a time.
const (
	fileRows  = 240
	fileChunk = 10
)

// importFile takes in the rows of a file, which are the same each time it is read.
func importFile(ctx context.Context, d applications.Desk, _ *store.Store, by applications.Account, _ string) error {
	p, err := d.Library.Program("plain")
	if err != nil {
		return err
	}
	in, err := d.NewIntake(actor(by), p)
	if err != nil {
		return err
	}
	var rows []applications.Taken
	for i := range fileRows {
		typed := typedBy([]string{fit, unskilled, vague}[i%3], strconv.Itoa(13800000000+i))
		taken, err := in.Take(cells(in, typed), float64(i)/fileRows)
		if err != nil {
			return err
		}
		if rows = append(rows, taken); len(rows) < fileChunk {
			continue
		}
		if _, err := in.Keep(ctx, rows); err != nil {
			return err
		}
		rows = rows[:0]
		fmt.Println(i + 1)
	}
	return nil
}

// child makes a process that does a job.
func child(t testing.TB, p store.Place, job, actor, with string) *exec.Cmd {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childStore+"="+p.URL, childKeys+"="+p.Keys, childJob+"="+job, childActor+"="+actor, childWith+"="+with)
	c.Stderr = os.Stderr
	return c
}

// killed starts a child and kills it somewhere in its work, once it has said up to most lines. It returns how many it said,
// and whether it came to its end before it was killed.
func killed(t testing.TB, c *exec.Cmd, most int) (said int, ended bool) {
	t.Helper()
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	lines := bufio.NewScanner(out)
	for range rand.N(most + 1) {
		if lines.Scan() {
			said++
		}
	}
	time.Sleep(rand.N(8 * time.Millisecond))
	must(t, c.Process.Kill())
	for lines.Scan() {
		said++
	}
	err = c.Wait()
	if c.ProcessState.Exited() && err != nil {
		t.Fatalf("the child failed: %v", err)
	}
	return said, err == nil
}

// whole runs a child to its end.
func whole(t testing.TB, c *exec.Cmd) {
	t.Helper()
	if err := c.Run(); err != nil {
		t.Errorf("the child failed: %v", err)
	}
}
