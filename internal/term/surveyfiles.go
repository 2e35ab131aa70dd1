package term

import (
	"bytes"
	"fmt"
	"os"
)

// surveyScreen takes survey's lines, which end as in a file, to a terminal in raw mode. Survey would leave that mode
// for the time it draws a list, and keys pressed meanwhile would be seen and might be lost.
//
// Survey draws a list, saves the place of the cursor, and goes up to the option it stands at. A saved place is another
// one after the window has grown or shrunk, and the list would be drawn over what is above it: so we count the rows back.
type surveyScreen struct {
	out   *os.File
	saved bool
	up    int // rows above the saved place
}

const (
	saveCursor    = "\x1b7"
	restoreCursor = "\x1b8"
	cursorUp      = "\x1b[1A"
)

func (s *surveyScreen) Fd() uintptr { return s.out.Fd() }

func (s *surveyScreen) Write(p []byte) (int, error) {
	written := bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))
	switch {
	case string(p) == saveCursor:
		s.saved, s.up, written = true, 0, nil
	case string(p) == restoreCursor:
		written = s.back()
	case string(p) == cursorUp && s.saved:
		s.up++
	}
	if _, err := s.out.Write(written); err != nil {
		return 0, err
	}
	return len(p), nil
}

// back returns what takes the cursor to the saved place.
func (s *surveyScreen) back() []byte {
	up := s.up
	s.saved, s.up = false, 0
	if up == 0 {
		return nil
	}
	return fmt.Appendf(nil, "\r\x1b[%dB", up)
}

// surveyKeys gives survey the keys as bytes that it understands, one key for each read, so that what follows stays
// with the keyboard.
type surveyKeys struct{ keys *keyboard }

func (s surveyKeys) Fd() uintptr { return s.keys.file.Fd() }

func (s surveyKeys) Read(p []byte) (int, error) {
	for {
		pressed, err := s.keys.next()
		if err != nil {
			return 0, err
		}
		if b := forSurvey(pressed); b != "" {
			return copy(p, b), nil
		}
	}
}

const clearFilter = "\x18"

// forSurvey returns the bytes of a key, or "" when a list has no use for it. Escape would switch survey to the keys
// of vi, where typing no longer finds anything; here it clears what was typed. Ctrl-D would accept the list.
func forSurvey(k key) string {
	switch k {
	case keyEnter:
		return "\r"
	case keyUp:
		return "\x1b[A"
	case keyDown, keyTab:
		return "\x1b[B"
	case keyBackspace:
		return "\x7f"
	case keyEscape, keyEraseWord, keyEraseLeft:
		return clearFilter
	case keyInterrupt, keyEOF:
		return "\x03"
	}
	if k > 0 {
		return string(rune(k))
	}
	return ""
}
