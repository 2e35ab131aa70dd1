// Package term knows the terminal: it asks the person sitting there, tells them things, and pages long texts. What
// the answers mean is left to the caller, and what is safe and fits on a line to internal/text.
//
// Lists to choose from are survey's, fed one understood key at a time. A line of text has an editor of our own,
// because survey's counts runes where a terminal counts cells (Hanzi leave garbage once a line wraps), clears what was
// typed when a check fails, takes Ctrl-Left for the text "5D", gives up at Alt-b, loses all but the first line of a
// paste, and waits for ever for the answer to a question about the cursor that some terminals never give.
//
// No other package imports survey.
package term

import (
	"errors"
	"os"

	xterm "golang.org/x/term"
)

// A Prompter asks the person at the terminal. A question that cannot be asked is a fault.Invalid that is also
// ErrNotInteractive; one that was broken off is ErrInterrupted. A Prompter is for one goroutine.
type Prompter interface {
	// Text asks for one line, which begins as q.Default and can be edited. The answer is as Answer returns it.
	Text(q Question) (string, error)
	// Secret asks for one line without showing it. The answer is as ReadSecretLine returns it.
	Secret(q Question) (string, error)
	// Choose asks for one of q.Options and returns its Value; q.Default is the Value it begins at.
	Choose(q Question) (string, error)
	// ChooseMany asks for any of q.Options and returns their Values in the order of q.Options. q.Default lists the
	// Values marked at first, separated by commas.
	ChooseMany(q Question) ([]string, error)
	// Confirm asks for yes or no. It begins at no, unless q.Default is "yes".
	Confirm(q Question) (bool, error)
	// Copy shows a line and takes what is typed below it.
	Copy(c Copying) (Copied, error)
	// Say shows a text, made safe and wrapped to the width. Line breaks in it are kept, and so are spaces that indent.
	Say(text string)
}

// A Question is what a Prompter asks. Its texts are already in the language of the person asked.
type Question struct {
	Prompt   string
	Help     string // shown below the prompt; may be empty
	Default  string
	Options  []Option           // what Choose and ChooseMany offer
	Flag     string             // what gives this answer without a terminal, such as "--mobile" or "mobile in --from FILE"
	Optional bool               // an empty answer will do
	Check    func(string) error // what is wrong with an answer that is not empty; nil takes any. Not used by Confirm
}

// An Option is one answer to choose: the value the program sees and the label the person sees.
type Option struct{ Value, Label string }

// Why a question got no answer.
var (
	ErrNotInteractive = errors.New("no terminal to ask at")
	ErrInterrupted    = errors.New("interrupted") // Ctrl-C, Ctrl-D on an empty line, a closed terminal, or a signal
)

// Interactive reports whether there is somebody to ask: in and out are terminals, and ones that can move the cursor.
func Interactive(in, out *os.File, getenv func(string) string) bool {
	return isTerminal(in) && isTerminal(out) && getenv("TERM") != "dumb"
}

func isTerminal(f *os.File) bool { return f != nil && xterm.IsTerminal(int(f.Fd())) }
