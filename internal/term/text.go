package term

import (
	"fmt"
	"strings"

	"gangway/internal/fault"
	"gangway/internal/text"
)

func (t *terminal) Text(q Question) (string, error) {
	begin := line{before: text.Clean(q.Default)}
	return t.ask(q, &field{line: begin, accept: Answer, show: func(s string) string { return s }})
}

func (t *terminal) Secret(q Question) (string, error) {
	return t.ask(q, &field{accept: checkSecret, show: stars, secret: true})
}

// stars returns what is shown of a secret: not even its length.
func stars(string) string { return "******" }

// A field is a line on the screen that an answer is typed into.
type field struct {
	line   line
	accept func(typed string) (string, error)
	show   func(answer string) string
	secret bool
	above  int // rows of the complaint shown above it
}

// ask shows the question and edits the field until its answer passes. What was typed stays when it does not.
func (t *terminal) ask(q Question, f *field) (string, error) {
	restore, err := t.keys.raw()
	if err != nil {
		return "", err
	}
	defer restore()
	t.put(t.question(q))
	for {
		if err := t.edit(f); err != nil {
			t.put("\r\n")
			return "", err
		}
		answer, err := f.answer(q)
		if err == nil {
			t.replace(f, t.paragraph(answerMark, f.show(answer), plain))
			return answer, nil
		}
		t.refuse(f, err)
	}
}

// answer returns what was typed if it will do.
func (f *field) answer(q Question) (string, error) {
	answer, err := f.accept(f.line.text())
	switch {
	case err != nil:
		return "", err
	case answer != "" && q.Check != nil:
		return answer, q.Check(answer)
	case answer == "" && !q.Optional:
		return "", fault.New(fault.Invalid, "an answer is needed here")
	}
	return answer, nil
}

// refuse says what is wrong above the field. Keys pressed ahead were meant for another question, and are dropped; a
// secret is typed anew, because nobody can mend what they do not see.
func (t *terminal) refuse(f *field, err error) {
	t.keys.forget()
	complaint := t.complaint(err)
	t.replace(f, complaint+"\a")
	f.above = strings.Count(complaint, "\n")
	if f.secret {
		f.line = line{}
	}
}

// replace puts rows in the place of the field and of the complaint above it.
func (t *terminal) replace(f *field, rows string) {
	up := ""
	if f.above > 0 {
		up = fmt.Sprintf("\x1b[%dA", f.above)
	}
	t.put("\r" + up + "\x1b[J" + rows)
	f.above = 0
}

// edit lets the keys change the line until Enter. The line is drawn when no more keys wait, so that a paste is quick.
func (t *terminal) edit(f *field) error {
	for {
		if !t.keys.more() {
			t.draw(f)
		}
		pressed, err := t.keys.next()
		switch {
		case err != nil:
			return err
		case pressed == keyEnter:
			return nil
		case pressed == keyInterrupt, pressed == keyEOF && f.line.text() == "":
			return ErrInterrupted
		case !f.line.press(pressed) && !pressed.silent():
			t.put("\a")
		}
	}
}

func (t *terminal) draw(f *field) { t.put(t.row(f)) }

// row returns what draws the field, with the cursor in its place.
func (t *terminal) row(f *field) string {
	shown := f.line
	if f.secret {
		shown = masked(f.line)
	}
	visible, cursor := window(shown, t.columns()-len(answerMark))
	mark := t.style.paint(cyan, answerMark)
	return fmt.Sprintf("\r%s%s\x1b[K\r\x1b[%dC", mark, visible, len(answerMark)+cursor)
}

func masked(l line) line {
	mask := func(s string) string { return strings.Repeat("*", len(clusters(s))) }
	return line{mask(l.before), mask(l.after)}
}
