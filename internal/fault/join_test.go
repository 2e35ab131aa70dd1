package fault_test

import (
	"errors"
	"io/fs"
	"testing"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

func mistake(where, what string) *fault.Error {
	return fault.New(fault.Invalid, "%s cannot be used", where).WithDetails(fault.Detail{Where: where, Message: lang.M("%s", what)})
}

func TestJoinOfNothingIsNil(t *testing.T) {
	if err := fault.Join(nil, nil); err != nil {
		t.Errorf("got %v, want nil", err)
	}
}

func TestJoinReturnsTheOnlyError(t *testing.T) {
	only := mistake("a.yaml", "empty")
	if got := fault.Join(nil, only, nil); got != error(only) {
		t.Errorf("got %v, want %v", got, only)
	}
}

func TestJoinListsTheDetailsOfAllOnce(t *testing.T) {
	first, second, third := mistake("a.yaml", "empty"), mistake("form.yaml", "empty"), mistake("form.yaml", "empty")
	err := fault.Join(first, nil, second, third)
	want := "3 files cannot be used\na.yaml: empty\nform.yaml: empty"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if !errors.Is(err, fault.Invalid) || !errors.Is(err, second) {
		t.Errorf("%v is not fault.Invalid made of the errors that were joined", err)
	}
	if len(first.Details) != 1 {
		t.Errorf("joining changed an error: %v", first)
	}
}

func TestJoinHidesNoFailureBehindMistakes(t *testing.T) {
	for _, failure := range []error{fs.ErrPermission, fault.New(fault.NotFound, "there is no form")} {
		if got := fault.Join(mistake("a.yaml", "empty"), failure, mistake("b.yaml", "empty")); got != failure {
			t.Errorf("got %v, want %v", got, failure)
		}
	}
}
