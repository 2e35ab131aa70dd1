package text

import (
	"regexp"
	"sync"
)

// Pattern returns a regular expression that is compiled when it is first used: a command that does not need it should
// not wait for it at start-up. It panics then if the expression is wrong.
func Pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
