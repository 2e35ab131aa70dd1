package store

import (
	"database/sql"
	"errors"

	"gangway/internal/audit"
	"gangway/internal/seal"
)

// adopt gives an account that has just shown whose mobile it has the applications that were imported for that mobile. One
// to a program the account has applied to itself stays where it is.
func (t *tx) adopt(account, mobileIndex string) error {
	var from string
	err := t.row(`SELECT account FROM people WHERE mobile_index = $1 AND imported`, importedMobile(mobileIndex)).Scan(&from)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	was, err := person(t.ctx, t, t.keys, from)
	if err != nil {
		return err
	}
	is, err := person(t.ctx, t, t.keys, account)
	if err != nil {
		return err
	}
	ids, err := collect(t.ctx, t, scanString, `SELECT a.id FROM applications a WHERE a.account = $1 AND NOT EXISTS (
			SELECT 1 FROM applications mine WHERE mine.account = $2 AND mine.program = a.program AND mine.state <> 'rejected' AND mine.state <> 'withdrawn' AND mine.state <> 'left')
		ORDER BY a.id`, from, account)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := t.handOver(id, account, was, is); err != nil {
			return err
		}
	}
	return t.forget(from)
}

// handOver seals what belongs to an application for another account.
func (t *tx) handOver(id, account string, was, is *seal.Person) error {
	reseal := func(table, column, row string, sealed []byte) ([]byte, error) {
		plain, err := was.Open(table, column, row, sealed)
		return is.Seal(table, column, row, plain), err
	}
	var answers []byte
	if err := t.row(`SELECT answers FROM applications WHERE id = $1`, id).Scan(&answers); err != nil {
		return err
	}
	answers, err := reseal("applications", "answers", id, answers)
	if err != nil {
		return err
	}
	if err := t.exec(`UPDATE applications SET account = $2, answers = $3, revision = revision + 1 WHERE id = $1`, id, account, answers); err != nil {
		return err
	}
	// The batch's row is of the same decision: it can still be taken back.
	if err := t.exec(`UPDATE decisions SET owner = $2, revision = revision + 1 WHERE application = $1 AND decided_by <> $2
			AND batch = (SELECT batch FROM applications WHERE id = $1)`, id, account); err != nil {
		return err
	}
	if err := t.exec(`UPDATE notices SET account = $2 WHERE application = $1`, id, account); err != nil {
		return err
	}
	if err := t.resealSubmissions(id, reseal); err != nil {
		return err
	}
	return t.record(audit.Event{Chain: id, Action: "adopt", Actor: account, At: t.now})
}

func (t *tx) resealSubmissions(id string, reseal func(table, column, row string, sealed []byte) ([]byte, error)) error {
	type submission struct {
		seq    int
		sealed []byte
	}
	scan := func(r scanner) (s submission, err error) {
		err = r.Scan(&s.seq, &s.sealed)
		return s, err
	}
	list, err := collect(t.ctx, t, scan, `SELECT seq, answers FROM submissions WHERE application = $1`, id)
	if err != nil {
		return err
	}
	for _, s := range list {
		sealed, err := reseal("submissions", "answers", submissionRow(id, s.seq), s.sealed)
		if err != nil {
			return err
		}
		if err := t.exec(`UPDATE submissions SET answers = $3 WHERE application = $1 AND seq = $2`, id, s.seq, sealed); err != nil {
			return err
		}
	}
	return nil
}

// forget drops what is known of an imported person whose applications all have gone to an account.
func (t *tx) forget(account string) error {
	return t.exec(`DELETE FROM people WHERE account = $1 AND imported AND NOT EXISTS (SELECT 1 FROM applications WHERE account = $1)`, account)
}
