package training_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/quizzes"
	"gangway/training"
)

// first returns a time for each state, an hour apart, so that a row shows which one it took.
func first(state applications.State) time.Time {
	for i, s := range applications.States {
		if s == state {
			return now.Add(time.Duration(i-20) * time.Hour)
		}
	}
	return time.Time{}
}

// journeyTo is the journey of somebody with a complete profile and an application in a state.
func journeyTo(state applications.State) training.Journey {
	times := training.Times{}
	for _, s := range applications.States {
		times[s] = first(s)
	}
	due := time.Date(2026, 11, 25, 23, 59, 59, 0, calendar.China)
	return training.Journey{Registered: now.Add(-100 * time.Hour), Profile: profile, Times: times,
		Application: &applications.Application{ID: "a1", Program: "post", Account: "own", State: state, CreatedAt: first(applications.Draft), SubmittedAt: first(applications.Submitted), DueAt: due,
			Reason: "not-eligible", Note: "typing", Fixes: []applications.Fix{{Field: "email", Text: "it bounces"}, {Field: "birth_date", Text: "compare it"}}}}
}

func TestStepsInEveryState(t *testing.T) {
	for _, tt := range []struct {
		name   string
		state  applications.State
		change func(*shelf, *training.Journey)
		rows   string // the eight rows: done, current, todo, blocked
		hint   string // of the row that is current or blocked; of the last when all are done
	}{
		{"planned", applications.Draft, nil, "done done done current todo todo todo todo",
			"planned means not yet submitted: check it with gangway apply post, then gangway application submit a1"},
		{"waiting", applications.Submitted, nil, "done done done done current todo todo todo", "a decision is due by 2026-11-25"},
		{"waiting into a year without a calendar", applications.Submitted, func(_ *shelf, j *training.Journey) { j.Application.Provisional = true },
			"done done done done current todo todo todo", "a decision is due by 2026-11-25 (provisional: the holidays of that year are not announced yet)"},
		{"to be mended", applications.Returned, nil, "done done done current todo todo todo todo",
			"mend E-mail: it bounces; Birth date: compare it – then gangway apply post"},
		{"not accepted", applications.Rejected, nil, "done done done done blocked todo todo todo",
			"The conditions are not met. Look at other posts. The reviewer adds: typing"},
		{"not accepted for a reason that is gone", applications.Rejected, func(_ *shelf, j *training.Journey) { j.Application.Reason = "old" },
			"done done done done blocked todo todo todo", "not accepted: old"},
		{"approved", applications.Approved, nil, "done done done done done done current todo", "3 lessons and exams to go; next: gangway learn show basics/one"},
		{"approved, and that was all", applications.Approved, func(_ *shelf, j *training.Journey) { j.Application.Program = "entry" },
			"done done done done done done", "this program is complete with its approval"},
		{"a merchant's entry, planned", applications.Draft, func(_ *shelf, j *training.Journey) { j.Application.Program = "entry" },
			"done done done current todo todo", "planned means not yet submitted: check it with gangway apply entry, then gangway application submit a1"},
		{"a merchant's entry, not accepted", applications.Rejected, func(_ *shelf, j *training.Journey) { j.Application.Program = "entry" },
			"done done done done blocked todo", "The conditions are not met. Look at other posts. The reviewer adds: typing"},
		{"to a program that is gone", applications.Draft, func(_ *shelf, j *training.Journey) { j.Application.Program = "gone" },
			"done done done current todo todo todo todo", "planned means not yet submitted: check it with gangway apply gone, then gangway application submit a1"},
		{"in training, half-way", applications.Training, func(s *shelf, _ *training.Journey) {
			s.progress.Lessons = map[training.Ref]time.Time{{Course: "basics", Lesson: "one"}: now}
		}, "done done done done done done current todo", "2 lessons and exams to go; next: gangway learn show basics/two"},
		{"in training, all lessons done", applications.Training, func(s *shelf, _ *training.Journey) {
			s.progress.Lessons = learned("").Lessons
		}, "done done done done done done current todo", "sit the exam: gangway quiz take final"},
		{"in training, the exam failed a while ago", applications.Training, func(s *shelf, _ *training.Journey) { s.progress = learned(quizzes.Failed) },
			"done done done done done done current todo", "sit the exam: gangway quiz take final"},
		{"in training, the exam failed just now", applications.Training, func(s *shelf, _ *training.Journey) {
			s.progress = learned(quizzes.Failed)
			s.progress.Attempts["final"] = quizzes.Attempt{State: quizzes.Failed, Number: 1, SubmittedAt: now}
		}, "done done done done done done current todo",
			"the exam may be sat again from " + calendar.Minute(now.Add(24*time.Hour)) + ": gangway quiz take final"},
		{"in training, all attempts used", applications.Training, func(s *shelf, _ *training.Journey) {
			s.progress = learned(quizzes.Failed)
			s.progress.Attempts["final"] = quizzes.Attempt{State: quizzes.Failed, Number: 3, SubmittedAt: now}
		}, "done done done done done done current todo", "all 3 attempts at the exam are used; ask a trainer"},
		{"in training, an attempt open", applications.Training, func(s *shelf, _ *training.Journey) {
			s.progress = learned(quizzes.Open)
			s.progress.Attempts["final"] = quizzes.Attempt{State: quizzes.Open, Number: 1, Deadline: now}
		}, "done done done done done done current todo",
			"go on with the exam, whose time ends at " + calendar.Minute(now) + ": gangway quiz take final"},
		{"in training, the exam to be graded", applications.Training, func(s *shelf, _ *training.Journey) { s.progress = learned(quizzes.Pending) },
			"done done done done done done current todo", "a trainer grades your exam final"},
		{"in training, everything passed", applications.Training, func(s *shelf, _ *training.Journey) { s.progress = learned(quizzes.Passed) },
			"done done done done done done current todo", "everything is passed; a trainer issues the certificate"},
		{"certified", applications.Certified, nil, "done done done done done done done current", "the manager opens your seat"},
		{"certified, with a seat planned", applications.Certified, func(s *shelf, _ *training.Journey) { s.seat = &training.Seat{Name: "示例小店:小明"} },
			"done done done done done done done current", "the seat 示例小店:小明 is being created on the platform"},
		{"live", applications.Live, nil, "done done done done done done done done", "keep learning: rules change"},
		{"suspended", applications.Suspended, nil, "done done done done done done done blocked", "you are suspended; ask the manager"},
		{"left", applications.Left, nil, "done done done done done done done blocked", "the seat is closed"},
		{"withdrawn", applications.Withdrawn, nil, "done done done blocked todo todo todo todo", "apply again with gangway apply post"},
	} {
		s, journey := &shelf{}, journeyTo(tt.state)
		if tt.change != nil {
			tt.change(s, &journey)
		}
		steps, err := school(s, "12").Steps(t.Context(), journey)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		checkSteps(t, tt.name, steps, tt.rows, tt.hint)
	}
}

// checkSteps checks the rows, and that one row alone says what to do next.
func checkSteps(t *testing.T, name string, steps []training.Step, rows, hint string) {
	t.Helper()
	var states, hints []string
	for i, s := range steps {
		states = append(states, string(s.State))
		if !s.Next.Empty() {
			hints = append(hints, s.Next.String())
		}
		if s.Number != i+1 || s.Name.Empty() || s.State != training.StepDone && !s.At.IsZero() {
			t.Errorf("%s: row %d is %+v", name, i+1, s)
		}
	}
	if got := strings.Join(states, " "); got != rows {
		t.Errorf("%s:\ngot  %s\nwant %s", name, got, rows)
	}
	if diff := cmp.Diff([]string{hint}, hints); diff != "" {
		t.Errorf("%s: what to do (-want +got):\n%s", name, diff)
	}
}

func TestEveryStateHasItsRows(t *testing.T) {
	for _, state := range applications.States {
		steps, err := school(&shelf{}, "12").Steps(t.Context(), journeyTo(state))
		if err != nil || len(steps) != 8 || steps[7].Name.String() != "go live" {
			t.Errorf("%s: got %d rows, %v; want 8", state, len(steps), err)
		}
	}
}

func TestStepsBeforeThereIsAnApplication(t *testing.T) {
	verified := applications.Profile{MobileVerifiedAt: now}
	unverified := profile
	unverified.MobileVerifiedAt = time.Time{}
	for _, tt := range []struct {
		name       string
		profile    applications.Profile
		rows, hint string
	}{
		{"registered", applications.Profile{}, "done current todo todo todo todo todo todo", "give the legal name, identity document and mobile: gangway profile complete"},
		{"the mobile alone is verified", verified, "done current todo todo todo todo todo todo", "give the legal name, identity document and mobile: gangway profile complete"},
		{"the mobile alone is not", unverified, "done current todo todo todo todo todo todo", "confirm the mobile: gangway profile verify-mobile"},
		{"the profile is complete", profile, "done done current todo todo todo todo todo", "choose a program with gangway programs list, then gangway apply PROGRAM"},
	} {
		steps, err := school(&shelf{}, "12").Steps(t.Context(), training.Journey{Registered: now, Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		checkSteps(t, tt.name, steps, tt.rows, tt.hint)
	}
}

func TestADraftWithAnIncompleteProfileHasTwoThingsToDo(t *testing.T) {
	journey := journeyTo(applications.Draft)
	journey.Profile = applications.Profile{}
	steps, err := school(&shelf{}, "12").Steps(t.Context(), journey)
	if err != nil || steps[1].State != training.StepCurrent || steps[3].State != training.StepCurrent || steps[1].Next.Empty() || steps[3].Next.Empty() {
		t.Errorf("got %+v and %+v, %v; want both current, each with what to do", steps[1], steps[3], err)
	}
}

func TestWhenEachStepWasDone(t *testing.T) {
	steps, err := school(&shelf{}, "12").Steps(t.Context(), journeyTo(applications.Live))
	if err != nil {
		t.Fatal(err)
	}
	want := []time.Time{now.Add(-100 * time.Hour), profile.MobileVerifiedAt, first(applications.Draft), first(applications.Submitted),
		first(applications.Approved), first(applications.Approved), first(applications.Certified), first(applications.Live)}
	var got []time.Time
	for _, s := range steps {
		got = append(got, s.At)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("times (-want +got):\n%s", diff)
	}
}

func TestTheProfileIsDoneWithItsLastItem(t *testing.T) {
	late := profile
	late.ConsentIdentityAt = late.MobileVerifiedAt.Add(time.Hour)
	steps, err := school(&shelf{}, "12").Steps(t.Context(), training.Journey{Profile: late})
	if err != nil || !steps[1].At.Equal(late.ConsentIdentityAt) {
		t.Errorf("got %v, %v; want %v", steps[1].At, err, late.ConsentIdentityAt)
	}
}

func TestARejectionIsSaidInChinese(t *testing.T) {
	steps, err := school(&shelf{}, "12").Steps(t.Context(), journeyTo(applications.Rejected))
	if got, want := (lang.Speaker{Lang: lang.Chinese}).Say(steps[4].Next), "不符合条件。请看其他岗位。审核员说明：typing"; err != nil || got != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
}

func TestStepsOfAProgramThatIsGone(t *testing.T) {
	journey := journeyTo(applications.Training)
	journey.Application.Program = "gone"
	if _, err := school(&shelf{}, "12").Steps(t.Context(), journey); fault.KindOf(err) != fault.NotFound {
		t.Errorf("got %v, want %v", err, fault.NotFound)
	}
}
