package applications

import (
	"context"
	"errors"
	"slices"
	"time"

	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/calendar"
	"gangway/internal/fault"
)

// Decide makes one decision on each application. Those that cannot take it are refused one by one and do not stop
// the others; an error means that nothing at all could be decided. The batch knows all of them before the first is
// decided, so that what a killed process left can be finished by Apply.
func (d Desk) Decide(ctx context.Context, by access.Actor, decision Decision, ids []string) (Report, error) {
	if err := access.Allowed(by, verbs[decisionActions[decision.Kind]]); err != nil {
		return Report{}, err
	}
	if err := d.checkDecision(decision); err != nil {
		return Report{}, err
	}
	report := Report{Done: []string{}, Refused: []Refusal{}}
	if len(ids) == 0 {
		return report, nil
	}
	decision.At = d.Now()
	batch := Batch{Kind: Named, State: BatchApplying, OpenedBy: by.ID(), OpenedAt: decision.At, AppliedBy: by.ID(), AppliedAt: decision.At}
	ids = distinct(ids)
	var err error
	if batch.ID, err = d.Store.OpenBatch(ctx, batch, planned(decision, ids)); err != nil {
		return Report{}, err
	}
	report.Batch, decision.Batch = batch.ID, batch.ID
	for _, id := range ids {
		a, err := d.Store.Change(ctx, id, func(a Application, profile Profile) (Outcome, error) {
			return d.decide(by, a, profile, batch, decision)
		})
		switch {
		case err == nil:
			report.Done = append(report.Done, a.ID)
		case fault.KindOf(err) != nil:
			refusal := Refusal{id, tellWho(err, func() (string, time.Time, error) { return d.Store.DecidedBy(ctx, id) })}
			report.Refused = append(report.Refused, refusal)
			err = d.Store.Refuse(ctx, batch.ID, refusal)
		}
		if err != nil && fault.KindOf(err) == nil { // the store failed: the rows before are done, and the caller must hear of it
			return report, err
		}
	}
	return report, d.Store.Leave(ctx, batch, BatchApplying, BatchDone)
}

// distinct drops what was named before.
func distinct(ids []string) (once []string) {
	for _, id := range ids {
		if !slices.Contains(once, id) {
			once = append(once, id)
		}
	}
	return once
}

// planned is one decision on each of several applications.
func planned(decision Decision, ids []string) []Decision {
	rows := make([]Decision, len(ids))
	for i, id := range ids {
		rows[i] = decision
		rows[i].Application = id
	}
	return rows
}

// tellWho adds to a conflict who decided on the application, and when.
func tellWho(err error, look func() (name string, at time.Time, err error)) error {
	if !errors.Is(err, fault.Conflict) {
		return err
	}
	name, at, lookErr := look()
	if lookErr != nil || name == "" {
		return err
	}
	return fault.New(fault.Conflict, "%s; %s decided on it at %s", err, name, calendar.Minute(at)).Because(err)
}

func (d Desk) checkDecision(decision Decision) error {
	if decision.Kind == Approval {
		if decision.Reason != "" || len(decision.Fixes) > 0 {
			return fault.New(fault.Invalid, "an approval has no reason, and nothing to mend")
		}
		return nil
	}
	if _, err := d.Library.reason(decision.Reason, decision.Kind); err != nil {
		return err
	}
	if decision.Kind == Returning && len(decision.Fixes) == 0 {
		return fault.New(fault.Invalid, "a returned application must say what to mend").
			WithHint(`--fix "education: please attach the year of graduation"`)
	}
	return nil
}

var decisionActions = map[DecisionKind]Action{Approval: Approve, Returning: Return, Rejection: Reject}

// decide works out one decision on one application, with everything the applicant filled in before it.
func (d Desk) decide(by access.Actor, a Application, profile Profile, batch Batch, decision Decision) (Outcome, error) {
	p, err := d.Library.Program(a.Program)
	if err != nil {
		return Outcome{}, err
	}
	if err := p.checkFixes(decision.Fixes); err != nil {
		return Outcome{}, err
	}
	change, decision, err := rule(by, p, a, batch, decision)
	if err != nil {
		return Outcome{}, err
	}
	if decision.Kind == Approval {
		if err := d.mayApprove(p, a, profile); err != nil {
			return Outcome{}, err
		}
	}
	outcome := Outcome{Change: change, Decision: &decision}
	if change.After().State != Submitted { // a first approval is nothing to tell of
		outcome.Notices, err = d.decisionNotices(p, a, profile, decision)
	}
	return outcome, err
}

// mayApprove returns nil when an application still meets what it must. It is judged as of the day it was submitted:
// nobody fails by growing older while waiting. An imported applicant completes the profile before training begins.
func (d Desk) mayApprove(p Program, a Application, profile Profile) error {
	wrong, err := obstacles(p, profile, a.Answers, a.SubmittedAt)
	if err == nil && !a.Imported {
		wrong = append(profile.Missing(), wrong...)
	}
	if err == nil && len(wrong) > 0 {
		err = fault.New(fault.Invalid, "%s no longer meets what it must to be approved", a.ID).WithDetails(wrong...)
	}
	return err
}

// rule returns the change a decision makes to an application, and the decision as it is recorded. Two reviewers
// approve where the program wants it so. Errors are those of Move, and fault.Conflict for what a colleague has taken on.
func rule(by access.Actor, p Program, a Application, batch Batch, decision Decision) (Change, Decision, error) {
	if a.ClaimedBy != "" && a.ClaimedBy != by.ID() {
		return Change{}, decision, errClaimed(a)
	}
	action := decisionActions[decision.Kind]
	if decision.Kind == Approval && p.Approvals == 2 {
		switch a.FirstBy {
		case "":
			action = ApproveFirst
		case by.ID():
			return Change{}, decision, fault.New(fault.Conflict, "you approved %s first; a second reviewer must approve it too", a.ID)
		}
	}
	decision.Batch, decision.Application, decision.By = batch.ID, a.ID, by.ID()
	a.Batch, a.BatchKind = batch.ID, batch.Kind
	if action == ApproveFirst {
		a.FirstBy = by.ID()
	} else {
		a.Reason, a.Note, a.Fixes, a.FirstBy, a.ClaimedBy, a.ClaimedAt = decision.Reason, decision.Note, decision.Fixes, "", "", time.Time{}
	}
	if action == Approve {
		a.Courses = p.Courses
	}
	details := audit.Details{"batch": batch.ID}
	if decision.Reason != "" {
		details["reason"] = decision.Reason
	}
	if batch.Kind == Screened {
		details["automatic"] = true
	}
	change, err := Move(a, action, by, decision.At, details)
	return change, decision, err
}

// checkFixes is fault.Invalid when a fix names something the program does not have.
func (p Program) checkFixes(fixes []Fix) error {
	for _, fix := range fixes {
		if !p.names(fix.Field) {
			return fault.New(fault.Invalid, "the program %q has no field or rule %q", p.ID, fix.Field).WithHint("gangway programs show %s", p.ID)
		}
	}
	return nil
}
