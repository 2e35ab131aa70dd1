package store

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"gangway/applications"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/outbox"
	"gangway/quizzes"
)

const attemptColumns = `id, exam, exam_version, pass_percent, account, application, number, started_at, deadline, submitted_at, state, revision`

func scanAttempt(r scanner) (quizzes.Attempt, error) {
	var a quizzes.Attempt
	err := r.Scan(&a.ID, &a.Exam, &a.ExamVersion, &a.PassPercent, &a.Account, &a.Application, &a.Number,
		storedTime{&a.StartedAt}, storedTime{&a.Deadline}, storedTime{&a.SubmittedAt}, &a.State, &a.Revision)
	return a, err
}

// attempts reads attempts that meet a condition, with their papers and responses.
func attempts(ctx context.Context, q querier, where string, args ...any) ([]quizzes.Attempt, error) {
	list, err := collect(ctx, q, scanAttempt, `SELECT `+attemptColumns+` FROM attempts WHERE `+where, args...)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if err := readPaper(ctx, q, &list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// readPaper reads what was asked, as it was asked, and what was answered.
func readPaper(ctx context.Context, q querier, a *quizzes.Attempt) error {
	type line struct {
		item     quizzes.Item
		response quizzes.Response
	}
	scan := func(r scanner) (l line, err error) {
		var body, order, answer string
		var points *int
		err = r.Scan(&l.response.ID, &l.response.Question, &body, &order, &answer, storedTime{&l.response.AnsweredAt}, &points,
			&l.response.Grader, &l.response.Comment, storedTime{&l.response.GradedAt})
		if err != nil {
			return l, err
		}
		l.response.Points, l.item.Order = points, strings.Fields(order)
		if err := json.Unmarshal([]byte(body), &l.item.Question); err != nil {
			return l, err
		}
		return l, json.Unmarshal([]byte(answer), &l.response.Answer)
	}
	lines, err := collect(ctx, q, scan, `SELECT r.id, r.question, q.body, r.option_order, r.answer, r.answered_at, r.points,
			r.grader, r.comment, r.graded_at
		FROM responses r JOIN questions q ON q.hash = r.question_hash WHERE r.attempt = $1 ORDER BY r.position`, a.ID)
	for _, l := range lines {
		a.Paper, a.Responses = append(a.Paper, l.item), append(a.Responses, l.response)
	}
	return err
}

// Attempts returns the account's attempts at an exam, the oldest first.
func (s *Store) Attempts(ctx context.Context, account, exam string) ([]quizzes.Attempt, error) {
	return attempts(ctx, s.db, `account = $1 AND exam = $2 ORDER BY number`, account, exam)
}

// Attempt returns the attempt whose id begins with what was typed.
func (s *Store) Attempt(ctx context.Context, typed string) (quizzes.Attempt, error) {
	return attempt(ctx, s.db, typed)
}

func attempt(ctx context.Context, q querier, typed string) (quizzes.Attempt, error) {
	id, err := resolve(ctx, q, "attempts", typed)
	if err != nil {
		return quizzes.Attempt{}, err
	}
	list, err := attempts(ctx, q, `id = $1`, id)
	if err != nil || len(list) == 0 {
		return quizzes.Attempt{}, err
	}
	return list[0], nil
}

// StartAttempt stores a new attempt; fault.Conflict when the account has one open.
func (s *Store) StartAttempt(ctx context.Context, a quizzes.Attempt, event audit.Event) error {
	return s.inTx(ctx, func(t *tx) error {
		err := t.exec(`INSERT INTO attempts (id, exam, exam_version, pass_percent, account, application, number, started_at,
				deadline, submitted_at, state, revision)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, 1)`,
			a.ID, a.Exam, a.ExamVersion, a.PassPercent, a.Account, a.Application, a.Number, timeText(a.StartedAt),
			timeText(a.Deadline), string(a.State))
		if errors.Is(kind(err), fault.Conflict) {
			return fault.New(fault.Conflict, "an attempt at %q was started a moment ago; run the command again to go on with it", a.Exam)
		}
		if err != nil {
			return err
		}
		for i, item := range a.Paper {
			if err := t.insertResponse(a, i, item); err != nil {
				return err
			}
		}
		return t.record(event)
	})
}

func (t *tx) insertResponse(a quizzes.Attempt, position int, item quizzes.Item) error {
	hash := item.Question.Hash()
	if err := t.exec(`INSERT INTO questions (hash, body) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING`, hash, mustJSON(item.Question)); err != nil {
		return err
	}
	return t.exec(`INSERT INTO responses (id, attempt, owner, position, question, question_hash, option_order, answer, answered_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 'null', '')`,
		a.Responses[position].ID, a.ID, a.Account, position, item.Question.ID, hash, strings.Join(item.Order, " "))
}

// ChangeAttempt runs change on the attempt as it is now and writes it with the outcome, unless its event has no action.
func (s *Store) ChangeAttempt(ctx context.Context, typed string, change func(*quizzes.Attempt, outbox.Recipient) (quizzes.Outcome, error)) (quizzes.Attempt, error) {
	var a quizzes.Attempt
	err := s.inTx(ctx, func(t *tx) error {
		var err error
		if a, err = attempt(t.ctx, t, typed); err != nil {
			return err
		}
		sitter, p, err := t.applicationAndProfile(a.Application)
		if err != nil {
			return err
		}
		outcome, err := change(&a, applications.Recipient(sitter, p))
		if err != nil || outcome.Event.Action == "" {
			return err
		}
		err = t.execOne(errRetry, `UPDATE attempts SET state = $3, submitted_at = $4, revision = revision + 1
			WHERE id = $1 AND revision = $2`, a.ID, a.Revision, string(a.State), timeText(a.SubmittedAt))
		if err != nil {
			return err
		}
		a.Revision++
		for _, r := range a.Responses {
			if err := t.updateResponse(a, r); err != nil {
				return err
			}
		}
		if _, err := t.queue(outcome.Notices); err != nil {
			return err
		}
		return t.record(outcome.Event)
	})
	return a, err
}

func (t *tx) updateResponse(a quizzes.Attempt, r quizzes.Response) error {
	waiting := a.State != quizzes.Open && r.Points == nil
	return t.exec(`UPDATE responses SET answer = $2, answered_at = $3, points = $4, grader = $5, comment = $6, graded_at = $7, waiting = $8
		WHERE id = $1`, r.ID, mustJSON(r.Answer), timeText(r.AnsweredAt), r.Points, r.Grader, r.Comment, timeText(r.GradedAt), waiting)
}

// Expired returns the ids of the open attempts whose deadline has passed, the earliest first.
func (s *Store) Expired(ctx context.Context, now time.Time) ([]string, error) {
	return collect(ctx, s.db, scanString, `SELECT id FROM attempts WHERE state = 'open' AND deadline < $1 ORDER BY deadline, id`, timeText(now))
}

// AttemptOf returns the id of the attempt a response belongs to, and the response's whole id.
func (s *Store) AttemptOf(ctx context.Context, typed string) (attempt, response string, err error) {
	response, err = resolve(ctx, s.db, "responses", typed)
	if err != nil {
		return "", "", err
	}
	err = s.db.QueryRowContext(ctx, `SELECT attempt FROM responses WHERE id = $1`, response).Scan(&attempt)
	return attempt, response, kind(err)
}

// A Waiting response is one a trainer has still to grade. It does not say whose it is.
type Waiting struct {
	Response string
	Attempt  string
	Question quizzes.Question
	Text     string
	At       time.Time // when it was handed in
}

// Waiting lists the responses that wait for a trainer, the oldest first, without those of the given account, because
// nobody grades their own.
func (s *Store) Waiting(ctx context.Context, not string) ([]Waiting, error) {
	scan := func(r scanner) (w Waiting, err error) {
		var body, answer string
		if err := r.Scan(&w.Response, &w.Attempt, &body, &answer, storedTime{&w.At}); err != nil {
			return w, err
		}
		var given quizzes.Answer
		if err := json.Unmarshal([]byte(answer), &given); err != nil {
			return w, err
		}
		w.Text = strings.Join(given, "\n")
		return w, json.Unmarshal([]byte(body), &w.Question)
	}
	return collect(ctx, s.db, scan, `SELECT r.id, r.attempt, q.body, r.answer, a.submitted_at
		FROM responses r JOIN questions q ON q.hash = r.question_hash JOIN attempts a ON a.id = r.attempt
		WHERE r.waiting AND r.owner <> $1 ORDER BY a.submitted_at, r.id`, not)
}
