package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"gangway/applications"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/seal"
)

const applicationColumns = `a.id, a.program, a.program_version, a.account, c.name, a.name, a.state, a.revision, a.answers,
	a.results, a.verdict, a.submitted_at, a.due_at, a.provisional, a.reason, a.note, a.fixes, a.created_at, a.updated_at,
	a.facts, a.rules, COALESCE(r.body, ''), a.courses, a.batch, COALESCE(b.kind, ''), a.claimed_by, a.claimed_at, a.first_by, a.by_person, a.imported,
	COALESCE((SELECT k.name FROM accounts k WHERE k.id = a.claimed_by), '')`

const applicationTables = ` FROM applications a JOIN accounts c ON c.id = a.account LEFT JOIN rulesets r ON r.hash = a.rules
	LEFT JOIN batches b ON b.id = a.batch `

// A sealedApplication is a row whose answers are still sealed: lists never open them.
type sealedApplication struct {
	applications.Application
	answers []byte
}

func scanApplication(r scanner) (sealedApplication, error) {
	var a sealedApplication
	var fixes, facts, courses string
	err := r.Scan(&a.ID, &a.Program, &a.ProgramVersion, &a.Account, &a.AccountName, &a.Name, &a.State, &a.Revision, &a.answers,
		&a.Judged.Verdicts, &a.Verdict, storedTime{&a.SubmittedAt}, storedTime{&a.DueAt}, &a.Provisional, &a.Reason, &a.Note, &fixes,
		storedTime{&a.CreatedAt}, storedTime{&a.UpdatedAt},
		&facts, &a.Judged.Rules, &a.Judged.Text, &courses, &a.Batch, &a.BatchKind, &a.ClaimedBy, storedTime{&a.ClaimedAt}, &a.FirstBy, &a.ByPerson, &a.Imported, &a.ClaimedName)
	if err != nil {
		return a, err
	}
	a.Courses = strings.Fields(courses)
	if facts != "" {
		if a.Judged.Facts, err = applications.ParseFacts(facts); err != nil {
			return a, err
		}
	}
	return a, json.Unmarshal([]byte(fixes), &a.Fixes)
}

// open unseals a row's answers.
func (a sealedApplication) open(who *seal.Person) (applications.Application, error) {
	plain, err := who.Open("applications", "answers", a.ID, a.answers)
	if err != nil {
		return a.Application, err
	}
	a.Answers, err = decodeAnswers(plain)
	return a.Application, err
}

// decodeAnswers reads answers back with the types they were stored with; JSON alone would make numbers floats.
func decodeAnswers(data []byte) (applications.Answers, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	answers := applications.Answers{}
	if err := d.Decode(&answers); err != nil {
		return nil, err
	}
	for id, v := range answers {
		if n, ok := v.(json.Number); ok {
			whole, err := n.Int64()
			if err != nil {
				return nil, err
			}
			answers[id] = whole
		}
	}
	return answers, nil
}

// mustJSON writes a value that JSON can always say.
func mustJSON(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// Application returns the application whose id begins with what was typed.
func (s *Store) Application(ctx context.Context, typed string) (applications.Application, error) {
	return application(ctx, s.db, s.keys, typed)
}

func application(ctx context.Context, q querier, keys *seal.Keys, typed string) (applications.Application, error) {
	id, err := resolve(ctx, q, "applications", typed)
	if err != nil {
		return applications.Application{}, err
	}
	sealed, err := scanApplication(q.QueryRowContext(ctx, `SELECT `+applicationColumns+applicationTables+`WHERE a.id = $1`, id))
	if err != nil {
		return applications.Application{}, kind(err)
	}
	who, err := person(ctx, q, keys, sealed.Account)
	if err != nil {
		return applications.Application{}, err
	}
	return sealed.open(who)
}

// OpenApplication returns the account's application to a program that is not over, or fault.NotFound.
func (s *Store) OpenApplication(ctx context.Context, account, program string) (applications.Application, error) {
	var id string
	err := s.db.QueryRowContext(ctx, `SELECT id FROM applications
		WHERE account = $1 AND program = $2 AND state <> 'rejected' AND state <> 'withdrawn' AND state <> 'left'`, account, program).Scan(&id)
	if err != nil {
		return applications.Application{}, kind(err)
	}
	return s.Application(ctx, id)
}

// SaveAnswers stores a new draft, or the answers of an application that may still be edited.
func (s *Store) SaveAnswers(ctx context.Context, given applications.Application, event audit.Event) (applications.Application, error) {
	var a applications.Application
	err := s.inTx(ctx, func(t *tx) error {
		a = given // once more, when the transaction is run again
		who, err := person(t.ctx, t, t.keys, a.Account)
		if err != nil {
			return err
		}
		if a.ID == "" {
			return t.insertDraft(&a, who, event)
		}
		event.Chain = a.ID
		if err := t.keepSubmission(a, who); err != nil {
			return err
		}
		err = t.execOne(errChanged(a.ID),
			`UPDATE applications SET answers = $4, name = $5, program_version = $6, updated_at = $7, revision = revision + 1
			WHERE id = $1 AND account = $2 AND revision = $3 AND state IN ('draft', 'returned')`,
			a.ID, a.Account, a.Revision, who.Seal("applications", "answers", a.ID, []byte(mustJSON(a.Answers))),
			a.Name, a.ProgramVersion, timeText(a.UpdatedAt))
		if err != nil {
			return err
		}
		a.Revision++
		return t.record(event)
	})
	return a, err
}

func (t *tx) insertDraft(a *applications.Application, who *seal.Person, event audit.Event) error {
	id := newID()
	err := t.exec(`INSERT INTO applications (id, program, program_version, account, name, state, revision, answers, results, verdict,
			submitted_at, due_at, provisional, reason, note, fixes, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, 1, $7, '', '', '', '', $8, '', '', '[]', $9, $10)`,
		id, a.Program, a.ProgramVersion, a.Account, a.Name, string(applications.Draft),
		who.Seal("applications", "answers", id, []byte(mustJSON(a.Answers))), false, timeText(a.CreatedAt), timeText(a.UpdatedAt))
	if errors.Is(kind(err), fault.Conflict) {
		return fault.New(fault.Conflict, "there is an application to %q already", a.Program).WithHint("gangway application list")
	}
	if err != nil {
		return err
	}
	a.ID, a.State, a.Revision = id, applications.Draft, 1
	event.Chain, event.Action, event.To = id, "begin", string(a.State)
	return t.record(event)
}

func errChanged(id string) error {
	return fault.New(fault.Conflict, "%s was changed by someone else; look at it again", id).WithHint("gangway application show %s", id)
}

// Change runs decide on the application as it is now, and writes its outcome.
func (s *Store) Change(ctx context.Context, typed string, decide func(applications.Application, applications.Profile) (applications.Outcome, error)) (applications.Application, error) {
	var after applications.Application
	err := s.inTx(ctx, func(t *tx) error {
		a, p, err := t.applicationAndProfile(typed)
		if err != nil {
			return err
		}
		outcome, err := decide(a, p)
		if err != nil {
			return err
		}
		after, err = t.write(outcome)
		return err
	})
	return after, err
}

func (t *tx) applicationAndProfile(typed string) (applications.Application, applications.Profile, error) {
	a, err := application(t.ctx, t, t.keys, typed)
	if err != nil {
		return a, applications.Profile{}, err
	}
	p, err := profile(t.ctx, t, t.keys, a.Account)
	return a, p, err
}

// write stores an outcome and returns the application as it is then. The statement repeats the conditions the domain
// has checked: the state, the revision, and whose application it may be.
func (t *tx) write(o applications.Outcome) (applications.Application, error) {
	a, event := o.Change.After(), o.Change.Event()
	err := t.execOne(errChanged(a.ID),
		`UPDATE applications SET state = $4, program_version = $5, name = $6, results = $7, verdict = $8, submitted_at = $9,
			due_at = $10, provisional = $11, reason = $12, note = $13, fixes = $14, updated_at = $15, revision = revision + 1,
			facts = $18, rules = $19, courses = $20, batch = $21, claimed_by = $22, claimed_at = $23, first_by = $24, by_person = $25
		WHERE id = $1 AND state = $2 AND revision = $3 AND (account = $16) = $17`,
		a.ID, string(o.Change.From()), a.Revision, string(a.State), a.ProgramVersion, a.Name, string(a.Judged.Verdicts), string(a.Verdict),
		timeText(a.SubmittedAt), timeText(a.DueAt), a.Provisional, a.Reason, a.Note, mustJSON(a.Fixes), timeText(a.UpdatedAt),
		event.Actor, o.Change.ByOwner(), factsText(a.Judged), a.Judged.Rules, strings.Join(a.Courses, " "), a.Batch,
		a.ClaimedBy, timeText(a.ClaimedAt), a.FirstBy, a.ByPerson)
	if err != nil {
		return a, err
	}
	if err := t.keepRules(a.Judged); err != nil {
		return a, err
	}
	a.Revision++
	if event.Action == string(applications.Submit) {
		if err := t.snapshot(a); err != nil {
			return a, err
		}
	}
	notices, err := t.queue(o.Notices)
	if err != nil {
		return a, err
	}
	if err := t.decision(a, o.Decision, notices); err != nil {
		return a, err
	}
	return a, t.record(event)
}

// keepRules keeps the words of the rule set an application was judged by, once for all of them.
func (t *tx) keepRules(j applications.Judgement) error {
	if j.Rules == "" {
		return nil
	}
	return t.exec(`INSERT INTO rulesets (hash, body) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING`, j.Rules, j.Text)
}

// factsText is how facts are stored: nothing where nothing was judged.
func factsText(j applications.Judgement) string {
	if j.Facts == nil {
		return ""
	}
	return j.Facts.Text()
}

// keepSubmission keeps what was handed in before it is written over, where it is not kept yet: what staff bring in from a
// file is kept only once it changes.
func (t *tx) keepSubmission(a applications.Application, who *seal.Person) error {
	if a.State != applications.Returned {
		return nil
	}
	var kept int
	if err := t.row(`SELECT COUNT(*) FROM submissions WHERE application = $1`, a.ID).Scan(&kept); err != nil || kept > 0 {
		return err
	}
	var sealed []byte
	var at string
	if err := t.row(`SELECT answers, submitted_at FROM applications WHERE id = $1`, a.ID).Scan(&sealed, &at); err != nil {
		return err
	}
	plain, err := who.Open("applications", "answers", a.ID, sealed)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO submissions (application, seq, answers, at) VALUES ($1, 1, $2, $3)`,
		a.ID, who.Seal("submissions", "answers", submissionRow(a.ID, 1), plain), at)
}

// snapshot keeps what was handed in.
func (t *tx) snapshot(a applications.Application) error {
	var seq int
	if err := t.row(`SELECT COALESCE(MAX(seq), 0) + 1 FROM submissions WHERE application = $1`, a.ID).Scan(&seq); err != nil {
		return err
	}
	who, err := person(t.ctx, t, t.keys, a.Account)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO submissions (application, seq, answers, at) VALUES ($1, $2, $3, $4)`,
		a.ID, seq, who.Seal("submissions", "answers", submissionRow(a.ID, seq), []byte(mustJSON(a.Answers))), timeText(a.SubmittedAt))
}

// submissionRow names a submission for sealing, so that none can be passed off as another of the same application.
func submissionRow(application string, seq int) string { return application + "/" + strconv.Itoa(seq) }

// LastTwoSubmissions returns the answers as handed in last and the time before; nil where there was none.
func (s *Store) LastTwoSubmissions(ctx context.Context, a applications.Application) (last, before applications.Answers, err error) {
	list, err := submissions(ctx, s.db, s.keys, a, 2)
	if len(list) > 0 {
		last = list[0]
	}
	if len(list) > 1 {
		before = list[1]
	}
	return last, before, err
}

// submissions returns the answers as handed in, the last first, so many at most.
func submissions(ctx context.Context, q querier, keys *seal.Keys, a applications.Application, most int) ([]applications.Answers, error) {
	who, err := person(ctx, q, keys, a.Account)
	if err != nil {
		return nil, err
	}
	scan := func(r scanner) (applications.Answers, error) {
		var seq int
		var sealed []byte
		if err := r.Scan(&seq, &sealed); err != nil {
			return nil, err
		}
		plain, err := who.Open("submissions", "answers", submissionRow(a.ID, seq), sealed)
		if err != nil {
			return nil, err
		}
		return decodeAnswers(plain)
	}
	return collect(ctx, q, scan, `SELECT seq, answers FROM submissions WHERE application = $1 ORDER BY seq DESC LIMIT $2`, a.ID, most)
}

// decision writes a decision, which may have been planned, as done. The owner comes from the store, not from the decider,
// so that the table's CHECK means something.
func (t *tx) decision(a applications.Application, d *applications.Decision, notices []string) error {
	if d == nil {
		return nil
	}
	return t.execOne(fault.New(fault.Conflict, "%s was decided in batch %s already", a.ID, d.Batch),
		`INSERT INTO decisions (batch, application, owner, kind, reason, note, fixes, state, why, decided_by, decided_at, revision, notices)
			SELECT b.id, a.id, a.account, $3, $4, $5, $6, 'done', '', $7, $8, $9, $10 FROM batches b, applications a WHERE b.id = $1 AND a.id = $2
		ON CONFLICT (batch, application) DO UPDATE SET state = 'done', decided_by = excluded.decided_by, decided_at = excluded.decided_at,
			revision = excluded.revision, notices = excluded.notices
		WHERE decisions.state = 'planned'`,
		d.Batch, a.ID, string(d.Kind), d.Reason, d.Note, fixesText(d.Fixes), d.By, timeText(d.At), a.Revision, strings.Join(notices, " "))
}

// Times returns when each state of an application was last reached.
func (s *Store) Times(ctx context.Context, id string) (map[applications.State]time.Time, error) {
	list, err := s.Events(ctx, id)
	times := map[applications.State]time.Time{}
	for _, e := range list {
		if e.To != "" && e.To != e.From {
			times[applications.State(e.To)] = e.At
		}
	}
	return times, err
}
