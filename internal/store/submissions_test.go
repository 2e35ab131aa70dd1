package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/store"
)

func TestTheLastTwoSubmissionsAreKept(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner, reviewer := applicant(t, s, "wang"), staff(t, s, "clerk", access.Reviewer)
		a := draft(t, s, owner, "online-agent")
		handedIn := func() (last, before string) {
			one, two, err := s.LastTwoSubmissions(t.Context(), a)
			must(t, err)
			return one.Text("qq"), two.Text("qq")
		}
		if last, before := handedIn(); last != "" || before != "" {
			t.Errorf("before any submission: %q and %q", last, before)
		}
		for i, qq := range []string{"10001", "10002", "10003"} {
			a.Answers["qq"] = qq
			a = got[applications.Application](t)(s.SaveAnswers(t.Context(), a, saved(owner)))
			a = submit(t, s, owner, a.ID)
			last, before := handedIn()
			if want := []string{"", "10001", "10002"}[i]; last != qq || before != want {
				t.Errorf("submission %d: got %q and %q, want %q and %q", i+1, last, before, qq, want)
			}
			a = got[applications.Application](t)(s.Change(t.Context(), a.ID, moving(applications.Return, actor(reviewer), nil)))
		}
	})
}

func TestAnswersKeepTheirTypes(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner := applicant(t, s, "wang")
		a := submitted(t, s, owner, "online-agent")
		last, before, err := s.LastTwoSubmissions(t.Context(), a)
		if diff := cmp.Diff(answers(), last); diff != "" || before != nil || err != nil {
			t.Errorf("before that %v, %v; want -, got +\n%s", before, err, diff)
		}
	})
}

// Sealed answers open at their own place alone, so that nobody can pass an old submission off as the new one.
func TestSealedAnswersCannotBeMoved(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s, db := open(t, p, standing), raw(t, p)
		owner, reviewer := applicant(t, s, "wang"), staff(t, s, "clerk", access.Reviewer)
		for name, other := range map[string]string{
			"between submissions":  `SELECT s.answers FROM submissions s WHERE s.seq = 1 AND s.application = submissions.application`,
			"into a submission":    `SELECT a.answers FROM applications a WHERE a.id = submissions.application`,
			"between applications": `SELECT s.answers FROM submissions s WHERE s.seq = 1 AND s.application <> submissions.application LIMIT 1`,
		} {
			submitted(t, s, owner, "another than "+name)
			a := submitted(t, s, owner, name)
			got[applications.Application](t)(s.Change(t.Context(), a.ID, moving(applications.Return, actor(reviewer), nil)))
			submit(t, s, owner, a.ID)
			_, _, err := s.LastTwoSubmissions(t.Context(), a)
			must(t, err)
			alter(t, db, `UPDATE submissions SET answers = (`+other+`) WHERE seq = 2 AND application = $1`, a.ID)
			_, _, err = s.LastTwoSubmissions(t.Context(), a)
			wantKind(t, err, fault.Invalid, "belongs elsewhere")
		}
	})
}
