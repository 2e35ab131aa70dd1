package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/store"
)

// queue fills a store with applications of two people in several states. Their programs name them.
func queue(t testing.TB, s *store.Store, wang, li applications.Account) {
	t.Helper()
	reviewer := staff(t, s, "clerk", access.Reviewer)
	hand := func(owner applications.Account, name, program string, due time.Duration, verdict applications.Verdict) string {
		d := newDraft(owner, program)
		d.Name = name
		a := got[applications.Application](t)(s.SaveAnswers(t.Context(), d, saved(owner)))
		got[applications.Application](t)(s.Change(t.Context(), a.ID, func(a applications.Application, _ applications.Profile) (applications.Outcome, error) {
			a.SubmittedAt, a.DueAt, a.Verdict, a.Provisional = start.Add(-due), start.Add(due), verdict, verdict == applications.Unknown
			change, err := applications.Move(a, applications.Submit, actor(owner), start, nil)
			return applications.Outcome{Change: change}, err
		}))
		return a.ID
	}
	hand(wang, "c", "late", 3*time.Hour, applications.Pass)
	hand(wang, "b", "soon", time.Hour, applications.Unknown)
	hand(li, "a", "overdue", -time.Microsecond, applications.Fail)
	hand(li, "d", "now", 0, applications.Pass)
	returned := hand(li, "e", "returned", -time.Hour, applications.Pass)
	got[applications.Application](t)(s.Change(t.Context(), returned, moving(applications.Return, actor(reviewer), nil)))
	draft := newDraft(wang, "draft")
	draft.Name = "f"
	got[applications.Application](t)(s.SaveAnswers(t.Context(), draft, saved(wang)))
}

func TestApplicationsAreFilteredAndSorted(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		wang, li := applicant(t, s, "wang"), applicant(t, s, "li")
		queue(t, s, wang, li)
		open := []applications.State{applications.Submitted}
		for name, c := range map[string]struct {
			filter store.Filter
			want   []string
		}{
			"all, the soonest due first":        {store.Filter{}, []string{"returned", "overdue", "now", "soon", "late", "draft"}},
			"the same by name of the order":     {store.Filter{Sort: "due"}, []string{"returned", "overdue", "now", "soon", "late", "draft"}},
			"the longest handed in first":       {store.Filter{Sort: "submitted"}, []string{"late", "soon", "now", "overdue", "returned", "draft"}},
			"by name":                           {store.Filter{Sort: "name"}, []string{"overdue", "soon", "late", "now", "returned", "draft"}},
			"those that wait for a decision":    {store.Filter{States: open}, []string{"overdue", "now", "soon", "late"}},
			"several states":                    {store.Filter{States: []applications.State{applications.Draft, applications.Returned}}, []string{"returned", "draft"}},
			"a state nothing is in":             {store.Filter{States: []applications.State{applications.Live}}, []string{}},
			"no state there is":                 {store.Filter{States: []applications.State{"%"}}, []string{}},
			"what is overdue, to the moment":    {store.Filter{Overdue: true}, []string{"overdue"}},
			"one account's":                     {store.Filter{Account: li.ID}, []string{"returned", "overdue", "now"}},
			"one program's":                     {store.Filter{Program: "soon"}, []string{"soon"}},
			"by verdict":                        {store.Filter{Verdict: applications.Unknown}, []string{"soon"}},
			"everything at once":                {store.Filter{Account: wang.ID, States: open, Verdict: applications.Pass, Sort: "name", Limit: 5}, []string{"late"}},
			"the first two":                     {store.Filter{Limit: 2}, []string{"returned", "overdue"}},
			"the first two that can be decided": {store.Filter{States: open, Limit: 2}, []string{"overdue", "now"}},
			"an account that is not there":      {store.Filter{Account: "nobody"}, []string{}},
		} {
			programs := []string{}
			list := got[[]applications.Application](t)(s.Applications(t.Context(), c.filter))
			for _, a := range list {
				programs = append(programs, a.Program)
				if a.Answers != nil {
					t.Errorf("%s: the list opens answers", name)
				}
			}
			if diff := cmp.Diff(c.want, programs); diff != "" || list == nil {
				t.Errorf("%s: want -, got +\n%s", name, diff)
			}
		}
	})
}

func TestAListSaysWhatAnApplicationSays(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		a := submitted(t, s, applicant(t, s, "wang"), "online-agent")
		want := find(t, s, a.ID)
		want.Answers = nil
		list := got[[]applications.Application](t)(s.Applications(t.Context(), store.Filter{}))
		if diff := cmp.Diff([]applications.Application{want}, list); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
	})
}

func TestAnUnknownOrderIsRefused(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		_, err := s.Applications(t.Context(), store.Filter{Sort: "id; DROP TABLE accounts"})
		wantKind(t, err, fault.Usage, "due, submitted, name")
	})
}
