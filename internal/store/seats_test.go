package store_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/store"
	"gangway/training"
)

func seat(a applications.Application, shop, name string) training.Seat {
	return training.Seat{Application: a.ID, Account: a.Account, Shop: shop, Name: shop + ":" + name, State: training.SeatPlanned, PlannedAt: start,
		Department: lang.Text{Chinese: "售前", English: "pre-sales"}, Permissions: []lang.Text{{Chinese: "接待", English: "chat"}}}
}

func plan(s *store.Store, seat training.Seat, quota int, by applications.Account) error {
	return s.PlanSeat(context.Background(), seat, quota, audit.Event{Chain: seat.Application, Action: "plan_seat", Actor: by.ID, At: start})
}

// seating makes a move and leaves the seat in a state.
func seating(action applications.Action, by applications.Account, state training.SeatState) func(applications.Application, applications.Profile, training.Seat) (applications.Outcome, training.SeatState, error) {
	return func(a applications.Application, _ applications.Profile, _ training.Seat) (applications.Outcome, training.SeatState, error) {
		change, err := applications.Move(a, action, actor(by), start, nil)
		return applications.Outcome{Change: change}, state, err
	}
}

func TestASeatGoesThroughItsLife(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		boss := staff(t, s, "boss", access.Manager, access.Reviewer)
		a := certified(t, s, applicant(t, s, "wang"), boss)
		_, err := s.SeatOf(t.Context(), a.ID)
		wantKind(t, err, fault.NotFound, "no seat yet")
		want := seat(a, "店铺", "小王")
		must(t, plan(s, want, 3, boss))
		for _, step := range []struct {
			action applications.Action
			seat   training.SeatState
			state  applications.State
		}{
			{applications.GoLive, training.SeatOpen, applications.Live},
			{applications.Suspend, training.SeatFrozen, applications.Suspended},
			{applications.GoLive, training.SeatOpen, applications.Live},
			{applications.Leave, training.SeatClosed, applications.Left},
		} {
			if diff := cmp.Diff(want, got[training.Seat](t)(s.SeatOf(t.Context(), a.ID))); diff != "" {
				t.Errorf("before %s: want -, got +\n%s", step.action, diff)
			}
			a = got[applications.Application](t)(s.ChangeSeat(t.Context(), a.ID[:8], seating(step.action, boss, step.seat)))
			if diff := cmp.Diff(find(t, s, a.ID), a); diff != "" || a.State != step.state {
				t.Errorf("after %s: stored -, returned +\n%s", step.action, diff)
			}
			want.State, want.ConfirmedAt = step.seat, start
		}
		if diff := cmp.Diff([]training.Seat{want}, got[[]training.Seat](t)(s.Seats(t.Context(), "店铺"))); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
		_, err = s.ChangeSeat(t.Context(), a.ID, seating(applications.GoLive, boss, training.SeatOpen))
		wantKind(t, err, fault.Conflict, "it cannot")
	})
}

func TestASeatIsPlannedForOneWhoIsCertified(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		boss := staff(t, s, "boss", access.Manager, access.Reviewer)
		a := trained(t, s, applicant(t, s, "wang"), boss)
		wantKind(t, plan(s, seat(a, "shop", "a"), 3, boss), fault.Conflict, "changed")
		both := got[applications.Account](t)(s.Register(t.Context(), account("both", access.Applicant, access.Manager), registration("both")))
		own := certified(t, s, both, boss)
		if err := plan(s, seat(own, "shop", "b"), 3, both); err == nil {
			t.Error("somebody planned a seat for themself")
		}
		if n := got[int](t)(s.SeatsOf(t.Context(), "shop")); n != 0 {
			t.Errorf("%d seats are used, want none", n)
		}
		wantIntact(t, s)
	})
}

func TestASeatsNameAndAPersonAreTakenOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		boss := staff(t, s, "boss", access.Manager, access.Reviewer)
		wang, li := applicant(t, s, "wang"), applicant(t, s, "li")
		first, other := certified(t, s, wang, boss), certified(t, s, li, boss)
		must(t, plan(s, seat(first, "shop", "a"), 9, boss))
		wantKind(t, plan(s, seat(other, "shop", "a"), 9, boss), fault.Conflict, `"shop:a" is taken`)
		must(t, plan(s, seat(first, "shop", "b"), 1, boss)) // nobody has created the first yet; its place is its own
		must(t, plan(s, seat(other, "shop", "a"), 9, boss))
		must(t, plan(s, seat(first, "shop", "c"), 9, boss))
		if n := got[int](t)(s.SeatsOf(t.Context(), "shop")); n != 2 {
			t.Errorf("%d seats are used, want 2", n)
		}
		got[applications.Application](t)(s.ChangeSeat(t.Context(), first.ID, seating(applications.GoLive, boss, training.SeatOpen)))
		got[applications.Application](t)(s.ChangeSeat(t.Context(), first.ID, seating(applications.Leave, boss, training.SeatClosed)))
		again := certified(t, s, wang, boss) // the same person, back with a new application
		wantKind(t, plan(s, seat(again, "shop", "c"), 9, boss), fault.Conflict, `"shop:c" is taken`)
		must(t, plan(s, seat(again, "shop", "b"), 9, boss))
		got[applications.Application](t)(s.ChangeSeat(t.Context(), again.ID, seating(applications.GoLive, boss, training.SeatOpen)))
		if err := plan(s, seat(again, "shop", "d"), 9, boss); err == nil {
			t.Error("a seat the platform has created was planned anew")
		}
	})
}

func TestClosingASeatFreesItsPlace(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		boss := staff(t, s, "boss", access.Manager, access.Reviewer)
		first, second := certified(t, s, applicant(t, s, "wang"), boss), certified(t, s, applicant(t, s, "li"), boss)
		must(t, plan(s, seat(first, "shop", "a"), 1, boss))
		wantKind(t, plan(s, seat(second, "shop", "b"), 1, boss), fault.Conflict, "uses all 1 of its seats")
		got[applications.Application](t)(s.ChangeSeat(t.Context(), first.ID, seating(applications.GoLive, boss, training.SeatOpen)))
		wantKind(t, plan(s, seat(second, "shop", "b"), 1, boss), fault.Conflict, "uses all")
		got[applications.Application](t)(s.ChangeSeat(t.Context(), first.ID, seating(applications.Leave, boss, training.SeatClosed)))
		must(t, plan(s, seat(second, "shop", "b"), 1, boss))
	})
}

func TestSimultaneousPlansNeverPassTheQuota(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := handles(t, p, 16)
		wantQuotaKept(t, s, staff(t, s[0], "boss", access.Manager, access.Reviewer))
	})
}

// wantQuotaKept plans a seat through each handle at the same time, in a shop that may have five.
func wantQuotaKept(t testing.TB, s []*store.Store, boss applications.Account) {
	t.Helper()
	const quota = 5
	agents := make([]applications.Application, len(s))
	for i := range agents {
		agents[i] = certified(t, s[0], applicant(t, s[0], fmt.Sprint("agent", i)), boss)
	}
	errs := together(len(s), func(i int) error { return plan(s[i], seat(agents[i], "shop", fmt.Sprint("seat", i)), quota, boss) })
	if done, refused, others := tally(errs, fault.Conflict); done != quota || refused != len(s)-quota {
		t.Errorf("%d seats were planned and %d refused, others %v; want %d and %d", done, refused, others, quota, len(s)-quota)
	}
	if n := got[int](t)(s[0].SeatsOf(t.Context(), "shop")); n != quota {
		t.Errorf("%d seats are used, want %d", n, quota)
	}
	wantIntact(t, s[0])
}

func TestSeatsAreListedByShopAndName(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		boss := staff(t, s, "boss", access.Manager, access.Reviewer)
		for i, place := range [][2]string{{"shop", "b"}, {"shop", "a-b"}, {"shop", "ab"}, {"店", "王"}, {"a", "z"}} {
			must(t, plan(s, seat(certified(t, s, applicant(t, s, fmt.Sprint("agent", i)), boss), place[0], place[1]), 9, boss))
		}
		names := func(shop string) (names []string) {
			for _, seat := range got[[]training.Seat](t)(s.Seats(t.Context(), shop)) {
				names = append(names, seat.Name)
			}
			return names
		}
		if diff := cmp.Diff([]string{"a:z", "shop:a-b", "shop:ab", "shop:b", "店:王"}, names("")); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
		if diff := cmp.Diff([]string{"shop:a-b", "shop:ab", "shop:b"}, names("shop")); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
	})
}
