package applications

import (
	"context"
	"errors"
	"slices"
	"time"

	"gangway/applications/identity"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/outbox"
)

// A Store keeps applications. Each method is one unit of work: all of it is written, or nothing.
type Store interface {
	// Profile returns an account's profile.
	Profile(ctx context.Context, account string) (Profile, error)
	// OpenApplication returns the account's application to a program that is not over, or fault.NotFound.
	OpenApplication(ctx context.Context, account, program string) (Application, error)
	// SaveAnswers stores a new draft, or the answers of one that may still be edited; fault.Conflict when it may
	// not, or when someone else changed it.
	SaveAnswers(ctx context.Context, a Application, event audit.Event) (Application, error)
	// Change runs decide on the application as it is now, and writes its outcome.
	Change(ctx context.Context, id string, decide func(Application, Profile) (Outcome, error)) (Application, error)
	// OpenBatch records that decisions are about to be made together, and returns the batch's id.
	OpenBatch(ctx context.Context, kind DecisionKind, by string, at time.Time) (string, error)
}

// An Outcome is everything one change writes beside the application itself.
type Outcome struct {
	Change   Change
	Decision *Decision
	Notices  []outbox.Notice
	Courses  []string // courses the applicant is enrolled in
}

// A Desk serves applicants and reviewers over a store.
type Desk struct {
	Store    Store
	Library  *Library
	Calendar func() (*calendar.Calendar, error) // read when a due date is needed
	Notices  *outbox.Composer
	Now      func() time.Time
}

// Begin returns the application to fill in: the open draft, the returned one, or a new one that is not stored yet.
// It is fault.Conflict when the account has one under way.
func (d Desk) Begin(ctx context.Context, by access.Actor, p Program) (Application, error) {
	a, err := d.Store.OpenApplication(ctx, by.ID(), p.ID)
	if errors.Is(err, fault.NotFound) {
		if p.Closed {
			return Application{}, fault.New(fault.Conflict, "the program %q takes no applications now", p.ID)
		}
		return Application{Program: p.ID, ProgramVersion: p.Version, Account: by.ID(), AccountName: by.Name(), State: Draft, Answers: Answers{}}, nil
	}
	if err != nil {
		return Application{}, err
	}
	if a.State != Draft && a.State != Returned {
		return a, fault.New(fault.Conflict, "there is already an application to %q: %s is %s", p.ID, a.ID, a.State).
			WithHint("gangway status %s", a.ID)
	}
	return a, nil
}

// Save stores answers that are not submitted yet, and returns the application with its id.
func (d Desk) Save(ctx context.Context, by access.Actor, p Program, a Application) (Application, error) {
	if err := access.Check(by, "apply", a.Account); err != nil {
		return a, err
	}
	now := d.Now()
	a.ProgramVersion, a.UpdatedAt = p.Version, now
	if a.CreatedAt.IsZero() {
		a.CreatedAt = now
	}
	tooYoung := fault.New(fault.Invalid, "nobody under %d may be hired; nothing was kept", MinimumAge)
	under := p.Kind == Agent && Overall(evaluate(overlays, p.Fields, a.Answers, calendar.Of(now))) == Fail
	if under {
		if a.ID == "" {
			return a, tooYoung
		}
		a.Answers = Answers{}
	}
	a.Name = a.Answers.Text("name")
	a, err := d.Store.SaveAnswers(ctx, a, audit.Event{Action: "save", Actor: by.ID(), At: now, From: string(a.State), To: string(a.State)})
	if err == nil && under {
		err = tooYoung
	}
	return a, err
}

// Submit hands an application in for review. Errors are fault.Invalid listing every obstacle, and those of Move.
func (d Desk) Submit(ctx context.Context, by access.Actor, id string) (Application, error) {
	return d.Store.Change(ctx, id, func(a Application, profile Profile) (Outcome, error) {
		if err := access.Check(by, verbs[Submit], a.Account); err != nil {
			return Outcome{}, err // before an obstacle tells a stranger something of the answers
		}
		p, err := d.Library.Program(a.Program)
		if err != nil {
			return Outcome{}, err
		}
		now := d.Now()
		if a.State == Draft && p.Closed {
			return Outcome{}, fault.New(fault.Conflict, "the program %q takes no applications now", p.ID)
		}
		if a.State == Draft || a.State == Returned {
			if err := Check(p, profile, a.Answers, now); err != nil {
				return Outcome{}, err
			}
		}
		cal, err := d.Calendar()
		if err != nil {
			return Outcome{}, err
		}
		a.ProgramVersion, a.Results, a.SubmittedAt = p.Version, Judge(p, a.Answers, now), now
		a.Verdict, a.Name = Overall(a.Results), a.Answers.Text("name")
		a.DueAt, a.Provisional = cal.Due(now, p.ReviewDays)
		a.Reason, a.Note, a.Fixes = "", "", nil
		change, err := Move(a, Submit, by, now, audit.Details{"program": p.ID, "version": p.Version, "verdict": a.Verdict})
		if err != nil {
			return Outcome{}, err
		}
		notices, err := d.Notices.Notices("submitted", Recipient(a, profile), map[string]any{
			"program": p.Title, "id": a.ID, "due": outbox.Day(a.DueAt),
		})
		return Outcome{Change: change, Notices: notices}, err
	})
}

// Withdraw takes an application back.
func (d Desk) Withdraw(ctx context.Context, by access.Actor, id string) (Application, error) {
	return d.Store.Change(ctx, id, func(a Application, _ Profile) (Outcome, error) {
		change, err := Move(a, Withdraw, by, d.Now(), nil)
		return Outcome{Change: change}, err
	})
}

// Decide makes one decision on each application. Those that cannot take it are refused one by one and do not stop
// the others; an error means that nothing at all could be decided.
func (d Desk) Decide(ctx context.Context, by access.Actor, decision Decision, ids []string) (Batch, error) {
	if err := access.Allowed(by, verbs[decisionActions[decision.Kind]]); err != nil {
		return Batch{}, err
	}
	if err := d.checkDecision(decision); err != nil {
		return Batch{}, err
	}
	decision.By, decision.At = by.ID(), d.Now()
	if len(ids) == 0 {
		return Batch{Done: []string{}, Refused: []Refusal{}}, nil
	}
	id, err := d.Store.OpenBatch(ctx, decision.Kind, by.ID(), decision.At)
	if err != nil {
		return Batch{}, err
	}
	decision.Batch = id
	batch := Batch{ID: id, Done: []string{}, Refused: []Refusal{}}
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			continue
		}
		a, err := d.Store.Change(ctx, id, func(a Application, profile Profile) (Outcome, error) {
			return d.decide(by, a, profile, decision)
		})
		switch {
		case err == nil:
			batch.Done = append(batch.Done, a.ID)
		case fault.KindOf(err) != nil:
			batch.Refused = append(batch.Refused, Refusal{id, err})
		default: // the store failed: the rows before are done, and the caller must hear of it
			return batch, err
		}
	}
	return batch, nil
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

// decide works out one decision on one application.
func (d Desk) decide(by access.Actor, a Application, profile Profile, decision Decision) (Outcome, error) {
	p, err := d.Library.Program(a.Program)
	if err != nil {
		return Outcome{}, err
	}
	for _, fix := range decision.Fixes {
		if !p.names(fix.Field) {
			return Outcome{}, fault.New(fault.Invalid, "the program %q has no field or rule %q", p.ID, fix.Field).WithHint("gangway programs show %s", p.ID)
		}
	}
	decision.Application = a.ID
	a.Reason, a.Note, a.Fixes = decision.Reason, decision.Note, decision.Fixes
	details := audit.Details{"batch": decision.Batch}
	if decision.Reason != "" {
		details["reason"] = decision.Reason
	}
	change, err := Move(a, decisionActions[decision.Kind], by, decision.At, details)
	if err != nil {
		return Outcome{}, err
	}
	outcome := Outcome{Change: change, Decision: &decision}
	if decision.Kind == Approval {
		// Judged as of the day it was submitted: nobody fails by growing older while waiting.
		if err := Check(p, profile, a.Answers, a.SubmittedAt); err != nil {
			return Outcome{}, fault.New(fault.Invalid, "%s no longer meets what it must to be approved", a.ID).WithDetails(detailsOf(err)...)
		}
		outcome.Courses = p.Courses
	}
	outcome.Notices, err = d.decisionNotices(p, a, profile, decision)
	return outcome, err
}

func (d Desk) decisionNotices(p Program, a Application, profile Profile, decision Decision) ([]outbox.Notice, error) {
	next := "learn"
	if p.Kind != Agent {
		next = "status" // there is no training
	}
	values := map[string]any{"program": p.Title, "id": a.ID, "next": command(next)}
	kind := "approved"
	if decision.Kind != Approval {
		reason, err := d.Library.reason(decision.Reason, decision.Kind)
		if err != nil {
			return nil, err
		}
		values["reason"] = reason.Said(decision.Note)
		kind = "rejected"
	}
	if decision.Kind == Returning {
		kind = "returned"
		fixes := make([]outbox.Fix, len(decision.Fixes))
		for i, f := range decision.Fixes {
			fixes[i] = outbox.Fix{Field: p.FieldName(f.Field), Text: outbox.Same(f.Text)}
		}
		values["fixes"], values["next"] = fixes, command("apply "+p.ID)
	}
	return d.Notices.Notices(kind, Recipient(a, profile), values)
}

func detailsOf(err error) []fault.Detail {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Details
	}
	return nil
}

// command says in a notice which command to run next.
func command(rest string) lang.Text {
	return outbox.Pair("运行 gangway "+rest, "run gangway "+rest)
}

// names reports whether the program has a field or rule with the given id.
func (p Program) names(id string) bool {
	_, ok := p.Field(id)
	return ok || slices.ContainsFunc(p.Rules, func(r Rule) bool { return r.ID == id })
}

// Recipient says who the notices about an application go to.
func Recipient(a Application, profile Profile) outbox.Recipient {
	l := profile.Lang
	if l == "" {
		l = lang.Chinese
	}
	return outbox.Recipient{Account: a.Account, Application: a.ID, Name: identity.MaskName(a.Name),
		Mobile: profile.Mobile, Email: profile.Email, Lang: l}
}
