package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/term"
	"gangway/quizzes"
	"gangway/training"
)

func learnCmd(a *app) *cobra.Command {
	c := group("learn", "Read the lessons that are assigned to you and answer their questions", learnListCmd(a), learnShowCmd(a), learnAnswerCmd(a))
	c.Long = "Read the lessons that are assigned to you and answer their questions. Without a command the next lesson is shown and its questions are asked."
	c.Example = "gangway learn"
	unknown := c.RunE
	next := a.signedIn(func(s *session, _ []string) error { return s.learnNext() })
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknown(c, args)
		}
		return next(c, args)
	}
	return c
}

// A jsonLesson is a lesson in a list.
type jsonLesson struct {
	Course string `json:"course"`
	Lesson string `json:"lesson"`
	Title  string `json:"title"`
	State  string `json:"state"`
	DoneAt string `json:"done_at"`
}

// A jsonCheck is a question without its key.
type jsonCheck struct {
	ID      string       `json:"id"`
	Type    quizzes.Type `json:"type"`
	Stem    string       `json:"stem"`
	Options []jsonOption `json:"options"`
}

type jsonOption struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

func learnListCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the lessons and which are done",
		Example: "gangway learn list",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			lessons, err := s.school().Lessons(s.ctx, s.by.ID())
			if err != nil {
				return err
			}
			views := make([]jsonLesson, len(lessons))
			t := render.Table{Columns: s.columns("lesson", "title", "state", "when")}
			t.Columns[1].Flexible = true
			for i, l := range lessons {
				views[i] = jsonLesson{l.Ref.Course, l.Ref.Lesson, s.both(l.Title), lessonState(l), rfc3339(l.Done)}
				t.Rows = append(t.Rows, []string{l.Ref.String(), views[i].Title, s.lessonState(l), moment(l.Done)})
			}
			return s.printer().List(views, func() render.Table { return t })
		}),
	}
}

func lessonState(l training.LessonState) string {
	if l.Done.IsZero() {
		return "todo"
	}
	return "done"
}

func (a *app) lessonState(l training.LessonState) string {
	if l.Done.IsZero() {
		return a.sayf("to do")
	}
	return a.sayf("done")
}

func learnShowCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "show COURSE/LESSON",
		Short:   "Show a lesson",
		Example: "gangway learn show red-lines/people-and-data",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			r, lesson, err := s.openLesson(args[0])
			if err != nil {
				return err
			}
			text, err := s.school().Courses.Text(r, s.speaker.Lang)
			if err != nil {
				return err
			}
			v := struct {
				Course string      `json:"course"`
				Lesson string      `json:"lesson"`
				Title  string      `json:"title"`
				Text   string      `json:"text"`
				Checks []jsonCheck `json:"checks"`
			}{r.Course, r.Lesson, s.both(lesson.Title), text, []jsonCheck{}}
			for _, c := range lesson.Checks {
				v.Checks = append(v.Checks, s.checkView(c))
			}
			if s.format == render.Tables {
				return term.Page(s.out, s.getenv, s.pagerHint(), s.lessonPage(text, v.Checks))
			}
			return s.printer().Value(v, func() render.Page { return render.Page{Sections: []render.Section{{Lesson: text}}} })
		}),
	}
}

// openLesson finds a lesson that is assigned to the account and lets its training begin.
func (s *session) openLesson(name string) (training.Ref, training.Lesson, error) {
	r, err := training.ParseRef(name)
	if err != nil {
		return r, training.Lesson{}, err
	}
	school := s.school()
	_, lesson, err := school.Courses.Lesson(r)
	if err != nil {
		return r, lesson, err
	}
	_, err = school.Begin(s.ctx, s.by, training.Teaches(r.Course))
	return r, lesson, err
}

func (a *app) checkView(c training.Check) jsonCheck {
	v := jsonCheck{c.ID, c.Type, a.both(c.Stem), []jsonOption{}}
	for _, o := range c.Question().Offered() {
		v.Options = append(v.Options, jsonOption{o.ID, a.both(o.Text)})
	}
	return v
}

func (a *app) pagerHint() string { return a.sayf("Space turns the page, q goes on") }

// lessonPage is a lesson with its questions as a reader sees them.
func (a *app) lessonPage(text string, checks []jsonCheck) string {
	var b strings.Builder
	b.WriteString(text + "\n\n## " + a.sayf("Check questions") + "\n")
	for _, c := range checks {
		b.WriteString("\n**" + c.ID + "** " + c.Stem + "\n\n")
		for _, o := range c.Options {
			b.WriteString("- `" + o.ID + "` " + o.Text + "\n")
		}
	}
	b.WriteString("\n" + a.sayf("Answer them with gangway learn, or with gangway learn answer COURSE/LESSON --from FILE."))
	return a.printer().Lesson(b.String())
}

func learnAnswerCmd(a *app) *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:     "answer COURSE/LESSON --from FILE",
		Short:   "Answer the questions of a lesson",
		Example: "gangway learn answer red-lines/people-and-data --from answers.yaml",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			r, lesson, err := s.openLesson(args[0])
			if err != nil {
				return err
			}
			if from == "" {
				return s.askLesson(r, lesson)
			}
			answers, err := s.readAnswers(from)
			if err != nil {
				return err
			}
			return s.finishLesson(r, lesson, answers)
		}),
	}
	c.Flags().StringVar(&from, "from", "", "YAML or JSON file of question ids to answers; - is standard input")
	return c
}

// finishLesson hands the answers in and says which were wrong.
func (s *session) finishLesson(r training.Ref, lesson training.Lesson, answers map[string]quizzes.Answer) error {
	wrong, err := s.school().Finish(s.ctx, s.by, r, answers)
	if err != nil {
		return err
	}
	v := struct {
		Course string   `json:"course"`
		Lesson string   `json:"lesson"`
		State  string   `json:"state"`
		Wrong  []string `json:"wrong"`
	}{r.Course, r.Lesson, "done", wrong}
	result := s.sayf("The lesson is done.")
	if len(wrong) > 0 {
		v.State, result = "again", s.sayf("Not all answers are right: %s. Read the lesson again and try once more.", strings.Join(wrong, ", "))
	}
	return s.printer().Value(v, func() render.Page { return render.Page{Sections: []render.Section{{Text: []string{result}}}} })
}

// learnNext shows the next lesson that is to do and asks its questions.
func (s *session) learnNext() error {
	lessons, err := s.school().Lessons(s.ctx, s.by.ID())
	if err != nil {
		return err
	}
	if len(lessons) == 0 {
		return fault.New(fault.NotFound, "no lesson is assigned to you yet; lessons are when an application is approved").WithHint("gangway status")
	}
	for _, l := range lessons {
		if l.Done.IsZero() {
			return s.takeLesson(l.Ref)
		}
	}
	s.say("Every lesson is done. Next: gangway quiz list")
	return nil
}

func (s *session) takeLesson(r training.Ref) error {
	_, lesson, err := s.openLesson(r.String())
	if err != nil {
		return err
	}
	text, err := s.school().Courses.Text(r, s.speaker.Lang)
	if err != nil {
		return err
	}
	if err := term.Page(s.out, s.getenv, s.pagerHint(), s.printer().Lesson(text)); err != nil {
		return err
	}
	return s.askLesson(r, lesson)
}

// askLesson asks the questions of a lesson one by one until each is right; after a wrong answer the section that
// answers the question is shown again.
func (s *session) askLesson(r training.Ref, lesson training.Lesson) error {
	text, err := s.school().Courses.Text(r, s.speaker.Lang)
	if err != nil {
		return err
	}
	sections := training.Sections(text)
	answers := map[string]quizzes.Answer{}
	for _, c := range lesson.Checks {
		for {
			answer, err := s.askQuestion(c.Question(), "", c.Question().Offered(), nil, s.sayf("%s in --from FILE", c.ID))
			if err != nil {
				return err
			}
			if c.Question().Right(answer) {
				answers[c.ID] = answer
				s.say("Right. %s", c.Explanation)
				break
			}
			fmt.Fprintln(s.errOut, s.printer().Lesson(sections[c.Section-1]))
			s.say("That is not right. Look at the section above again.")
		}
	}
	return s.finishLesson(r, lesson, answers)
}

// askQuestion asks one question at the terminal, beginning with the answer given before.
func (s *session) askQuestion(question quizzes.Question, before string, options []quizzes.Option, given quizzes.Answer, flag string) (quizzes.Answer, error) {
	q := term.Question{Prompt: before + s.both(question.Stem), Default: strings.Join(given, ","), Flag: flag}
	for _, o := range options {
		q.Options = append(q.Options, term.Option{Value: o.ID, Label: s.both(o.Text)})
	}
	switch question.Type {
	case quizzes.Multiple:
		q.Help = s.sayf("More than one is right: mark them with the space bar.")
		return s.prompt.ChooseMany(q)
	case quizzes.Short:
		q.Help = s.sayf("Write your answer in your own words; a trainer grades it.")
		text, err := s.prompt.Text(q)
		return quizzes.Answer{text}, err
	}
	one, err := s.prompt.Choose(q)
	return quizzes.Answer{one}, err
}
