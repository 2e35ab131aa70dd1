package store

import (
	"context"

	"gangway/applications"
)

// EachJudged visits every application to a program that was handed in, state by state and in the order of ids, a page at a
// time.
func (s *Store) EachJudged(ctx context.Context, program string, visit func(applications.Row) error) error {
	for _, state := range applications.States {
		if state == applications.Draft {
			continue
		}
		if err := s.eachJudged(ctx, program, state, visit); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) eachJudged(ctx context.Context, program string, state applications.State, visit func(applications.Row) error) error {
	const page = 5000
	scan := func(r scanner) (row applications.Row, err error) {
		a := &row.Application
		var facts string
		err = r.Scan(&a.ID, &a.Program, &a.Account, &a.Name, &a.State, storedTime{&a.SubmittedAt}, &facts)
		if err == nil && facts != "" {
			a.Judged.Facts, err = applications.ParseFacts(facts)
		}
		id := a.ID
		row.Open = func() (applications.Answers, applications.Profile, error) { return s.opened(ctx, id) }
		return row, err
	}
	for after := ""; ; {
		rows, err := collect(ctx, s.db, scan, `SELECT id, program, account, name, state, submitted_at, facts FROM applications
			WHERE program = $1 AND state = $2 AND id > $3 AND submitted_at <> '' ORDER BY id LIMIT $4`, program, string(state), after, page)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := visit(row); err != nil {
				return err
			}
			after = row.Application.ID
		}
		if len(rows) < page {
			return nil
		}
	}
}

// opened returns the answers of an application and the profile of its owner.
func (s *Store) opened(ctx context.Context, id string) (applications.Answers, applications.Profile, error) {
	a, err := application(ctx, s.db, s.keys, id)
	if err != nil {
		return nil, applications.Profile{}, err
	}
	p, err := profile(ctx, s.db, s.keys, a.Account)
	return a.Answers, p, err
}
