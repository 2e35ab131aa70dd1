package store_test

import (
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gangway/applications"
	"gangway/applications/identity"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/calendar"
	"gangway/internal/lang"
	"gangway/internal/outbox"
	"gangway/internal/store"
)

// consented is the agreement every applicant of the tests has given.
var consented = applications.Consent{Version: "2026-01", At: start}

// mobiles numbers the applicants of all tests, so that no two share a mobile.
var mobiles atomic.Int64

func account(name string, roles ...access.Role) applications.Account {
	return applications.Account{Name: name, Folded: strings.ToLower(name), Roles: roles, Lang: lang.Chinese}
}

// registration returns what a new applicant gives, with a mobile and an e-mail nobody else has.
func registration(name string) applications.Registration {
	mobile := strconv.FormatInt(13900000000+mobiles.Add(1), 10)
	return applications.Registration{Name: name, Mobile: mobile, Email: name + mobile + "@shop.example",
		Password: "$argon2id$demo", Lang: lang.Chinese, Consent: consented}
}

// applicant registers an account.
func applicant(t testing.TB, s *store.Store, name string) applications.Account {
	t.Helper()
	return got[applications.Account](t)(s.Register(t.Context(), account(name, access.Applicant), registration(name)))
}

// staff adds an account for somebody who works here.
func staff(t testing.TB, s *store.Store, name string, roles ...access.Role) applications.Account {
	t.Helper()
	return got[applications.Account](t)(s.AddStaff(t.Context(), account(name, roles...), "$argon2id$demo", access.System.ID()))
}

func actor(a applications.Account) access.Actor { return access.Authenticated(a.ID, a.Name, a.Roles) }

// answers are what an applicant fills in; each type of answer is there.
func answers() applications.Answers {
	return applications.Answers{"name": "王小明", "birth_date": "1998-02-03", "qq": "1000012345",
		"experience_months": int64(18), "evening_shift": true}
}

// draft stores a new application to a program.
func draft(t testing.TB, s *store.Store, owner applications.Account, program string) applications.Application {
	t.Helper()
	return got[applications.Application](t)(s.SaveAnswers(t.Context(), newDraft(owner, program), saved(owner)))
}

func newDraft(owner applications.Account, program string) applications.Application {
	return applications.Application{Program: program, ProgramVersion: 1, Account: owner.ID, Name: "王小明",
		State: applications.Draft, Answers: answers(), CreatedAt: start, UpdatedAt: start}
}

func saved(by applications.Account) audit.Event {
	return audit.Event{Action: "save", Actor: by.ID, At: start, From: "draft", To: "draft"}
}

// A deciding turns an application and its profile into an outcome, which is what Change asks for.
type deciding = func(applications.Application, applications.Profile) (applications.Outcome, error)

// moving makes one move and adds what else the outcome holds.
func moving(action applications.Action, by access.Actor, add func(applications.Application, *applications.Outcome)) deciding {
	return func(a applications.Application, _ applications.Profile) (applications.Outcome, error) {
		change, err := applications.Move(a, action, by, start, nil)
		outcome := applications.Outcome{Change: change}
		if err == nil && add != nil {
			add(a, &outcome)
		}
		return outcome, err
	}
}

// submit hands an application in, due two days later.
func submit(t testing.TB, s *store.Store, owner applications.Account, id string) applications.Application {
	t.Helper()
	return got[applications.Application](t)(s.Change(t.Context(), id, submitting(owner, start)))
}

func submitting(owner applications.Account, at time.Time) deciding {
	return func(a applications.Application, _ applications.Profile) (applications.Outcome, error) {
		a.SubmittedAt, a.DueAt, a.Verdict = at, at.Add(48*time.Hour), applications.Pass
		a.Judged = judged
		change, err := applications.Move(a, applications.Submit, actor(owner), at, nil)
		return applications.Outcome{Change: change}, err
	}
}

// submitted stores an application and hands it in.
func submitted(t testing.TB, s *store.Store, owner applications.Account, program string) applications.Application {
	t.Helper()
	return submit(t, s, owner, draft(t, s, owner, program).ID)
}

// judged is what the rules said, in a rule set of one.
var judged = applications.Judgement{Rules: "1a2b3c4d5e6f7a8b", Text: `[{"id":"age","expr":"age >= 18","facts":["age"],"severity":"hard"}]`,
	Facts: applications.Facts{"age": int64(28), "mandarin": true, "education": "college"}, Verdicts: "p"}

func named(by applications.Account) applications.Batch {
	return applications.Batch{Kind: applications.Named, State: applications.BatchApplying, OpenedBy: by.ID, OpenedAt: start}
}

// batch opens a batch of decisions.
func batch(t testing.TB, s *store.Store, by applications.Account) string {
	t.Helper()
	return got[string](t)(s.OpenBatch(t.Context(), named(by), nil))
}

// approving decides for an application, enrols the applicant in a course, and writes two notices.
func approving(by applications.Account, batch string) deciding {
	return func(a applications.Application, p applications.Profile) (applications.Outcome, error) {
		a.Courses, a.Batch, a.BatchKind = []string{"platform-rules"}, batch, applications.Named
		return moving(applications.Approve, actor(by), func(a applications.Application, o *applications.Outcome) {
			o.Decision = &applications.Decision{Batch: batch, Application: a.ID, Kind: applications.Approval, By: by.ID, At: start}
			o.Notices = []outbox.Notice{notice(a, outbox.SMS), notice(a, outbox.Email)}
		})(a, p)
	}
}

func notice(a applications.Application, channel outbox.Channel) outbox.Notice {
	to := map[outbox.Channel]string{outbox.SMS: "13900000000", outbox.Email: "wang@shop.example"}[channel]
	return outbox.Notice{Channel: channel, Kind: "approved", Application: a.ID, Account: a.Account, To: to,
		Subject: "恭喜", Body: "您的申请已通过。"}
}

// approved stores an application that a reviewer has approved.
func approved(t testing.TB, s *store.Store, owner, reviewer applications.Account, program string) applications.Application {
	t.Helper()
	a := submitted(t, s, owner, program)
	return got[applications.Application](t)(s.Change(t.Context(), a.ID, approving(reviewer, batch(t, s, reviewer))))
}

// complete returns a profile with everything filled in. The number is one of the standard's examples.
func complete(p applications.Profile) applications.Profile {
	p.LegalName, p.ConsentIdentityAt = "王小明", start
	p.ID = identity.ID{Document: identity.ResidentID, Number: "11010519491231002X", Sex: identity.Female, Mainland: true,
		BirthDate: calendar.Date{Year: 1949, Month: 12, Day: 31}}
	return p
}
