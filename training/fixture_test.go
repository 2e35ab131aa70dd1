package training_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/quizzes"
	"gangway/templates"
	"gangway/training"
)

// files is a small world of templates: one agent program with a course of two lessons and an exam, and one merchant's.
func files(months string) fstest.MapFS {
	world := fstest.MapFS{}
	for name, text := range map[string]string{
		"forms/form.yaml": "id: form\nversion: 1\ntitle: {zh-CN: 表, en: Form}\nfields:\n" +
			"  - {id: birth_date, kind: date, label: {zh-CN: 生日, en: Birth date}}\n  - {id: email, kind: email, label: {zh-CN: 邮箱, en: E-mail}}\n",
		"programs/post.yaml": "id: post\nversion: 3\nkind: agent\ntitle: {zh-CN: 岗位, en: Post}\nsummary: {zh-CN: 简介, en: About}\nform: form\nreview_days: 3\n" +
			"certificate: {valid_months: " + months + "}\nseat: {department: {zh-CN: 售前, en: pre-sales}, permissions: [{zh-CN: 查看订单, en: view orders}]}\ncourses: [basics]\nexams: [final]\n",
		"programs/entry.yaml": "id: entry\nversion: 1\nkind: merchant\ntitle: {zh-CN: 入驻, en: Entry}\nsummary: {zh-CN: 简介, en: About}\nform: form\nreview_days: 3\n",
		"courses/basics/course.yaml": "id: basics\nversion: 2\ntitle: {zh-CN: 基础, en: Basics}\nsummary: {zh-CN: 简介, en: About}\nlessons:\n" +
			lesson("one") + lesson("two"),
		"courses/basics/one.zh-CN.md": "# 一\n\n## 甲\n\n字\n", "courses/basics/one.en.md": "# One\n\n## A\n\ntext\n",
		"courses/basics/two.zh-CN.md": "# 二\n\n## 甲\n\n字\n", "courses/basics/two.en.md": "# Two\n\n## A\n\ntext\n",
		"exams/final.yaml":       "id: final\nversion: 1\ntitle: {zh-CN: 期末, en: Final}\nbank: b\ndraw: [{type: true_false, count: 1}]\nminutes_allowed: 10\npass_percent: 80\nattempts_allowed: 3\ncool_down_hours: 24\n",
		"banks/b.yaml":           "id: b\nversion: 1\ntitle: {zh-CN: 题库, en: Bank}\nquestions:\n  - {id: q, type: true_false, points: 2, rule: RL-01, source: P7, as_of: \"2023\", key: true, stem: {zh-CN: 题, en: Q}, explanation: {zh-CN: 解, en: E}}\n",
		"reasons/decisions.yaml": "reasons:\n  - {code: not-eligible, for: [reject], text: {zh-CN: 不符合条件。, en: The conditions are not met.}, advice: {zh-CN: 请看其他岗位。, en: Look at other posts.}}\n",
		"shops/shops.yaml":       "default_quota: 3\nshops:\n  - {name: 示例小店, quota: 20}\n",
	} {
		world[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return world
}

// lesson is one lesson of a course as YAML, with a check of each type.
func lesson(id string) string {
	return "  - id: " + id + "\n    title: {zh-CN: 课, en: Lesson}\n    minutes: 9\n    sources: [P1]\n    as_of: \"2025-01\"\n    checks:\n" +
		"      - {id: s, type: single, stem: {zh-CN: 问, en: Ask}, options: [{id: a, text: {zh-CN: 甲, en: A}}, {id: b, text: {zh-CN: 乙, en: B}}], key: a, section: 1, explanation: {zh-CN: 因, en: Because}}\n" +
		"      - {id: m, type: multiple, stem: {zh-CN: 问, en: Ask}, options: [{id: a, text: {zh-CN: 甲, en: A}}, {id: b, text: {zh-CN: 乙, en: B}}], key: [a, b], section: 1, explanation: {zh-CN: 因, en: Because}}\n" +
		"      - {id: t, type: true_false, stem: {zh-CN: 问, en: Ask}, key: true, section: 1, explanation: {zh-CN: 因, en: Because}}\n"
}

var (
	now       = time.Date(2026, 11, 20, 10, 0, 0, 0, calendar.China)
	applicant = access.Authenticated("own", "own", []access.Role{access.Applicant})
	trainer   = access.Authenticated("teacher", "teacher", []access.Role{access.Trainer})
	manager   = access.Authenticated("boss", "boss", []access.Role{access.Manager})
)

// profile is a profile that is complete.
var profile = applications.Profile{Account: "own", LegalName: "张三", Mobile: "13800000000", Email: "zhang@example.com",
	ID: identity.ID{Document: identity.ResidentID, Number: "110105200002290013", Mainland: true}, MobileVerifiedAt: now.Add(-48 * time.Hour), ConsentIdentityAt: now.Add(-50 * time.Hour)}

// A shelf is a store with one application and what belongs to it; what the tests do not use is not there.
type shelf struct {
	training.Store
	application applications.Application
	profile     applications.Profile
	progress    training.Progress
	certificate *training.Certificate
	seat        *training.Seat
	used        int
	planned     *training.Seat
	finished    []training.Ref
}

var errMissing = fault.New(fault.NotFound, "there is no such record")

func (s *shelf) Profile(context.Context, string) (applications.Profile, error) { return s.profile, nil }

func (s *shelf) Progress(context.Context, string) (training.Progress, error) { return s.progress, nil }

func (s *shelf) Enrolled(context.Context, string) ([]applications.Application, error) {
	return []applications.Application{s.application}, nil
}

func (s *shelf) Change(_ context.Context, _ string, decide func(applications.Application, applications.Profile) (applications.Outcome, error)) (applications.Application, error) {
	outcome, err := decide(s.application, s.profile)
	if err == nil {
		s.application = outcome.Change.After()
	}
	return s.application, err
}

func (s *shelf) FinishLesson(_ context.Context, _ string, r training.Ref, _ int, _ audit.Event) error {
	s.finished = append(s.finished, r)
	return nil
}

func (s *shelf) CertificateOf(context.Context, string) (training.Certificate, error) {
	if s.certificate == nil {
		return training.Certificate{}, errMissing
	}
	return *s.certificate, nil
}

func (s *shelf) AddCertificate(_ context.Context, _ string, issue func(applications.Application, applications.Profile, training.Progress) (training.Certificate, applications.Outcome, error)) (training.Certificate, error) {
	c, outcome, err := issue(s.application, s.profile, s.progress)
	if err == nil {
		s.certificate, s.application = &c, outcome.Change.After()
	}
	return c, err
}

func (s *shelf) SeatOf(context.Context, string) (training.Seat, error) {
	if s.seat == nil {
		return training.Seat{}, errMissing
	}
	return *s.seat, nil
}

func (s *shelf) SeatsOf(context.Context, string) (int, error) { return s.used, nil }

func (s *shelf) PlanSeat(_ context.Context, seat training.Seat, _ int, _ audit.Event) error {
	s.planned = &seat
	return nil
}

func (s *shelf) ChangeSeat(_ context.Context, _ string, decide func(applications.Application, applications.Profile, training.Seat) (applications.Outcome, training.SeatState, error)) (applications.Application, error) {
	outcome, state, err := decide(s.application, s.profile, *s.seat)
	if err == nil {
		s.application, s.seat.State = outcome.Change.After(), state
	}
	return s.application, err
}

// school teaches from a shelf; its certificates are valid for so many months.
func school(s *shelf, months string) training.School {
	world := files(months)
	return training.School{Store: s, Courses: training.Library{FS: world}, Programs: applications.NewLibrary(world), Exams: quizzes.Library{FS: world},
		Notices: outbox.NewComposer(templates.Shipped()), Now: func() time.Time { return now }}
}

// learned is the progress of somebody who has done every lesson, with the latest attempt in a state.
func learned(state quizzes.AttemptState) training.Progress {
	points := 9
	return training.Progress{
		Lessons: map[training.Ref]time.Time{{Course: "basics", Lesson: "one"}: now, {Course: "basics", Lesson: "two"}: now},
		Attempts: map[string]quizzes.Attempt{"final": {State: state, Paper: []quizzes.Item{{Question: quizzes.Question{Points: 10}}},
			Responses: []quizzes.Response{{Points: &points}}}},
	}
}

// details lists what an error tells of, one line each.
func details(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return ""
	}
	var lines []string
	for _, d := range f.Details {
		lines = append(lines, d.Where+": "+d.Message.String())
	}
	return strings.Join(lines, "\n")
}

func TestTheSmallWorldHasNoMistakes(t *testing.T) {
	s := school(&shelf{}, "12")
	_, errPrograms := s.Programs.Programs()
	_, errCourse := s.Courses.Course("basics")
	_, errShop := s.Courses.Shop("示例小店")
	if err := errors.Join(errPrograms, errCourse, errShop); err != nil {
		t.Error(err)
	}
}
