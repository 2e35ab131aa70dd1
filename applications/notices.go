package applications

import (
	"context"
	"slices"

	"gangway/applications/identity"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/outbox"
)

// A Told is what a notice of a batch tells of.
type Told struct {
	Application Application // without its answers
	Profile     Profile
	Decision    Decision
	Automatic   bool // the rules decided, no person
	TakenBack   bool // the decision was taken back since
}

// A Teller finds what a notice of a batch tells of.
type Teller interface {
	// Told returns the decision a batch made on an application, or fault.NotFound.
	Told(ctx context.Context, batch, application string) (Told, error)
}

// Compose puts a notice of a batch into words as it is sent, unless it has them already. It leaves by e-mail where the
// applicant has an address, and by SMS otherwise. It is outbox.ErrTakenBack when what it would tell no longer holds,
// fault.NotFound when the applicant is gone, and fault.Invalid when the applicant cannot be reached.
func (d Desk) Compose(from Teller) outbox.Compose {
	return func(ctx context.Context, n outbox.Notice) (outbox.Notice, error) {
		told, err := from.Told(ctx, n.Batch, n.Application)
		switch {
		case err != nil:
			return n, err
		case told.TakenBack && n.Kind != "corrected":
			return n, outbox.ErrTakenBack
		case n.Composed():
			return n, nil
		}
		p, err := d.Library.Program(told.Application.Program)
		if err != nil {
			return n, err
		}
		notices, err := d.tellOf(p, told, n.Kind)
		if err != nil {
			return n, err
		}
		if len(notices) == 0 {
			return n, fault.New(fault.Invalid, "the applicant has no address this notice could be sent to")
		}
		words := notices[len(notices)-1] // an e-mail, where there is one
		n.Channel, n.To, n.Subject, n.Body = words.Channel, words.To, words.Subject, words.Body
		return n, nil
	}
}

// decisionNotices tells at once of a decision a person made, by SMS and by e-mail.
func (d Desk) decisionNotices(p Program, a Application, profile Profile, decision Decision) ([]outbox.Notice, error) {
	notices, err := d.tellOf(p, Told{Application: a, Profile: profile, Decision: decision}, noticeKinds[decision.Kind])
	for i := range notices {
		notices[i].Batch = decision.Batch
	}
	return notices, err
}

// tellOf composes the notices of a kind about a decision.
func (d Desk) tellOf(p Program, told Told, kind string) ([]outbox.Notice, error) {
	a, decision := told.Application, told.Decision
	values := map[string]any{"program": p.Title, "id": a.ID}
	switch {
	case kind == "corrected":
		values["decision"], values["next"] = decided[decision.Kind], command("status")
	case decision.Kind == Approval && p.Kind == Agent:
		values["next"] = command("learn")
	case decision.Kind == Approval: // there is no training
		values["next"] = command("status")
	default:
		if err := d.explain(values, p, told); err != nil {
			return nil, err
		}
	}
	return d.Notices.NoticesBecause(kind, decision.Reason, Recipient(a, told.Profile), values)
}

// explain adds why an application was returned or rejected, what to mend, and how to object to a decision no person made.
func (d Desk) explain(values map[string]any, p Program, told Told) error {
	decision := told.Decision
	reason, err := d.Library.reason(decision.Reason, decision.Kind)
	if err != nil {
		return err
	}
	fixes := make([]outbox.Fix, len(decision.Fixes))
	for i, f := range decision.Fixes {
		fixes[i] = outbox.Fix{Field: p.FieldName(f.Field), Text: p.fixText(f, decision.Kind)}
	}
	values["reason"], values["fixes"], values["objection"] = reason.Said(decision.Note), fixes, lang.Text{}
	if told.Automatic {
		values["objection"] = command("application object " + told.Application.ID)
	}
	if decision.Kind == Returning {
		values["next"] = command("apply " + p.ID)
	}
	return nil
}

// fixText says what to mend. Screening names only the rule: then it is said what would settle it, or that it is not met.
func (p Program) fixText(f Fix, kind DecisionKind) lang.Text {
	if f.Text != "" {
		return outbox.Same(f.Text)
	}
	if kind == Rejection {
		return outbox.Pair("不符合", "not met")
	}
	if at := slices.IndexFunc(p.Rules, func(r Rule) bool { return r.ID == f.Field }); at >= 0 {
		if text := settle(identifiers(p.Rules[at].Expr), p.Fields); !text.Empty() {
			return text
		}
	}
	return outbox.Pair("请补充说明或证明", "please explain it or give evidence")
}

// decided says a decision as a notice that takes it back names it.
var decided = map[DecisionKind]lang.Text{
	Approval:  outbox.Pair("已通过", "approved"),
	Returning: outbox.Pair("需要修改", "to be corrected"),
	Rejection: outbox.Pair("未通过", "not approved"),
}

// Recipient says who the notices about an application go to.
func Recipient(a Application, profile Profile) outbox.Recipient {
	l := profile.Lang
	if l == "" {
		l = lang.Chinese
	}
	return outbox.Recipient{Account: a.Account, Application: a.ID, Name: identity.MaskName(a.Name),
		Mobile: profile.Mobile, Email: profile.Email, Lang: l}
}

// command says in a notice which command to run next.
func command(rest string) lang.Text {
	return outbox.Pair("运行 gangway "+rest, "run gangway "+rest)
}
