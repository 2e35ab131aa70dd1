package store_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/outbox"
	"gangway/internal/seal"
	"gangway/internal/store"
)

// Whoever gets hold of the database, its log or a dump finds nothing that identifies or reaches a person.
func TestWhatIsPersonalIsUnreadableAtRest(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := open(t, p, standing)
		secrets := fill(t, s)
		dump := dump(t, p)
		if !bytes.Contains(dump, []byte("online-agent")) {
			t.Fatal("the dump does not hold what is plain: it cannot show that anything else is not there")
		}
		for what, secret := range secrets {
			if bytes.Contains(dump, []byte(secret)) || bytes.Contains(bytes.ToLower(dump), []byte(strings.ToLower(secret))) {
				t.Errorf("%s can be read at rest", what)
			}
		}
	})
}

// fill stores every kind of personal value and returns them.
func fill(t testing.TB, s *store.Store) map[string]string {
	t.Helper()
	r := registration("wang")
	r.Email = "Canary.Wang@shop.example"
	owner := got[applications.Account](t)(s.Register(t.Context(), account("wang", access.Applicant), r))
	first := r.Mobile
	must(t, s.SendCode(t.Context(), owner.ID, "480215", start.AddDate(0, 0, 1), []outbox.Notice{{Channel: outbox.SMS, Kind: "mobile-code",
		Account: owner.ID, To: r.Mobile, Body: "your code: 480215"}}))
	profile := complete(profileOf(t, s, owner.ID))
	profile.Mobile = "13822223333"
	must(t, s.SaveProfile(t.Context(), profile))
	d := newDraft(owner, "online-agent")
	d.Answers["qq"], d.Answers["experience"] = "987654321", "three years at a shop of canaries"
	a := got[applications.Application](t)(s.SaveAnswers(t.Context(), d, saved(owner)))
	submit(t, s, owner, a.ID)
	reviewer := staff(t, s, "clerk", access.Reviewer)
	got[applications.Application](t)(s.Change(t.Context(), a.ID, approving(reviewer, batch(t, s, reviewer))))
	token, hash := seal.NewToken()
	must(t, s.OpenSession(t.Context(), owner, hash, start.AddDate(0, 0, 1)))
	must(t, s.CountGuess(t.Context(), "somebody-who-mistyped", patience(5)))
	return map[string]string{
		"the identity number": profile.ID.Number, "the birth date on the document": "1949-12-31", "the birth date filled in": "1998-02-03",
		"the mobile": profile.Mobile, "the earlier mobile": first, "the e-mail": r.Email, "the QQ number": "987654321",
		"free text": "canaries", "the code": "480215", "a notice's recipient": "wang@shop.example", "a notice's subject": "恭喜",
		"a notice's text": "您的申请已通过", "a session's token": token, "what was typed as a name": "somebody-who-mistyped",
	}
}

// dump returns everything the store keeps outside its keys: the files of a SQLite store, or every row of a schema.
func dump(t testing.TB, p store.Place) []byte {
	t.Helper()
	var all bytes.Buffer
	if file := p.File(); file != "" {
		files, err := filepath.Glob(file + "*")
		must(t, err)
		for _, name := range files {
			all.Write(got[[]byte](t)(os.ReadFile(name)))
		}
		return all.Bytes()
	}
	db := raw(t, p)
	tables, err := db.QueryContext(context.Background(), `SELECT table_name FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA`)
	must(t, err)
	defer tables.Close()
	for tables.Next() {
		var table string
		must(t, tables.Scan(&table))
		dumpTable(t, p, table, &all)
	}
	must(t, tables.Err())
	return all.Bytes()
}

func dumpTable(t testing.TB, p store.Place, table string, into *bytes.Buffer) {
	t.Helper()
	rows, err := raw(t, p).Query(`SELECT * FROM ` + table)
	must(t, err)
	defer rows.Close()
	columns, err := rows.Columns()
	must(t, err)
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		must(t, rows.Scan(values...))
		for _, v := range values {
			if b, ok := (*v.(*any)).([]byte); ok {
				into.Write(b)
			} else {
				fmt.Fprintln(into, *v.(*any))
			}
		}
	}
	must(t, rows.Err())
}
