package applications

import "gangway/internal/lang"

// Unsubmitted says what planned means of a draft, and how to hand it in (S0-55).
func (a Application) Unsubmitted() lang.Message {
	return lang.M("planned means not yet submitted: check it with gangway apply %s, then gangway application submit %s", a.Program, a.ID)
}
