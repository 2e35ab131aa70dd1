package lang_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// placeholder matches a verb of package fmt, and %%, with the parts that say which argument it takes.
var placeholder = regexp.MustCompile(`%[#+\- 0]*(?:\[(\d+)\])?(\d*(?:\.\d*)?)([a-zA-Z%])`)

// verbs returns the verbs of a format by the argument they say, sorted: a translation may say the arguments in another
// order, with %[2]s, but each in the same way.
func verbs(format string) map[int]string {
	said := map[int]string{}
	next := 1
	for _, m := range placeholder.FindAllStringSubmatch(format, -1) {
		if m[3] == "%" {
			continue
		}
		if n, err := strconv.Atoi(m[1]); err == nil {
			next = n
		}
		parts := append(strings.Fields(said[next]), m[2]+m[3])
		slices.Sort(parts)
		said[next] = strings.Join(parts, " ")
		next++
	}
	return said
}

// words returns what is left of a format without its verbs.
func words(format string) string { return placeholder.ReplaceAllString(format, "") }
