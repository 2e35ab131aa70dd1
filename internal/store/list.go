package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"gangway/applications"
	"gangway/internal/fault"
)

// A Filter narrows and orders a list of applications. The zero value lists all, the soonest due first.
type Filter struct {
	Account string // only this account's
	Program string
	States  []applications.State
	Verdict applications.Verdict
	Overdue bool
	Handed  bool   // only what was handed in; a draft is the applicant's own business
	Sort    string // due, submitted, or name
	Limit   int    // 0 for all
}

// Applications lists applications without their answers.
func (s *Store) Applications(ctx context.Context, f Filter) ([]applications.Application, error) {
	order, err := f.order()
	if err != nil {
		return nil, err
	}
	where, args := f.conditions(s.now())
	limit := ""
	if f.Limit > 0 {
		limit = " LIMIT " + strconv.Itoa(f.Limit)
	}
	scan := func(r scanner) (applications.Application, error) {
		a, err := scanApplication(r)
		return a.Application, err
	}
	return collect(ctx, s.db, scan, `SELECT `+applicationColumns+applicationTables+where+` ORDER BY `+order+limit, args...)
}

// order says the order in SQL, or fault.Usage. What has no such time, because it was never submitted, comes last; where
// there can be none of that, an index gives the order.
func (f Filter) order() (string, error) {
	columns := map[string]string{"": "a.due_at", "due": "a.due_at", "submitted": "a.submitted_at", "name": "a.name"}
	column, ok := columns[f.Sort]
	if !ok {
		return "", fault.New(fault.Usage, "cannot sort by %q; sort by %s", f.Sort, "due, submitted, name")
	}
	if f.Overdue || len(f.States) == 1 && f.States[0] == applications.Submitted {
		return column + ", a.id", nil
	}
	return column + " = '', " + column + ", a.id", nil
}

// conditions says the filter in SQL. Only what is asked for is said, so that the indexes can be used.
func (f Filter) conditions(now time.Time) (where string, args []any) {
	all := []string{"1 = 1"}
	add := func(condition string, value string) {
		args = append(args, value)
		all = append(all, condition+"$"+strconv.Itoa(len(args)))
	}
	if f.Account != "" {
		add("a.account = ", f.Account)
	}
	if f.Program != "" {
		add("a.program = ", f.Program)
	}
	if f.Verdict != "" {
		add("a.verdict = ", string(f.Verdict))
	}
	if f.Handed {
		all = append(all, "a.submitted_at <> ''")
	}
	if f.Overdue {
		add("a.state = 'submitted' AND a.due_at < ", timeText(now))
	}
	var states []string
	for _, state := range f.States {
		args = append(args, string(state))
		states = append(states, "$"+strconv.Itoa(len(args)))
	}
	if len(states) > 0 {
		all = append(all, "a.state IN ("+strings.Join(states, ", ")+")")
	}
	return "WHERE " + strings.Join(all, " AND "), args
}
