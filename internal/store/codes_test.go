package store_test

import (
	"strings"
	"testing"
	"time"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/internal/store"
)

// sendCode sends the code 480215 for ten minutes.
func sendCode(t testing.TB, s *store.Store, owner applications.Account, at time.Time) error {
	t.Helper()
	return s.SendCode(t.Context(), owner.ID, "480215", at.Add(10*time.Minute), []outbox.Notice{{Channel: outbox.SMS,
		Kind: "mobile-code", Account: owner.ID, To: "13900000000", Body: "480215"}})
}

func TestTheRightCodeVerifiesOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner := applicant(t, s, "wang")
		wantKind(t, s.VerifyMobile(t.Context(), owner.ID, "480215"), fault.Invalid, "no code was sent")
		must(t, sendCode(t, s, owner, start))
		must(t, s.VerifyMobile(t.Context(), owner.ID, "480215"))
		if at := profileOf(t, s, owner.ID).MobileVerifiedAt; !at.Equal(start) {
			t.Errorf("verified at %v, want %v", at, start)
		}
		wantKind(t, s.VerifyMobile(t.Context(), owner.ID, "480215"), fault.Invalid, "no code was sent")
		queued := got[[]outbox.Notice](t)(s.Notices(t.Context(), outbox.Queued, 0))
		if len(queued) != 1 || queued[0].Body != "480215" {
			t.Errorf("got notices %v, want the one with the code", queued)
		}
		wantActions(t, s, owner.ID, "register by "+owner.ID, "send_code by "+owner.ID, "verify_mobile by "+owner.ID)
	})
}

func TestACodeExpires(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		c := newClock()
		s := open(t, p, c.now)
		owner := applicant(t, s, "wang")
		must(t, sendCode(t, s, owner, start))
		c.forward(10*time.Minute + time.Microsecond)
		wantKind(t, s.VerifyMobile(t.Context(), owner.ID, "480215"), fault.Invalid, "expired")
		must(t, sendCode(t, s, owner, c.now()))
		must(t, s.VerifyMobile(t.Context(), owner.ID, "480215"))
	})
}

func TestACodeMayBeTriedFiveTimes(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		c := newClock()
		s := open(t, p, c.now)
		owner := applicant(t, s, "wang")
		must(t, sendCode(t, s, owner, start))
		for _, left := range []string{"4", "3", "2", "1", "0"} {
			wantKind(t, s.VerifyMobile(t.Context(), owner.ID, "000000"), fault.Invalid, left+" tries are left")
		}
		wantKind(t, s.VerifyMobile(t.Context(), owner.ID, "480215"), fault.Denied, "too often")
		if !profileOf(t, s, owner.ID).MobileVerifiedAt.IsZero() {
			t.Error("the mobile is verified after too many tries")
		}
		c.forward(time.Minute)
		must(t, sendCode(t, s, owner, c.now()))
		must(t, s.VerifyMobile(t.Context(), owner.ID, "480215")) // a new code has tries of its own
	})
}

func TestTryingInParallelGainsNothing(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := handles(t, p, 16)
		owner := applicant(t, s[0], "wang")
		must(t, sendCode(t, s[0], owner, start))
		tried := 0
		for _, err := range together(16, func(i int) error { return s[i].VerifyMobile(t.Context(), owner.ID, "000000") }) {
			if err != nil && strings.Contains(err.Error(), "is not right") {
				tried++
			}
		}
		if tried != 5 {
			t.Errorf("a code could be tried %d times in parallel, want 5", tried)
		}
	})
}

func TestAnotherCodeIsSentAfterAMinute(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		c := newClock()
		s := open(t, p, c.now)
		owner := applicant(t, s, "wang")
		must(t, sendCode(t, s, owner, start))
		c.forward(time.Minute - time.Microsecond)
		wantKind(t, sendCode(t, s, owner, c.now()), fault.Conflict, "a moment ago")
		if n := len(got[[]outbox.Notice](t)(s.Notices(t.Context(), "", 0))); n != 1 {
			t.Errorf("%d notices are queued, want 1", n)
		}
		c.forward(time.Microsecond)
		must(t, sendCode(t, s, owner, c.now()))
	})
}

// Who has the code of one mobile must not verify another with it.
func TestACodeIsGoodForTheMobileItWasSentTo(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner := applicant(t, s, "wang")
		must(t, sendCode(t, s, owner, start))
		p := complete(profileOf(t, s, owner.ID))
		p.Mobile = "13811112222"
		must(t, s.SaveProfile(t.Context(), p))
		wantKind(t, s.VerifyMobile(t.Context(), owner.ID, "480215"), fault.Invalid, "not right")
		if !profileOf(t, s, owner.ID).MobileVerifiedAt.IsZero() {
			t.Error("a mobile was verified with another one's code")
		}
	})
}
