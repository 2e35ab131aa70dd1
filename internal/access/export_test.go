package access

import (
	"maps"
	"slices"
)

// Verbs lists every command of the table, sorted, so that the tests can name each.
func Verbs() []Verb { return slices.Sorted(maps.Keys(table)) }
