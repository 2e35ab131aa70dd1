package store_test

import (
	"context"
	"fmt"
	"testing"

	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/store/storetest"
	"gangway/training"
)

// An engine that runs every transaction as if it were alone refuses many of them at first. Who uses the store sees
// nothing of it.
func TestASerializableEngineGivesTheSameAnswers(t *testing.T) {
	p := storetest.Postgres(t)
	p.URL += "&default_transaction_isolation=serializable"
	create(t, p, standing).Close()
	s := handles(t, p, 8)
	owner, boss := applicant(t, s[0], "wang"), staff(t, s[0], "boss", access.Manager, access.Reviewer)
	a := submitted(t, s[0], owner, "online-agent")
	in := batch(t, s[0], boss)

	for i, err := range together(len(s), func(i int) error {
		_, err := s[i].AddStaff(context.Background(), account(fmt.Sprint("clerk", i), access.Reviewer), "hash", boss.ID)
		return err
	}) {
		if err != nil {
			t.Errorf("account %d: %v", i, err)
		}
	}
	for i, err := range together(len(s), func(i int) error {
		lesson := training.Ref{Course: "service", Lesson: fmt.Sprint(i)}
		return s[i].FinishLesson(context.Background(), owner.ID, lesson, 1, finished(a))
	}) {
		if err != nil {
			t.Errorf("lesson %d: %v", i, err)
		}
	}
	errs := together(len(s), func(i int) error {
		_, err := s[i].Change(context.Background(), a.ID, approving(boss, in))
		return err
	})
	if done, refused, others := tally(errs, fault.Conflict); done != 1 || refused != len(s)-1 {
		t.Errorf("%d decided and %d were refused, others %v", done, refused, others)
	}
	wantQuotaKept(t, s, boss)
}
