package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"gangway/applications"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/training"
)

const seatColumns = `application, account, shop, name, department, permissions, state, planned_at, confirmed_at`

func scanSeat(r scanner) (training.Seat, error) {
	var s training.Seat
	var department, permissions string
	err := r.Scan(&s.Application, &s.Account, &s.Shop, &s.Name, &department, &permissions, &s.State,
		storedTime{&s.PlannedAt}, storedTime{&s.ConfirmedAt})
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal([]byte(department), &s.Department); err != nil {
		return s, err
	}
	return s, json.Unmarshal([]byte(permissions), &s.Permissions)
}

// SeatOf returns the seat of an application, or fault.NotFound.
func (s *Store) SeatOf(ctx context.Context, application string) (training.Seat, error) {
	return seatOf(ctx, s.db, application)
}

func seatOf(ctx context.Context, q querier, application string) (training.Seat, error) {
	seat, err := scanSeat(q.QueryRowContext(ctx, `SELECT `+seatColumns+` FROM seats WHERE application = $1`, application))
	if errors.Is(kind(err), fault.NotFound) {
		return seat, fault.New(fault.NotFound, "%s has no seat yet", application).
			WithHint("gangway golive activate %s --shop SHOP --seat NAME", application)
	}
	return seat, kind(err)
}

// Seats lists the seats of a shop, or all when shop is empty, by name.
func (s *Store) Seats(ctx context.Context, shop string) ([]training.Seat, error) {
	list, err := collect(ctx, s.db, scanSeat, `SELECT `+seatColumns+` FROM seats WHERE $1 = '' OR shop = $1`, shop)
	// Sorted here, because each database has its own order of letters.
	slices.SortFunc(list, func(a, b training.Seat) int { return cmp.Or(cmp.Compare(a.Shop, b.Shop), cmp.Compare(a.Name, b.Name)) })
	return list, err
}

// SeatsOf returns how many seats of a shop are in use.
func (s *Store) SeatsOf(ctx context.Context, shop string) (int, error) {
	return seatsUsed(ctx, s.db, shop)
}

func seatsUsed(ctx context.Context, q querier, shop string) (n int, err error) {
	err = q.QueryRowContext(ctx, `SELECT COUNT(*) FROM seats WHERE shop = $1 AND state <> 'closed'`, shop).Scan(&n)
	return n, kind(err)
}

// PlanSeat stores a seat, in place of one that is only planned, for an application that is still certified, unless the shop's quota is used up.
func (s *Store) PlanSeat(ctx context.Context, seat training.Seat, quota int, event audit.Event) error {
	return s.inTx(ctx, func(t *tx) error {
		// Touching the shop's row makes two plans for the same shop follow each other.
		if err := t.exec(`INSERT INTO shops (name, plans) VALUES ($1, 1) ON CONFLICT (name) DO UPDATE SET plans = shops.plans + 1`, seat.Shop); err != nil {
			return err
		}
		var used int
		err := t.row(`SELECT COUNT(*) FROM seats WHERE shop = $1 AND state <> 'closed' AND application <> $2`, seat.Shop, seat.Application).Scan(&used)
		if err != nil {
			return err
		}
		if used >= quota {
			return fault.New(fault.Conflict, "the shop %q uses all %d of its seats", seat.Shop, quota)
		}
		notCertified := errChanged(seat.Application)
		err = t.execOne(notCertified,
			`INSERT INTO seats (application, account, shop, name, department, permissions, state, planned_at, confirmed_at)
			SELECT a.id, a.account, $3, $4, $5, $6, $7, $8, '' FROM applications a
			WHERE a.id = $1 AND a.state = 'certified' AND a.account <> $2
			ON CONFLICT (application) DO UPDATE SET shop = excluded.shop, name = excluded.name, department = excluded.department,
				permissions = excluded.permissions, planned_at = excluded.planned_at
			WHERE seats.state = 'planned'`,
			seat.Application, event.Actor, seat.Shop, seat.Name, mustJSON(seat.Department), mustJSON(seat.Permissions),
			string(seat.State), timeText(seat.PlannedAt))
		if !errors.Is(err, notCertified) && errors.Is(kind(err), fault.Conflict) {
			return fault.New(fault.Conflict, "the seat %q is taken, or this person has a seat in the shop already", seat.Name)
		}
		if err != nil {
			return err
		}
		return t.record(event)
	})
}

// ChangeSeat writes a change of an application and the new state of its seat.
func (s *Store) ChangeSeat(ctx context.Context, id string, decide func(applications.Application, applications.Profile, training.Seat) (applications.Outcome, training.SeatState, error)) (applications.Application, error) {
	var after applications.Application
	err := s.inTx(ctx, func(t *tx) error {
		a, p, err := t.applicationAndProfile(id)
		if err != nil {
			return err
		}
		seat, err := seatOf(t.ctx, t, a.ID)
		if err != nil {
			return err
		}
		outcome, state, err := decide(a, p, seat)
		if err != nil {
			return err
		}
		confirmed := seat.ConfirmedAt
		if state == training.SeatOpen && confirmed.IsZero() {
			confirmed = t.now
		}
		if after, err = t.write(outcome); err != nil {
			return err
		}
		return t.execOne(errChanged(a.ID), `UPDATE seats SET state = $3, confirmed_at = $4 WHERE application = $1 AND state = $2`,
			a.ID, string(seat.State), string(state), timeText(confirmed))
	})
	return after, err
}
