package term

import (
	"errors"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

type color string

// The colours are the sixteen that every terminal theme defines, so that they can be read on any background.
const (
	plain color = ""
	bold  color = "\x1b[1m"
	faint color = "\x1b[2m"
	red   color = "\x1b[31m"
	cyan  color = "\x1b[36m"
	reset color = "\x1b[0m"
)

// A style paints, unless it is off.
type style struct{ off bool }

func (s style) code(c color) string {
	if s.off {
		return ""
	}
	return string(c)
}

func (s style) paint(c color, text string) string {
	if c == plain {
		return text
	}
	return s.code(c) + text + s.code(reset)
}

// say returns what is wrong, and how to mend it if that is known, in the language of the speaker.
func say(speaker lang.Speaker, err error) string {
	message := err.Error()
	var sayer lang.Sayer
	if errors.As(err, &sayer) {
		message = sayer.SayIn(speaker)
	}
	var f *fault.Error
	if errors.As(err, &f) && !f.Hint.Empty() {
		message += "\n" + speaker.Say(f.Hint)
	}
	return message
}
