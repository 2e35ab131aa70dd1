package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gangway/internal/access"
	"gangway/internal/fault"
	"gangway/internal/render"
	"gangway/internal/term"
	"gangway/internal/text"
	"gangway/quizzes"
	"gangway/training"
)

func quizCmd(a *app) *cobra.Command {
	return group("quiz", "Sit the exams of your program", quizListCmd(a), quizTakeCmd(a), quizStartCmd(a), quizAnswerCmd(a), quizSubmitCmd(a), quizResultCmd(a))
}

// A jsonExam is an exam in a list.
type jsonExam struct {
	Exam          string               `json:"exam"`
	Title         string               `json:"title"`
	State         quizzes.AttemptState `json:"state"` // of the latest attempt; empty before the first
	Attempts      int                  `json:"attempts"`
	Allowed       int                  `json:"attempts_allowed"`
	Minutes       int                  `json:"minutes_allowed"`
	PassPercent   int                  `json:"pass_percent"`
	NextAttemptAt *string              `json:"next_attempt_at"`
}

func quizListCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List your exams",
		Example: "gangway quiz list",
		Args:    cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			ids, err := s.assignedExams()
			if err != nil {
				return err
			}
			views := []jsonExam{}
			t := render.Table{Columns: s.columns("exam", "title", "state", "attempts", "minutes", "pass mark", "next attempt")}
			t.Columns[1].Flexible = true
			for _, id := range ids {
				e, _, err := s.room().Library.Exam(id)
				if err != nil {
					return err
				}
				attempts, err := s.room().Sittings(s.ctx, s.by, id)
				if err != nil {
					return err
				}
				v := jsonExam{Exam: id, Title: s.both(e.Title), Attempts: len(attempts), Allowed: e.AttemptsAllowed,
					Minutes: e.MinutesAllowed, PassPercent: e.PassPercent, NextAttemptAt: nextAttempt(e, attempts)}
				state := "–"
				if len(attempts) > 0 {
					v.State = attempts[len(attempts)-1].State
					state = v.State.SayIn(s.speaker)
				}
				views = append(views, v)
				t.Rows = append(t.Rows, []string{id, v.Title, state, strconv.Itoa(v.Attempts) + "/" + strconv.Itoa(v.Allowed),
					strconv.Itoa(v.Minutes), strconv.Itoa(v.PassPercent) + "%", moment(quizzes.NextAttempt(e, attempts))})
			}
			return s.printer().List(views, func() render.Table { return t })
		}),
	}
}

// assignedExams lists the exams of the account's programs.
func (s *session) assignedExams() ([]string, error) {
	enrolled, err := s.store.Enrolled(s.ctx, s.by.ID())
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, a := range enrolled {
		p, err := s.program(a.Program)
		if err != nil {
			return nil, err
		}
		for _, id := range p.Exams {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// nextAttempt is when another attempt may begin, or nil when there is none to wait for.
func nextAttempt(e quizzes.Exam, attempts []quizzes.Attempt) *string {
	next := quizzes.NextAttempt(e, attempts)
	if next.IsZero() {
		return nil
	}
	text := rfc3339(next)
	return &text
}

// A jsonAttempt is an attempt as it is sat: never with a key.
type jsonAttempt struct {
	Attempt   string               `json:"attempt"`
	Exam      string               `json:"exam"`
	State     quizzes.AttemptState `json:"state"`
	StartedAt string               `json:"started_at"`
	Deadline  string               `json:"deadline"`
	Questions []jsonQuestion       `json:"questions"`
}

type jsonQuestion struct {
	ID      string         `json:"id"`
	Type    quizzes.Type   `json:"type"`
	Stem    string         `json:"stem"`
	Options []jsonOption   `json:"options"`
	Points  int            `json:"points"`
	RedLine bool           `json:"red_line,omitempty"`
	Answer  quizzes.Answer `json:"answer"` // given so far; null before
}

func (a *app) attemptView(attempt quizzes.Attempt) jsonAttempt {
	v := jsonAttempt{Attempt: attempt.ID, Exam: attempt.Exam, State: attempt.State, StartedAt: rfc3339(attempt.StartedAt), Deadline: rfc3339(attempt.Deadline)}
	for i, item := range attempt.Paper {
		q := jsonQuestion{ID: item.Question.ID, Type: item.Question.Type, Stem: a.both(item.Question.Stem), Options: []jsonOption{},
			Points: item.Question.Points, RedLine: item.Question.RedLine, Answer: attempt.Responses[i].Answer}
		for _, o := range item.Options() {
			q.Options = append(q.Options, jsonOption{o.ID, a.both(o.Text)})
		}
		v.Questions = append(v.Questions, q)
	}
	return v
}

func (s *session) showAttempt(attempt quizzes.Attempt) error {
	v := s.attemptView(attempt)
	return s.printer().Value(v, func() render.Page {
		page := render.Page{Sections: []render.Section{{Fields: []render.Field{
			{Title: s.sayf("attempt"), Value: v.Attempt}, {Title: s.sayf("exam"), Value: v.Exam}, {Title: s.sayf("time ends at"), Value: moment(attempt.Deadline)},
		}}}}
		for i, q := range v.Questions {
			lines := []string{strconv.Itoa(i+1) + ". " + s.sayf("%s (%d points)", s.redLine(q.RedLine, q.Stem), q.Points)}
			for _, o := range q.Options {
				lines = append(lines, "   "+o.ID+") "+o.Text)
			}
			lines = append(lines, "   "+s.sayf("id: %s", q.ID))
			page.Sections = append(page.Sections, render.Section{Text: []string{strings.Join(lines, "\n")}})
		}
		return page
	})
}

// redLine marks the text of a red line.
func (a *app) redLine(is bool, text string) string {
	if is {
		return a.sayf("[red line] %s", text)
	}
	return text
}

func quizStartCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "start EXAM",
		Short:   "Start an attempt, or show the one that is open",
		Long:    "Start an attempt, or show the one that is open. The questions, their order and the end of the time are fixed when it starts.",
		Example: "gangway quiz start redlines -o json",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			attempt, err := s.startAttempt(args[0])
			if err != nil {
				return err
			}
			return s.showAttempt(attempt)
		}),
	}
}

func (s *session) startAttempt(exam string) (quizzes.Attempt, error) {
	if _, _, err := s.room().Library.Exam(exam); err != nil {
		return quizzes.Attempt{}, err
	}
	application, err := s.school().Begin(s.ctx, s.by, training.Examines(exam))
	if err != nil {
		return quizzes.Attempt{}, err
	}
	return s.room().Start(s.ctx, s.by, application.ID, exam)
}

func quizAnswerCmd(a *app) *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:     "answer ATTEMPT --from FILE",
		Short:   "Answer questions of an open attempt",
		Example: "gangway quiz answer 7k3m --from answers.yaml",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			attempt, err := s.findAttempt(args[0])
			if err != nil {
				return err
			}
			if from == "" {
				return fault.New(fault.Usage, "name the file of answers").WithHint("gangway quiz answer %s --from FILE", attempt.ID)
			}
			answers, err := s.readAnswers(from)
			if err != nil {
				return err
			}
			if attempt, err = s.room().Answer(s.ctx, s.by, attempt.ID, answers); err != nil {
				return err
			}
			return s.showAttempt(attempt)
		}),
	}
	c.Flags().StringVar(&from, "from", "", "YAML or JSON file of question ids to answers; - is standard input")
	return c
}

// findAttempt returns the attempt an id names, if the account may do the command to it.
func (s *session) findAttempt(typed string) (quizzes.Attempt, error) {
	attempt, err := s.store.Attempt(s.ctx, typed)
	if err == nil {
		err = access.Check(s.by, s.verb, attempt.Account)
	}
	if fault.KindOf(err) == fault.NotFound {
		return attempt, fault.New(fault.NotFound, "there is no attempt %q", typed).WithHint("gangway quiz list")
	}
	return attempt, err
}

func quizSubmitCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "submit ATTEMPT",
		Short:   "Hand an attempt in",
		Example: "gangway quiz submit 7k3m",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			attempt, err := s.findAttempt(args[0])
			if err != nil {
				return err
			}
			return s.submitAttempt(attempt)
		}),
	}
}

func (s *session) submitAttempt(attempt quizzes.Attempt) error {
	attempt, err := s.room().Submit(s.ctx, s.by, attempt.ID)
	if err != nil {
		return err
	}
	return s.showResult(attempt)
}

func quizResultCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "result ATTEMPT",
		Short:   "Show the result of an attempt with the explanations",
		Example: "gangway quiz result 7k3m",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			attempt, err := s.findAttempt(args[0])
			if err != nil {
				return err
			}
			if attempt.Account == s.by.ID() && attempt.Expired(s.now()) {
				return s.submitAttempt(attempt)
			}
			if attempt.State == quizzes.Open {
				return fault.New(fault.Conflict, "the attempt is still open").WithHint("gangway quiz submit %s", attempt.ID)
			}
			return s.showResult(attempt)
		}),
	}
}

// A jsonResultOf is the result of an attempt.
type jsonResultOf struct {
	Attempt        string               `json:"attempt"`
	Exam           string               `json:"exam"`
	State          quizzes.AttemptState `json:"state"`
	Score          int                  `json:"score"`
	Max            int                  `json:"max"`
	Percent        float64              `json:"percent"`
	RedLinesMissed []string             `json:"red_lines_missed"`
	NextAttemptAt  *string              `json:"next_attempt_at"`
	Questions      []jsonGraded         `json:"questions"`
}

type jsonGraded struct {
	ID          string         `json:"id"`
	Stem        string         `json:"stem"`
	Answer      quizzes.Answer `json:"answer"`
	Key         quizzes.Key    `json:"key"`
	Points      *int           `json:"points"` // null until graded
	Max         int            `json:"max"`
	RedLine     bool           `json:"red_line"`
	Rule        string         `json:"rule"`
	Explanation string         `json:"explanation"`
	Source      string         `json:"source"`
	AsOf        string         `json:"as_of"`
	Comment     string         `json:"comment"`
}

func (s *session) showResult(attempt quizzes.Attempt) error {
	e, _, err := s.room().Library.Exam(attempt.Exam)
	if err != nil {
		return err
	}
	attempts, err := s.store.Attempts(s.ctx, attempt.Account, attempt.Exam)
	if err != nil {
		return err
	}
	score := attempt.Score()
	v := jsonResultOf{Attempt: attempt.ID, Exam: attempt.Exam, State: attempt.State, Score: score.Points, Max: score.Max,
		Percent: score.Percent, RedLinesMissed: score.Missed, NextAttemptAt: nextAttempt(e, attempts)}
	for i, item := range attempt.Paper {
		q, r := item.Question, attempt.Responses[i]
		v.Questions = append(v.Questions, jsonGraded{q.ID, s.both(q.Stem), r.Answer, q.Key, r.Points, q.Points, q.RedLine, q.Rule,
			s.both(q.Explanation), q.Source, q.AsOf, r.Comment})
	}
	return s.printer().Value(v, func() render.Page { return s.resultPage(attempt, e, v, quizzes.NextAttempt(e, attempts)) })
}

// missed names the red lines that were missed by their numbers on the page, and their ids.
func (a *app) missed(v jsonResultOf) (list []string) {
	for i, q := range v.Questions {
		if slices.Contains(v.RedLinesMissed, q.ID) {
			list = append(list, a.sayf("%s (%s)", strconv.Itoa(i+1), q.ID))
		}
	}
	return list
}

// answerText says an answer as it was read: the texts of the options, or what was written.
func (a *app) answerText(q quizzes.Question, answer quizzes.Answer) string {
	texts := slices.Clone(answer)
	for _, o := range q.Offered() {
		if i := slices.Index(texts, o.ID); i >= 0 {
			texts[i] = a.both(o.Text)
		}
	}
	return orDash(strings.Join(texts, " / "))
}

func (s *session) resultPage(attempt quizzes.Attempt, e quizzes.Exam, v jsonResultOf, next time.Time) render.Page {
	page := render.Page{Title: s.both(e.Title), Sections: []render.Section{{Fields: []render.Field{
		{Title: s.sayf("attempt"), Value: v.Attempt}, {Title: s.sayf("state"), Value: attempt.State.SayIn(s.speaker)},
		{Title: s.sayf("score"), Value: s.sayf("%d of %d points, %s%%; %d%% is needed", v.Score, v.Max, strconv.FormatFloat(v.Percent, 'f', -1, 64), attempt.PassPercent)},
		{Title: s.sayf("red lines missed"), Value: orDash(strings.Join(s.missed(v), ", "))},
		{Title: s.sayf("next attempt"), Value: moment(next)},
	}}}}
	for i, q := range v.Questions {
		mark := s.sayf("waiting for a trainer")
		if q.Points != nil {
			mark = s.sayf("%d of %d points", *q.Points, q.Max)
		}
		fields := []render.Field{{Title: s.sayf("your answer"), Value: s.answerText(attempt.Paper[i].Question, q.Answer)}}
		if len(q.Key) > 0 {
			fields = append(fields, render.Field{Title: s.sayf("right answer"), Value: s.answerText(attempt.Paper[i].Question, quizzes.Answer(q.Key))})
		}
		fields = append(fields, render.Field{Title: s.sayf("points"), Value: mark}, render.Field{Title: s.sayf("explanation"), Value: q.Explanation},
			render.Field{Title: s.sayf("source"), Value: s.sayf("%s, %s (%s)", q.Rule, q.Source, q.AsOf)})
		if q.Comment != "" {
			fields = append(fields, render.Field{Title: s.sayf("comment"), Value: q.Comment})
		}
		page.Sections = append(page.Sections, render.Section{Title: strconv.Itoa(i+1) + ". " + s.redLine(q.RedLine, q.Stem), Fields: fields})
	}
	return page
}

func quizTakeCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "take EXAM",
		Short:   "Sit an exam at the terminal, or go on with the attempt that is open",
		Long:    "Sit an exam at the terminal, or go on with the attempt that is open. Every answer is kept at once; the clock goes on while you are away.",
		Example: "gangway quiz take redlines",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			if err := s.readyToSit(args[0]); err != nil {
				return err
			}
			attempt, err := s.startAttempt(args[0])
			if err != nil {
				return err
			}
			s.say("Attempt %s; the time ends at %s. Stop with Ctrl-C and go on with the same command.", attempt.ID, moment(attempt.Deadline))
			err = s.sit(attempt)
			if errors.Is(err, term.ErrInterrupted) {
				s.say("The answers are kept and the clock goes on; go on with gangway quiz take %s", attempt.Exam)
			}
			return err
		}),
	}
}

// readyToSit asks before the clock of a new attempt begins to run, and refuses where nobody can answer.
func (s *session) readyToSit(exam string) error {
	if !s.interactive {
		return fault.New(fault.Invalid, "there is no terminal to sit the exam at; nothing was started").
			WithHint("gangway quiz start %s, then gangway quiz answer ATTEMPT --from FILE and gangway quiz submit ATTEMPT", exam).Because(term.ErrNotInteractive)
	}
	e, _, err := s.room().Library.Exam(exam)
	if err != nil {
		return err
	}
	attempts, err := s.room().Sittings(s.ctx, s.by, exam)
	if err != nil || len(attempts) > 0 && attempts[len(attempts)-1].State == quizzes.Open {
		return err
	}
	if err := quizzes.MayStart(e, attempts, s.now()); err != nil {
		return err
	}
	agreed, err := s.confirm(s.sayf("Start attempt %d of %d now? You have %d minutes, and the clock does not stop.", len(attempts)+1, e.AttemptsAllowed, e.MinutesAllowed))
	if err == nil && !agreed {
		err = fault.New(fault.Invalid, "nothing was started")
	}
	return err
}

// sit asks the questions that are not answered yet, then hands in or lets an answer be changed.
func (s *session) sit(attempt quizzes.Attempt) (err error) {
	for i := range attempt.Paper {
		if attempt.Responses[i].Answer != nil {
			continue
		}
		if attempt, err = s.askItem(attempt, i); err != nil {
			return s.orTimeIsOver(attempt, err)
		}
	}
	for {
		choice, err := s.lastLook(attempt)
		if err != nil {
			return err
		}
		if choice < 0 {
			return s.submitAttempt(attempt)
		}
		if attempt, err = s.askItem(attempt, choice); err != nil {
			return s.orTimeIsOver(attempt, err)
		}
	}
}

// orTimeIsOver hands the attempt in when its time ran out while a question was asked; else err stays what it is.
func (s *session) orTimeIsOver(attempt quizzes.Attempt, err error) error {
	if !attempt.Expired(s.now()) || !errors.Is(err, fault.Conflict) {
		return err
	}
	s.say("The time is over; what was answered before counts.")
	return s.submitAttempt(attempt)
}

// askItem asks one question with the time that is left, and keeps the answer.
func (s *session) askItem(attempt quizzes.Attempt, i int) (quizzes.Attempt, error) {
	item := attempt.Paper[i]
	left := max(attempt.Deadline.Sub(s.now()), 0).Round(time.Second)
	before := s.sayf("[%d of %d, %s left, %d points]", i+1, len(attempt.Paper), clock(left), item.Question.Points) + "\n" + s.redLine(item.Question.RedLine, "")
	answer, err := s.askQuestion(item.Question, before, item.Options(), attempt.Responses[i].Answer, s.sayf("%s in gangway quiz answer --from FILE", item.Question.ID))
	if err != nil {
		return attempt, err
	}
	return s.room().Answer(s.ctx, s.by, attempt.ID, map[string]quizzes.Answer{item.Question.ID: answer})
}

func clock(d time.Duration) string {
	seconds := int(d.Seconds())
	return strconv.Itoa(seconds/60) + ":" + strconv.Itoa(100 + seconds%60)[1:]
}

// lastLook asks whether to hand in, with the time that is left, or which question to look at again; -1 is to hand in.
func (s *session) lastLook(attempt quizzes.Attempt) (int, error) {
	q := term.Question{Flag: s.sayf("gangway quiz submit %s", attempt.ID), Prompt: s.sayf("Every question is answered; %s is left.", clock(max(attempt.Deadline.Sub(s.now()), 0))),
		Options: []term.Option{{Value: "-1", Label: s.sayf("hand it in")}}}
	const glimpse = 24 // cells of a question, so that it stays on one line of a narrow terminal
	for i, item := range attempt.Paper {
		stem := text.Truncate(s.both(item.Question.Stem), glimpse)
		q.Options = append(q.Options, term.Option{Value: strconv.Itoa(i), Label: s.sayf("change %s", strconv.Itoa(i+1)+". "+stem)})
	}
	choice, err := s.prompt.Choose(q)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(choice)
}
