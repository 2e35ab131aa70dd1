package main

import (
	"fmt"
	"slices"
	"strings"

	"gangway/applications"
	"gangway/internal/term"
)

// ask goes through the form: what is still to answer or to mend first, then a summary in which anything can be
// changed, and the declarations last.
func (f *filling) ask(draft bool) error {
	profile, err := f.store.Profile(f.ctx, f.by.ID())
	if err != nil {
		return err
	}
	for {
		if err := f.askOpen(profile); err != nil {
			return err
		}
		choice, err := f.summary(draft)
		switch {
		case err != nil:
			return err
		case choice == "keep":
			return f.kept()
		case choice == "submit":
			return f.declareAndSubmit()
		}
		field, _ := f.program.Field(choice)
		if err := f.askField(field, "", profile); err != nil {
			return err
		}
	}
}

// askOpen asks for whatever needs an answer. Each answer may bring up further questions, or spare some.
func (f *filling) askOpen(profile applications.Profile) error {
	for {
		asked := applications.Asked(f.program.Fields, f.application.Answers)
		at := slices.IndexFunc(asked, func(field applications.Field) bool {
			return field.Kind != applications.KindDeclaration && !f.done[field.ID] && f.toAsk(field)
		})
		if at < 0 {
			return nil
		}
		f.turnTo(asked[at], asked)
		if err := f.askField(asked[at], fmt.Sprintf("%d/%d ", at+1, len(asked)), profile); err != nil {
			return err
		}
		f.done[asked[at].ID] = true
	}
}

// toAsk reports whether a field still needs an answer, or must be mended.
func (f *filling) toAsk(field applications.Field) bool {
	if f.fix(field) != "" {
		return true
	}
	if _, answered := f.application.Answers[field.ID]; answered {
		return !field.Finished(f.application.Answers)
	}
	return f.application.State == applications.Draft || !field.Optional
}

// fix says what is to mend of a field, or "".
func (f *filling) fix(field applications.Field) string {
	for _, fix := range f.application.Fixes {
		if fix.Field == field.ID {
			return fix.Text
		}
	}
	return ""
}

// askField asks for one answer and keeps it at once. What was answered before, or what the profile says, is offered.
func (f *filling) askField(field applications.Field, number string, profile applications.Profile) error {
	switch field.Kind {
	case applications.KindGroup:
		return f.askGroup(field, number)
	case applications.KindFile:
		return f.askFile(field, number)
	}
	q := f.question(field, number)
	q.Default = offered(field, f.application.Answers)
	if q.Default == "" {
		q.Default = profile.Item(field.Profile)
	}
	return f.askInto(f.application.Answers, field, q)
}

// question begins a question for a field.
func (f *filling) question(field applications.Field, number string) term.Question {
	var help []string
	if fix := f.fix(field); fix != "" {
		help = append(help, f.sayf("To mend: %s", fix))
	}
	for _, h := range []string{f.both(field.Help), f.bounds(field)} {
		if h != "" {
			help = append(help, h)
		}
	}
	return term.Question{Prompt: number + f.both(field.Label), Help: strings.Join(help, "\n"), Optional: field.Optional,
		Flag: f.sayf("%s in --from FILE", field.ID)}
}

// bounds says what an answer must keep to, where that is not seen otherwise.
func (f *filling) bounds(field applications.Field) string {
	switch {
	case field.Kind == applications.KindChoices:
		return f.sayf("Choose %d to %d.", field.AtLeast(), field.AtMost())
	case field.MinLength > 0 && field.MaxLength > 0:
		return f.sayf("%d to %d characters.", field.MinLength, field.MaxLength)
	case field.MaxLength > 0:
		return f.sayf("At most %d characters.", field.MaxLength)
	}
	return ""
}

// askInto asks for one answer and keeps it among the given ones: the application's, or those of an entry of it.
func (f *filling) askInto(answers applications.Answers, field applications.Field, q term.Question) error {
	q.Check = func(typed string) error { _, err := field.Parse(typed); return err }
	typed, err := f.askKind(field, q)
	if err != nil {
		return err
	}
	answer, err := field.Parse(typed)
	if err != nil {
		return err
	}
	if answer == nil {
		delete(answers, field.ID)
	} else {
		answers[field.ID] = answer
	}
	return f.save()
}

// offered is the answer given before, as it is typed.
func offered(field applications.Field, answers applications.Answers) string {
	switch answer := answers[field.ID].(type) {
	case nil:
		return ""
	case []string:
		return strings.Join(answer, ",")
	default:
		return fmt.Sprint(answer)
	}
}

func (f *filling) askKind(field applications.Field, q term.Question) (string, error) {
	for _, o := range field.Options {
		q.Options = append(q.Options, term.Option{Value: o.ID, Label: f.both(o.Label)})
	}
	switch field.Kind {
	case applications.KindChoice:
		return f.prompt.Choose(q)
	case applications.KindChoices:
		chosen, err := f.prompt.ChooseMany(q)
		return strings.Join(chosen, ","), err
	case applications.KindYesNo:
		q.Options = []term.Option{{Value: "true", Label: f.sayf("yes")}, {Value: "false", Label: f.sayf("no")}}
		return f.prompt.Choose(q)
	}
	return f.prompt.Text(q)
}

// summary shows every answer and asks what to do: submit, keep the draft, or change a field, whose id it returns.
func (f *filling) summary(draft bool) (string, error) {
	text := f.sayf("Your application to %s:", f.both(f.program.Title))
	options := []term.Option{{Value: "submit", Label: f.sayf("submit it")}, {Value: "keep", Label: f.sayf("keep it as a draft")}}
	if draft {
		options = options[1:]
	}
	for _, page := range pages(f.program.Fields, applications.Asked(f.program.Fields, f.application.Answers)) {
		if !page.title.Empty() {
			text += "\n " + f.both(page.title)
		}
		for _, field := range page.fields {
			if field.Kind == applications.KindDeclaration {
				continue
			}
			for _, line := range f.answerLines(field, f.application.Answers[field.ID], true) {
				text += "\n  " + f.sayf("%s: %s", line.Title, line.Value)
			}
			options = append(options, term.Option{Value: field.ID, Label: f.sayf("change %s", f.both(field.Label))})
		}
	}
	f.prompt.Say(text)
	return f.prompt.Choose(term.Question{Prompt: f.sayf("Is everything right?"), Options: options, Flag: "--from"})
}

// declareAndSubmit asks for the declarations and hands the application in; without them it stays a draft.
func (f *filling) declareAndSubmit() error {
	for _, field := range applications.Asked(f.program.Fields, f.application.Answers) {
		if field.Kind != applications.KindDeclaration {
			continue
		}
		declared, err := f.prompt.Confirm(f.question(field, ""))
		if err != nil {
			return err
		}
		if !declared {
			return f.kept()
		}
		f.application.Answers[field.ID] = true
	}
	if err := f.save(); err != nil {
		return err
	}
	return f.submit()
}
