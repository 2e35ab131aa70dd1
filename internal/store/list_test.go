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
		want.Answers, want.Judged, want.Fixes, want.Revision, want.CreatedAt = nil, applications.Judgement{}, nil, 0, time.Time{}
		list := got[[]applications.Application](t)(s.Applications(t.Context(), store.Filter{}))
		if diff := cmp.Diff([]applications.Application{want}, list); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
	})
}

// Pages that follow each other have every application once, whatever the order.
func TestAListGoesOnBehindItsLast(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		queue(t, s, applicant(t, s, "wang"), applicant(t, s, "li"))
		for _, sort := range []string{"due", "submitted", "name"} {
			for _, states := range [][]applications.State{nil, {applications.Submitted}} {
				var paged []string
				whole := got[[]applications.Application](t)(s.Applications(t.Context(), store.Filter{Sort: sort, States: states}))
				for after := ""; ; {
					page := got[[]applications.Application](t)(s.Applications(t.Context(), store.Filter{Sort: sort, States: states, After: after, Limit: 2}))
					if len(page) == 0 {
						break
					}
					for _, a := range page {
						paged, after = append(paged, a.Program), a.ID
					}
				}
				var want []string
				for _, a := range whole {
					want = append(want, a.Program)
				}
				if diff := cmp.Diff(want, paged); diff != "" {
					t.Errorf("by %s, %v (-whole +paged):\n%s", sort, states, diff)
				}
			}
		}
		_, err := s.Applications(t.Context(), store.Filter{After: "nothing"})
		wantKind(t, err, fault.NotFound, "nothing")
	})
}

func TestAListOfWhatIsTakenOnOrFreeOrSoonDue(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := o.imports("plain", fit, fit, fit)
		must(o, claiming(o, o.mate, ids[0]))
		must(o, claiming(o, o.clerk, ids[1]))
		due := find(o, o.store, ids[2]).DueAt
		for name, c := range map[string]struct {
			filter store.Filter
			want   int
		}{
			"taken on by one":        {store.Filter{Claimed: o.mate.ID}, 1},
			"free":                   {store.Filter{Free: true}, 1},
			"due by then":            {store.Filter{DueBy: due}, 3},
			"not due by then":        {store.Filter{DueBy: due.Add(-time.Second)}, 0},
			"free and due by then":   {store.Filter{DueBy: due, Free: true}, 1},
			"taken on by one unseen": {store.Filter{Claimed: "nobody"}, 0},
		} {
			if list := got[[]applications.Application](o)(o.store.Applications(o.Context(), c.filter)); len(list) != c.want {
				o.Errorf("%s: got %d, want %d", name, len(list), c.want)
			}
		}
	})
}

func TestAnUnknownOrderIsRefused(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		_, err := s.Applications(t.Context(), store.Filter{Sort: "id; DROP TABLE accounts"})
		wantKind(t, err, fault.Usage, "due, submitted, name")
	})
}
