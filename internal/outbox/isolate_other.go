//go:build !unix

package outbox

import "os/exec"

// isolate does nothing where there are no process groups.
func isolate(*exec.Cmd) {}
