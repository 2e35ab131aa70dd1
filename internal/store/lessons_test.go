package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/store"
	"gangway/training"
)

func finished(a applications.Application) audit.Event {
	return audit.Event{Chain: a.ID, Action: "finish_lesson", Actor: a.Account, At: start}
}

func TestALessonIsDoneOnce(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		c := newClock()
		s := open(t, p, c.now)
		owner := applicant(t, s, "wang")
		a := draft(t, s, owner, "online-agent")
		greeting := training.Ref{Course: "service", Lesson: "greeting"}
		must(t, s.FinishLesson(t.Context(), owner.ID, greeting, 3, finished(a)))
		c.forward(time.Hour)
		must(t, s.FinishLesson(t.Context(), owner.ID, greeting, 4, finished(a)))
		must(t, s.FinishLesson(t.Context(), owner.ID, training.Ref{Course: "service", Lesson: "parting"}, 4, finished(a)))
		done := got[training.Progress](t)(s.Progress(t.Context(), owner.ID)).Lessons
		want := map[training.Ref]time.Time{greeting: start, {Course: "service", Lesson: "parting"}: start.Add(time.Hour)}
		if diff := cmp.Diff(want, done); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
		wantActions(t, s, a.ID, "begin by "+owner.ID, "finish_lesson by "+owner.ID, "finish_lesson by "+owner.ID)
	})
}

func TestLessonsFinishedAtTheSameTimeAreAllRecorded(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := handles(t, p, 16)
		owner := applicant(t, s[0], "wang")
		a := draft(t, s[0], owner, "online-agent")
		for _, err := range together(16, func(i int) error {
			lesson := training.Ref{Course: "service", Lesson: string(rune('a' + i/2))} // each lesson twice
			return s[i].FinishLesson(context.WithoutCancel(t.Context()), owner.ID, lesson, 1, finished(a))
		}) {
			must(t, err)
		}
		if n := len(got[training.Progress](t)(s[0].Progress(t.Context(), owner.ID)).Lessons); n != 8 {
			t.Errorf("%d lessons are done, want 8", n)
		}
		if n := len(got[[]audit.Event](t)(s[0].Events(t.Context(), a.ID))); n != 9 {
			t.Errorf("%d events, want begin and 8 lessons", n)
		}
		wantIntact(t, s[0])
	})
}

func TestEnrolledAreThoseWithCoursesWhoAreNotOver(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner, reviewer := applicant(t, s, "wang"), staff(t, s, "clerk", access.Reviewer)
		submitted(t, s, owner, "waiting")
		a := approved(t, s, owner, reviewer, "online-agent")
		approved(t, s, applicant(t, s, "li"), reviewer, "online-agent")
		merchant := submitted(t, s, owner, "merchant")
		got[applications.Application](t)(s.Change(t.Context(), merchant.ID, moving(applications.Approve, actor(reviewer), nil)))
		enrolled := got[[]applications.Application](t)(s.Enrolled(t.Context(), owner.ID))
		if len(enrolled) != 1 || enrolled[0].ID != a.ID || len(enrolled[0].Courses) != 1 {
			t.Errorf("got %+v, want %s alone", enrolled, a.ID)
		}
	})
}

func TestLearnersAreAllWhoAreInTrainingOrPastIt(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		reviewer := staff(t, s, "clerk", access.Reviewer)
		wang, li := applicant(t, s, "wang"), applicant(t, s, "li")
		a := approved(t, s, wang, reviewer, "online-agent")
		submitted(t, s, li, "online-agent")
		must(t, s.FinishLesson(t.Context(), wang.ID, training.Ref{Course: "service", Lesson: "greeting"}, 1, finished(a)))
		list := got[[]store.Learner](t)(s.Learners(t.Context()))
		if len(list) != 1 || list[0].Application.ID != a.ID || len(list[0].Progress.Lessons) != 1 {
			t.Errorf("got %+v, want one learner with one lesson done", list)
		}
	})
}

func TestTrainingBeginsByTheSystemAlone(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner, reviewer := applicant(t, s, "wang"), staff(t, s, "clerk", access.Reviewer)
		a := approved(t, s, owner, reviewer, "online-agent")
		_, err := s.Change(t.Context(), a.ID, moving(applications.BeginTraining, actor(owner), nil))
		wantKind(t, err, fault.Denied, "only the system")
		a = got[applications.Application](t)(s.Change(t.Context(), a.ID, moving(applications.BeginTraining, access.System, nil)))
		if a.State != applications.Training {
			t.Errorf("the application is %s", a.State)
		}
	})
}
