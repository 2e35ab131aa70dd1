package render

import (
	"slices"

	"gangway/internal/fault"
)

// A Format is a value of the flag --output.
type Format string

// The formats: for people, for programs (two), for spreadsheets, for documents.
const (
	Tables   Format = "table"
	JSON     Format = "json"
	JSONL    Format = "jsonl"
	CSV      Format = "csv"
	Markdown Format = "markdown"
)

// Formats returns all formats, the usual one first.
func Formats() []Format { return []Format{Tables, JSON, JSONL, CSV, Markdown} }

// ParseFormat returns the format called name, or a fault.Usage.
func ParseFormat(name string) (Format, error) {
	if f := Format(name); slices.Contains(Formats(), f) {
		return f, nil
	}
	return "", fault.New(fault.Usage, "there is no output format %q; use table, json, jsonl, csv or markdown", name)
}
