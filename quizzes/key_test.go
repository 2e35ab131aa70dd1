package quizzes_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/internal/yamlfile"
	"gangway/quizzes"
)

func TestKeysAsPeopleWriteThem(t *testing.T) {
	for _, tt := range []struct {
		name, yaml string
		want       quizzes.Key
	}{
		{"one option", "key: c\n", quizzes.Key{"c"}},
		{"a number", "key: 1\n", quizzes.Key{"1"}},
		{"true", "key: true\n", quizzes.Key{"true"}},
		{"false in quotes", "key: \"false\"\n", quizzes.Key{"false"}},
		{"a list", "key: [a, d]\n", quizzes.Key{"a", "d"}},
		{"a list over lines", "key:\n  - a\n  - d\n", quizzes.Key{"a", "d"}},
		{"a list of one", "key: [true]\n", quizzes.Key{"true"}},
		{"an empty list", "key: []\n", quizzes.Key{}},
		{"nothing", "key:\n", nil},
	} {
		var q struct {
			Key quizzes.Key `yaml:"key"`
		}
		err := yamlfile.Decode("q.yaml", []byte(tt.yaml), &q).Err()
		if diff := cmp.Diff(tt.want, q.Key); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, err, diff)
		}
	}
}

func TestAKeyIsNoMap(t *testing.T) {
	for _, yaml := range []string{"key: {a: true}\n", "key: [[a]]\n"} {
		var q struct {
			Key quizzes.Key `yaml:"key"`
		}
		if err := yamlfile.Decode("q.yaml", []byte(yaml), &q).Err(); err == nil {
			t.Errorf("%q was read as %v", yaml, q.Key)
		}
	}
}
