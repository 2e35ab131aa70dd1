package store_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/audit"
	"gangway/internal/store"
)

// exported lists what an export visits.
func (o *office) exported(f store.Filter, answers bool) (list []store.Exported) {
	o.Helper()
	must(o, o.store.Export(o.Context(), f, answers, func(e store.Exported) error {
		list = append(list, e)
		return nil
	}))
	return list
}

func idsOf(list []store.Exported) (ids []string) {
	for _, e := range list {
		ids = append(ids, e.ID)
	}
	return ids
}

func TestAnExportVisitsWhatTheFilterFinds(t *testing.T) {
	eachOffice(t, func(o *office) {
		plain, double := o.imports("plain", fit, unskilled, vague, rude), o.imports("double", fit)
		wang := o.citizen("wang")
		draft := got[applications.Application](o)(o.Save(o.Context(), actor(wang), o.program("plain"),
			got[applications.Application](o)(o.Begin(o.Context(), actor(wang), o.program("plain")))))
		o.decides(o.clerk, approval(plain[0]))
		must(o, claiming(o, o.mate, plain[1]))
		waiting := slices.Sorted(slices.Values(plain[1:]))
		for name, c := range map[string]struct {
			filter store.Filter
			want   []string
		}{
			"everything handed in, by program, state and id": {store.Filter{Handed: true}, append([]string{double[0]}, append(slices.Clone(waiting), plain[0])...)},
			"a program":                 {store.Filter{Handed: true, Program: "double"}, double},
			"a program there is not":    {store.Filter{Handed: true, Program: "nothing"}, nil},
			"a state":                   {store.Filter{States: []applications.State{applications.Approved}}, plain[:1]},
			"drafts, if they are meant": {store.Filter{States: []applications.State{applications.Draft}}, []string{draft.ID}},
			"a verdict":                 {store.Filter{Verdict: applications.Unknown}, []string{plain[2]}},
			"several at once":           {store.Filter{Program: "plain", Verdict: applications.Pass, States: []applications.State{applications.Submitted}}, nil},
		} {
			if diff := cmp.Diff(c.want, idsOf(o.exported(c.filter, false))); diff != "" {
				o.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
		for _, e := range o.exported(store.Filter{Verdict: applications.Fail, Program: "plain"}, true) {
			if e.ID != plain[1] {
				continue
			}
			want := []store.Ruled{{Rule: "legal-minimum-age", Verdict: applications.Pass}, {Rule: "skill", Verdict: applications.Fail},
				{Rule: "experience", Verdict: applications.Pass}, {Rule: "manner", Verdict: applications.Pass}}
			if diff := cmp.Diff(want, e.Rules); diff != "" || e.ClaimedName != "mate" || e.Answers["months"] != int64(12) {
				o.Errorf("got %+v, rules (-want +got):\n%s", e, diff)
			}
		}
		if e := o.exported(store.Filter{Program: "double"}, false)[0]; e.Answers != nil {
			o.Errorf("answers nobody asked for were opened: %v", e.Answers)
		}
	})
}

// More than fit a page are all visited once, and an error ends it.
func TestAnExportGoesOnBehindAPage(t *testing.T) {
	eachOffice(t, func(o *office) {
		const many = 2100
		ids := o.imports("plain", slices.Repeat([]string{fit}, many)...)
		slices.Sort(ids)
		if diff := cmp.Diff(ids, idsOf(o.exported(store.Filter{}, false))); diff != "" {
			o.Errorf("(-want +got):\n%s", diff)
		}
		full, visited := errors.New("the disk is full"), 0
		err := o.store.Export(o.Context(), store.Filter{}, false, func(store.Exported) error {
			if visited++; visited == 3 {
				return full
			}
			return nil
		})
		if !errors.Is(err, full) || visited != 3 {
			o.Errorf("got %v after %d", err, visited)
		}
		o.decides(o.clerk, approval(ids[0])) // the store is free again
	})
}

// Whoever is forgotten stands in the export without what they filled in.
func TestAnExportPassesOverAnswersThatNobodyCanRead(t *testing.T) {
	eachOffice(t, func(o *office) {
		ids := o.imports("plain", fit)
		o.alter(`DELETE FROM people WHERE account = (SELECT account FROM applications WHERE id = $1)`, ids[0])
		if list := o.exported(store.Filter{}, true); len(list) != 1 || list[0].Answers != nil {
			o.Errorf("got %+v", list)
		}
	})
}

func TestThatDetailsAreHandedOutIsRecorded(t *testing.T) {
	eachOffice(t, func(o *office) {
		o.imports("plain", fit, vague)
		for range 2 {
			event := audit.Event{Action: "export", Actor: o.clerk.ID, At: o.Now(), Details: audit.Details{"reason": "contracts"}}
			must(o, o.store.RecordExport(o.Context(), store.Filter{Verdict: applications.Pass}, event))
		}
		list := got[[]audit.Event](o)(o.store.Events(o.Context(), "exports"))
		if len(list) != 2 || list[1].Details["reason"] != "contracts" || list[1].Details["applications"] != float64(1) {
			o.Errorf("got %+v, want two events of one application each", list)
		}
		wantIntact(o, o.store)
	})
}
