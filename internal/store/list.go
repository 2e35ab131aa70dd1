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
	DueBy   time.Time // only what awaits a decision that is due from now to then; zero for any
	Claimed string    // only what this account has taken on
	Free    bool      // only what nobody has taken on
	Handed  bool      // only what was handed in; a draft is the applicant's own business
	Sort    string    // due, submitted, or name
	After   string    // only what comes behind this application, by its id
	Limit   int       // 0 for all
}

const listColumns = `a.id, a.program, a.program_version, a.account, c.name, a.name, a.state, a.verdict, a.submitted_at, a.due_at, a.provisional,
	a.updated_at, a.courses, a.claimed_by, a.claimed_at, a.first_by, a.by_person, a.imported FROM applications a JOIN accounts c ON c.id = a.account `

func scanListed(r scanner) (a applications.Application, err error) {
	var courses string
	err = r.Scan(&a.ID, &a.Program, &a.ProgramVersion, &a.Account, &a.AccountName, &a.Name, &a.State, &a.Verdict, storedTime{&a.SubmittedAt},
		storedTime{&a.DueAt}, &a.Provisional, storedTime{&a.UpdatedAt}, &courses, &a.ClaimedBy, storedTime{&a.ClaimedAt}, &a.FirstBy, &a.ByPerson, &a.Imported)
	a.Courses = strings.Fields(courses)
	return a, err
}

// Applications lists applications without their answers and without what the rules said of them.
func (s *Store) Applications(ctx context.Context, f Filter) ([]applications.Application, error) {
	order, err := f.order()
	if err != nil {
		return nil, err
	}
	where, args := f.conditions(s.now())
	if f.After != "" {
		behind, err := s.place(ctx, f.After, order)
		if err != nil {
			return nil, err
		}
		where += " AND (" + order + ") > (" + numbered(len(args), len(behind)) + ")"
		args = append(args, behind...)
	}
	limit := ""
	if f.Limit > 0 {
		limit = " LIMIT " + strconv.Itoa(f.Limit)
	}
	return collect(ctx, s.db, scanListed, `SELECT `+listColumns+where+` ORDER BY `+order+limit, args...)
}

// place returns the values by which an order knows the place of the application whose id begins with what was typed.
func (s *Store) place(ctx context.Context, typed, order string) ([]any, error) {
	id, err := resolve(ctx, s.db, "applications", typed)
	if err != nil {
		return nil, err
	}
	values := make([]any, strings.Count(order, ",")+1)
	into := make([]any, len(values))
	for i := range into {
		into[i] = &values[i]
	}
	err = s.db.QueryRowContext(ctx, `SELECT `+order+` FROM applications a WHERE a.id = $1`, id).Scan(into...)
	return values, kind(err)
}

// numbered writes the parameters that follow the first n.
func numbered(n, more int) string {
	names := make([]string, more)
	for i := range names {
		names[i] = "$" + strconv.Itoa(n+i+1)
	}
	return strings.Join(names, ", ")
}

// order says the order in SQL, or fault.Usage. What has no such time, because it was never submitted, comes last; where
// there can be none of that, an index gives the order.
func (f Filter) order() (string, error) {
	columns := map[string]string{"": "a.due_at", "due": "a.due_at", "submitted": "a.submitted_at", "name": "a.name"}
	column, ok := columns[f.Sort]
	if !ok {
		return "", fault.New(fault.Usage, "cannot sort by %q; sort by %s", f.Sort, "due, submitted, name")
	}
	if f.Overdue || !f.DueBy.IsZero() || len(f.States) == 1 && f.States[0] == applications.Submitted {
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
	if !f.DueBy.IsZero() {
		add("a.state = 'submitted' AND a.due_at >= ", timeText(now))
		add("a.due_at <= ", timeText(f.DueBy))
	}
	if f.Claimed != "" {
		add("a.claimed_by <> '' AND a.claimed_by = ", f.Claimed) // in the words of the index
	}
	if f.Free {
		all = append(all, "a.claimed_by = ''")
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
