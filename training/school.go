package training

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/outbox"
	"gangway/quizzes"
)

// A Store keeps progress, certificates and seats. Each method is one unit of work.
type Store interface {
	applications.Store
	// Enrolled returns the account's applications that have courses assigned and are not over, newest first.
	Enrolled(ctx context.Context, account string) ([]applications.Application, error)
	// Progress returns what the account has done so far.
	Progress(ctx context.Context, account string) (Progress, error)
	// FinishLesson records a lesson as done; doing it again changes nothing.
	FinishLesson(ctx context.Context, account string, r Ref, version int, event audit.Event) error
	// AddCertificate writes a certificate with the change that it brings about.
	AddCertificate(ctx context.Context, id string, issue func(applications.Application, applications.Profile, Progress) (Certificate, applications.Outcome, error)) (Certificate, error)
	// CertificateOf returns the latest certificate of an application, or fault.NotFound.
	CertificateOf(ctx context.Context, application string) (Certificate, error)
	// SeatOf returns the seat of an application, or fault.NotFound.
	SeatOf(ctx context.Context, application string) (Seat, error)
	// SeatsOf returns how many seats of a shop are in use.
	SeatsOf(ctx context.Context, shop string) (int, error)
	// PlanSeat stores a seat for an application that is still certified, unless the shop's quota is used up.
	PlanSeat(ctx context.Context, seat Seat, quota int, event audit.Event) error
	// ChangeSeat writes a change of an application and the new state of its seat.
	ChangeSeat(ctx context.Context, id string, decide func(applications.Application, applications.Profile, Seat) (applications.Outcome, SeatState, error)) (applications.Application, error)
}

// A School is where training is given and what follows it is decided, over a store.
type School struct {
	Store    Store
	Courses  Library
	Programs *applications.Library
	Exams    quizzes.Library
	Notices  *outbox.Composer
	Now      func() time.Time
}

// A LessonState says how a lesson stands for an account.
type LessonState struct {
	Ref   Ref
	Title lang.Text
	Done  time.Time // zero while it is to do
}

// Lessons lists the lessons assigned to the account over all its programs, in the order of the courses.
func (s School) Lessons(ctx context.Context, account string) ([]LessonState, error) {
	enrolled, err := s.Store.Enrolled(ctx, account)
	if err != nil {
		return nil, err
	}
	progress, err := s.Store.Progress(ctx, account)
	if err != nil {
		return nil, err
	}
	var courses []string
	for _, a := range enrolled {
		p, err := s.Programs.Program(a.Program)
		if err != nil {
			return nil, err
		}
		for _, id := range p.Courses {
			if !slices.Contains(courses, id) {
				courses = append(courses, id)
			}
		}
	}
	return s.lessonsOf(courses, progress.Lessons)
}

func (s School) lessonsOf(courses []string, done map[Ref]time.Time) ([]LessonState, error) {
	lessons := []LessonState{}
	for _, id := range courses {
		c, err := s.Courses.Outline(id)
		if err != nil {
			return nil, err
		}
		for _, lesson := range c.Lessons {
			r := Ref{id, lesson.ID}
			lessons = append(lessons, LessonState{Ref: r, Title: lesson.Title, Done: done[r]})
		}
	}
	return lessons, nil
}

// Begin returns the account's application that a course or exam is assigned by, and lets its training begin if it
// was only approved. It is fault.Denied when none assigns it.
func (s School) Begin(ctx context.Context, by access.Actor, assigns func(applications.Program) bool) (applications.Application, error) {
	enrolled, err := s.Store.Enrolled(ctx, by.ID())
	if err != nil {
		return applications.Application{}, err
	}
	for _, a := range enrolled {
		p, err := s.Programs.Program(a.Program)
		if err != nil {
			return a, err
		}
		if !assigns(p) {
			continue
		}
		if a.State != applications.Approved {
			return a, nil
		}
		begun, err := s.BeginTraining(ctx, a.ID)
		if errors.Is(err, fault.Conflict) { // the notice went out at the same moment
			return a, nil
		}
		return begun, err
	}
	return applications.Application{}, fault.New(fault.Denied, "this training is not assigned to you; it is when an application is approved").WithHint("gangway status")
}

// BeginTraining moves an approved application on to its training: when its notice has gone out, or when the applicant
// opens the first lesson. Errors are fault.Conflict in another state, and fault.Invalid while it is not known who an
// imported applicant is.
func (s School) BeginTraining(ctx context.Context, id string) (applications.Application, error) {
	return s.Store.Change(ctx, id, func(a applications.Application, profile applications.Profile) (applications.Outcome, error) {
		if err := s.known(a, profile); err != nil {
			return applications.Outcome{}, err
		}
		change, err := applications.Move(a, applications.BeginTraining, access.System, s.Now(), nil)
		return applications.Outcome{Change: change}, err
	})
}

// known returns nil unless an application was imported and its applicant still has to show who they are. Whoever applied
// has shown it before.
func (s School) known(a applications.Application, profile applications.Profile) error {
	if !a.Imported {
		return nil
	}
	if missing := profile.Missing(); len(missing) > 0 {
		return fault.New(fault.Invalid, "complete your profile before the training begins").WithDetails(missing...).WithHint("gangway profile complete")
	}
	p, err := s.Programs.Program(a.Program)
	if err != nil {
		return err
	}
	var differs *fault.Error
	if err := applications.Agrees(p, profile, a.Answers); errors.As(err, &differs) {
		return differs.WithHint("gangway ticket open --application %s", a.ID) // the applicant cannot mend what is approved
	}
	return nil
}

// Teaches returns a condition for Begin: the program assigns a course.
func Teaches(course string) func(applications.Program) bool {
	return func(p applications.Program) bool { return slices.Contains(p.Courses, course) }
}

// Examines returns a condition for Begin: the program asks for an exam.
func Examines(exam string) func(applications.Program) bool {
	return func(p applications.Program) bool { return slices.Contains(p.Exams, exam) }
}

// Finish checks the answers to a lesson's questions. When all are right the lesson is done; else the ids of the
// wrong ones are returned and nothing is recorded.
func (s School) Finish(ctx context.Context, by access.Actor, r Ref, answers map[string]quizzes.Answer) (wrong []string, err error) {
	course, lesson, err := s.Courses.Lesson(r)
	if err != nil {
		return nil, err
	}
	a, err := s.Begin(ctx, by, Teaches(r.Course))
	if err != nil {
		return nil, err
	}
	wrong, err = lesson.Wrong(answers)
	if err != nil || len(wrong) > 0 {
		return wrong, err
	}
	event := audit.Event{Chain: a.ID, Action: "finish_lesson", Actor: by.ID(), At: s.Now(),
		Details: audit.Details{"lesson": r.String(), "version": course.Version}}
	return wrong, s.Store.FinishLesson(ctx, by.ID(), r, course.Version, event)
}

// Wrong returns the ids of the checks that are not answered right. Its error is fault.Invalid when an answer is to
// no question of the lesson, or does not fit one.
func (l Lesson) Wrong(answers map[string]quizzes.Answer) ([]string, error) {
	var bad []fault.Detail
	wrong := []string{}
	for _, c := range l.Checks {
		q := c.Question()
		given, ok := answers[c.ID]
		if !ok {
			wrong = append(wrong, c.ID)
			continue
		}
		accepted, err := q.Accept(given)
		if err != nil {
			bad = append(bad, fault.Detail{Where: c.ID, Message: lang.M("%s", err)})
		} else if !q.Right(accepted) {
			wrong = append(wrong, c.ID)
		}
	}
	for id := range answers {
		if !slices.ContainsFunc(l.Checks, func(c Check) bool { return c.ID == id }) {
			bad = append(bad, fault.Detail{Where: id, Message: lang.M("the lesson has no such question")})
		}
	}
	if len(bad) > 0 {
		slices.SortFunc(bad, func(a, b fault.Detail) int { return strings.Compare(a.Where, b.Where) })
		return nil, fault.New(fault.Invalid, "some answers cannot be accepted; none was kept").WithDetails(bad...)
	}
	return wrong, nil
}
