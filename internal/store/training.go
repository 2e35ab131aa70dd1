package store

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"gangway/applications"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/quizzes"
	"gangway/training"
)

// Enrolled returns the account's applications that are in or past training and not over, newest first.
func (s *Store) Enrolled(ctx context.Context, account string) ([]applications.Application, error) {
	return collect(ctx, s.db, scanListed, `SELECT `+listColumns+`
		WHERE a.account = $1 AND a.state IN ('approved', 'training', 'certified', 'live', 'suspended')
			AND a.courses <> ''
		ORDER BY a.submitted_at DESC, a.id`, account)
}

// Progress returns what the account has done so far.
func (s *Store) Progress(ctx context.Context, account string) (training.Progress, error) {
	return progress(ctx, s.db, account)
}

func progress(ctx context.Context, q querier, account string) (training.Progress, error) {
	p := training.Progress{Lessons: map[training.Ref]time.Time{}, Attempts: map[string]quizzes.Attempt{}}
	type lesson struct {
		ref training.Ref
		at  time.Time
	}
	scan := func(r scanner) (l lesson, err error) {
		err = r.Scan(&l.ref.Course, &l.ref.Lesson, storedTime{&l.at})
		return l, err
	}
	lessons, err := collect(ctx, q, scan, `SELECT course, lesson, at FROM lessons_done WHERE account = $1 ORDER BY at, course, lesson`, account)
	if err != nil {
		return p, err
	}
	for _, l := range lessons {
		p.Lessons[l.ref] = l.at
	}
	attempts, err := attempts(ctx, q, `account = $1 ORDER BY exam, number`, account)
	for _, a := range attempts {
		if p.Attempts[a.Exam].State != quizzes.Passed { // the latest counts, unless an earlier one was passed
			p.Attempts[a.Exam] = a
		}
	}
	return p, err
}

// FinishLesson records a lesson as done; doing it again changes nothing.
func (s *Store) FinishLesson(ctx context.Context, account string, r training.Ref, version int, event audit.Event) error {
	return s.inTx(ctx, func(t *tx) error {
		err := t.execOne(errAlready, `INSERT INTO lessons_done (account, course, lesson, version, at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (account, course, lesson) DO NOTHING`, account, r.Course, r.Lesson, version, timeText(t.now))
		if errors.Is(err, errAlready) {
			return nil
		}
		if err != nil {
			return err
		}
		return t.record(event)
	})
}

var errAlready = errors.New("done already")

// A Learner is one applicant's standing in training, for trainers.
type Learner struct {
	Application applications.Application
	Progress    training.Progress
}

// Learners lists the applications that are in training or past it, the oldest first.
func (s *Store) Learners(ctx context.Context) ([]Learner, error) {
	list, err := s.Applications(ctx, Filter{Sort: "submitted", States: []applications.State{
		applications.Approved, applications.Training, applications.Certified, applications.Live, applications.Suspended}})
	if err != nil {
		return nil, err
	}
	learners := make([]Learner, len(list))
	for i, a := range list {
		p, err := s.Progress(ctx, a.Account)
		if err != nil {
			return nil, err
		}
		learners[i] = Learner{a, p}
	}
	return learners, nil
}

const certificateColumns = `number, application, account, name, program, program_version, program_title, percent,
	issued_at, expires_at, issued_by, issuer, lang, state`

func scanCertificate(r scanner) (training.Certificate, error) {
	var c training.Certificate
	var title, percent string
	err := r.Scan(&c.Number, &c.Application, &c.Account, &c.Name, &c.Program, &c.ProgramVersion, &title, &percent,
		storedTime{&c.IssuedAt}, storedTime{&c.ExpiresAt}, &c.IssuedBy, &c.Issuer, &c.Lang, &c.State)
	if err != nil {
		return c, err
	}
	if c.Percent, err = strconv.ParseFloat(percent, 64); err != nil {
		return c, err
	}
	return c, json.Unmarshal([]byte(title), &c.ProgramTitle)
}

// AddCertificate writes a certificate with the change that it brings about.
func (s *Store) AddCertificate(ctx context.Context, id string, issue func(applications.Application, applications.Profile, training.Progress) (training.Certificate, applications.Outcome, error)) (training.Certificate, error) {
	var c training.Certificate
	err := s.inTx(ctx, func(t *tx) error {
		a, p, err := t.applicationAndProfile(id)
		if err != nil {
			return err
		}
		done, err := progress(t.ctx, t, a.Account)
		if err != nil {
			return err
		}
		var outcome applications.Outcome
		if c, outcome, err = issue(a, p, done); err != nil {
			return err
		}
		if _, err := t.write(outcome); err != nil {
			return err
		}
		return t.exec(`INSERT INTO certificates (number, application, account, name, program, program_version, program_title,
				percent, issued_at, expires_at, issued_by, issuer, lang, state)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
			c.Number, c.Application, c.Account, c.Name, c.Program, c.ProgramVersion, mustJSON(c.ProgramTitle),
			strconv.FormatFloat(c.Percent, 'f', -1, 64), timeText(c.IssuedAt), timeText(c.ExpiresAt), c.IssuedBy, c.Issuer,
			string(c.Lang), string(c.State))
	})
	return c, err
}

// CertificateOf returns the latest certificate of an application, or fault.NotFound.
func (s *Store) CertificateOf(ctx context.Context, application string) (training.Certificate, error) {
	c, err := scanCertificate(s.db.QueryRowContext(ctx, `SELECT `+certificateColumns+` FROM certificates
		WHERE application = $1 ORDER BY issued_at DESC, number LIMIT 1`, application))
	return c, kind(err)
}

// Certificate returns the certificate with the given number, in upper or lower case, or fault.NotFound.
func (s *Store) Certificate(ctx context.Context, number string) (training.Certificate, error) {
	c, err := scanCertificate(s.db.QueryRowContext(ctx, `SELECT `+certificateColumns+` FROM certificates
		WHERE number = $1`, strings.ToUpper(number)))
	if errors.Is(kind(err), fault.NotFound) {
		return c, fault.New(fault.NotFound, "there is no certificate %q", number).WithHint("gangway certificate list")
	}
	return c, kind(err)
}

// Certificates lists the certificates of an account, or all when account is empty, newest first.
func (s *Store) Certificates(ctx context.Context, account string) ([]training.Certificate, error) {
	return collect(ctx, s.db, scanCertificate, `SELECT `+certificateColumns+` FROM certificates
		WHERE $1 = '' OR account = $1 ORDER BY issued_at DESC, number`, account)
}
