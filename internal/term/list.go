package term

import (
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/AlecAivazis/survey/v2"
	surveyterm "github.com/AlecAivazis/survey/v2/terminal"

	"gangway/internal/fault"
	"gangway/internal/text"
)

// Our templates have no words of survey's. The message is how to use the list, the icon of help says that the list is
// filtered, and colours come as the formats of icons. The answer shows nothing: we do that, wrapped.
const (
	listHead = `{{if not .ShowAnswer}}` +
		`{{.Config.Icons.Help.Format}}` +
		`{{with .FilterMessage}}{{$.Config.Icons.Help.Text}}{{printf "%.10s" .}}{{else}}{{.Message}}{{end}}` +
		`{{.Config.Icons.Question.Format}}{{"\n"}}` +
		`{{range $i, $o := .PageEntries}}{{template "option" $.IterateOption $i $o}}{{end}}{{end}}`
	listFocus = `{{if eq .SelectedIndex .CurrentIndex}}{{.Config.Icons.SelectFocus.Format}}> {{else}}  {{end}}`
	listValue = `{{.CurrentOpt.Value}}{{.Config.Icons.Question.Format}}{{"\n"}}`
	listBox   = `{{if index .Checked .CurrentOpt.Index}}[x] {{else}}[ ] {{end}}`

	selectTemplate      = `{{define "option"}}` + listFocus + listValue + `{{end}}` + listHead
	multiSelectTemplate = `{{define "option"}}` + listFocus + listBox + listValue + `{{end}}` + listHead
)

// useTemplates is called before survey is: it keeps its templates in variables of the package.
var useTemplates = sync.OnceFunc(func() {
	survey.SelectQuestionTemplate = selectTemplate
	survey.MultiSelectQuestionTemplate = multiSelectTemplate
})

// pick lets one of the labels be chosen, beginning at that of the given index.
func (t *terminal) pick(options []Option, labels []string, at int) (int, error) {
	how := t.speaker.Sayf("arrow keys move, Enter chooses")
	var answer survey.OptionAnswer
	err := t.list(&survey.Select{Message: t.hint(how, options), Options: labels, Default: at}, options, &answer)
	return answer.Index, err
}

// mark lets any of the labels be marked, beginning with those of the given indexes.
func (t *terminal) mark(options []Option, labels []string, marked []int) ([]int, error) {
	how := t.speaker.Sayf("arrow keys move, Space marks, Enter finishes")
	var answers []survey.OptionAnswer
	err := t.list(&survey.MultiSelect{Message: t.hint(how, options), Options: labels, Default: marked}, options, &answers)
	indexes := make([]int, len(answers))
	for i, a := range answers {
		indexes[i] = a.Index
	}
	return indexes, err
}

func (t *terminal) list(prompt survey.Prompt, options []Option, answer any) error {
	if len(options) == 0 {
		return fault.New(fault.Invalid, "there is nothing to choose from")
	}
	useTemplates()
	err := survey.AskOne(prompt, answer,
		survey.WithStdio(surveyKeys{t.keys}, &surveyScreen{out: t.out}, t.out),
		survey.WithFilter(filter(options)),
		survey.WithPageSize(t.pageSize()),
		survey.WithRemoveSelectAll(), survey.WithRemoveSelectNone(), // an arrow key is too easily pressed for that
		survey.WithIcons(func(icons *survey.IconSet) {
			icons.Help = survey.Icon{Text: t.speaker.Sayf("narrowed to:"), Format: t.style.code(faint)}
			icons.SelectFocus.Format = t.style.code(cyan)
			icons.Question.Format = t.style.code(reset)
		}),
	)
	if errors.Is(err, surveyterm.InterruptErr) {
		return ErrInterrupted
	}
	return err
}

// hint returns how to use the list, in the lines it takes. That a list can be narrowed helps only when it is long.
func (t *terminal) hint(how string, options []Option) string {
	const long = 8
	if len(options) >= long {
		how = t.speaker.Sayf("%s, typing narrows the list of %d", how, len(options))
	}
	return strings.Join(text.Wrap(how, t.columns()), "\n")
}

// pageSize returns how many options are shown at once, so that they and the hint fit on the screen.
func (t *terminal) pageSize() int {
	const most, others = 12, 5
	_, rows := size(t.out)
	return max(1, min(most, rows-others))
}

// filter finds options by what is typed, in their labels and values. What is in none of them narrows nothing, because
// survey fails on an empty list.
func filter(options []Option) func(typed, label string, index int) bool {
	return func(typed, _ string, index int) bool {
		has := func(o Option) bool {
			return strings.Contains(strings.ToLower(o.Label+"\n"+o.Value), strings.ToLower(typed))
		}
		return has(options[index]) || !slices.ContainsFunc(options, has)
	}
}
