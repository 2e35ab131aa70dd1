package text_test

import (
	"testing"

	"gangway/internal/text"
)

func TestNearestFindsWhatWasMeant(t *testing.T) {
	words := []string{"id", "title", "summary", "review_days", "age", "typing_speed"}
	for meant, want := range map[string]string{
		"titel": "title", "Title": "title", "titles": "title", "sumary": "summary", "review_day": "review_days", "reviewdays": "review_days",
		"agee": "age", "aeg": "age", "ag": "age", "typing-speed": "typing_speed", "typing": "", "colour": "", "": "", "年龄": "", "ids": "id",
	} {
		if got := text.Nearest(meant, words); got != want {
			t.Errorf("%q: got %q, want %q", meant, got, want)
		}
	}
	if got := text.Nearest("a", nil); got != "" {
		t.Errorf("among no words: got %q, want none", got)
	}
}
