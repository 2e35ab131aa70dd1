package training

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/outbox"
	"gangway/quizzes"
)

// A Certificate says that somebody finished a program's training. It is never deleted.
type Certificate struct {
	Number         string
	Application    string
	Account        string
	Name           string // the holder's legal name as printed
	Program        string
	ProgramVersion int
	ProgramTitle   lang.Text
	Percent        float64 // the lowest score among the program's exams
	IssuedAt       time.Time
	ExpiresAt      time.Time
	IssuedBy       string // account id of the trainer
	Issuer         string // who stands behind it, as printed
	Lang           lang.Lang
	State          CertificateState
}

// A CertificateState says what a certificate is worth.
type CertificateState string

// The states. Valid turns into Expired by itself.
const (
	Valid      CertificateState = "valid"
	Expired    CertificateState = "expired"
	Revoked    CertificateState = "revoked"
	Superseded CertificateState = "superseded"
)

// StateAt returns the state as of now, with expiry taken into account.
func (c Certificate) StateAt(now time.Time) CertificateState {
	if c.State == Valid && now.After(c.ExpiresAt) {
		return Expired
	}
	return c.State
}

// Progress is what an account has done so far.
type Progress struct {
	Lessons  map[Ref]time.Time          // when each lesson was finished
	Attempts map[string]quizzes.Attempt // the passed attempt at each exam, else the latest
}

// Obstacles names what still stands between an application and its certificate: lessons to do and exams to pass.
func (s School) Obstacles(p applications.Program, progress Progress) ([]fault.Detail, error) {
	lessons, err := s.lessonsOf(p.Courses, progress.Lessons)
	if err != nil {
		return nil, err
	}
	var missing []fault.Detail
	for _, l := range lessons {
		if l.Done.IsZero() {
			missing = append(missing, fault.Detail{Where: l.Ref.String(), Message: lang.M("the lesson is not done")})
		}
	}
	for _, exam := range p.Exams {
		a, sat := progress.Attempts[exam]
		switch {
		case !sat:
			missing = append(missing, fault.Detail{Where: exam, Message: lang.M("the exam was not sat")})
		case a.State != quizzes.Passed:
			missing = append(missing, fault.Detail{Where: exam, Message: lang.M("the latest attempt is %s", a.State)})
		}
	}
	return missing, nil
}

// Paper is how a certificate is to be made out.
type Paper struct {
	Issuer string
	Lang   lang.Lang
	Number func(time.Time) string
	Check  func(Certificate) error // whether it can be printed, before anything is written
}

// Issue certifies an application whose training is complete. Errors are fault.Invalid naming what is missing or cannot
// be printed, and those of applications.Move.
func (s School) Issue(ctx context.Context, by access.Actor, id string, paper Paper) (Certificate, error) {
	return s.Store.AddCertificate(ctx, id, func(a applications.Application, profile applications.Profile, progress Progress) (Certificate, applications.Outcome, error) {
		p, err := s.Programs.Program(a.Program)
		if err != nil {
			return Certificate{}, applications.Outcome{}, err
		}
		now := s.Now()
		issued := now.Truncate(time.Second) // what is printed, and drawn from again, has no fractions
		c := Certificate{
			Number: paper.Number(issued), Application: a.ID, Account: a.Account, Name: profile.LegalName,
			Program: p.ID, ProgramVersion: p.Version, ProgramTitle: p.Title, Lang: paper.Lang,
			IssuedAt: issued, ExpiresAt: expiry(issued, p.Certificate.ValidMonths), IssuedBy: by.ID(), Issuer: paper.Issuer, State: Valid,
		}
		change, err := applications.Move(a, applications.Certify, by, now, audit.Details{"certificate": c.Number})
		if err != nil {
			return c, applications.Outcome{}, err
		}
		if c.Percent, err = s.complete(p, progress); err != nil {
			return c, applications.Outcome{}, err
		}
		if err := applications.Agrees(p, profile, a.Answers); err != nil {
			return c, applications.Outcome{}, err
		}
		if err := paper.Check(c); err != nil {
			return c, applications.Outcome{}, err
		}
		notices, err := s.Notices.Notices("certificate-issued", applications.Recipient(a, profile), map[string]any{
			"program": p.Title, "number": c.Number, "expires": outbox.Day(c.ExpiresAt),
		})
		return c, applications.Outcome{Change: change, Notices: notices}, err
	})
}

// complete returns the lowest score among the program's exams, or fault.Invalid naming what is missing.
func (s School) complete(p applications.Program, progress Progress) (float64, error) {
	missing, err := s.Obstacles(p, progress)
	if err != nil {
		return 0, err
	}
	if len(missing) > 0 {
		return 0, fault.New(fault.Invalid, "the training is not complete").WithDetails(missing...)
	}
	lowest := 100.0
	for _, exam := range p.Exams {
		a := progress.Attempts[exam]
		lowest = min(lowest, a.Score().Percent)
	}
	return lowest, nil
}

// expiry is the end of the day before the certificate's day comes round again after so many months. In a month that is
// too short to have the day, it is the end of the month.
func expiry(issued time.Time, months int) time.Time {
	y, m, d := issued.In(calendar.China).Date()
	next := time.Date(y, m+time.Month(months), d, 0, 0, 0, 0, calendar.China)
	if next.Day() != d {
		next = time.Date(next.Year(), next.Month(), 1, 0, 0, 0, 0, calendar.China)
	}
	return next.Add(-time.Second)
}

// Payload returns the lines that the issuer signs and a verifier reads, with the holder's name masked.
func (c Certificate) Payload(maskedName string) string {
	return strings.Join([]string{
		"number: " + c.Number,
		"holder: " + maskedName,
		"program: " + c.Program,
		"issued: " + c.IssuedAt.In(calendar.China).Format(time.RFC3339),
		"expires: " + c.ExpiresAt.In(calendar.China).Format(time.RFC3339),
	}, "\n")
}

// ParsePayload reads what Payload wrote into a field of each name, or returns fault.Invalid.
func ParsePayload(payload string) (map[string]string, error) {
	fields := map[string]string{}
	for line := range strings.SplitSeq(payload, "\n") {
		name, value, ok := strings.Cut(line, ": ")
		if !ok {
			return nil, fault.New(fault.Invalid, "the certificate's signed text is damaged")
		}
		fields[name] = value
	}
	for _, name := range []string{"number", "holder", "program", "issued", "expires"} {
		if fields[name] == "" {
			return nil, fault.New(fault.Invalid, "the certificate's signed text is damaged")
		}
	}
	return fields, nil
}

// Number builds a certificate's number from its day and a random id: GW-20261122-7K3MQ9XT.
func Number(at time.Time, id string) string {
	return fmt.Sprintf("GW-%s-%s", at.In(calendar.China).Format("20060102"), strings.ToUpper(id[:8]))
}
