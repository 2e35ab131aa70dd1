package applications_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/fault"
)

func TestARegistrationIsNormalised(t *testing.T) {
	consent := applications.Consent{Version: "1", At: at}
	r := applications.Registration{Name: "xiaoyu", Mobile: "+86 138-0000-0000", Email: "Xiaoyu@EXAMPLE.com", Password: "$hash", Lang: "zh-CN", Consent: consent}
	want := applications.Registration{Name: "xiaoyu", Mobile: "13800000000", Email: "Xiaoyu@example.com", Password: "$hash", Lang: "zh-CN", Consent: consent}
	got, err := r.Check()
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestARegistrationListsEveryMistake(t *testing.T) {
	_, err := applications.Registration{Name: "1", Mobile: "123456", Email: "zhang"}.Check()
	if !errors.Is(err, fault.Invalid) {
		t.Fatalf("got %v, want %v", err, fault.Invalid)
	}
	var fields []string
	for line := range strings.SplitSeq(details(err), "\n") {
		field, _, _ := strings.Cut(line, ": ")
		fields = append(fields, field)
	}
	if diff := cmp.Diff([]string{"account", "mobile", "email", "consent"}, fields); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if strings.Contains(err.Error(), "123456") {
		t.Errorf("%q repeats the mobile", err)
	}
}
