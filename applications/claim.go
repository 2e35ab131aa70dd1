package applications

import (
	"context"

	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/lang"
)

// Claim takes applications on: until they are decided or released, no colleague decides them and no screening does.
func (d Desk) Claim(ctx context.Context, by access.Actor, ids []string) (Report, error) {
	return d.each(ids, func(id string) (Application, error) {
		return d.Store.Assign(ctx, id, func(a Application) (string, audit.Event, error) {
			if err := access.Check(by, "review claim", a.Account); err != nil {
				return "", audit.Event{}, err
			}
			if a.State != Submitted {
				return "", audit.Event{}, fault.New(fault.Conflict, "%s is %s: only what awaits review can be taken on", a.ID, a.State)
			}
			if a.ClaimedBy != "" && a.ClaimedBy != by.ID() {
				return "", audit.Event{}, errClaimed(a)
			}
			return by.ID(), d.assigned(a, by, "claim"), nil
		})
	})
}

// errClaimed says who has taken an application on, where that is known.
func errClaimed(a Application) error {
	who := lang.M("a colleague")
	if a.ClaimedName != "" {
		who = lang.M("%s", a.ClaimedName)
	}
	return fault.New(fault.Conflict, "%s has taken on %s", who, a.ID).WithHint("gangway review show %s", a.ID)
}

// Release gives applications back to everybody. A reviewer releases their own, a manager anybody's.
func (d Desk) Release(ctx context.Context, by access.Actor, ids []string) (Report, error) {
	return d.each(ids, func(id string) (Application, error) {
		return d.Store.Assign(ctx, id, func(a Application) (string, audit.Event, error) {
			if err := access.Check(by, "review release", a.Account); err != nil {
				return "", audit.Event{}, err
			}
			if a.ClaimedBy == "" {
				return "", audit.Event{}, fault.New(fault.Conflict, "nobody has taken on %s", a.ID)
			}
			if a.ClaimedBy != by.ID() && !by.Has(access.Manager) {
				return "", audit.Event{}, fault.New(fault.Conflict, "a colleague has taken on %s; only they or a manager release it", a.ID)
			}
			return "", d.assigned(a, by, "release"), nil
		})
	})
}

func (d Desk) assigned(a Application, by access.Actor, action string) audit.Event {
	return audit.Event{Chain: a.ID, Action: action, Actor: by.ID(), At: d.Now(), From: string(a.State), To: string(a.State)}
}

// each does one thing to each application, and reports those that refuse it.
func (d Desk) each(ids []string, do func(id string) (Application, error)) (Report, error) {
	report := Report{Done: []string{}, Refused: []Refusal{}}
	for _, id := range distinct(ids) {
		a, err := do(id)
		switch {
		case err == nil:
			report.Done = append(report.Done, a.ID)
		case fault.KindOf(err) != nil:
			report.Refused = append(report.Refused, Refusal{id, err})
		default:
			return report, err
		}
	}
	return report, nil
}
