//go:build unix

package term

import (
	"time"

	"golang.org/x/sys/unix"
)

// readable reports whether a read from fd would return at once, waiting for that as long as told. A closed terminal
// is readable: the read says so.
func readable(fd int, wait time.Duration) bool {
	fds := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
	n, err := unix.Poll(fds, int(wait.Milliseconds()))
	return err == nil && n > 0
}
