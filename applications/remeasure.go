package applications

import (
	"context"

	"gangway/internal/access"
	"gangway/internal/audit"
)

// Remeasure judges the actor's applications that await review once more, after something was measured of them: a claim
// becomes a fact. Nothing but what the rules say of them changes. It returns the ids of those that are judged otherwise.
func (d Desk) Remeasure(ctx context.Context, by access.Actor) ([]string, error) {
	if err := access.Check(by, "typing", by.ID()); err != nil {
		return nil, err
	}
	return d.Store.Rejudge(ctx, by.ID(), func(a Application, profile Profile) (Judgement, audit.Event, error) {
		p, err := d.Library.Program(a.Program)
		if err != nil {
			return Judgement{}, audit.Event{}, err
		}
		// As of the day it was handed in: nobody grows older by typing.
		judged := Judge(p, a.Answers, profile.Measured, a.SubmittedAt)
		event := d.assigned(a, by, "remeasure")
		event.Details = audit.Details{"version": p.Version, "verdict": judged.Verdicts.Overall()}
		return judged, event, nil
	})
}
