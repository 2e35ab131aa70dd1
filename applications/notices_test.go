package applications_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/outbox"
	"gangway/templates"
)

// A teller tells of one decision.
type teller struct {
	told applications.Told
	err  error
}

func (s teller) Told(context.Context, string, string) (applications.Told, error) {
	return s.told, s.err
}

// composing puts a notice of a batch into words with the shipped templates.
func composing(t *testing.T, kind string, s teller) (outbox.Notice, error) {
	t.Helper()
	fsys := templates.Shipped()
	d := applications.Desk{Library: applications.NewLibrary(fsys), Notices: outbox.NewComposer(fsys)}
	return d.Compose(s)(t.Context(), outbox.Notice{ID: "n1", Batch: "b1", Channel: outbox.Email, Kind: kind, Application: "7k3qx9"})
}

func tellerOf(d applications.Decision) teller {
	return teller{told: applications.Told{
		Application: applications.Application{ID: "7k3qx9", Program: "taobao-online", Account: "p4", Name: "王小明"},
		Profile:     applications.Profile{Account: "p4", Mobile: "13800000001", Email: "wang@example.com", Lang: lang.English},
		Decision:    d,
	}}
}

func TestANoticeOfABatchSaysWhatWasDecided(t *testing.T) {
	returned := applications.Decision{Kind: applications.Returning, Reason: "incomplete",
		Fixes: []applications.Fix{{Field: "education", Text: "attach the diploma"}, {Field: "typing"}}}
	rejected := applications.Decision{Kind: applications.Rejection, Reason: "not-eligible", Fixes: []applications.Fix{{Field: "age"}}}
	filled := applications.Decision{Kind: applications.Rejection, Reason: "no-vacancy"}
	tests := []struct {
		name, kind string
		decision   applications.Decision
		automatic  bool
		says       []string
		not        string
	}{
		{"approved", "approved", applications.Decision{Kind: applications.Approval}, false, []string{"is approved", "run gangway learn"}, "王小明"},
		{"returned", "returned", returned, false, []string{"Education: attach the diploma", "run gangway apply taobao-online", "Some information is missing."}, "automatically"},
		{"rejected by the rules", "rejected", rejected, true,
			[]string{"is 18 to 45 years old: not met", "decided automatically", "run gangway application object 7k3qx9"}, "attach"},
		{"rejected by a person", "rejected", rejected, false, []string{"is 18 to 45 years old: not met"}, "automatically"},
		{"rejected for a reason with words of its own", "rejected", filled, false, []string{"This says nothing about you"}, "If you think the result is wrong"},
		{"taken back", "corrected", rejected, false, []string{"not approved", "our mistake", "run gangway status"}, "Reason:"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := tellerOf(tt.decision)
			s.told.Automatic = tt.automatic
			s.told.TakenBack = tt.kind == "corrected"
			n, err := composing(t, tt.kind, s)
			if err != nil {
				t.Fatal(err)
			}
			if n.Channel != outbox.Email || n.To != "wang@example.com" || n.Subject == "" || n.ID != "n1" || n.Batch != "b1" {
				t.Errorf("got %+v", n)
			}
			for _, want := range tt.says {
				if !strings.Contains(n.Body, want) {
					t.Errorf("it does not say %q:\n%s", want, n.Body)
				}
			}
			if strings.Contains(n.Body, tt.not) {
				t.Errorf("it says %q:\n%s", tt.not, n.Body)
			}
		})
	}
}

func TestWhereANoticeOfABatchGoes(t *testing.T) {
	approval := tellerOf(applications.Decision{Kind: applications.Approval})
	noEmail, noAddress := approval, approval
	noEmail.told.Profile.Email = ""
	noAddress.told.Profile = applications.Profile{}
	if n, err := composing(t, "approved", noEmail); err != nil || n.Channel != outbox.SMS || n.To != "13800000001" || n.Subject != "" || !strings.HasPrefix(n.Body, "[Gangway] ") {
		t.Errorf("without an e-mail address: %+v, %v; want the SMS", n, err)
	}
	if _, err := composing(t, "approved", noAddress); !errors.Is(err, fault.Invalid) {
		t.Errorf("without any address: got %v", err)
	}
	if _, err := composing(t, "approved", teller{err: fault.New(fault.NotFound, "gone")}); !errors.Is(err, fault.NotFound) {
		t.Errorf("an applicant who is gone: got %v", err)
	}
}

func TestADecisionThatWasTakenBackIsNotToldAnyMore(t *testing.T) {
	s := tellerOf(applications.Decision{Kind: applications.Approval})
	s.told.TakenBack = true
	for _, body := range []string{"", "words from before"} {
		d := applications.Desk{Library: applications.NewLibrary(templates.Shipped()), Notices: outbox.NewComposer(templates.Shipped())}
		_, err := d.Compose(s)(t.Context(), outbox.Notice{Batch: "b1", Kind: "approved", Body: body})
		if !errors.Is(err, outbox.ErrTakenBack) {
			t.Errorf("with the words %q: got %v", body, err)
		}
	}
}
