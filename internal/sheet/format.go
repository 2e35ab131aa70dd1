package sheet

import (
	"slices"
	"strings"

	"gangway/internal/fault"
)

// A Format is a kind of file a table is kept in.
type Format string

// The formats. JSON lines are written only.
const (
	CSV   Format = "csv"
	XLSX  Format = "xlsx"
	JSONL Format = "jsonl"
)

// Formats returns the formats that can be written.
func Formats() []Format { return []Format{CSV, XLSX, JSONL} }

// ParseFormat returns the format called name, which may also be the name of a file that ends so, or a fault.Usage.
func ParseFormat(name string) (Format, error) {
	ending := strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	if f := Format(ending); slices.Contains(Formats(), f) {
		return f, nil
	}
	return "", fault.New(fault.Usage, "a table is not written as %q; use csv, xlsx or jsonl", name)
}
