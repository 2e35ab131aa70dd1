package quizzes_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/fault"
	"gangway/quizzes"
)

// question returns a question of a type with the options a to d.
func question(id string, kind quizzes.Type, points int, key ...string) quizzes.Question {
	q := quizzes.Question{ID: id, Type: kind, Points: points, Key: key}
	if kind == quizzes.Single || kind == quizzes.Multiple {
		q.Options = []quizzes.Option{{ID: "a"}, {ID: "b"}, {ID: "c"}, {ID: "d"}}
	}
	return q
}

func redLine(q quizzes.Question) quizzes.Question {
	q.RedLine = true
	return q
}

func TestAcceptAndRight(t *testing.T) {
	single, multiple := question("q", quizzes.Single, 4, "c"), question("q", quizzes.Multiple, 6, "b", "a", "d")
	truth, short := question("q", quizzes.TrueFalse, 2, "true"), question("q", quizzes.Short, 10)
	for _, tt := range []struct {
		name     string
		question quizzes.Question
		given    quizzes.Answer
		want     quizzes.Answer // nil when it is refused
		right    bool
	}{
		{"the right option", single, quizzes.Answer{"c"}, quizzes.Answer{"c"}, true},
		{"the right option in a capital with spaces", single, quizzes.Answer{" C "}, quizzes.Answer{"c"}, true},
		{"the right option twice", single, quizzes.Answer{"c", "C"}, quizzes.Answer{"c"}, true},
		{"a wrong option", single, quizzes.Answer{"a"}, quizzes.Answer{"a"}, false},
		{"two options where one is right", single, quizzes.Answer{"c", "a"}, nil, false},
		{"no option where one is asked for", single, quizzes.Answer{}, nil, false},
		{"nothing where one is asked for", single, nil, nil, false},
		{"an empty option", single, quizzes.Answer{""}, nil, false},
		{"an option that is not offered", single, quizzes.Answer{"e"}, nil, false},
		{"the options of a key in another order", multiple, quizzes.Answer{"d", "b", "a"}, quizzes.Answer{"a", "b", "d"}, true},
		{"too few options", multiple, quizzes.Answer{"a", "b"}, quizzes.Answer{"a", "b"}, false},
		{"too many options", multiple, quizzes.Answer{"a", "b", "c", "d"}, quizzes.Answer{"a", "b", "c", "d"}, false},
		{"none of several", multiple, quizzes.Answer{}, quizzes.Answer{}, false},
		{"one of several is not offered", multiple, quizzes.Answer{"a", "b", "x"}, nil, false},
		{"options in one text", multiple, quizzes.Answer{"a,b,d"}, nil, false},
		{"true", truth, quizzes.Answer{"true"}, quizzes.Answer{"true"}, true},
		{"True", truth, quizzes.Answer{"True"}, quizzes.Answer{"true"}, true},
		{"false", truth, quizzes.Answer{"false"}, quizzes.Answer{"false"}, false},
		{"true and false", truth, quizzes.Answer{"true", "false"}, nil, false},
		{"yes is not offered", truth, quizzes.Answer{"yes"}, nil, false},
		{"a text", short, quizzes.Answer{" 请稍等，我去查。\n"}, quizzes.Answer{"请稍等，我去查。"}, false},
		{"a text of several lines", short, quizzes.Answer{"一", "二"}, quizzes.Answer{"一\n二"}, false},
		{"an empty text", short, nil, quizzes.Answer{""}, false},
		{"the longest text", short, quizzes.Answer{strings.Repeat("字", 2000)}, quizzes.Answer{strings.Repeat("字", 2000)}, false},
		{"a longer text", short, quizzes.Answer{strings.Repeat("字", 2001)}, nil, false},
	} {
		got, err := tt.question.Accept(tt.given)
		if diff := cmp.Diff(tt.want, got); diff != "" || (err == nil) != (tt.want != nil) || err != nil && !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, err, diff)
		}
		if right := tt.question.Right(got); right != tt.right {
			t.Errorf("%s: got right %v, want %v", tt.name, right, tt.right)
		}
	}
}

func TestJudgingChangesNeitherKeyNorAnswer(t *testing.T) {
	q, given := question("q", quizzes.Multiple, 6, "b", "a"), quizzes.Answer{"b", "a"}
	q.Right(given)
	if diff := cmp.Diff(quizzes.Key{"b", "a"}, q.Key); diff != "" {
		t.Errorf("key (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(quizzes.Answer{"b", "a"}, given); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
}

func TestHashChangesWithWhatIsAsked(t *testing.T) {
	q := question("q", quizzes.Single, 4, "c")
	if q.Hash() != question("q", quizzes.Single, 4, "c").Hash() {
		t.Errorf("the same question has two hashes")
	}
	other, worth, stem := q, q, q
	other.Key, worth.Points, stem.Stem.English = quizzes.Key{"a"}, 5, "?"
	seen := map[string]bool{q.Hash(): true}
	for name, changed := range map[string]quizzes.Question{"another key": other, "other points": worth, "another stem": stem, "a red line": redLine(q)} {
		if seen[changed.Hash()] {
			t.Errorf("%s: the hash is that of another question", name)
		}
		seen[changed.Hash()] = true
	}
}
