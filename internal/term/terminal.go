package term

import (
	"context"
	"io"
	"os"
	"strings"

	"gangway/internal/lang"
	"gangway/internal/text"
)

// New returns a Prompter for a person at a terminal, for which Interactive holds: in gives the keys, out shows the
// questions, and speaker says the few words that are ours. NO_COLOR turns colours off.
//
// When ctx is done, the question being asked gives the terminal back as it found it and returns ErrInterrupted. So
// that a signal does that, and does not leave a terminal that shows no keys, ctx must be one of signal.NotifyContext with
// os.Interrupt, SIGTERM and SIGHUP.
//
// Make one for the whole program: lines typed or pasted ahead wait in it for the next question.
func New(ctx context.Context, in, out *os.File, getenv func(string) string, speaker lang.Speaker) Prompter {
	return &terminal{
		keys:    &keyboard{ctx: ctx, file: in},
		out:     out,
		style:   style{off: getenv("NO_COLOR") != ""},
		speaker: speaker,
	}
}

type terminal struct {
	keys    *keyboard
	out     *os.File
	style   style
	speaker lang.Speaker
}

// Before the lines of a question, of an answer, and of what is wrong with one.
const (
	questionMark = "? "
	answerMark   = "> "
	errorMark    = "! "
	indent       = "  "
)

func (t *terminal) Say(s string) {
	for line := range strings.SplitSeq(text.CleanLines(s), "\n") {
		words := strings.TrimLeft(line, " ")
		t.put(t.paragraph(line[:len(line)-len(words)], words, plain))
	}
}

// put writes s, and does not tell when it cannot: a terminal that is gone is found out when a key is read.
func (t *terminal) put(s string) { _, _ = io.WriteString(t.out, s) }

// columns returns how wide a line may be. Two cells stay free, because what terminals do with a full line differs.
func (t *terminal) columns() int {
	const free, least = 2, 8
	columns, _ := size(t.out)
	return max(columns-free, least)
}

// paragraph returns s made safe and wrapped, its first line after the mark and the others below the first.
func (t *terminal) paragraph(mark, s string, c color) string {
	var b strings.Builder
	lead := mark
	for _, row := range text.Wrap(text.CleanLines(s), t.columns()-len(mark)) {
		b.WriteString(t.style.paint(c, lead+row) + "\r\n")
		lead = strings.Repeat(" ", len(mark))
	}
	return b.String()
}

// question returns the prompt and the help of q.
func (t *terminal) question(q Question) string {
	s := t.paragraph(questionMark, q.Prompt, bold)
	if q.Help != "" {
		s += t.paragraph(indent, q.Help, faint)
	}
	return s
}

// complaint returns what is wrong with an answer.
func (t *terminal) complaint(err error) string {
	return t.paragraph(errorMark, say(t.speaker, err), red)
}
