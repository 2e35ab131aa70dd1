package applications

import (
	"context"
	"slices"
	"strings"
	"time"

	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/calendar"
	"gangway/internal/fault"
)

// An Intake takes applicants in from a file, each with an application that is handed in at once. What the rules say of
// it is for the review; what is not a valid answer is refused.
type Intake struct {
	desk        Desk
	by          access.Actor
	program     Program
	needed      []Field // what a row must answer: a file can neither declare anything nor hold files
	set         *RuleSet
	tooYoung    *RuleSet // nil where no age is asked for
	now         time.Time
	due         time.Time
	provisional bool

	name, mobile, email string // the fields with these items of the profile; empty where the form has none
}

// A Taken is one applicant of a file, ready to be stored.
type Taken struct {
	Application   Application // without an id and an account
	Mobile, Email string
	Position      float64 // how far into the file it stands, from 0 to 1
}

// A Fate says what became of one applicant of a file.
type Fate struct {
	ID      string // of the application; of the one there was already when it is not new
	New     bool
	Refused error // of a kind of package fault
}

// An IntakeStore stores applicants of a file.
type IntakeStore interface {
	// TakeIn stores applicants with their applications, all of them or none, and returns the fate of each. An applicant
	// who has applied to the program before, by the mobile, is not stored again. move makes the change that hands an
	// application in, once it has its ids.
	TakeIn(ctx context.Context, rows []Taken, move func(Application) (Change, error)) ([]Fate, error)
}

// NewIntake makes a program ready to take applicants in. The program's form must ask for a mobile, by which nobody is
// taken in twice.
func (d Desk) NewIntake(by access.Actor, p Program) (*Intake, error) {
	if err := access.Allowed(by, verbs[Import]); err != nil {
		return nil, err
	}
	if p.Closed {
		return nil, fault.New(fault.Conflict, "the program %q takes no applications now", p.ID)
	}
	in := &Intake{desk: d, by: by, program: p, set: p.RuleSet(), now: d.Now()}
	for _, f := range p.Fields {
		switch f.Profile {
		case "legal_name":
			in.name = f.ID
		case "mobile":
			in.mobile = f.ID
		case "email":
			in.email = f.ID
		}
		if !slices.Contains([]FieldKind{KindDeclaration, KindFile, KindGroup}, f.Kind) {
			in.needed = append(in.needed, f)
		}
	}
	if in.mobile == "" {
		return nil, fault.New(fault.Invalid, "the form of %q asks for no mobile, and without one nobody could be told apart", p.ID)
	}
	cal, err := d.Calendar()
	if err != nil {
		return nil, err
	}
	in.due, in.provisional = cal.Due(in.now, p.ReviewDays)
	if p.Kind == Agent {
		in.tooYoung, err = newRuleSet(overlays, p.Fields)
	}
	return in, err
}

// Fields returns the fields a file may fill in.
func (in *Intake) Fields() []Field { return in.needed }

// Take reads what a file says of one applicant, one text for each of Fields, empty where the file says nothing. Errors are
// fault.Invalid with a detail for each field that is wrong; nothing is kept of somebody who is too young.
func (in *Intake) Take(typed []string, position float64) (Taken, error) {
	answers, wrong := in.read(typed)
	if len(wrong) > 0 {
		return Taken{}, fault.New(fault.Invalid, "some answers cannot be accepted").WithDetails(wrong...)
	}
	facts := FactsOf(in.program.Fields, answers, nil, calendar.Of(in.now))
	if in.tooYoung != nil && in.tooYoung.Judge(facts).Overall() == Fail {
		return Taken{}, fault.New(fault.Invalid, "nobody under %d may be hired; nothing was kept", MinimumAge)
	}
	verdicts := in.set.Judge(facts)
	return Taken{
		Application: Application{
			Program: in.program.ID, ProgramVersion: in.program.Version, Name: answers.Text(in.name), Answers: answers, Imported: true,
			Judged: Judgement{in.set.Hash, in.set.Text, facts, verdicts}, Verdict: verdicts.Overall(), SubmittedAt: in.now,
			DueAt: in.due, Provisional: in.provisional, CreatedAt: in.now,
		},
		Mobile: answers.Text(in.mobile), Email: answers.Text(in.email), Position: position,
	}, nil
}

// read turns the texts of one applicant into answers. It does for them what Fill does for a form, without the maps: a file
// may have a million rows.
func (in *Intake) read(typed []string) (Answers, []fault.Detail) {
	answers := make(Answers, len(in.needed))
	var wrong []fault.Detail
	for i := range in.needed {
		f := &in.needed[i]
		var answer any
		var err error
		switch asked := f.asked(in.needed[:i], answers); {
		case asked:
			answer, err = f.Parse(typed[i])
		case strings.TrimSpace(typed[i]) != "":
			err = f.notAsked()
		}
		if err != nil {
			wrong = append(wrong, detail(f.ID, err))
		} else if answer != nil {
			answers[f.ID] = answer
		}
	}
	return answers, wrong
}

// Keep stores applicants, all of them or none, and returns the fate of each.
func (in *Intake) Keep(ctx context.Context, rows []Taken) ([]Fate, error) {
	return in.desk.Store.TakeIn(ctx, rows, func(a Application) (Change, error) {
		return Move(a, Import, in.by, in.now, audit.Details{"program": a.Program, "version": a.ProgramVersion, "verdict": a.Verdict})
	})
}
