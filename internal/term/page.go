package term

import (
	"io"
	"os"
	"os/exec"
	"strings"
)

// Page writes a text that is already safe to out: through a pager when out is a terminal and one is found, else as it
// is. The pager is PAGER, a command and its arguments separated by spaces, else less, which then shows hint below the
// text: how to turn the page and to leave. An error is one of writing to out.
func Page(out *os.File, getenv func(string) string, hint, text string) error {
	if pager := findPager(getenv, hint); pager != nil && Interactive(out, out, getenv) {
		pager.Stdin, pager.Stdout, pager.Stderr = strings.NewReader(text), out, os.Stderr
		if err := pager.Start(); err == nil {
			_ = pager.Wait() // how the reader left the pager is no concern of ours
			return nil
		}
	}
	_, err := io.WriteString(out, text)
	return err
}

// forLess keeps less from reading more than a text into its prompt.
var forLess = strings.NewReplacer("?", `\?`, ":", `\:`, ".", `\.`, "%", `\%`, `\`, `\\`)

// findPager returns the command to run, or nil when there is none. less leaves by itself when all fits on the screen,
// knows Hanzi in any locale, and lets nobody out into a shell.
func findPager(getenv func(string) string, hint string) *exec.Cmd {
	words := strings.Fields(getenv("PAGER"))
	if len(words) == 0 {
		words = []string{"less", "-FRX", "-Ps" + forLess.Replace(hint)}
	}
	path, err := exec.LookPath(words[0])
	if err != nil {
		return nil
	}
	cmd := exec.Command(path, words[1:]...)
	cmd.Env = append(os.Environ(), "LESSCHARSET=utf-8", "LESSSECURE=1")
	return cmd
}
