package term

import "gangway/internal/fault"

// None returns a Prompter for when there is nobody to ask. Every question is answered by a fault.Invalid that is also
// ErrNotInteractive and names the Flag of the question, also when it is optional or has a default: nothing is assumed
// silently. Say says nothing.
func None() Prompter { return none{} }

type none struct{}

func (none) Text(q Question) (string, error)         { return "", unasked(q) }
func (none) Secret(q Question) (string, error)       { return "", unasked(q) }
func (none) Choose(q Question) (string, error)       { return "", unasked(q) }
func (none) ChooseMany(q Question) ([]string, error) { return nil, unasked(q) }
func (none) Confirm(q Question) (bool, error)        { return false, unasked(q) }
func (none) Say(string)                              {}

func (none) Copy(Copying) (Copied, error) {
	return Copied{}, fault.New(fault.Invalid, "there is no terminal to copy a line at").Because(ErrNotInteractive)
}

func unasked(q Question) error {
	return fault.New(fault.Invalid, "there is no terminal to ask “%s” at: give %s", q.Prompt, q.Flag).
		Because(ErrNotInteractive)
}
