package training

import (
	"context"
	"errors"
	"strings"

	"gangway/applications"
	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/outbox"
)

// A Gate is one condition of going live, and whether it holds.
type Gate struct {
	ID     string
	OK     bool
	Reason lang.Message
}

// Gates lists every condition of going live for an application, in the order they are met.
func (s School) Gates(ctx context.Context, a applications.Application) ([]Gate, error) {
	p, err := s.Programs.Program(a.Program)
	if err != nil {
		return nil, err
	}
	profile, err := s.Store.Profile(ctx, a.Account)
	if err != nil {
		return nil, err
	}
	progress, err := s.Store.Progress(ctx, a.Account)
	if err != nil {
		return nil, err
	}
	training, err := s.trainingGate(p, progress)
	if err != nil {
		return nil, err
	}
	certificate, err := s.certificateGate(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	gates := []Gate{kindGate(p), profileGate(profile), documentGate(profile), training, certificate, stateGate(a)}
	seat, err := s.Store.SeatOf(ctx, a.ID)
	if errors.Is(err, fault.NotFound) {
		return gates, nil
	}
	return append(gates, Gate{"seat", seat.State != SeatClosed, lang.M("the seat %s is %s", seat.Name, seat.State)}), err
}

// Ready reports whether every gate holds.
func Ready(gates []Gate) bool {
	for _, g := range gates {
		if !g.OK {
			return false
		}
	}
	return true
}

func kindGate(p applications.Program) Gate {
	if p.Kind != applications.Agent {
		return Gate{"program", false, lang.M("this program ends when the application is approved")}
	}
	return Gate{"program", true, lang.M("the program leads to a seat in %s", p.Seat.Department)}
}

func profileGate(profile applications.Profile) Gate {
	if missing := profile.Missing(); len(missing) > 0 {
		return Gate{"profile", false, missing[0].Message}
	}
	return Gate{"profile", true, lang.M("legal name, identity document and mobile are confirmed")}
}

// documentGate warns without closing: whether the platform takes the document is for the manager to find out.
func documentGate(profile applications.Profile) Gate {
	if profile.ID.Number != "" && !profile.ID.Mainland {
		return Gate{"document", true, lang.M("the platform's real-name check is known to refuse documents from outside the mainland; ask the platform first")}
	}
	return Gate{"document", true, lang.M("one identity verifies one seat in a shop")}
}

func (s School) trainingGate(p applications.Program, progress Progress) (Gate, error) {
	missing, err := s.Obstacles(p, progress)
	if err != nil {
		return Gate{}, err
	}
	if len(missing) > 0 {
		return Gate{"training", false, lang.M("%d of the lessons and exams are still to do; first %s", len(missing), missing[0].Where)}, nil
	}
	return Gate{"training", true, lang.M("every lesson is done and every exam passed")}, nil
}

func (s School) certificateGate(ctx context.Context, application string) (Gate, error) {
	c, err := s.Store.CertificateOf(ctx, application)
	switch {
	case errors.Is(err, fault.NotFound):
		return Gate{"certificate", false, lang.M("there is no certificate yet")}, nil
	case err != nil:
		return Gate{}, err
	case c.StateAt(s.Now()) != Valid:
		return Gate{"certificate", false, lang.M("certificate %s is %s", c.Number, c.StateAt(s.Now()))}, nil
	}
	return Gate{"certificate", true, lang.M("certificate %s is valid until %s", c.Number, calendar.Of(c.ExpiresAt).String())}, nil
}

func stateGate(a applications.Application) Gate {
	_, err := applications.Next(a.State, applications.GoLive)
	return Gate{"state", err == nil || a.State == applications.Live, lang.M("the application is %s", a.State)}
}

// A SeatPlan is a seat about to be planned, with what the manager should see before agreeing: how many seats the
// shop may have and how many it has.
type SeatPlan struct {
	Seat      Seat
	Shop      Shop
	Used      int
	Replaces  string // the name of the planned seat it takes the place of; empty when there is none
	Corrected bool   // a full-width colon was turned into a half-width one
}

// PlanSeat works out the seat for an application without storing it. Errors are fault.Invalid for a name that
// cannot be used or a gate that is closed, fault.Conflict for a seat there is already or a quota that is used up, and
// those of access.Check.
func (s School) PlanSeat(ctx context.Context, by access.Actor, a applications.Application, shopName, seatName string) (SeatPlan, error) {
	if err := access.Check(by, "golive activate", a.Account); err != nil {
		return SeatPlan{}, err
	}
	shopName = strings.TrimSpace(shopName)
	name, corrected, err := SeatName(shopName, seatName)
	if err != nil {
		return SeatPlan{}, err
	}
	gates, err := s.Gates(ctx, a)
	if err != nil {
		return SeatPlan{}, err
	}
	var closed []fault.Detail
	for _, g := range gates {
		if !g.OK {
			closed = append(closed, fault.Detail{Where: g.ID, Message: g.Reason})
		}
	}
	if len(closed) > 0 {
		return SeatPlan{}, fault.New(fault.Invalid, "%s is not ready to go live", a.ID).WithDetails(closed...).WithHint("gangway golive check %s", a.ID)
	}
	seat, err := s.Store.SeatOf(ctx, a.ID)
	if err == nil && seat.State != SeatPlanned { // the platform has created it, and its name is for ever
		return SeatPlan{}, fault.New(fault.Conflict, "the seat %s is %s", seat.Name, seat.State).WithHint("gangway golive check %s", a.ID)
	}
	if err != nil && !errors.Is(err, fault.NotFound) {
		return SeatPlan{}, err
	}
	p, err := s.Programs.Program(a.Program)
	if err != nil {
		return SeatPlan{}, err
	}
	plan := SeatPlan{Corrected: corrected, Replaces: seat.Name, Seat: Seat{Application: a.ID, Account: a.Account, Shop: shopName, Name: name,
		Department: p.Seat.Department, Permissions: p.Seat.Permissions, State: SeatPlanned, PlannedAt: s.Now()}}
	if plan.Shop, err = s.Courses.Shop(shopName); err != nil {
		return plan, err
	}
	if plan.Used, err = s.Store.SeatsOf(ctx, shopName); err != nil {
		return plan, err
	}
	if seat.Shop == shopName {
		plan.Used-- // the place it takes is its own
	}
	if plan.Used >= plan.Shop.Quota {
		return plan, fault.New(fault.Conflict, "the shop %q uses all %d of its seats", shopName, plan.Shop.Quota).
			WithHint("close a seat with gangway golive close, or correct the quota in shops/shops.yaml")
	}
	return plan, nil
}

// Activate stores a planned seat.
func (s School) Activate(ctx context.Context, by access.Actor, plan SeatPlan) error {
	if err := access.Check(by, "golive activate", plan.Seat.Account); err != nil {
		return err
	}
	event := audit.Event{Chain: plan.Seat.Application, Action: "plan_seat", Actor: by.ID(), At: s.Now(),
		Details: audit.Details{"seat": plan.Seat.Name, "shop": plan.Seat.Shop}}
	return s.Store.PlanSeat(ctx, plan.Seat, plan.Shop.Quota, event)
}

// Confirm makes an agent live once the platform has created the seat, or lets a suspended one go on.
func (s School) Confirm(ctx context.Context, by access.Actor, id string) (applications.Application, error) {
	certificate, err := s.certificateGate(ctx, id)
	if err != nil {
		return applications.Application{}, err
	}
	return s.changeSeat(ctx, by, id, seatChange{action: applications.GoLive, seat: SeatOpen, notice: "live", gate: certificate})
}

// Suspend takes an agent off the line for a reason.
func (s School) Suspend(ctx context.Context, by access.Actor, id, reason string) (applications.Application, error) {
	return s.changeSeat(ctx, by, id, seatChange{action: applications.Suspend, seat: SeatFrozen, notice: "suspended", reason: reason})
}

// Close ends an agent's work: the seat is closed and its chats are handed over to somebody.
func (s School) Close(ctx context.Context, by access.Actor, id, reason, handedTo string) (applications.Application, error) {
	return s.changeSeat(ctx, by, id, seatChange{action: applications.Leave, seat: SeatClosed, notice: "left", reason: reason, handedTo: handedTo})
}

type seatChange struct {
	action           applications.Action
	seat             SeatState
	notice           string
	reason, handedTo string
	gate             Gate // must be open when it has an id
}

func (s School) changeSeat(ctx context.Context, by access.Actor, id string, c seatChange) (applications.Application, error) {
	return s.Store.ChangeSeat(ctx, id, func(a applications.Application, profile applications.Profile, seat Seat) (applications.Outcome, SeatState, error) {
		if c.action != applications.GoLive && strings.TrimSpace(c.reason) == "" {
			return applications.Outcome{}, "", fault.New(fault.Invalid, "say why").WithHint("--reason TEXT")
		}
		details := audit.Details{"seat": seat.Name}
		if c.reason != "" {
			details["reason"] = c.reason
		}
		if c.handedTo != "" {
			details["handed_to"] = c.handedTo
		}
		change, err := applications.Move(a, c.action, by, s.Now(), details)
		if err != nil {
			return applications.Outcome{}, "", err
		}
		if c.gate.ID != "" && !c.gate.OK {
			return applications.Outcome{}, "", fault.New(fault.Invalid, "%s is not ready to go live", a.ID).
				WithDetails(fault.Detail{Where: c.gate.ID, Message: c.gate.Reason})
		}
		p, err := s.Programs.Program(a.Program)
		if err != nil {
			return applications.Outcome{}, "", err
		}
		notices, err := s.Notices.Notices(c.notice, applications.Recipient(a, profile), map[string]any{
			"program": p.Title, "id": a.ID, "seat": seat.Name, "reason": outbox.Same(c.reason),
		})
		return applications.Outcome{Change: change, Notices: notices}, c.seat, err
	})
}

// SayIn says the state's name for people.
func (s SeatState) SayIn(speaker lang.Speaker) string { return speaker.Say(seatStates[s]) }

var seatStates = map[SeatState]lang.Message{
	SeatPlanned: lang.M("to be created"), SeatOpen: lang.M("opened"), SeatFrozen: lang.M("frozen"), SeatClosed: lang.M("closed"),
}

// SayIn says the state's name for people.
func (s CertificateState) SayIn(speaker lang.Speaker) string {
	return speaker.Say(certificateStates[s])
}

var certificateStates = map[CertificateState]lang.Message{
	Valid: lang.M("valid"), Expired: lang.M("expired"), Revoked: lang.M("revoked"), Superseded: lang.M("superseded"),
}
