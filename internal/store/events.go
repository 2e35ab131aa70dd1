package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"

	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/seal"
)

// record appends an event to its chain. Each event's code is keyed and covers the code before it, and that of the first
// the chain's id, so that an event changed, moved or removed later no longer fits. The chain's head has a code of its
// own, so that an event cannot be taken from the end either. Chains are many, so that there is no row every change waits
// for.
func (t *tx) record(e audit.Event) error {
	place, err := t.claim(&e)
	if err != nil {
		return err
	}
	body, err := e.AppendJSON(nil)
	if err != nil {
		return err
	}
	at := timeText(e.At)
	mac := eventMAC(t.keys, place.previous, at, string(body))
	if err := t.exec(`INSERT INTO events (chain, seq, at, body, mac) VALUES ($1, $2, $3, $4, $5)`,
		e.Chain, e.Seq, at, string(body), mac); err != nil {
		return overtaken(err)
	}
	code := headCode(t.keys, e.Chain, e.Seq, mac)
	switch {
	case place.application:
		return t.exec(`UPDATE applications SET last_mac = $2, head = $3 WHERE id = $1`, e.Chain, mac, code)
	case e.Seq == 1:
		return overtaken(t.exec(`INSERT INTO chains (id, seq, mac, code) VALUES ($1, $2, $3, $4)`, e.Chain, e.Seq, mac, code))
	}
	return t.exec(`UPDATE chains SET mac = $2, code = $3 WHERE id = $1`, e.Chain, mac, code)
}

// A chainEnd is where the next event of a chain goes.
type chainEnd struct {
	previous    string // the code of the event before, or the chain's id
	application bool   // the head stands in the application's own row
}

// claim gives an event its place at the end of its chain. A head that does not fit is not continued: the code of the
// next one would hide what was done to it.
func (t *tx) claim(e *audit.Event) (end chainEnd, err error) {
	var code string
	var revision int64
	// Writing before reading makes two who append to the same chain follow each other.
	err = t.row(`UPDATE applications SET events = events + 1 WHERE id = $1 RETURNING events, last_mac, head, revision`, e.Chain).
		Scan(&e.Seq, &end.previous, &code, &revision)
	end.application = err == nil
	if errors.Is(err, sql.ErrNoRows) {
		err = t.row(`UPDATE chains SET seq = seq + 1 WHERE id = $1 RETURNING seq, mac, code`, e.Chain).Scan(&e.Seq, &end.previous, &code)
	}
	switch {
	case errors.Is(err, sql.ErrNoRows), err == nil && e.Seq == 1 && revision == 1:
		e.Seq, end.previous = 1, e.Chain
		return end, nil
	case err != nil:
		return end, err
	case code != headCode(t.keys, e.Chain, e.Seq-1, end.previous):
		return end, errTampered(e.Chain)
	}
	return end, nil
}

func errTampered(chain string) error {
	return fault.New(fault.Invalid, "somebody has tampered with the events of %s; nothing was changed", chain).
		WithHint("gangway audit verify")
}

// overtaken turns a taken place in a chain into a retry: another transaction has recorded an event meanwhile.
func overtaken(err error) error {
	if sqlState(err) == pgUnique {
		return errRetry
	}
	return err
}

// eventMAC is the code of an event that follows the event with the given code.
func eventMAC(keys *seal.Keys, previous, at, body string) string {
	return hex.EncodeToString(keys.ChainMAC([]byte(previous), []byte(at+body)))
}

// headCode is the code of a chain's head, where seq and mac are those of its last event.
func headCode(keys *seal.Keys, chain string, seq int64, mac string) string {
	head := append(strconv.AppendInt(append([]byte(chain), '/'), seq, 10), '/')
	return hex.EncodeToString(keys.ChainMAC([]byte("head"), append(head, mac...)))
}

// Events returns the events of one chain in their order, or of all, the oldest first, when chain is empty.
func (s *Store) Events(ctx context.Context, chain string) ([]audit.Event, error) {
	scan := func(r scanner) (audit.Event, error) {
		var e audit.Event
		var body string
		if err := r.Scan(&body); err != nil {
			return e, err
		}
		return e, json.Unmarshal([]byte(body), &e)
	}
	if chain != "" {
		return collect(ctx, s.db, scan, `SELECT body FROM events WHERE chain = $1 ORDER BY seq`, chain)
	}
	return collect(ctx, s.db, scan, `SELECT body FROM events ORDER BY at, chain, seq`)
}
