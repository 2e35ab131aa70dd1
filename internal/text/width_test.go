package text_test

import (
	"testing"

	"gangway/internal/text"
)

func TestWidthCountsCells(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "abc": 3, "王小明": 6, "杨𬱖": 4, "e\u0301": 1, "，": 2, "“”…—①★": 6, "ＡＢ": 4, "👍": 2,
	} {
		if got := text.Width(s); got != want {
			t.Errorf("Width(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestTruncate(t *testing.T) {
	tests := []struct {
		name  string
		in    string
		width int
		want  string
	}{
		{"what fits is left alone", "王小明", 6, "王小明"},
		{"the ellipsis is within the width", "王小明", 5, "王小…"},
		{"a Hanzi is not cut in two", "王小明", 4, "王…"},
		{"an accent stays with its letter", "e\u0301te\u0301", 2, "e\u0301…"},
		{"one cell is the ellipsis alone", "abc", 1, "…"},
		{"no cells are nothing", "abc", 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.Truncate(tt.in, tt.width); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
