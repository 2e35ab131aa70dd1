package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

var kinds = map[string]error{
	"usage": fault.Usage, "invalid": fault.Invalid, "not_signed_in": fault.SignIn, "denied": fault.Denied,
	"not_found": fault.NotFound, "conflict": fault.Conflict, "partial": fault.Partial,
}

func TestAKindIsFoundThroughWrapping(t *testing.T) {
	for text, kind := range kinds {
		if kind.Error() != text {
			t.Errorf("got the text %q of a kind, want %q", kind, text)
		}
		err := fmt.Errorf("saving: %w", fault.New(kind, "no"))
		if got := fault.KindOf(err); got != kind {
			t.Errorf("got %v, want %v", got, kind)
		}
		for _, other := range kinds {
			if errors.Is(err, other) != (other == kind) {
				t.Errorf("errors.Is(%v, %v) = %v", err, other, other != kind)
			}
		}
	}
	for _, err := range []error{nil, errors.New("disk full")} {
		if got := fault.KindOf(err); got != nil {
			t.Errorf("got %v for %v, want no kind", got, err)
		}
	}
}

func TestAnErrorShowsItsCauseToTheProgramAlone(t *testing.T) {
	cause := errors.New("SQLITE_BUSY")
	err := fault.New(fault.Conflict, "someone else changed it").Because(cause)
	if !errors.Is(err, cause) || !errors.Is(err, fault.Conflict) {
		t.Errorf("%v does not show both its kind and its cause", err)
	}
	if got, want := err.Error(), "someone else changed it"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestErrorSaysEveryDetail(t *testing.T) {
	err := fault.New(fault.Invalid, "%s cannot be used", "form.yaml").
		WithHint("see %s", "templates check").
		WithDetails(fault.Detail{Where: "form.yaml:1:2", Message: lang.M("unknown name %q", "x")}).
		WithDetails(fault.Detail{Where: "form.yaml:3:4", Message: lang.M("%s", fault.New(fault.Invalid, "an answer is needed"))})
	want := "form.yaml cannot be used\nform.yaml:1:2: unknown name \"x\"\nform.yaml:3:4: an answer is needed"
	if got := err.Error(); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got, want := err.Hint.String(), "see templates check"; got != want {
		t.Errorf("got the hint %q, want %q", got, want)
	}
}

func TestErrorIsSaidInChinese(t *testing.T) {
	chinese := lang.Speaker{Lang: lang.Chinese, Catalog: map[string]string{
		"the form cannot be saved: %s": "申请表无法保存：%s",
		"an answer is needed":          "请填写",
	}}
	err := fault.New(fault.Invalid, "the form cannot be saved: %s", fault.New(fault.Invalid, "an answer is needed"))
	if got, want := err.SayIn(chinese), "申请表无法保存：请填写"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
