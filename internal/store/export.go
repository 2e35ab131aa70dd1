package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"gangway/applications"
	"gangway/internal/audit"
)

// An Exported is an application on its way into a file.
type Exported struct {
	applications.Application         // with its answers only where they were asked for
	ClaimedName              string  // the name of the account that has taken it on
	Rules                    []Ruled // what each rule said
}

// A Ruled is the verdict of one rule.
type Ruled struct {
	Rule    string
	Verdict applications.Verdict
}

// exportPage is how many applications are read at a time.
const exportPage = 2000

// RecordExport records that personal details are about to be handed out, of as many applications as the filter finds now.
func (s *Store) RecordExport(ctx context.Context, f Filter, event audit.Event) error {
	return s.inTx(ctx, func(t *tx) error {
		where, args := f.conditions(t.now)
		var count int64
		if err := t.row(`SELECT COUNT(*) FROM applications a `+where, args...).Scan(&count); err != nil {
			return err
		}
		event.Chain, event.Details["applications"] = "exports", count
		return t.record(event)
	})
}

// Export visits what a filter finds as it stands at one moment: program by program, in each state by state in the order
// of the journey, and there by id. The filter's order and limit do not count. Memory does not grow with their number.
func (s *Store) Export(ctx context.Context, f Filter, answers bool, visit func(Exported) error) error {
	options := &sql.TxOptions{ReadOnly: true}
	if s.postgres {
		options.Isolation = sql.LevelRepeatableRead
	}
	t, err := s.db.BeginTx(ctx, options)
	if err != nil {
		return kind(err)
	}
	defer t.Rollback() // nothing was written
	e := &export{Store: s, tx: t, filter: f, answers: answers, visit: visit, rules: map[string][]string{}}
	if len(e.filter.States) == 0 {
		e.filter.States = applications.States
	}
	if f.Program != "" {
		return e.program(ctx, f.Program)
	}
	for program := ""; ; {
		err := t.QueryRowContext(ctx, `SELECT program FROM applications WHERE program > $1 ORDER BY program LIMIT 1`, program).Scan(&program)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return kind(err)
		}
		if err := e.program(ctx, program); err != nil {
			return err
		}
	}
}

// An export is one that is under way.
type export struct {
	*Store
	tx      *sql.Tx
	filter  Filter
	answers bool
	visit   func(Exported) error
	rules   map[string][]string // the ids of the rules of each rule set met so far
}

// program visits the applications to one program. Each page is a stretch of an index.
func (e *export) program(ctx context.Context, program string) error {
	for _, state := range e.filter.States {
		f := e.filter
		f.Program, f.States = program, []applications.State{state}
		where, args := f.conditions(e.now())
		where += " AND a.id > " + numbered(len(args), 1) + " ORDER BY a.id LIMIT " + numbered(len(args)+1, 1)
		for after := ""; ; {
			rows, err := collect(ctx, e.tx, e.scan, `SELECT `+exportColumns+where, append(args, after, exportPage)...)
			if err != nil {
				return err
			}
			for _, row := range rows {
				after = row.ID
				if err := e.one(ctx, row); err != nil {
					return err
				}
			}
			if len(rows) < exportPage {
				break
			}
		}
	}
	return nil
}

const exportColumns = `a.id, a.program, a.account, a.name, a.state, a.verdict, a.submitted_at, a.due_at, a.provisional, a.results, a.rules,
	COALESCE(k.name, ''), a.answers, p.data_key
	FROM applications a LEFT JOIN accounts k ON k.id = a.claimed_by LEFT JOIN people p ON p.account = a.account `

// A sealedExport is a row whose answers are still sealed.
type sealedExport struct {
	Exported
	answers, dataKey []byte
}

func (e *export) scan(r scanner) (row sealedExport, err error) {
	a := &row.Application
	err = r.Scan(&a.ID, &a.Program, &a.Account, &a.Name, &a.State, &a.Verdict, storedTime{&a.SubmittedAt}, storedTime{&a.DueAt}, &a.Provisional,
		&a.Judged.Verdicts, &a.Judged.Rules, &row.ClaimedName, &row.answers, &row.dataKey)
	return row, err
}

// one puts an application's rules into words, opens its answers where they are asked for, and visits it.
func (e *export) one(ctx context.Context, row sealedExport) (err error) {
	if row.Rules, err = e.ruled(ctx, row.Judged); err != nil {
		return err
	}
	if !e.answers {
		return e.visit(row.Exported)
	}
	if row.dataKey == nil { // what was known of the person is gone, and nobody can read the answers any more
		return e.visit(row.Exported)
	}
	who, err := e.keys.Person(row.Account, row.dataKey)
	if err != nil {
		return err
	}
	row.Application, err = sealedApplication{row.Application, row.answers}.open(who)
	if err != nil {
		return err
	}
	return e.visit(row.Exported)
}

// ruled names the rules of a judgement with their verdicts.
func (e *export) ruled(ctx context.Context, j applications.Judgement) ([]Ruled, error) {
	if j.Verdicts == "" || strings.HasPrefix(string(j.Verdicts), "[") {
		results, err := j.Results()
		ruled := make([]Ruled, len(results))
		for i, r := range results {
			ruled[i] = Ruled{r.Rule, r.Verdict}
		}
		return ruled, err
	}
	ids, known := e.rules[j.Rules]
	if !known {
		var text string
		if err := e.tx.QueryRowContext(ctx, `SELECT body FROM rulesets WHERE hash = $1`, j.Rules).Scan(&text); err != nil {
			return nil, kind(err)
		}
		results, err := j.Verdicts.Results(text, nil)
		if err != nil {
			return nil, err
		}
		for _, r := range results {
			ids = append(ids, r.Rule)
		}
		e.rules[j.Rules] = ids
	}
	ruled := make([]Ruled, len(ids))
	for i, id := range ids {
		ruled[i] = Ruled{id, j.Verdicts.At(i)}
	}
	return ruled, nil
}
