package store_test

import (
	"testing"
	"time"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/store/storetest"
)

// Somebody who holds a record for long is waited for, but not for ever.
func TestAWaitForOthersHasAnEnd(t *testing.T) {
	p := storetest.Postgres(t)
	p.URL += "&lock_timeout=100ms"
	s := create(t, p, standing)
	owner := applicant(t, s, "wang")
	a := draft(t, s, owner, "online-agent")
	hold, err := raw(t, p).Begin()
	must(t, err)
	defer hold.Rollback()
	if _, err := hold.Exec(`UPDATE applications SET note = 'held' WHERE id = $1`, a.ID); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	_, err = s.SaveAnswers(t.Context(), a, saved(owner))
	wantKind(t, err, fault.Conflict, "another process")
	if waited := time.Since(began); waited > 5*time.Second {
		t.Errorf("waited %v", waited)
	}
	must(t, hold.Rollback())
	got[applications.Application](t)(s.SaveAnswers(t.Context(), a, saved(owner)))
}
