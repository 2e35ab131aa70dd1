package applications

import (
	"context"
	"time"

	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/calendar"
	"gangway/internal/fault"
)

// Screen lets the rules of a program propose a decision on each of its submitted applications, in a new batch. The
// proposals are done at once when apply is set, and only written down otherwise.
func (d Desk) Screen(ctx context.Context, by access.Actor, p Program, apply bool, tell Progress) (Batch, Tally, error) {
	if err := access.Allowed(by, "review screen"); err != nil {
		return Batch{}, Tally{}, err
	}
	b := Batch{Kind: Screened, Program: p.ID, State: BatchPlanning, OpenedBy: by.ID(), OpenedAt: d.Now()}
	if apply {
		b.State, b.AppliedBy, b.AppliedAt = BatchScreening, by.ID(), b.OpenedAt
	}
	if _, err := d.screener(by, p); err != nil { // before anything is written
		return Batch{}, Tally{}, err
	}
	id, err := d.Store.OpenBatch(ctx, b, nil)
	if err != nil {
		return Batch{}, Tally{}, err
	}
	b.ID = id
	tally, err := d.screen(ctx, by, b, tell)
	return b, tally, err
}

// screen works a screening to its end, from wherever it stands.
func (d Desk) screen(ctx context.Context, by access.Actor, b Batch, tell Progress) (Tally, error) {
	p, err := d.Library.Program(b.Program)
	if err != nil {
		return Tally{}, err
	}
	s, err := d.screener(by, p)
	if err != nil {
		return Tally{}, err
	}
	phase, after := PhasePlan, BatchPlanned
	if b.State == BatchScreening {
		phase, after = PhaseScreen, BatchDone
	}
	now := d.Now()
	return d.work(ctx, by, b, phase, b.State, after, tell, func(r Row) (Ruling, error) {
		facts, err := r.facts(p)
		switch {
		case fault.KindOf(err) != nil: // such as of somebody whose details were erased
			return refused(Decision{Application: r.Application.ID, Kind: Leaving}, err), nil
		case err != nil:
			return Ruling{}, err
		}
		decision := s.propose(r.Application, facts)
		switch {
		case decision.Kind == Leaving:
			return Ruling{Decision: decision, State: RowLeft}, nil
		case phase == PhasePlan:
			return Ruling{Decision: decision, State: RowPlanned}, nil
		}
		return d.carryOut(by, p, s.set, r, b, decision, now)
	})
}

// facts returns what the application is judged by.
func (r Row) facts(p Program) (Facts, error) {
	if r.Application.Judged.Facts != nil {
		return r.Application.Judged.Facts, nil
	}
	answers, profile, err := r.Open()
	return FactsOf(p.Fields, answers, profile.Measured, calendar.Of(r.Application.SubmittedAt)), err
}

// carryOut turns a decision into a ruling. What a single decision checks in the answers was checked when they were handed
// in; only the rules may have changed since, and they are asked again.
func (d Desk) carryOut(by access.Actor, p Program, set *RuleSet, r Row, b Batch, decision Decision, now time.Time) (Ruling, error) {
	decision.At = now
	change, decision, err := rule(by, p, r.Application, b, decision)
	if err == nil && decision.Kind == Approval {
		err = d.mayApproveByRules(p, set, r)
	}
	switch {
	case fault.KindOf(err) != nil:
		return refused(decision, err), nil
	case err != nil:
		return Ruling{}, err
	}
	ruling := Ruling{Decision: decision, State: RowDone, Change: &change}
	if change.After().State != Submitted {
		ruling.Notice = noticeKinds[decision.Kind]
	}
	return ruling, nil
}

// refused is the ruling on a row that cannot be decided. Nobody decided it: the row may be the reviewer's own.
func refused(decision Decision, err error) Ruling {
	decision.By, decision.At = "", time.Time{}
	return Ruling{Decision: decision, State: RowRefused, Refused: err}
}

var noticeKinds = map[DecisionKind]string{Approval: "approved", Returning: "returned", Rejection: "rejected"}

func (d Desk) mayApproveByRules(p Program, set *RuleSet, r Row) error {
	facts, err := r.facts(p)
	if err != nil {
		return err
	}
	verdicts := set.Judge(facts)
	for i, rule := range p.Rules {
		if rule.Severity == Hard && verdicts[i] == Fail.letter() {
			return fault.New(fault.Invalid, "%s does not meet the condition %q", r.Application.ID, rule.ID)
		}
	}
	return nil
}

// planAtOnce is how many rows of a plan are written in one transaction.
const planAtOnce = 1000

// Plan records the decisions that read yields, each on its own application, for Apply to carry out later. Until all of
// them are written the batch cannot be applied.
func (d Desk) Plan(ctx context.Context, by access.Actor, read func(yield func(Decision) error) error) (Batch, error) {
	if err := access.Allowed(by, "review plan"); err != nil {
		return Batch{}, err
	}
	b := Batch{Kind: Sheet, State: BatchPlanning, OpenedBy: by.ID(), OpenedAt: d.Now()}
	var err error
	if b.ID, err = d.Store.OpenBatch(ctx, b, nil); err != nil {
		return b, err
	}
	var rows []Decision
	err = read(func(decision Decision) error {
		if rows = append(rows, decision); len(rows) < planAtOnce {
			return nil
		}
		err := d.Store.PlanRows(ctx, b.ID, rows)
		rows = rows[:0]
		return err
	})
	if err == nil {
		err = d.Store.PlanRows(ctx, b.ID, rows)
	}
	if err == nil {
		err = d.Store.Leave(ctx, b, BatchPlanning, BatchPlanned)
	}
	b.State = BatchPlanned
	return b, err
}

// CheckPlanned returns nil when a decision could be carried out on an application as it is now.
func (d Desk) CheckPlanned(decision Decision, a Application) error {
	if err := d.checkDecision(decision); err != nil {
		return err
	}
	p, err := d.Library.Program(a.Program)
	if err != nil {
		return err
	}
	if err := p.checkFixes(decision.Fixes); err != nil {
		return err
	}
	_, err = Next(a.State, decisionActions[decision.Kind])
	return err
}

// Apply carries out what a batch planned, or finishes what was stopped half way. Applying a batch again changes nothing.
func (d Desk) Apply(ctx context.Context, by access.Actor, typed string, tell Progress) (Batch, Tally, error) {
	if err := access.Allowed(by, "review apply"); err != nil {
		return Batch{}, Tally{}, err
	}
	b, err := d.Store.Batch(ctx, typed)
	if err != nil {
		return b, Tally{}, err
	}
	switch {
	case b.Kind == Screened && b.State == BatchPlanning:
		tally, err := d.screen(ctx, by, b, tell)
		if err == nil {
			err = fault.New(fault.Conflict, "the plan of the batch %s was broken off; it is finished now, look at it before it is applied", b.ID).
				WithHint("gangway review batch %s", b.ID)
		}
		return b, tally, err
	case b.State == BatchScreening:
		tally, err := d.screen(ctx, by, b, tell)
		return b, tally, err
	}
	if err := b.checkState(BatchPlanned, BatchApplying); err != nil {
		return b, Tally{}, err
	}
	tally, err := d.apply(ctx, by, b, tell)
	return b, tally, err
}

func (d Desk) apply(ctx context.Context, by access.Actor, b Batch, tell Progress) (Tally, error) {
	sets, now := map[string]*RuleSet{}, d.Now()
	var s *screener
	if b.Kind == Screened {
		p, err := d.Library.Program(b.Program)
		if err == nil {
			s, err = d.screener(by, p)
		}
		if err != nil {
			return Tally{}, err
		}
	}
	return d.work(ctx, by, b, PhaseApply, BatchApplying, BatchDone, tell, func(r Row) (Ruling, error) {
		p, err := d.Library.Program(r.Application.Program)
		switch {
		case fault.KindOf(err) != nil: // such as of a program whose file is gone
			return refused(r.Decision, err), nil
		case err != nil:
			return Ruling{}, err
		}
		if sets[p.ID] == nil {
			sets[p.ID] = p.RuleSet()
		}
		if r.Application.State == Submitted && r.Revision != r.Application.Revision {
			err := fault.New(fault.Conflict, "%s was changed after it was planned", r.Application.ID).WithHint("gangway review show %s", r.Application.ID)
			return refused(r.Decision, err), nil
		}
		if s != nil {
			if ruling, differs, err := s.stillProposes(r); differs || err != nil {
				return ruling, err
			}
		}
		return d.carryOut(by, p, sets[p.ID], r, b, r.Decision, now)
	})
}

// stillProposes asks the rules again about a row they planned. They may have changed, and so may what is left to a person.
func (s *screener) stillProposes(r Row) (ruling Ruling, differs bool, err error) {
	facts, err := r.facts(s.program)
	switch {
	case fault.KindOf(err) != nil:
		return refused(r.Decision, err), true, nil
	case err != nil:
		return Ruling{}, false, err
	}
	a, now := r.Application, s.propose(r.Application, facts)
	switch {
	case a.State != Submitted, a.ClaimedBy != "" && a.ClaimedBy != s.by.ID(), now.Kind == r.Decision.Kind,
		r.Decision.Kind == Approval && now.Kind == Rejection: // carrying it out says better what is in the way
		return Ruling{}, false, nil
	case now.Kind == Leaving:
		return Ruling{Decision: r.Decision, State: RowLeft}, true, nil
	}
	return refused(r.Decision, fault.New(fault.Conflict, "the rules have changed since and propose something else for %s", r.Application.ID)), true, nil
}

// Undo takes back what a batch did, where nothing has happened since.
func (d Desk) Undo(ctx context.Context, by access.Actor, typed string, tell Progress) (Batch, Tally, error) {
	if err := access.Allowed(by, "review undo"); err != nil {
		return Batch{}, Tally{}, err
	}
	b, err := d.Store.Batch(ctx, typed)
	if err == nil {
		err = b.checkState(BatchScreening, BatchApplying, BatchDone, BatchUndoing)
	}
	if err != nil {
		return b, Tally{}, err
	}
	now := d.Now()
	tally, err := d.work(ctx, by, b, PhaseUndo, BatchUndoing, BatchUndone, tell, func(r Row) (Ruling, error) {
		change, err := takeBack(by, r, b, now)
		ruling := Ruling{Decision: r.Decision, State: RowUndone, Change: &change, Notice: "corrected"}
		switch {
		case fault.KindOf(err) != nil: // it stays done, and the batch says why
			ruling.State, ruling.Change, ruling.Notice, ruling.Refused = RowRefused, nil, "", err
		case err != nil:
			return ruling, err
		case r.Application.State == Submitted:
			ruling.Notice = "" // a first approval was not told
		}
		return ruling, nil
	})
	return b, tally, err
}

// takeBack returns the change that takes a decision back. It is fault.Conflict when the application has gone on since.
func takeBack(by access.Actor, r Row, b Batch, now time.Time) (Change, error) {
	a := r.Application
	if a.Batch != b.ID || a.Revision != r.Revision {
		return Change{}, fault.New(fault.Conflict, "%s has gone on since: it is %s", a.ID, a.State).WithHint("gangway review show %s", a.ID)
	}
	a.Reason, a.Note, a.Fixes, a.Courses, a.Batch, a.FirstBy = "", "", nil, nil, "", ""
	return Move(a, Undo, by, now, audit.Details{"batch": b.ID})
}

// work takes a batch through one phase: range by range, until none is left.
func (d Desk) work(ctx context.Context, by access.Actor, b Batch, phase Phase, during, after BatchState, tell Progress, rule func(Row) (Ruling, error)) (Tally, error) {
	total, err := d.Store.Enter(ctx, b, phase, before[phase], during, by.ID())
	if err != nil {
		return Tally{}, err
	}
	tell(0, total)
	for done := 0; ; {
		tally, more, err := d.Store.WorkRange(ctx, b, phase, func(r Row) (Ruling, error) {
			ruling, err := rule(r)
			ruling.Refused = r.TellWho(ruling.Refused)
			return ruling, err
		})
		if err != nil {
			return Tally{}, err
		}
		done += tally.Rows
		tell(done, max(total, done))
		if !more {
			break
		}
	}
	if err := d.Store.Leave(ctx, b, during, after); err != nil {
		return Tally{}, err
	}
	return d.Store.TallyBatch(ctx, b.ID)
}

// before lists the states a batch may be in when a phase begins, or is taken up again.
var before = map[Phase][]BatchState{
	PhasePlan: {BatchPlanning}, PhaseScreen: {BatchScreening}, PhaseApply: {BatchPlanned, BatchApplying},
	PhaseUndo: {BatchScreening, BatchApplying, BatchDone, BatchUndoing},
}
