package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/store"
)

func profileOf(t testing.TB, s *store.Store, account string) applications.Profile {
	t.Helper()
	return got[applications.Profile](t)(s.Profile(t.Context(), account))
}

func TestAProfileComesBackAsItWasSaved(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner := applicant(t, s, "wang")
		want := complete(profileOf(t, s, owner.ID))
		must(t, s.SaveProfile(t.Context(), want))
		if diff := cmp.Diff(want, profileOf(t, s, owner.ID)); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
		wantActions(t, s, owner.ID, "register by "+owner.ID, "complete_profile by "+owner.ID)
	})
}

func TestANumberThatSaysNoBirthDateIsKeptToo(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner := applicant(t, s, "smith")
		want := complete(profileOf(t, s, owner.ID))
		want.ID = identity.ID{Document: identity.ForeignPermanent, Number: "USA110000000000"}
		must(t, s.SaveProfile(t.Context(), want))
		if diff := cmp.Diff(want, profileOf(t, s, owner.ID)); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
	})
}

func TestOneIdentityBelongsToOneAccount(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		first, second := applicant(t, s, "wang"), applicant(t, s, "wang2")
		taken := complete(profileOf(t, s, first.ID))
		must(t, s.SaveProfile(t.Context(), taken))
		before := profileOf(t, s, second.ID)
		sameNumber := s.SaveProfile(t.Context(), complete(before))
		wantKind(t, sameNumber, fault.Conflict, "cannot be used here")
		other := complete(before)
		other.ID.Number, other.Mobile = "110105198101010021", taken.Mobile
		sameMobile := s.SaveProfile(t.Context(), other)
		wantKind(t, sameMobile, fault.Conflict, "cannot be used here")
		if sameNumber.Error() != sameMobile.Error() {
			t.Errorf("the answers tell which is taken:\n%v\n%v", sameNumber, sameMobile)
		}
		if diff := cmp.Diff(before, profileOf(t, s, second.ID)); diff != "" {
			t.Errorf("a refused profile changed something: want -, got +\n%s", diff)
		}
	})
}

func TestProfilesWithoutANumberDoNotClash(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		for _, name := range []string{"wang", "li"} {
			p := profileOf(t, s, applicant(t, s, name).ID)
			p.LegalName = "王小明"
			must(t, s.SaveProfile(t.Context(), p))
		}
	})
}

func TestOnlyApplicantsHaveAProfile(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		_, err := s.Profile(t.Context(), staff(t, s, "clerk", access.Reviewer).ID)
		wantKind(t, err, fault.NotFound, "only applicants")
		_, err = s.Profile(t.Context(), "nobody")
		wantKind(t, err, fault.NotFound, "only applicants")
	})
}

// Between reading a profile and saving it, the mobile may be verified from another terminal.
func TestASavedProfileKeepsAMobileVerifiedMeanwhile(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner := applicant(t, s, "wang")
		read := complete(profileOf(t, s, owner.ID))
		must(t, sendCode(t, s, owner, start))
		must(t, s.VerifyMobile(t.Context(), owner.ID, "480215"))
		must(t, s.SaveProfile(t.Context(), read))
		if at := profileOf(t, s, owner.ID).MobileVerifiedAt; !at.Equal(start) {
			t.Errorf("after the same mobile was saved it is verified at %v, want %v", at, start)
		}
		read = profileOf(t, s, owner.ID)
		read.Mobile = "13822223333"
		must(t, s.SaveProfile(t.Context(), read))
		if at := profileOf(t, s, owner.ID).MobileVerifiedAt; !at.IsZero() {
			t.Errorf("a mobile that nobody verified is verified at %v", at)
		}
	})
}
