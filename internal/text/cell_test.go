package text_test

import (
	"testing"

	"gangway/internal/text"
	"gangway/internal/text/texttest"
)

func TestCellIsNoFormulaAndComesBack(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"formula", "=1+1", "'=1+1"},
		{"full-width formula", "＝1", "'＝1"},
		{"command", "+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"},
		{"behind a wide space", "　@x", "'　@x"},
		{"number", "-5", "-5"},
		{"a text that looks marked already", "'=1+1", "''=1+1"},
		{"marked twice", "''-x", "'''-x"},
		{"an apostrophe and a blank", "' x", "'' x"},
		{"an apostrophe and digits", "'90", "''90"},
		{"an apostrophe in a name", "'Ofa Mele", "'Ofa Mele"},
		{"an apostrophe alone", "'", "'"},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := text.Cell(tt.in)
			if got != tt.want {
				t.Errorf("Cell(%q) = %q, want %q", tt.in, got, tt.want)
			}
			if back := text.FromCell(got); back != tt.in {
				t.Errorf("FromCell(%q) = %q, want %q", got, back, tt.in)
			}
		})
	}
}

func TestFromCellTakesDigitsThatPeopleMarked(t *testing.T) {
	if got, want := text.FromCell("'13800000000"), "13800000000"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzCellComesBackClean(f *testing.F) {
	for _, p := range texttest.Payloads() {
		f.Add(p.Text)
	}
	f.Add("''\t=1")
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := text.FromCell(text.Cell(s)), text.Clean(s); got != want {
			t.Errorf("%q comes back as %q, want %q", s, got, want)
		}
	})
}
