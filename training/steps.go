package training

import (
	"context"
	"errors"
	"slices"
	"time"

	"gangway/applications"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/quizzes"
)

// A Step is one row of the journey as an applicant sees it (S0-18).
type Step struct {
	Number int
	Name   lang.Message
	State  StepState
	At     time.Time // when it was done; zero before
	Next   lang.Message
}

// A StepState says how a step stands.
type StepState string

// The states.
const (
	StepDone    StepState = "done"
	StepCurrent StepState = "current" // it is the applicant's turn, or the step is under way
	StepTodo    StepState = "todo"
	StepBlocked StepState = "blocked" // it cannot go on as it is
)

// SayIn says the state's name for people.
func (s StepState) SayIn(speaker lang.Speaker) string { return speaker.Say(stepStates[s]) }

var stepStates = map[StepState]lang.Message{
	StepDone: lang.M("done"), StepCurrent: lang.M("now"), StepTodo: lang.M("to do"), StepBlocked: lang.M("stopped"),
}

var stepNames = []lang.Message{
	lang.M("register"), lang.M("complete the profile"), lang.M("apply to be an agent"), lang.M("fill in the form"),
	lang.M("wait for review"), lang.M("get the approval"), lang.M("take the training"), lang.M("go live"),
}

// approvalStep is the number of the step that ends a program which is no agent's post.
const approvalStep = 6

// A Journey is an applicant's whole way: the account, the profile, and the application that is looked at.
type Journey struct {
	Registered  time.Time
	Profile     applications.Profile
	Application *applications.Application // nil before there is one
	Times       Times
}

// Times are when the states of an application were first reached.
type Times map[applications.State]time.Time

// Steps returns the eight steps of the journey with what to do next; a program that is no agent's post ends with the
// sixth, its approval.
func (s School) Steps(ctx context.Context, j Journey) ([]Step, error) {
	steps, err := s.rows(j.Application)
	if err != nil {
		return nil, err
	}
	steps[0].State, steps[0].At = StepDone, j.Registered
	missing := j.Profile.Missing()
	if len(missing) == 0 {
		steps[1].State, steps[1].At = StepDone, later(j.Profile.MobileVerifiedAt, j.Profile.ConsentIdentityAt)
	} else {
		steps[1].State, steps[1].Next = StepCurrent, profileNext(missing)
	}
	if j.Application == nil {
		if len(missing) == 0 {
			steps[2].State, steps[2].Next = StepCurrent, lang.M("choose a program with gangway programs list, then gangway apply PROGRAM")
		}
		return steps, nil
	}
	return steps, s.applied(ctx, steps, *j.Application, j.Times)
}

// rows returns the steps of an application's program, none of them done yet.
func (s School) rows(a *applications.Application) ([]Step, error) {
	steps := make([]Step, len(stepNames))
	for i, name := range stepNames {
		steps[i] = Step{Number: i + 1, Name: name, State: StepTodo}
	}
	if a == nil {
		return steps, nil
	}
	p, err := s.Programs.Program(a.Program)
	switch {
	case errors.Is(err, fault.NotFound), p.Kind == applications.Agent: // a program that is gone still has a journey to show
		return steps, nil
	case err != nil:
		return nil, err
	}
	steps[2].Name = lang.M("apply to the program")
	return steps[:approvalStep], nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func profileNext(missing []fault.Detail) lang.Message {
	if len(missing) == 1 && missing[0].Where == "mobile" {
		return lang.M("confirm the mobile: gangway profile verify-mobile")
	}
	return lang.M("give the legal name, identity document and mobile: gangway profile complete")
}

// stepOf is the number of the step that is under way in each state; 9 when all are done.
var stepOf = map[applications.State]int{
	applications.Draft: 4, applications.Returned: 4, applications.Submitted: 5, applications.Rejected: 5,
	applications.Approved: 7, applications.Training: 7, applications.Certified: 8, applications.Live: 9,
	applications.Suspended: 8, applications.Left: 8, applications.Withdrawn: 4,
}

// applied fills in the steps from the third on.
func (s School) applied(ctx context.Context, steps []Step, a applications.Application, times Times) error {
	at := []time.Time{2: a.CreatedAt, 3: a.SubmittedAt, 4: times[applications.Approved], 5: times[applications.Approved],
		6: times[applications.Certified], 7: times[applications.Live]}
	current := stepOf[a.State]
	for i := 2; i < len(steps); i++ {
		if steps[i].Number < current {
			steps[i].State, steps[i].At = StepDone, at[i]
		}
	}
	if current > len(steps) {
		steps[len(steps)-1].Next = atTheEnd(len(steps))
		return nil
	}
	now := &steps[current-1]
	now.State = StepCurrent
	next, err := s.next(ctx, a)
	now.Next = next
	if slices.Contains([]applications.State{applications.Rejected, applications.Suspended, applications.Left, applications.Withdrawn}, a.State) {
		now.State = StepBlocked
	}
	return err
}

// atTheEnd says what to do when the last step is done.
func atTheEnd(last int) lang.Message {
	if last == approvalStep {
		return lang.M("this program is complete with its approval")
	}
	return lang.M("keep learning: rules change")
}

// next says what to do in the application's present state.
func (s School) next(ctx context.Context, a applications.Application) (lang.Message, error) {
	switch a.State {
	case applications.Draft:
		return a.Unsubmitted(), nil
	case applications.Returned:
		return s.fixes(a)
	case applications.Submitted:
		if a.Provisional {
			return lang.M("a decision is due by %s (provisional: the holidays of that year are not announced yet)", calendar.Of(a.DueAt).String()), nil
		}
		return lang.M("a decision is due by %s", calendar.Of(a.DueAt).String()), nil
	case applications.Rejected:
		return s.rejection(a)
	case applications.Approved, applications.Training:
		return s.trainingNext(ctx, a)
	case applications.Certified:
		seat, err := s.Store.SeatOf(ctx, a.ID)
		if errors.Is(err, fault.NotFound) {
			return lang.M("the manager opens your seat"), nil
		}
		return lang.M("the seat %s is being created on the platform", seat.Name), err
	case applications.Suspended:
		return lang.M("you are suspended; ask the manager"), nil
	case applications.Left:
		return lang.M("the seat is closed"), nil
	}
	return lang.M("apply again with gangway apply %s", a.Program), nil
}

func (s School) fixes(a applications.Application) (lang.Message, error) {
	p, err := s.Programs.Program(a.Program)
	if err != nil {
		return lang.Message{}, err
	}
	var all lang.Message
	for i, f := range a.Fixes {
		one := lang.M("%s: %s", p.FieldName(f.Field), f.Text)
		if i == 0 {
			all = one
		} else {
			all = lang.M("%s; %s", all, one)
		}
	}
	return lang.M("mend %s – then gangway apply %s", all, a.Program), nil
}

func (s School) rejection(a applications.Application) (lang.Message, error) {
	reasons, err := s.Programs.Reasons()
	for _, r := range reasons {
		if r.Code == a.Reason {
			return lang.M("%s", r.Said(a.Note)), nil
		}
	}
	return lang.M("not accepted: %s", a.Reason), err
}

// examNext says what to do about an exam that is not passed, as its latest attempt stands.
func (s School) examNext(exam string, latest quizzes.Attempt) (lang.Message, error) {
	switch latest.State {
	case quizzes.Open:
		return lang.M("go on with the exam, whose time ends at %s: gangway quiz take %s", calendar.Minute(latest.Deadline), exam), nil
	case quizzes.Pending:
		return lang.M("a trainer grades your exam %s", exam), nil
	case quizzes.Failed:
		e, _, err := s.Exams.Exam(exam)
		if err != nil {
			return lang.Message{}, err
		}
		if latest.Number >= e.AttemptsAllowed {
			return lang.M("all %d attempts at the exam are used; ask a trainer", e.AttemptsAllowed), nil
		}
		if again := e.After(latest); s.Now().Before(again) {
			return lang.M("the exam may be sat again from %s: gangway quiz take %s", calendar.Minute(again), exam), nil
		}
	}
	return lang.M("sit the exam: gangway quiz take %s", exam), nil
}

func (s School) trainingNext(ctx context.Context, a applications.Application) (lang.Message, error) {
	p, err := s.Programs.Program(a.Program)
	if err != nil {
		return lang.Message{}, err
	}
	progress, err := s.Store.Progress(ctx, a.Account)
	if err != nil {
		return lang.Message{}, err
	}
	missing, err := s.Obstacles(p, progress)
	if err != nil {
		return lang.Message{}, err
	}
	if len(missing) == 0 {
		return lang.M("everything is passed; a trainer issues the certificate"), nil
	}
	first := missing[0].Where
	if slices.Contains(p.Exams, first) {
		return s.examNext(first, progress.Attempts[first])
	}
	return lang.M("%d lessons and exams to go; next: gangway learn show %s", len(missing), first), nil
}
