package term

import (
	"slices"
	"strings"

	"gangway/internal/fault"
)

func (t *terminal) Choose(q Question) (string, error) {
	if q.Optional {
		q.Options = append(slices.Clip(q.Options), Option{Label: t.speaker.Sayf("leave this empty")})
	}
	at := max(0, slices.Index(values(q.Options), q.Default))
	restore, err := t.keys.raw()
	if err != nil {
		return "", err
	}
	defer restore()
	labels, inFull := t.labels(q.Options, len("> "))
	t.put(t.question(q) + inFull)
	for {
		if at, err = t.pick(q.Options, labels, at); err != nil {
			return "", err
		}
		if err = check(q, q.Options[at].Value); err == nil {
			t.put(t.paragraph(answerMark, q.Options[at].Label, plain))
			return q.Options[at].Value, nil
		}
		t.keys.forget()
		t.put(t.complaint(err))
	}
}

func (t *terminal) ChooseMany(q Question) ([]string, error) {
	var marked []int
	for _, value := range strings.Split(q.Default, ",") {
		if i := slices.Index(values(q.Options), value); i >= 0 {
			marked = append(marked, i)
		}
	}
	restore, err := t.keys.raw()
	if err != nil {
		return nil, err
	}
	defer restore()
	labels, inFull := t.labels(q.Options, len("> [x] "))
	t.put(t.question(q) + inFull)
	for {
		if marked, err = t.mark(q.Options, labels, marked); err != nil {
			return nil, err
		}
		chosen := make([]Option, len(marked))
		for i, at := range marked {
			chosen[i] = q.Options[at]
		}
		if err = check(q, strings.Join(values(chosen), ",")); err == nil {
			t.put(t.chosen(chosen))
			return values(chosen), nil
		}
		t.keys.forget()
		t.put(t.complaint(err))
	}
}

func (t *terminal) Confirm(q Question) (bool, error) {
	q.Options = []Option{{"yes", t.speaker.Sayf("Yes")}, {"no", t.speaker.Sayf("No")}}
	q.Optional, q.Check = false, nil
	if q.Default != "yes" {
		q.Default = "no"
	}
	answer, err := t.Choose(q)
	return answer == "yes", err
}

// chosen returns the labels that were marked, one below the other.
func (t *terminal) chosen(options []Option) string {
	var b strings.Builder
	for _, o := range options {
		b.WriteString(t.paragraph(answerMark, o.Label, plain))
	}
	return b.String()
}

// check returns what is wrong with an answer. Several values are checked as one text, separated by commas.
func check(q Question, answer string) error {
	switch {
	case answer == "" && !q.Optional:
		return fault.New(fault.Invalid, "an answer is needed here")
	case answer != "" && q.Check != nil:
		return q.Check(answer)
	}
	return nil
}

func values(options []Option) []string {
	list := make([]string, len(options))
	for i, o := range options {
		list[i] = o.Value
	}
	return list
}
