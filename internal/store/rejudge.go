package store

import (
	"context"

	"gangway/applications"
	"gangway/internal/audit"
)

// Rejudge lets judge say anew what the rules make of each of an account's applications that await review. What is judged
// otherwise than before is written and recorded, and its id returned.
func (s *Store) Rejudge(ctx context.Context, account string, judge func(applications.Application, applications.Profile) (applications.Judgement, audit.Event, error)) (changed []string, err error) {
	err = s.inTx(ctx, func(t *tx) error {
		changed = nil // once more, when the transaction is run again
		ids, err := collect(t.ctx, t, scanString, `SELECT id FROM applications WHERE account = $1 AND state = 'submitted' ORDER BY id`, account)
		if err != nil {
			return err
		}
		for _, id := range ids {
			a, p, err := t.applicationAndProfile(id)
			if err != nil {
				return err
			}
			judged, event, err := judge(a, p)
			if err != nil {
				return err
			}
			if judged.Rules == a.Judged.Rules && judged.Verdicts == a.Judged.Verdicts && factsText(judged) == factsText(a.Judged) {
				continue
			}
			if err := t.rejudge(a, judged, event); err != nil {
				return err
			}
			changed = append(changed, id)
		}
		return nil
	})
	return changed, err
}

func (t *tx) rejudge(a applications.Application, judged applications.Judgement, event audit.Event) error {
	if err := t.keepRules(judged); err != nil {
		return err
	}
	err := t.execOne(errChanged(a.ID), `UPDATE applications SET facts = $3, rules = $4, results = $5, verdict = $6, updated_at = $7, revision = revision + 1
		WHERE id = $1 AND revision = $2 AND state = 'submitted'`,
		a.ID, a.Revision, factsText(judged), judged.Rules, string(judged.Verdicts), string(judged.Verdicts.Overall()), timeText(event.At))
	if err != nil {
		return err
	}
	return t.record(event)
}
