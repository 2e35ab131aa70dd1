package applications_test

import (
	"errors"
	"testing"

	"gangway/applications"
	"gangway/internal/fault"
)

// Whoever was approved must be who is certified.
func TestWhoSomebodyIsCannotChangeOnceOthersRelyOnIt(t *testing.T) {
	before := completed(t)
	renamed := before
	renamed.LegalName = "李四"
	moved := before
	moved.Mobile = "13800000099"
	for _, state := range applications.States {
		own := []applications.Application{{ID: "a1", State: state}}
		free := state == applications.Draft || state == applications.Returned || state == applications.Rejected ||
			state == applications.Withdrawn || state == applications.Left
		if err := before.MayBecome(renamed, own); free != (err == nil) || err != nil && !errors.Is(err, fault.Conflict) {
			t.Errorf("another name while %s: got %v", state, err)
		}
		if err := before.MayBecome(moved, own); err != nil {
			t.Errorf("another mobile while %s: got %v", state, err)
		}
		if err := (applications.Profile{}).MayBecome(before, own); err != nil {
			t.Errorf("the first profile while %s: got %v", state, err)
		}
	}
}
