package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/store"
	"gangway/training"
)

// An issuing works out a certificate and the outcome it brings about, which is what AddCertificate asks for.
type issuing = func(applications.Application, applications.Profile, training.Progress) (training.Certificate, applications.Outcome, error)

func issue(by applications.Account, number string) issuing {
	return func(a applications.Application, _ applications.Profile, _ training.Progress) (training.Certificate, applications.Outcome, error) {
		change, err := applications.Move(a, applications.Certify, actor(by), start, nil)
		return certificate(a, by, number), applications.Outcome{Change: change}, err
	}
}

func certificate(a applications.Application, by applications.Account, number string) training.Certificate {
	return training.Certificate{Number: number, Application: a.ID, Account: a.Account, Name: "王小明", Program: a.Program, ProgramVersion: 2,
		ProgramTitle: lang.Text{Chinese: "在线客服", English: "Online agent"}, Percent: 92.75, IssuedAt: start, ExpiresAt: start.AddDate(1, 0, 0),
		IssuedBy: by.ID, Issuer: "示例店铺", Lang: lang.Chinese, State: training.Valid}
}

// trained stores an application whose training has begun.
func trained(t testing.TB, s *store.Store, owner, reviewer applications.Account) applications.Application {
	t.Helper()
	a := approved(t, s, owner, reviewer, "online-agent")
	return got[applications.Application](t)(s.Change(t.Context(), a.ID, moving(applications.BeginTraining, access.System, nil)))
}

// certified stores an application with a certificate.
func certified(t testing.TB, s *store.Store, owner, reviewer applications.Account) applications.Application {
	t.Helper()
	a := trained(t, s, owner, reviewer)
	trainer := applications.Account{ID: reviewer.ID, Roles: []access.Role{access.Trainer}}
	got[training.Certificate](t)(s.AddCertificate(t.Context(), a.ID, issue(trainer, training.Number(start, s.NewID()))))
	return find(t, s, a.ID)
}

func TestACertificateComesBackAsItWasIssued(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner, clerk := applicant(t, s, "wang"), staff(t, s, "clerk", access.Reviewer, access.Trainer)
		a := trained(t, s, owner, clerk)
		_, err := s.CertificateOf(t.Context(), a.ID)
		wantKind(t, err, fault.NotFound, "")
		want := certificate(a, clerk, "GW-20261123-7K3MQ9XT")
		issued := got[training.Certificate](t)(s.AddCertificate(t.Context(), a.ID, issue(clerk, want.Number)))
		for name, c := range map[string]training.Certificate{
			"as issued":      issued,
			"by application": got[training.Certificate](t)(s.CertificateOf(t.Context(), a.ID)),
			"by number":      got[training.Certificate](t)(s.Certificate(t.Context(), "gw-20261123-7k3mq9xt")),
			"listed":         got[[]training.Certificate](t)(s.Certificates(t.Context(), ""))[0],
			"listed for one": got[[]training.Certificate](t)(s.Certificates(t.Context(), owner.ID))[0],
		} {
			if diff := cmp.Diff(want, c); diff != "" {
				t.Errorf("%s: want -, got +\n%s", name, diff)
			}
		}
		if state := find(t, s, a.ID).State; state != applications.Certified {
			t.Errorf("the application is %s", state)
		}
		if list := got[[]training.Certificate](t)(s.Certificates(t.Context(), "nobody")); list == nil || len(list) != 0 {
			t.Errorf("got %v for nobody, want an empty list", list)
		}
		_, err = s.Certificate(t.Context(), "GW-20261123-00000000")
		wantKind(t, err, fault.NotFound, "no certificate")
	})
}

func TestANumberIsGivenOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		clerk := staff(t, s, "clerk", access.Reviewer, access.Trainer)
		first, second := trained(t, s, applicant(t, s, "wang"), clerk), trained(t, s, applicant(t, s, "li"), clerk)
		got[training.Certificate](t)(s.AddCertificate(t.Context(), first.ID, issue(clerk, "GW-1")))
		_, err := s.AddCertificate(t.Context(), second.ID, issue(clerk, "GW-1"))
		wantKind(t, err, fault.Conflict, "already")
		if state := find(t, s, second.ID).State; state != applications.Training {
			t.Errorf("the application without a certificate is %s", state)
		}
		wantIntact(t, s)
	})
}

func TestNobodyIssuesForThemselvesEvenRoundTheChecks(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		clerk := staff(t, s, "clerk", access.Reviewer)
		both := got[applications.Account](t)(s.Register(t.Context(), account("both", access.Applicant, access.Trainer), registration("both")))
		a := trained(t, s, both, clerk)
		_, err := s.AddCertificate(t.Context(), a.ID, func(a applications.Application, p applications.Profile, done training.Progress) (training.Certificate, applications.Outcome, error) {
			a.Account = clerk.ID // the check is made to believe that it is another's
			return issue(both, "GW-1")(a, p, done)
		})
		if err == nil || find(t, s, a.ID).State != applications.Training {
			t.Errorf("somebody certified themself (%v)", err)
		}
	})
}

func TestCertificatesComeNewestFirst(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		clerk := staff(t, s, "clerk", access.Reviewer, access.Trainer)
		for i, number := range []string{"GW-B", "GW-A", "GW-C"} {
			a := trained(t, s, applicant(t, s, "wang"+number), clerk)
			got[training.Certificate](t)(s.AddCertificate(t.Context(), a.ID, func(a applications.Application, p applications.Profile, done training.Progress) (training.Certificate, applications.Outcome, error) {
				c, o, err := issue(clerk, number)(a, p, done)
				c.IssuedAt = start.Add(time.Duration(i/2) * time.Hour) // the first two at the same time
				return c, o, err
			}))
		}
		var numbers []string
		for _, c := range got[[]training.Certificate](t)(s.Certificates(t.Context(), "")) {
			numbers = append(numbers, c.Number)
		}
		if diff := cmp.Diff([]string{"GW-C", "GW-A", "GW-B"}, numbers); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
	})
}
