package store

import (
	"context"
	"crypto/rand"
	"strings"

	"gangway/applications"
	"gangway/internal/seal"
)

// importedMobile is the index of an imported person's mobile. It is another one than that of a person who registered, so
// that nobody who registers with a mobile that is not theirs comes by what was imported, nor is kept out by it.
func importedMobile(index string) string { return "import:" + index }

// A takenRow is an applicant of a file on the way into the store.
type takenRow struct {
	*applications.Taken
	batchRow            // with the change that hands the application in, and its event
	dataKey, mobileSeal []byte
	emailSeal           []byte
	answers             []byte
	index               string // of the mobile
	account             string // of a person who is there already
	fate                applications.Fate
	again               *takenRow // the row before with the same mobile
}

// TakeIn stores applicants of a file with their applications, all of them or none, and returns the fate of each.
func (s *Store) TakeIn(ctx context.Context, rows []applications.Taken, move func(applications.Application) (applications.Change, error)) ([]applications.Fate, error) {
	fates := make([]applications.Fate, len(rows))
	err := s.inTx(ctx, func(t *tx) error {
		taken := make([]takenRow, len(rows))
		for i := range rows {
			taken[i] = takenRow{Taken: &rows[i], index: t.keys.BlindIndex("mobile", rows[i].Mobile)}
		}
		if err := t.recognise(taken); err != nil {
			return err
		}
		for i := range taken {
			if err := t.prepare(&taken[i], move); err != nil {
				return err
			}
		}
		if err := t.store(taken); err != nil {
			return overtaken(err)
		}
		for i := range taken {
			fates[i] = taken[i].fate
			if same := taken[i].again; same != nil {
				fates[i] = applications.Fate{ID: same.fate.ID}
			}
		}
		return nil
	})
	s.giveWay()
	return fates, err
}

// TakenIn tells a server's planner of the many rows that are new; without that it would plan for a small table for a while.
func (s *Store) TakenIn(ctx context.Context) error {
	if !s.postgres {
		return nil
	}
	_, err := s.db.ExecContext(ctx, `ANALYZE accounts, people, applications, events`)
	return kind(err)
}

// recognise finds out who of the applicants is in the store already, and who has applied to the program before.
func (t *tx) recognise(rows []takenRow) error {
	byIndex := map[string][]*takenRow{}
	for i := range rows {
		row := &rows[i]
		for _, index := range []string{row.index, importedMobile(row.index)} {
			byIndex[index] = append(byIndex[index], row)
		}
	}
	indexes := make([]string, 0, len(byIndex))
	for index := range byIndex {
		indexes = append(indexes, index)
	}
	known, err := t.byMobile(indexes)
	if err != nil {
		return err
	}
	for _, person := range known {
		for _, row := range byIndex[person.index] {
			if err := t.meet(row, person); err != nil {
				return err
			}
		}
	}
	first := map[string]*takenRow{}
	for i := range rows {
		row := &rows[i]
		if before := first[row.index]; before != nil {
			row.again = before
		} else {
			first[row.index] = row
		}
	}
	return nil
}

// A knownPerson is somebody whose mobile an applicant of a file has.
type knownPerson struct {
	account, index string
	verified       bool
}

// meet looks what a person with an applicant's mobile means for the applicant: one who has applied is there already; who has
// shown that the mobile is theirs gets the application; else whoever was imported with it before. Somebody who registered
// with the mobile and has not verified it means nothing.
func (t *tx) meet(row *takenRow, person knownPerson) error {
	imported := strings.HasPrefix(person.index, "import:")
	if !imported && !person.verified || row.fate.ID != "" {
		return nil
	}
	err := t.row(`SELECT COALESCE(MIN(id), '') FROM applications WHERE account = $1 AND program = $2`, person.account, row.Taken.Application.Program).Scan(&row.fate.ID)
	if person.verified || row.account == "" {
		row.account = person.account
	}
	return err
}

// prepare gives a new applicant ids, seals what is personal, and makes the change that hands the application in.
func (t *tx) prepare(row *takenRow, move func(applications.Application) (applications.Change, error)) error {
	if row.fate.ID != "" || row.again != nil {
		return nil
	}
	a := row.Taken.Application
	a.ID, a.Account = idAt(row.Position), row.account
	who, err := t.ownKey(row, &a)
	if err != nil {
		return err
	}
	row.answers = who.Seal("applications", "answers", a.ID, []byte(mustJSON(a.Answers)))
	change, err := move(a)
	if err != nil {
		return err
	}
	row.batchRow.Row.Application = a
	row.Change = &change
	row.fate = applications.Fate{ID: a.ID, New: true}
	return row.link(t.keys)
}

// idAt returns a fresh id that lies as far into the range of all ids as its row lies in its file: the ids of one file
// rise, and so do the places where the engine writes, while their beginnings differ from each other as others' do.
func idAt(position float64) string {
	var random [idLength]byte
	rand.Read(random[:])
	const places = 4 // of the id's characters; the others keep those of one stretch of the file apart
	at := uint64(max(0, min(position, 1-1e-9)) * (1 << (5 * places)))
	id := make([]byte, idLength)
	for i := range id {
		if id[i] = idAlphabet[random[i]&31]; i < places {
			id[i] = idAlphabet[at>>(5*(places-1-i))&31]
		}
	}
	return string(id)
}

// ownKey returns the data key of an applicant, which is a new one unless the applicant is in the store already.
func (t *tx) ownKey(row *takenRow, a *applications.Application) (*seal.Person, error) {
	if row.account != "" {
		return person(t.ctx, t, t.keys, row.account)
	}
	a.Account = idAt(row.Position)
	who, wrapped, err := t.keys.NewPerson(a.Account)
	if err != nil {
		return nil, err
	}
	row.dataKey = wrapped
	row.mobileSeal = who.Seal("people", "mobile", a.Account, []byte(row.Mobile))
	row.emailSeal = []byte{}
	if row.Email != "" {
		row.emailSeal = who.Seal("people", "email", a.Account, []byte(row.Email))
	}
	return who, nil
}
