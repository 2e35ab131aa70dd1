package store_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"gangway/applications"
	"gangway/applications/typing"
)

// typist is a program with a rule over the typing speed, which has to be measured.
func typist(least int) *applications.Library {
	form := postForm + "  - {id: speed, kind: number, label: {zh-CN: 速度, en: Speed}, evidence: {by: typing_test, text: {zh-CN: 打字测试, en: a typing test}}}\n"
	rule := fmt.Sprintf("  - {id: fast, severity: soft, source: S0-05, reason: {zh-CN: 要快, en: is fast}, expr: speed >= %d}\n", least)
	return applications.NewLibrary(fstest.MapFS{
		"forms/short.yaml":     {Data: []byte(form)},
		"programs/typist.yaml": {Data: []byte(post{"typist", 1, 6}.yaml() + rule)},
	})
}

// types takes a typing test with a result.
func (o *office) types(who applications.Account, r typing.Result) {
	o.Helper()
	room := booth(o.store, o.Now)
	try := begun(o, room, who)
	got[typing.Try](o)(room.End(o.Context(), actor(who), try.ID, r))
	o.alter(`UPDATE typing_tries SET ended_at = '2026-11-01T00:00:00.000000Z' WHERE id = $1`, try.ID) // so that the next may begin
}

func TestAMeasuredSpeedCountsForWhatAwaitsReview(t *testing.T) {
	eachOffice(t, func(o *office) {
		o.Library = typist(60)
		quick, slow := o.citizen("quick"), o.citizen("slow")
		claim := func(who applications.Account) string {
			p := o.program("typist")
			a := got[applications.Application](o)(o.Begin(o.Context(), actor(who), p))
			typed := typedBy(fit, freshMobile())
			typed["speed"] = "66"
			a.Answers = got[applications.Answers](o)(p.Fill(a.Answers, applications.Texts(typed)))
			a = got[applications.Application](o)(o.Save(o.Context(), actor(who), p, a))
			return got[applications.Application](o)(o.Submit(o.Context(), actor(who), a.ID)).ID
		}
		for _, tt := range []struct {
			who   applications.Account
			speed int
			want  applications.Verdict
			value int64
		}{{quick, 61, applications.Pass, 61}, {slow, 59, applications.Fail, 59}} {
			id := claim(tt.who)
			before := find(o, o.store, id)
			if before.Verdict != applications.Unknown {
				o.Fatalf("a claimed speed is judged %s, want unknown", before.Verdict)
			}
			wantRemeasured(o, tt.who) // nothing was measured yet
			o.types(tt.who, reached(99, 1))
			wantRemeasured(o, tt.who) // nor was anything that is evidence
			o.types(tt.who, reached(tt.speed))
			wantRemeasured(o, tt.who, id)
			wantRemeasured(o, tt.who) // the second time there is nothing new
			after := find(o, o.store, id)
			if after.Verdict != tt.want || after.State != applications.Submitted || after.Revision != before.Revision+1 || !after.DueAt.Equal(before.DueAt) {
				o.Errorf("got %+v, want it judged %s and else as it was: %+v", after, tt.want, before)
			}
			results := got[[]applications.Result](o)(after.Judged.Results())
			if fast := results[len(results)-1]; fast.Verdict != tt.want || fast.Value != tt.value || fast.Claimed != nil {
				o.Errorf("the rule says %+v, want %s of %d", fast, tt.want, tt.value)
			}
			wantActions(o, o.store, id, "begin by "+tt.who.ID, "submit by "+tt.who.ID, "remeasure by "+tt.who.ID)
		}
		wantIntact(o, o.store)
	})
}

func wantRemeasured(o *office, who applications.Account, want ...string) {
	o.Helper()
	ids := got[[]string](o)(o.Remeasure(o.Context(), actor(who)))
	if strings.Join(ids, " ") != strings.Join(want, " ") {
		o.Errorf("judged otherwise: %v, want %v", ids, want)
	}
}

func TestWhatIsDecidedIsNotJudgedAgain(t *testing.T) {
	eachOffice(t, func(o *office) {
		wang := o.citizen("wang")
		id := o.applies(wang, "plain", fit)
		o.decides(o.clerk, approval(id))
		o.Library = libraryOf(post{"plain", 1, 24})
		wantRemeasured(o, wang)
		if a := find(o, o.store, id); a.Verdict != applications.Pass {
			o.Errorf("got %s", a.Verdict)
		}
	})
}

// An age is that of the day of handing in, however long afterwards a speed is measured.
func TestNobodyGrowsOlderByTyping(t *testing.T) {
	eachOffice(t, func(o *office) {
		wang := o.citizen("wang")
		id := o.applies(wang, "plain", fit)
		age := find(o, o.store, id).Judged.Facts["age"]
		now := o.Now
		o.Now = func() time.Time { return now().AddDate(3, 0, 0) }
		o.Library = libraryOf(post{"plain", 1, 24}) // so that there is something to judge otherwise
		wantRemeasured(o, wang, id)
		if got := find(o, o.store, id).Judged.Facts["age"]; got != age {
			o.Errorf("the age is %v, was %v", got, age)
		}
	})
}
