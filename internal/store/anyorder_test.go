package store_test

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/store"
	"gangway/internal/store/storetest"
)

// order is what TestAnyOrderOfSteps draws its steps by; a failure names the one to repeat.
var order = flag.Uint64("order", 0, "number of the one order of steps TestAnyOrderOfSteps takes; 0 for some that are fixed and one that is drawn")

// Reviewers and applicants do what comes into their heads, in any order. A small model says what becomes of it: the store
// agrees after each step, refuses each step that is not allowed, with the right kind of error, and its chains are whole.
func TestAnyOrderOfSteps(t *testing.T) {
	for engine, place := range map[string]func(testing.TB) store.Place{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(engine, func(t *testing.T) {
			if *order != 0 {
				walk(t, place, *order)
				return
			}
			total := counts{map[string]int{}, map[string]int{}}
			for number := range fixedOrders {
				total.add(walk(t, place, uint64(number+1)))
			}
			walk(t, place, rand.Uint64())
			for name, s := range steps {
				if total.done[name] == 0 || s.refusable && total.refused[name] == 0 {
					t.Errorf("%s was done %d times and refused %d times: the fixed orders show too little", name, total.done[name], total.refused[name])
				}
			}
		})
	}
}

// fixedOrders is how many orders are the same in every run, and which together have every step done and refused.
const fixedOrders = 3

// counts says how often each step was done, and refused.
type counts struct{ done, refused map[string]int }

func (c counts) add(other counts) {
	for name := range steps {
		c.done[name] += other.done[name]
		c.refused[name] += other.refused[name]
	}
}

// walk takes the steps of one order in a store of its own.
func walk(t *testing.T, place func(testing.TB) store.Place, number uint64) (c counts) {
	t.Run(strconv.FormatUint(number, 10), func(t *testing.T) {
		p := place(t)
		create(t, p, standing).Close()
		h := newHistory(newOffice(t, p), rand.New(rand.NewPCG(number, 0)))
		c = h.counts
		for i := range 140 {
			name := h.step()
			steps[name].take(h)
			if h.compare(); t.Failed() {
				t.Fatalf("in step %d, %s; repeat it with -run '^TestAnyOrderOfSteps$' -order %d", i, name, number)
			}
		}
	})
	return c
}

// A history is what the model knows.
type history struct {
	*office
	*rand.Rand
	people  []applications.Account
	apps    []*modelled
	batches []*batched
	counts
	mobile map[string]string
}

// A modelled is an application in the model.
type modelled struct {
	id, owner, program, sort string
	state                    applications.State
	claimed, first           string // account ids
	byPerson                 bool
	changes                  int      // grows with each change, as a revision does
	batch                    *batched // of the latest decision
}

// A batched is a batch in the model.
type batched struct {
	id    string
	kind  applications.BatchKind
	state applications.BatchState
	rows  map[*modelled]*row
}

// A row is a row of a batch in the model.
type row struct {
	kind    applications.DecisionKind
	state   applications.RowState
	changes int // those of the application when it was planned, and then when it was done
}

func newHistory(o *office, r *rand.Rand) *history {
	h := &history{office: o, Rand: r, counts: counts{map[string]int{}, map[string]int{}}, mobile: map[string]string{}}
	for _, name := range []string{"wang", "li", "zhao"} {
		h.people = append(h.people, o.citizen(name))
	}
	both := o.citizen("both", access.Reviewer)
	h.people = append(h.people, both)
	return h
}

// A step may happen; how often is its weight. A refusable one is refused now and then.
type step struct {
	take      func(*history)
	weight    int
	refusable bool
}

var steps = map[string]step{
	"apply for a post": {(*history).begins, 7, true}, "submit": {(*history).submits, 10, true}, "withdraw": {(*history).withdraws, 3, true},
	"object": {(*history).objects, 8, true}, "claim": {(*history).claims, 4, true}, "release": {(*history).releases, 4, true},
	"approve": {decidesOne(approval), 5, true}, "return": {decidesOne(returning), 2, true}, "reject": {decidesOne(rejection), 2, true},
	"screen": {(*history).screens, 2, false}, "screen and apply": {(*history).screensAndApplies, 4, false}, "plan": {(*history).plans, 2, false},
	"apply": {(*history).carriesOut, 5, true}, "undo": {(*history).takesBack, 5, true}, "train": {(*history).trains, 4, true},
	"import": {(*history).takesIn, 2, true}, "adopt": {(*history).adopts, 2, false},
}

// step draws what happens next.
func (h *history) step() string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(steps)) {
		names = append(names, slices.Repeat([]string{name}, steps[name].weight)...)
	}
	return names[h.IntN(len(names))]
}

// one returns one of several; ok is false when there are none.
func one[T any](h *history, of []T) (v T, ok bool) {
	if len(of) == 0 {
		return v, false
	}
	return of[h.IntN(len(of))], true
}

// likely draws an application, more often one that a step is meant for than another.
func (h *history) likely(meant func(*modelled) bool) (*modelled, bool) {
	return one(h, slices.DeleteFunc(slices.Clone(h.apps), func(a *modelled) bool { return !meant(a) && h.IntN(4) > 0 }))
}

func (h *history) reviewer() applications.Account {
	r, _ := one(h, h.reviewers())
	return r
}

// reviewers are those of the office, and one who is an applicant too.
func (h *history) reviewers() []applications.Account {
	return []applications.Account{h.clerk, h.mate, h.people[3]}
}

func (h *history) anyProgram() string { p, _ := one(h, []string{"plain", "plain", "double"}); return p }

func (h *history) anySort() string { s, _ := one(h, append([]string{fit, fit}, four...)); return s }

// agrees compares an error with the kind the model expects, and counts the step.
func (h *history) agrees(step string, err, want error) bool {
	h.Helper()
	if fault.KindOf(err) != want || (err == nil) != (want == nil) {
		h.Errorf("%s: got %v, want %v", step, err, want)
	}
	if err == nil {
		h.done[step]++
	} else {
		h.refused[step]++
	}
	return err == nil
}

// open returns an account's application to a program that is not over.
func (h *history) open(owner, program string) *modelled {
	for _, a := range h.apps {
		if a.owner == owner && a.program == program && !slices.Contains([]applications.State{applications.Rejected, applications.Withdrawn, applications.Left}, a.state) {
			return a
		}
	}
	return nil
}

// begins saves a draft, or mends what was returned.
func (h *history) begins() {
	who, _ := one(h, h.people)
	program, sort := h.anyProgram(), h.anySort()
	if sort == unskilled {
		sort = vague // the other could not be handed in
	}
	known, p := h.open(who.ID, program), h.program(program)
	var want error
	if known != nil && known.state != applications.Draft && known.state != applications.Returned {
		want = fault.Conflict
	}
	a, err := h.Begin(h.Context(), actor(who), p)
	if !h.agrees("apply for a post", err, want) {
		return
	}
	a.Answers = got[applications.Answers](h)(p.Fill(nil, applications.Texts(typedBy(sort, freshMobile()))))
	a, err = h.Save(h.Context(), actor(who), p, a)
	must(h, err)
	if known == nil {
		h.apps = append(h.apps, &modelled{id: a.ID, owner: who.ID, program: program, sort: sort, state: applications.Draft})
		return
	}
	known.sort = sort
	known.changes++
}

// byOwner lets the owner do something to an application, or now and then a stranger.
func (h *history) byOwner(step string, act func(by access.Actor, id string) (applications.Application, error), allowed func(*modelled) error, then func(*modelled)) {
	a, ok := h.likely(func(a *modelled) bool { return allowed(a) == nil })
	if !ok {
		return
	}
	who := h.people[h.IntN(len(h.people))]
	for _, p := range h.people {
		if p.ID == a.owner && h.IntN(4) > 0 {
			who = p
		}
	}
	want := fault.NotFound
	if who.ID == a.owner {
		want = allowed(a)
	}
	if _, err := act(actor(who), a.id); h.agrees(step, err, want) {
		a.changes++
		then(a)
	}
}

// in is nil when an application is in one of the states, and fault.Conflict otherwise.
func (a *modelled) in(states ...applications.State) error {
	if slices.Contains(states, a.state) {
		return nil
	}
	return fault.Conflict
}

func (h *history) submits() {
	h.byOwner("submit", func(by access.Actor, id string) (applications.Application, error) {
		return h.Submit(h.Context(), by, id)
	},
		func(a *modelled) error {
			if err := a.in(applications.Draft, applications.Returned); err != nil || a.sort != unskilled {
				return err
			}
			return fault.Invalid
		}, func(a *modelled) { a.state = applications.Submitted })
}

func (h *history) withdraws() {
	h.byOwner("withdraw", func(by access.Actor, id string) (applications.Application, error) {
		return h.Withdraw(h.Context(), by, id)
	}, func(a *modelled) error {
		return a.in(applications.Draft, applications.Submitted, applications.Returned)
	}, func(a *modelled) { a.state = applications.Withdrawn })
}

func (h *history) objects() {
	h.byOwner("object", func(by access.Actor, id string) (applications.Application, error) {
		return h.Object(h.Context(), by, id)
	},
		func(a *modelled) error {
			if err := a.in(applications.Returned, applications.Rejected); err != nil {
				return err
			}
			if a.batch == nil || a.batch.kind != applications.Screened || h.another(a) {
				return fault.Conflict
			}
			return nil
		}, func(a *modelled) { a.state, a.byPerson = applications.Submitted, true })
}

// another reports whether the applicant has another application to the program under way.
func (h *history) another(a *modelled) bool {
	other := h.open(a.owner, a.program)
	return other != nil && other != a
}

func (h *history) claims() {
	a, ok := h.likely(func(a *modelled) bool { return a.state == applications.Submitted })
	if !ok {
		return
	}
	by := h.reviewer()
	want := a.in(applications.Submitted)
	switch {
	case a.owner == by.ID:
		want = fault.Denied
	case a.claimed != "" && a.claimed != by.ID:
		want = fault.Conflict
	}
	report, err := h.Claim(h.Context(), actor(by), []string{a.id})
	if h.agrees("claim", refusalOf(report, err), want) {
		a.claimed = by.ID
	}
}

func (h *history) releases() {
	a, ok := h.likely(func(a *modelled) bool { return a.claimed != "" })
	if !ok {
		return
	}
	by := h.reviewer()
	for _, r := range h.reviewers() {
		if r.ID == a.claimed && h.IntN(3) > 0 {
			by = r
		}
	}
	var want error
	switch {
	case a.owner == by.ID:
		want = fault.Denied
	case a.claimed != by.ID:
		want = fault.Conflict
	}
	report, err := h.Release(h.Context(), actor(by), []string{a.id})
	if h.agrees("release", refusalOf(report, err), want) {
		a.claimed = ""
	}
}

// refusalOf is the error of one application.
func refusalOf(report applications.Report, err error) error {
	if err == nil && len(report.Refused) > 0 {
		return report.Refused[0].Err
	}
	return err
}

// refusal says why a decision is refused, in the order of the desk.
func (a *modelled) refusal(by string, kind applications.DecisionKind) error {
	action := applications.Approve
	switch {
	case a.claimed != "" && a.claimed != by:
		return fault.Conflict
	case kind == applications.Approval && a.program == "double" && a.first == by:
		return fault.Conflict
	case a.owner == by:
		return fault.Denied
	case kind != applications.Approval:
		action = applications.Reject
	}
	if _, err := applications.Next(a.state, action); err != nil {
		return fault.Conflict
	}
	if kind == applications.Approval && a.sort == unskilled {
		return fault.Invalid
	}
	return nil
}

// decide carries a decision out in the model.
func (a *modelled) decide(by string, kind applications.DecisionKind, in *batched) {
	a.batch = in
	a.changes++
	if kind == applications.Approval && a.program == "double" && a.first == "" {
		a.first = by
	} else {
		a.state = map[applications.DecisionKind]applications.State{applications.Approval: applications.Approved,
			applications.Returning: applications.Returned, applications.Rejection: applications.Rejected}[kind]
		a.first, a.claimed = "", ""
	}
	in.rows[a] = &row{kind, applications.RowDone, a.changes}
}

// decidesOne decides on one application.
func decidesOne(decision func(string) applications.Decision) func(*history) {
	return func(h *history) {
		a, ok := h.likely(func(a *modelled) bool { return a.state == applications.Submitted })
		if !ok {
			return
		}
		by, d := h.reviewer(), decision(a.id)
		report, err := h.Decide(h.Context(), actor(by), d, []string{a.id})
		must(h, err)
		b := &batched{report.Batch, applications.Named, applications.BatchDone, map[*modelled]*row{a: {d.Kind, applications.RowRefused, 0}}}
		h.batches = append(h.batches, b)
		if h.agrees(string(d.Kind), refusalOf(report, nil), a.refusal(by.ID, d.Kind)) {
			a.decide(by.ID, d.Kind, b)
		}
	}
}

// proposal is what the rules propose for an application.
func (a *modelled) proposal(by string) applications.DecisionKind {
	if a.byPerson || a.claimed != "" && a.claimed != by {
		return applications.Leaving
	}
	return proposed[slices.Index(four, a.sort)]
}

// screened opens a batch in the model with what the rules propose.
func (h *history) screened(by, program string) *batched {
	b := &batched{kind: applications.Screened, rows: map[*modelled]*row{}}
	for _, a := range h.apps {
		if a.program == program && a.state == applications.Submitted {
			kind, state := a.proposal(by), applications.RowPlanned
			if kind == applications.Leaving {
				state = applications.RowLeft
			}
			b.rows[a] = &row{kind, state, a.changes}
		}
	}
	h.batches = append(h.batches, b)
	return b
}

func (h *history) screens() {
	by, program := h.reviewer(), h.anyProgram()
	b := h.screened(by.ID, program)
	real, _ := h.screen(by, program, false)
	b.id, b.state = real.ID, applications.BatchPlanned
	h.done["screen"]++
}

func (h *history) screensAndApplies() {
	by, program := h.reviewer(), h.anyProgram()
	b := h.screened(by.ID, program)
	real, _ := h.screen(by, program, true)
	b.id = real.ID
	h.carry(b, by.ID)
	h.done["screen and apply"]++
}

func (h *history) plans() {
	if len(h.apps) == 0 {
		return
	}
	b := &batched{kind: applications.Sheet, state: applications.BatchPlanned, rows: map[*modelled]*row{}}
	var decisions []applications.Decision
	for range 1 + h.IntN(4) {
		a, _ := one(h, h.apps)
		decide, _ := one(h, []func(string) applications.Decision{approval, returning, rejection})
		d := decide(a.id)
		if decisions = append(decisions, d); b.rows[a] == nil {
			b.rows[a] = &row{d.Kind, applications.RowPlanned, a.changes}
		}
	}
	b.id = h.plan(h.reviewer(), decisions...)
	h.batches = append(h.batches, b)
	h.done["plan"]++
}

// carry carries a batch's planned rows out in the model.
func (h *history) carry(b *batched, by string) {
	for a, r := range b.rows {
		switch {
		case r.state != applications.RowPlanned:
		case r.changes != a.changes:
			r.state = applications.RowRefused
		case b.kind == applications.Screened && a.byPerson && (a.claimed == "" || a.claimed == by):
			r.state = applications.RowLeft
		case a.refusal(by, r.kind) != nil:
			r.state = applications.RowRefused
		default:
			a.decide(by, r.kind, b)
		}
	}
	b.state = applications.BatchDone
}

func (h *history) carriesOut() {
	b, ok := one(h, h.batches)
	if !ok {
		return
	}
	by := h.reviewer()
	var want error
	if b.state != applications.BatchPlanned {
		want = fault.Conflict
	}
	if _, _, err := h.Apply(h.Context(), actor(by), b.id, quiet); h.agrees("apply", err, want) {
		h.carry(b, by.ID)
	}
}

func (h *history) takesBack() {
	b, ok := one(h, h.batches)
	if !ok {
		return
	}
	by := h.reviewer()
	var want error
	if b.state != applications.BatchDone {
		want = fault.Conflict
	}
	if _, _, err := h.Undo(h.Context(), actor(by), b.id, quiet); !h.agrees("undo", err, want) {
		return
	}
	for a, r := range b.rows {
		if r.state != applications.RowDone || a.batch != b || a.changes != r.changes || a.owner == by.ID || h.another(a) {
			continue
		}
		r.state = applications.RowUndone
		a.changes++
		a.state, a.batch, a.first = applications.Submitted, nil, ""
	}
	b.state = applications.BatchUndone
}

func (h *history) trains() {
	a, ok := h.likely(func(a *modelled) bool { return a.state == applications.Approved })
	if !ok {
		return
	}
	_, err := h.store.Change(h.Context(), a.id, moving(applications.BeginTraining, access.System, nil))
	if h.agrees("train", err, a.in(applications.Approved)) {
		a.state = applications.Training
		a.changes++
	}
}

// takesIn imports somebody new, or somebody of before.
func (h *history) takesIn() {
	mobile, again := one(h, slices.Sorted(maps.Keys(h.mobile)))
	if !again || len(h.apps) < 8 && h.IntN(2) > 0 {
		mobile = freshMobile()
	}
	program, sort := h.anyProgram(), h.anySort()
	in := got[*applications.Intake](h)(h.NewIntake(actor(h.mate), h.program(program)))
	fates := got[[]applications.Fate](h)(in.Keep(h.Context(), []applications.Taken{got[applications.Taken](h)(in.Take(cells(in, typedBy(sort, mobile)), h.Float64()))}))
	owner, known := h.mobile[mobile]
	for _, a := range h.apps {
		if known && a.owner == owner && a.program == program {
			if fates[0].New {
				h.Errorf("%s was taken in twice", a.id)
			}
			h.refused["import"]++
			return
		}
	}
	if !fates[0].New {
		h.Errorf("got %+v, want a new application", fates[0])
		return
	}
	a := find(h, h.store, fates[0].ID)
	h.mobile[mobile] = a.Account
	h.apps = append(h.apps, &modelled{id: a.ID, owner: a.Account, program: program, sort: sort, state: applications.Submitted})
	h.done["import"]++
}

// adopts lets somebody imported register with the same mobile and show that it is theirs.
func (h *history) adopts() {
	mobile, ok := one(h, slices.Sorted(maps.Keys(h.mobile)))
	if !ok || slices.ContainsFunc(h.people, func(p applications.Account) bool { return p.ID == h.mobile[mobile] }) {
		return
	}
	name := fmt.Sprint("late", len(h.people))
	r := registration(name)
	r.Mobile = mobile
	who := got[applications.Account](h)(h.store.Register(h.Context(), account(name, access.Applicant), r))
	p := got[applications.Profile](h)(h.store.Profile(h.Context(), who.ID))
	must(h, h.store.SaveProfile(h.Context(), identified(p, name)))
	h.verify(who)
	for _, a := range h.apps {
		if a.owner == h.mobile[mobile] {
			a.owner = who.ID
			h.handedOver(a)
		}
	}
	h.mobile[mobile] = who.ID
	h.people = append(h.people, who)
	h.done["adopt"]++
}

// handedOver keeps what was decided of an application open to being taken back: its owner changed, not its state.
func (h *history) handedOver(a *modelled) {
	a.changes++
	if a.batch != nil {
		a.batch.rows[a].changes++
	}
}

// compare compares the store with the model.
func (h *history) compare() {
	h.Helper()
	for _, m := range h.apps {
		a := find(h, h.store, m.id)
		batch := ""
		if m.batch != nil {
			batch = m.batch.id
		}
		want := fmt.Sprint(m.state, m.owner, m.claimed, m.first, m.byPerson, batch)
		if got := fmt.Sprint(a.State, a.Account, a.ClaimedBy, a.FirstBy, a.ByPerson, a.Batch); got != want {
			h.Errorf("%s: state, owner, claim, first approval, by a person, batch: got %s, want %s", m.id, got, want)
		}
	}
	for _, b := range h.batches {
		rows := h.rows(b.id)
		if len(rows) != len(b.rows) {
			h.Errorf("batch %s has %d rows, want %d", b.id, len(rows), len(b.rows))
		}
		for a, r := range b.rows {
			if got := rows[a.id]; got.State != r.state || got.Decision.Kind != r.kind {
				h.Errorf("%s in batch %s: got %s %s (%v), want %s %s", a.id, b.id, got.Decision.Kind, got.State, got.Refused, r.kind, r.state)
			}
		}
		if state := got[applications.Batch](h)(h.store.Batch(h.Context(), b.id)).State; state != b.state {
			h.Errorf("batch %s is %s, want %s", b.id, state, b.state)
		}
	}
	wantIntact(h, h.store)
}
