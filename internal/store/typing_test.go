package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/applications/typing"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/store"
	"gangway/internal/store/storetest"
	"gangway/templates"
)

// booth is where the typing test is taken over a store.
func booth(s *store.Store, now func() time.Time) typing.Room {
	return typing.Room{Store: s, Library: typing.Library{FS: templates.Shipped()}, Shuffle: s.Keys().Shuffle, Now: now}
}

// reached is a result of a speed; it is evidence unless lines were flagged.
func reached(speed int, flagged ...int) typing.Result {
	return typing.Result{Score: typing.Score{Speed: speed, Accuracy: 9876, Correct: speed * 4, Time: 4*time.Minute + 30*time.Millisecond},
		Flagged: flagged, Valid: len(flagged) == 0}
}

// begun starts a try of an account.
func begun(t testing.TB, r typing.Room, who applications.Account) typing.Try {
	t.Helper()
	sheet := got[typing.Sheet](t)(r.Prepare(t.Context(), actor(who)))
	return got[typing.Try](t)(r.Start(t.Context(), actor(who), sheet))
}

// eachClock runs a test on a new store of each engine with a clock that it moves.
func eachClock(t *testing.T, test func(t *testing.T, s *store.Store, c *clock)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, p store.Place) {
		c := newClock()
		test(t, create(t, p, c.now), c)
	})
}

func TestATypingTestIsKeptAsItWent(t *testing.T) {
	eachClock(t, func(t *testing.T, s *store.Store, c *clock) {
		r, wang := booth(s, c.now), applicant(t, s, "wang")
		open := begun(t, r, wang)
		c.forward(4*time.Minute + time.Second)
		ended := got[typing.Try](t)(r.End(t.Context(), actor(wang), open.ID, reached(66, 2, 17)))
		want := typing.Try{ID: open.ID, Account: wang.ID, Number: 1, TestVersion: 1, Texts: open.Texts, State: typing.Done, StartedAt: start,
			Deadline: start.Add(5 * time.Minute), EndedAt: start.Add(4*time.Minute + time.Second), Result: reached(66, 2, 17)}
		for _, have := range []typing.Try{ended, got[[]typing.Try](t)(s.TypingTries(t.Context(), wang.ID))[0]} {
			if diff := cmp.Diff(want, have); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		}
		_, err := r.End(t.Context(), actor(wang), open.ID, reached(99))
		wantKind(t, err, fault.Conflict, "over already")
		_, err = r.Abandon(t.Context(), actor(applicant(t, s, "zhao")), open.ID)
		wantKind(t, err, fault.Conflict, "over already")
	})
}

func TestOnlyTheOwnerEndsATypingTest(t *testing.T) {
	eachClock(t, func(t *testing.T, s *store.Store, c *clock) {
		r := booth(s, c.now)
		open := begun(t, r, applicant(t, s, "wang"))
		_, err := r.End(t.Context(), actor(applicant(t, s, "zhao")), open.ID, reached(99))
		wantKind(t, err, fault.NotFound, "no such record")
	})
}

func TestTheBestValidTypingTestIsTheEvidence(t *testing.T) {
	eachClock(t, func(t *testing.T, s *store.Store, c *clock) {
		r, wang := booth(s, c.now), applicant(t, s, "wang")
		best := func() (int64, time.Time, bool) {
			speed, at, ok, err := s.BestTyping(t.Context(), wang.ID)
			must(t, err)
			return speed, at, ok
		}
		if _, _, ok := best(); ok {
			t.Error("there is evidence before any test")
		}
		var when []time.Time
		for _, result := range []typing.Result{reached(52), reached(71), reached(120, 3)} {
			open := begun(t, r, wang)
			when = append(when, c.now())
			got[typing.Try](t)(r.End(t.Context(), actor(wang), open.ID, result))
			c.forward(10 * time.Minute)
		}
		if speed, at, ok := best(); speed != 71 || !at.Equal(when[1]) || !ok {
			t.Errorf("got %d at %v, %v; want 71 at %v: a flagged test is no evidence", speed, at, ok, when[1])
		}
		if _, _, ok, err := s.BestTyping(t.Context(), applicant(t, s, "zhao").ID); ok || err != nil {
			t.Errorf("somebody else has evidence: %v, %v", ok, err)
		}
		_, err := r.Prepare(t.Context(), actor(wang))
		wantKind(t, err, fault.Conflict, "all 3 typing tests within 30 days are used")
	})
}

func TestATypingTestThatNobodyEndedCounts(t *testing.T) {
	eachClock(t, func(t *testing.T, s *store.Store, c *clock) {
		r, wang := booth(s, c.now), applicant(t, s, "wang")
		sheet := got[typing.Sheet](t)(r.Prepare(t.Context(), actor(wang)))
		got[typing.Try](t)(r.Start(t.Context(), actor(wang), sheet))
		_, err := r.Start(t.Context(), actor(wang), sheet)
		wantKind(t, err, fault.Conflict, "under way")
		c.forward(14 * time.Minute) // five of the test, and nine of the pause
		_, err = r.Start(t.Context(), actor(wang), sheet)
		wantKind(t, err, fault.Conflict, "the next typing test may begin at")
		c.forward(time.Minute)
		second := begun(t, r, wang)
		tries := got[[]typing.Try](t)(s.TypingTries(t.Context(), wang.ID))
		if len(tries) != 2 || tries[0].State != typing.Abandoned || !tries[0].EndedAt.Equal(tries[0].Deadline) || tries[1].ID != second.ID {
			t.Errorf("got %+v, want one that was broken off when its time was over, and an open one", tries)
		}
		got[typing.Try](t)(r.Abandon(t.Context(), actor(wang), second.ID))
		wantTyping(t, s, wang.ID, "start_typing", "abandon_typing", "start_typing", "abandon_typing")
	})
}

// wantTyping compares what a chain tells of typing, and checks every chain.
func wantTyping(t testing.TB, s *store.Store, chain string, want ...string) {
	t.Helper()
	var actions []string
	for _, e := range got[[]audit.Event](t)(s.Events(t.Context(), chain)) {
		if e.Details["try"] != nil {
			actions = append(actions, e.Action)
		}
	}
	if diff := cmp.Diff(want, actions); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if report, err := s.VerifyEvents(t.Context()); err != nil || !report.OK {
		t.Errorf("the chains do not fit: %+v, %v", report, err)
	}
}

func TestOfTypingTestsBegunAtOnceOneIsOpen(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		stores := handles(t, p, 4)
		wang := applicant(t, stores[0], "wang")
		sheet := got[typing.Sheet](t)(booth(stores[0], standing).Prepare(t.Context(), actor(wang)))
		errs := together(4, func(i int) error {
			_, err := booth(stores[i], standing).Start(t.Context(), actor(wang), sheet)
			return err
		})
		if done, refused, others := tally(errs, fault.Conflict); done != 1 || refused != 3 {
			t.Errorf("%d began and %d were refused, others %v; want 1 and 3", done, refused, others)
		}
		if tries := got[[]typing.Try](t)(stores[0].TypingTries(t.Context(), wang.ID)); len(tries) != 1 {
			t.Errorf("got %d tries, want one", len(tries))
		}
		wantTyping(t, stores[0], wang.ID, "start_typing")
	})
}
