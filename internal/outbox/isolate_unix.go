//go:build unix

package outbox

import (
	"os/exec"
	"syscall"
)

// isolate gives the command a process group of its own, so that Ctrl-C meant for us does not stop a delivery half way,
// and so that running out of time ends its children too.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
