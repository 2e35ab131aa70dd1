package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"slices"
	"time"

	"gangway/applications"
	"gangway/internal/audit"
	"gangway/internal/fault"
)

// KeepFile seals the content of a file for the owner of an application that may still be edited, and returns the file
// with its id. The content lies in the folder whole before the store says that it is kept; what is left when the
// program is killed in between is taken away later.
func (s *Store) KeepFile(ctx context.Context, a applications.Application, field string, file applications.File, content []byte, event audit.Event) (applications.File, error) {
	if err := s.sweepFiles(ctx); err != nil {
		return file, err
	}
	var sealed []byte
	file.ID = newID()
	err := s.inTx(ctx, func(t *tx) error {
		who, err := person(t.ctx, t, t.keys, a.Account)
		if err != nil {
			return err
		}
		sealed = who.Seal("files", "content", file.ID, content)
		return t.execOne(errChanged(a.ID), `INSERT INTO files (id, account, application, field, kind, size, state, at)
			SELECT $1, a.account, a.id, $4, $5, $6, 'pending', $7 FROM applications a
			WHERE a.id = $2 AND a.account = $3 AND a.state IN ('draft', 'returned')`,
			file.ID, a.ID, a.Account, field, string(file.Kind), file.Size, timeText(t.now))
	})
	if err != nil {
		return file, err
	}
	if err := s.files.write(file.ID, sealed); err != nil {
		return file, err
	}
	event.Chain = a.ID
	event.Details = audit.Details{"field": field, "file": file.ID}
	return file, s.inTx(ctx, func(t *tx) error {
		if err := t.execOne(errChanged(a.ID), `UPDATE files SET state = 'kept' WHERE id = $1 AND state = 'pending'`, file.ID); err != nil {
			return err
		}
		return t.record(event)
	})
}

// FileContent returns the content of a file that an application's answers name, after it has written the event, if
// there is one. Errors are fault.NotFound when this machine does not have it, and fault.Invalid when it was altered or
// exchanged.
func (s *Store) FileContent(ctx context.Context, a applications.Application, file applications.File, event *audit.Event) ([]byte, error) {
	var content []byte
	err := s.inTx(ctx, func(t *tx) error {
		var account string
		err := t.row(`SELECT account FROM files WHERE id = $1 AND application = $2 AND state = 'kept'`, file.ID, a.ID).Scan(&account)
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(fault.NotFound, "the store does not keep the file %s of %s", file.ID, a.ID)
		}
		if err != nil {
			return err
		}
		who, err := person(t.ctx, t, t.keys, account)
		if err != nil {
			return err
		}
		sealed, err := s.files.read(file.ID)
		if err != nil {
			return err
		}
		if content, err = who.Open("files", "content", file.ID, sealed); err != nil {
			return err
		}
		if !file.Fits(content) {
			return fault.New(fault.Invalid, "the file %s is not the one that was handed in", file.ID)
		}
		if event == nil {
			return nil
		}
		told := *event
		told.Chain = a.ID
		return t.record(told)
	})
	if err != nil {
		return nil, err
	}
	return content, nil
}

// DropFiles takes away the files of an application that neither its answers nor anything it handed in before names.
func (s *Store) DropFiles(ctx context.Context, application string, event audit.Event) error {
	err := s.inTx(ctx, func(t *tx) error {
		unused, err := t.unusedFiles(application)
		if err != nil || len(unused) == 0 {
			return err
		}
		for _, id := range unused {
			if err := t.exec(`UPDATE files SET state = 'dropped' WHERE id = $1`, id); err != nil {
				return err
			}
		}
		told := event
		told.Chain, told.Details = application, audit.Details{"files": unused}
		return t.record(told)
	})
	if err != nil {
		return err
	}
	return s.sweepFiles(ctx)
}

// unusedFiles returns the ids of the files of an application that nothing names.
func (t *tx) unusedFiles(id string) ([]string, error) {
	a, err := application(t.ctx, t, t.keys, id)
	if err != nil {
		return nil, err
	}
	named := a.Answers.Files()
	handedIn, err := submissions(t.ctx, t, t.keys, a, mostSubmissions)
	if err != nil {
		return nil, err
	}
	for _, answers := range handedIn {
		named = append(named, answers.Files()...)
	}
	kept, err := collect(t.ctx, t, scanText, `SELECT id FROM files WHERE application = $1 AND state = 'kept' ORDER BY id`, id)
	return slices.DeleteFunc(kept, func(id string) bool {
		return slices.ContainsFunc(named, func(f applications.File) bool { return f.ID == id })
	}), err
}

// mostSubmissions is more often than anybody hands in an application.
const mostSubmissions = 1000

func scanText(r scanner) (text string, err error) { return text, r.Scan(&text) }

// abandoned is how long a file may be under way before it is taken for one that a killed program left.
const abandoned = time.Hour

// sweepFiles takes away what was dropped, and what never became whole.
func (s *Store) sweepFiles(ctx context.Context) error {
	ids, err := collect(ctx, s.db, scanText, `SELECT id FROM files WHERE state = 'dropped' OR state = 'pending' AND at < $1 ORDER BY id`,
		timeText(s.now().Add(-abandoned)))
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.files.remove(id); err != nil {
			return err
		}
		err := s.inTx(ctx, func(t *tx) error {
			return t.exec(`DELETE FROM files WHERE id = $1 AND state <> 'kept'`, id)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// CheckFiles sweeps, and returns how many files are kept and where. It is fault.NotFound when one of them is not there.
func (s *Store) CheckFiles(ctx context.Context) (count int, folder string, err error) {
	if err := s.sweepFiles(ctx); err != nil {
		return 0, s.files.path, err
	}
	ids, err := collect(ctx, s.db, scanText, `SELECT id FROM files WHERE state = 'kept' ORDER BY id`)
	if err != nil {
		return 0, s.files.path, err
	}
	missing := 0
	for _, id := range ids {
		if err := s.files.has(id); errors.Is(err, fs.ErrNotExist) {
			missing++
		} else if err != nil {
			return 0, s.files.path, err
		}
	}
	if missing > 0 {
		return len(ids), s.files.path, fault.New(fault.NotFound, "%d of %d files are not in %s", missing, len(ids), s.files.path).
			WithHint("restore the folder from a backup, or name the one all machines share with --files")
	}
	return len(ids), s.files.path, nil
}
