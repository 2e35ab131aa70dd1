//go:build !unix

package term

import "time"

// readable reports whether a read from fd may be tried. Here nobody can know, so that a read waits for a key, and a
// prompt is broken off by a key only.
func readable(_ int, wait time.Duration) bool { return wait > 0 }
