// Package audit is what every change leaves behind: one event, written in the same transaction. The events of one
// application or account form a chain, so that an event changed, moved or removed later is found.
package audit

import "time"

// An Event is one entry of a chain. It holds ids and names of fields, never personal values.
type Event struct {
	Chain   string    `json:"chain"` // id of the application or account the event belongs to
	Seq     int64     `json:"seq"`   // position in the chain, from 1; given by the store
	Action  string    `json:"action"`
	Actor   string    `json:"actor"` // id of the account that acted, or "system"
	At      time.Time `json:"at"`
	From    string    `json:"from,omitempty"` // state before, where a state changed
	To      string    `json:"to,omitempty"`   // state after
	Details Details   `json:"details,omitempty"`
}

// Details are what an event tells beside who, what and when.
type Details map[string]any

// A Report is the outcome of checking every chain.
type Report struct {
	OK       bool   `json:"ok"`
	Events   int64  `json:"events"`
	FirstBad string `json:"first_bad"` // chain and position of the first event that does not fit, or ""
}
