package text_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"gangway/internal/text"
	"gangway/internal/text/texttest"
)

func TestCleanMakesPayloadsInert(t *testing.T) {
	for _, p := range texttest.Payloads() {
		t.Run(p.What, func(t *testing.T) {
			if got := text.Clean(p.Text); got != p.Clean {
				t.Errorf("Clean(%q) = %q, want %q", p.Text, got, p.Clean)
			}
		})
	}
}

func TestCleanLeavesPeoplesTextAlone(t *testing.T) {
	for _, s := range []string{
		"", "plain ASCII ~!", "杨𬱖㛃", "Zoë Müller", "e\u0301te\u0301", "亲，您好！“七天无理由”……", "全角　空格", "①—★", "❤\ufe0f👍🏽", "ภาษาไทย", "עברית", "\uFFFD",
	} {
		if got := text.Clean(s); got != s {
			t.Errorf("Clean(%q) = %q, want it unchanged", s, got)
		}
	}
}

func TestCleanLinesKeepsLineBreaksAlone(t *testing.T) {
	got := text.CleanLines("一\r\n二\r三\n\n四\u2028五\t六\x1b[2J")
	want := "一\n二\n三\n\n四\n五 六\uFFFD[2J"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzCleanIsSafeAndStable(f *testing.F) {
	for _, p := range texttest.Payloads() {
		f.Add(p.Text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := text.Clean(s)
		if !utf8.ValidString(got) {
			t.Errorf("Clean(%q) = %q is not UTF-8", s, got)
		}
		bad := func(r rune) bool {
			return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cs, unicode.Zl, unicode.Zp)
		}
		if strings.ContainsFunc(got, bad) {
			t.Errorf("Clean(%q) = %q is not inert", s, got)
		}
		if again := text.Clean(got); again != got {
			t.Errorf("Clean(%q) = %q, and cleaned again %q", s, got, again)
		}
	})
}
