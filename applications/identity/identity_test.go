package identity

import (
	"errors"
	"strings"
	"testing"

	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
)

func date(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatalf("ParseDate(%q): %v", s, err)
	}
	return d
}

// refused checks that err is a refusal, that it says want, and that it carries nothing of the value.
func refused(t testing.TB, name, value string, err error, want string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) || !errors.Is(err, fault.Invalid) {
		t.Errorf("%s: got %v, want fault.Invalid", name, err)
		return
	}
	if !strings.Contains(err.Error(), want) {
		t.Errorf("%s: got %q, want it to say %q", name, err, want)
	}
	if len(value) > 3 && strings.Contains(err.Error(), strings.TrimSpace(value)) {
		t.Errorf("%s: the message repeats the value: %v", name, err)
	}
	silent(t, f)
}

// silent checks that a message has no argument that could hold the value.
func silent(t testing.TB, f *fault.Error) {
	t.Helper()
	for _, arg := range f.Message.Args {
		switch arg.(type) {
		case int, Document, lang.Message:
		default:
			t.Errorf("%q has the argument %v, which may be of the value", f.Message.Format, arg)
		}
	}
}
