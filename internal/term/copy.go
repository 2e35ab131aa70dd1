package term

// A Copying is a line to be copied by typing, while a clock may run.
type Copying struct {
	Title string       // shown above the line
	Line  string       // what is to be copied
	Begun func() error // called at the first character of the line; an error ends the copying
	Over  func() bool  // reports whether the time is over; asked several times a second
}

// Copied is what came of it: the text as it stood when Enter was pressed, or when the time was over.
type Copied struct {
	Text     string
	Finished bool // with Enter
}

// The terminal marks what is pasted only when it is told to. A mark shows what timing alone cannot: an input method
// sends a whole phrase at once, too.
const (
	markPastes   = "\x1b[?2004h"
	unmarkPastes = "\x1b[?2004l"
)

func (t *terminal) Copy(c Copying) (Copied, error) {
	restore, err := t.keys.raw()
	if err != nil {
		return Copied{}, err
	}
	defer restore()
	t.put(markPastes + t.paragraph("", c.Title, faint) + t.paragraph(indent, c.Line, bold))
	defer t.put(unmarkPastes)
	f := &copyField{field: field{}, Copying: c}
	finished, err := t.copyLine(f)
	if err != nil {
		t.put("\r\n")
		return Copied{}, err
	}
	typed := f.line.text()
	t.replace(&f.field, t.paragraph(answerMark, typed, plain))
	return Copied{typed, finished}, nil
}

// A copyField is the line that is typed below the one to be copied.
type copyField struct {
	field
	Copying
	drawn    string // what the terminal shows of it
	begun    bool
	pasting  bool // between the marks of a paste
	finished bool
}

// copyLine lets the keys change the line until Enter, or until the time is over.
func (t *terminal) copyLine(f *copyField) (finished bool, err error) {
	for {
		if f.Over() {
			t.put("\a")
			return false, nil
		}
		if !t.keys.more() {
			t.redraw(f)
		}
		if !t.keys.wait() {
			continue
		}
		pressed, err := t.keys.next()
		if err == nil {
			err = t.copyKey(f, pressed)
		}
		if err != nil || f.finished {
			return f.finished, err
		}
	}
}

// copyKey does what one key means. What is pasted is dropped, and Enter on an empty line is a slip.
func (t *terminal) copyKey(f *copyField, pressed key) error {
	empty := f.line.text() == ""
	switch {
	case pressed == keyInterrupt, pressed == keyEOF && empty:
		return ErrInterrupted
	case pressed == keyPasteBegin, pressed == keyPasteEnd:
		f.pasting = pressed == keyPasteBegin
		t.put("\a")
	case f.pasting:
	case pressed == keyEnter && !empty:
		f.finished = true
	case !f.line.press(pressed) && !pressed.silent():
		t.put("\a")
	}
	if f.begun || f.line.text() == "" {
		return nil
	}
	f.begun = true
	return f.Begun()
}

// redraw draws the line when it has changed, or the window has.
func (t *terminal) redraw(f *copyField) {
	if row := t.row(&f.field); row != f.drawn {
		f.drawn = row
		t.put(row)
	}
}
