package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"gangway/internal/audit"
)

// record appends an event to its chain. Each event's code is keyed and covers the code before it, so that an event
// changed, moved or removed later no longer fits. Chains are many, so that there is no row every change waits for.
func (t *tx) record(e audit.Event) error {
	var head string
	err := t.row(`SELECT seq, mac FROM chains WHERE id = $1`, e.Chain).Scan(&e.Seq, &head)
	fresh := errors.Is(err, sql.ErrNoRows)
	if err != nil && !fresh {
		return err
	}
	e.Seq++
	body, err := json.Marshal(e)
	if err != nil {
		return err
	}
	mac := t.mac(head, body)
	if err := t.exec(`INSERT INTO events (chain, seq, at, body, mac) VALUES ($1, $2, $3, $4, $5)`,
		e.Chain, e.Seq, timeText(e.At), string(body), mac); err != nil {
		return overtaken(err)
	}
	if fresh {
		return overtaken(t.exec(`INSERT INTO chains (id, seq, mac) VALUES ($1, $2, $3)`, e.Chain, e.Seq, mac))
	}
	return t.execOne(errRetry, `UPDATE chains SET seq = $2, mac = $3 WHERE id = $1 AND seq = $4`, e.Chain, e.Seq, mac, e.Seq-1)
}

// overtaken turns a taken place in a chain into a retry: another transaction has recorded an event meanwhile.
func overtaken(err error) error {
	if sqlState(err) == pgUnique {
		return errRetry
	}
	return err
}

func (t *tx) mac(previous string, body []byte) string { return chainMAC(t.keys, previous, body) }

// chainMAC is the code of an event that follows the event with the given code.
func chainMAC(keys interface {
	ChainMAC(previous, event []byte) []byte
}, previous string, body []byte) string {
	return hex.EncodeToString(keys.ChainMAC([]byte(previous), body))
}

// Events returns the events of one chain, or of all when chain is empty, oldest first.
func (s *Store) Events(ctx context.Context, chain string) ([]audit.Event, error) {
	return events(ctx, s.db, chain)
}

func events(ctx context.Context, q querier, chain string) ([]audit.Event, error) {
	scan := func(r scanner) (audit.Event, error) {
		var e audit.Event
		var body string
		if err := r.Scan(&body); err != nil {
			return e, err
		}
		return e, json.Unmarshal([]byte(body), &e)
	}
	if chain != "" {
		return collect(ctx, q, scan, `SELECT body FROM events WHERE chain = $1 ORDER BY seq`, chain)
	}
	return collect(ctx, q, scan, `SELECT body FROM events ORDER BY at, chain, seq`)
}

// VerifyEvents checks every chain from its first event to its head.
func (s *Store) VerifyEvents(ctx context.Context) (audit.Report, error) {
	report := audit.Report{OK: true}
	heads := map[string]string{}
	rows, err := s.db.QueryContext(ctx, `SELECT id, seq, mac FROM chains ORDER BY id`)
	if err != nil {
		return report, kind(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, mac string
		var seq int64
		if err := rows.Scan(&id, &seq, &mac); err != nil {
			return report, err
		}
		heads[id] = fmt.Sprintf("%d/%s", seq, mac)
	}
	if err := rows.Err(); err != nil {
		return report, err
	}
	rows.Close()
	err = s.walkChains(ctx, &report, heads)
	if report.FirstBad == "" && len(heads) > 0 {
		for id := range heads {
			if report.FirstBad == "" || id < report.FirstBad {
				report.FirstBad = id
			}
		}
	}
	report.OK = report.FirstBad == ""
	return report, err
}

// walkChains recomputes every code and crosses off the heads that are reached.
func (s *Store) walkChains(ctx context.Context, report *audit.Report, heads map[string]string) error {
	rows, err := s.db.QueryContext(ctx, `SELECT chain, seq, body, mac FROM events ORDER BY chain, seq`)
	if err != nil {
		return kind(err)
	}
	defer rows.Close()
	var chain, previous string
	var last int64
	for rows.Next() {
		var c, body, mac string
		var seq int64
		if err := rows.Scan(&c, &seq, &body, &mac); err != nil {
			return err
		}
		if c != chain {
			chain, previous, last = c, "", 0
		}
		report.Events++
		if seq != last+1 || mac != chainMAC(s.keys, previous, []byte(body)) {
			report.FirstBad = fmt.Sprintf("%s/%d", c, seq)
			return nil
		}
		previous, last = mac, seq
		if heads[c] == fmt.Sprintf("%d/%s", seq, mac) {
			delete(heads, c)
		}
	}
	return rows.Err()
}
