package term

import (
	"io"
	"os"
	"os/exec"
	"strings"
)

// Page writes a text that is already safe to out: through a pager when out is a terminal and one is found, else as it
// is. The pager is PAGER, a command and its arguments separated by spaces, else less; a text that less shows page by page
// begins with hint, which says how to turn the page and how to leave. An error is one of writing to out.
func Page(out *os.File, getenv func(string) string, hint, text string) error {
	command := strings.Fields(getenv("PAGER"))
	if pager := findPager(command); pager != nil && Interactive(out, out, getenv) {
		pager.Stdin, pager.Stdout, pager.Stderr = strings.NewReader(text), out, os.Stderr
		if _, rows := size(out); len(command) == 0 && strings.Count(text, "\n") >= rows {
			// Not in less's own prompt, where some versions of it garble Hanzi.
			pager.Stdin = strings.NewReader(hint + "\n\n" + text)
		}
		if err := pager.Start(); err == nil {
			_ = pager.Wait() // how the reader left the pager is no concern of ours
			return nil
		}
	}
	_, err := io.WriteString(out, text)
	return err
}

// findPager returns the command to run, or nil when there is none. less leaves by itself when all fits on the screen,
// knows Hanzi in any locale, and lets nobody out into a shell.
func findPager(command []string) *exec.Cmd {
	if len(command) == 0 {
		command = []string{"less", "-FRX"}
	}
	path, err := exec.LookPath(command[0])
	if err != nil {
		return nil
	}
	cmd := exec.Command(path, command[1:]...)
	cmd.Env = append(os.Environ(), "LESSCHARSET=utf-8", "LESSSECURE=1")
	return cmd
}
