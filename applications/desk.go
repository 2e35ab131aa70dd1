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
	// Refuse records that a batch's decision could not be made.
	Refuse(ctx context.Context, batch string, r Refusal) error
	// Assign lets choose say who has taken on an application: an account's id, or nobody when it is empty.
	Assign(ctx context.Context, id string, choose func(Application) (claimedBy string, event audit.Event, err error)) (Application, error)
	// Rejudge lets judge say anew what the rules make of each of an account's applications that await review. What is
	// judged otherwise than before is written with its event, and its id returned.
	Rejudge(ctx context.Context, account string, judge func(Application, Profile) (Judgement, audit.Event, error)) ([]string, error)
	BatchStore
	IntakeStore
}

// An Outcome is everything one change writes beside the application itself.
type Outcome struct {
	Change   Change
	Decision *Decision
	Notices  []outbox.Notice
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

// Save stores answers that are not submitted yet, without those that are no longer asked for, and returns the application
// with its id.
func (d Desk) Save(ctx context.Context, by access.Actor, p Program, a Application) (Application, error) {
	if err := access.Check(by, "apply", a.Account); err != nil {
		return a, err
	}
	now := d.Now()
	a.Answers = Settled(p.Fields, a.Answers)
	a.ProgramVersion, a.UpdatedAt = p.Version, now
	if a.CreatedAt.IsZero() {
		a.CreatedAt = now
	}
	refusal := fault.New(fault.Invalid, "nobody under %d may be hired; nothing was kept", MinimumAge)
	under := p.Kind == Agent && tooYoung(p, a.Answers, now)
	if under {
		if a.ID == "" {
			return a, refusal
		}
		a.Answers = Answers{}
	}
	a.Name = a.Answers.Text("name")
	a, err := d.Store.SaveAnswers(ctx, a, audit.Event{Action: "save", Actor: by.ID(), At: now, From: string(a.State), To: string(a.State)})
	if err == nil && under {
		err = refusal
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
		a.ProgramVersion, a.Judged, a.SubmittedAt = p.Version, Judge(p, a.Answers, profile.Measured, now), now
		a.Verdict, a.Name = a.Judged.Verdicts.Overall(), a.Answers.Text("name")
		a.DueAt, a.Provisional = cal.Due(now, p.ReviewDays)
		a.Reason, a.Note, a.Fixes = "", "", nil
		change, err := Move(a, Submit, by, now, audit.Details{"program": p.ID, "version": p.Version, "verdict": a.Verdict})
		if err != nil {
			return Outcome{}, err
		}
		notices, err := d.Notices.Notices("submitted", Recipient(a, profile), map[string]any{
			"program": p.Title, "id": a.ID, "due": a.dueDay(),
		})
		return Outcome{Change: change, Notices: notices}, err
	})
}

// Object asks that a person looks at what the rules alone decided (PIPL, article 24). It is fault.Conflict when a person
// decided it.
func (d Desk) Object(ctx context.Context, by access.Actor, id string) (Application, error) {
	return d.Store.Change(ctx, id, func(a Application, _ Profile) (Outcome, error) {
		if err := access.Check(by, verbs[Object], a.Account); err != nil {
			return Outcome{}, err
		}
		if _, err := Next(a.State, Object); err != nil {
			return Outcome{}, err
		}
		if a.BatchKind != Screened {
			return Outcome{}, fault.New(fault.Conflict, "a person decided on %s already", a.ID).WithHint("gangway ticket open --application %s", a.ID)
		}
		cal, err := d.Calendar()
		if err != nil {
			return Outcome{}, err
		}
		p, err := d.Library.Program(a.Program)
		if err != nil {
			return Outcome{}, err
		}
		now := d.Now()
		a.DueAt, a.Provisional = cal.Due(now, p.ReviewDays)
		a.ByPerson, a.Reason, a.Note, a.Fixes = true, "", "", nil
		change, err := Move(a, Object, by, now, audit.Details{"batch": a.Batch})
		return Outcome{Change: change}, err
	})
}

// Withdraw takes an application back.
func (d Desk) Withdraw(ctx context.Context, by access.Actor, id string) (Application, error) {
	return d.Store.Change(ctx, id, func(a Application, _ Profile) (Outcome, error) {
		change, err := Move(a, Withdraw, by, d.Now(), nil)
		return Outcome{Change: change}, err
	})
}

// names reports whether the program has a field or rule with the given id.
func (p Program) names(id string) bool {
	_, ok := p.Field(id)
	return ok || slices.ContainsFunc(p.Rules, func(r Rule) bool { return r.ID == id })
}
