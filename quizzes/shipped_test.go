package quizzes_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"

	"gangway/quizzes"
	"gangway/templates"
)

func shippedBank(t *testing.T) quizzes.Bank {
	t.Helper()
	b, err := quizzes.Library{FS: templates.Shipped()}.Bank("redlines")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheShippedBankCoversEveryRedLineAndType(t *testing.T) {
	b := shippedBank(t)
	if n := len(b.Questions); n < 40 {
		t.Errorf("got %d questions, want at least 40", n)
	}
	rules, types := map[string]bool{}, map[quizzes.Type]int{}
	for _, q := range b.Questions {
		rules[q.Rule] = true
		types[q.Type]++
	}
	for i := 1; i <= 27; i++ {
		if rule := fmt.Sprintf("RL-%02d", i); !rules[rule] {
			t.Errorf("no question is about %s", rule)
		}
	}
	for _, kind := range []quizzes.Type{quizzes.Single, quizzes.Multiple, quizzes.TrueFalse, quizzes.Short} {
		if types[kind] == 0 {
			t.Errorf("no question is of the type %s", kind)
		}
	}
}

func TestTheShippedQuestionsAreComplete(t *testing.T) {
	asOf := regexp.MustCompile(`^(20[0-9]{2}(-[01][0-9])?(-[0-3][0-9])?|n\.d\.)$`) // n.d.: the source bears no date
	stems := map[string]string{}
	keys := map[string]int{}
	for _, q := range shippedBank(t).Questions {
		if !slices.Contains([]string{"taobao", "tmall", "both"}, q.Platform) || q.Difficulty < 1 || q.Difficulty > 3 || !asOf.MatchString(q.AsOf) {
			t.Errorf("%s: got the platform %q, the difficulty %d, the date %q", q.ID, q.Platform, q.Difficulty, q.AsOf)
		}
		if other, twice := stems[q.Stem.Chinese]; twice {
			t.Errorf("%s asks what %s asks", q.ID, other)
		}
		stems[q.Stem.Chinese] = q.ID
		if q.Type == quizzes.Single || q.Type == quizzes.TrueFalse {
			keys[q.Key[0]]++
		}
	}
	for _, key := range []string{"a", "b", "c", "d", "true", "false"} {
		if keys[key] < 3 {
			t.Errorf("only %d questions have the key %q: it could be guessed", keys[key], key)
		}
	}
}

func TestEveryPaperOfTheShippedExamIsWorthTheSame(t *testing.T) {
	library := quizzes.Library{FS: templates.Shipped()}
	exams, err := library.IDs("exams")
	if err != nil || len(exams) == 0 {
		t.Fatalf("got the exams %v, %v", exams, err)
	}
	for _, id := range exams {
		e, b, err := library.Exam(id)
		if err != nil {
			t.Fatal(err)
		}
		worth := map[int]bool{}
		for seed := range 30 {
			points, redLines := 0, 0
			for _, item := range quizzes.DrawPaper(e, b, fmt.Sprint(seed), shuffle) {
				points += item.Question.Points
				if item.Question.RedLine {
					redLines++
				}
			}
			worth[points] = true
			if redLines == 0 {
				t.Errorf("%s, seed %d: the paper has no red line", id, seed)
			}
		}
		if len(worth) != 1 {
			t.Errorf("%s: papers are worth %v points", id, worth)
		}
	}
}
