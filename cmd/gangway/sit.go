package main

import (
	"errors"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"gangway/internal/fault"
	"gangway/internal/term"
	"gangway/internal/text"
	"gangway/quizzes"
)

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
