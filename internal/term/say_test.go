package term

import (
	"errors"
	"fmt"
	"testing"

	"gangway/internal/fault"
	"gangway/internal/term/termtest"
)

func TestSayWrapsAndMakesSafe(t *testing.T) {
	p := sit(t, desk{columns: 22})
	p.Say("欢迎报名网店客服，请先填写资料。\n\x1b[2J\x1b]52;c;x\a共 3 步")
	p.WaitsForScreen("欢迎报名网店客服，请", "先填写资料。", "�[2J�]52;c;x�共 3 步")
}

func TestSayKeepsWhatIsIndentedTogether(t *testing.T) {
	p := sit(t, desk{columns: 22})
	p.Say("评分标准：\n  4分：婉拒加微信和站外交易\n\n完")
	p.WaitsForScreen("评分标准：", "  4分：婉拒加微信和", "  站外交易", "", "完")
}

func TestQuestionsAreMadeSafe(t *testing.T) {
	p := sit(t, desk{})
	c := asked(p.Choose, Question{
		Prompt: "a\x1b[2Jb", Help: "c\rd", Options: []Option{{"x", "e\x1b[5Af\u202e"}},
	})
	p.WaitsFor("? a�[2Jb\n  c\n  d\n")
	p.WaitsFor("> e�[5Af")
	p.Types("\r")
	answered(t, c)
}

func TestColours(t *testing.T) {
	for value, want := range map[string]bool{"": true, "1": false} {
		each(t, func(t *testing.T, ask func(*person) (<-chan error, func())) {
			p := sit(t, desk{getenv: env("NO_COLOR", value)})
			c, ready := ask(p)
			ready()
			p.Types("x\x03")
			wantInterrupted(t, c)
			if got := p.Finds(func(s *termtest.Screen) bool { return s.Coloured }); got != want {
				t.Errorf("NO_COLOR=%s: colours are %v", value, got)
			}
		})
	}
}

func TestSayOfAnErrorIsInTheLanguageWithItsHint(t *testing.T) {
	s := chinese()
	s.Catalog["too short"] = "太短"
	s.Catalog["use %d digits"] = "应为 %d 位"
	tests := []struct {
		err  error
		want string
	}{
		{fault.New(fault.Invalid, "too short"), "太短"},
		{fault.New(fault.Invalid, "too short").WithHint("use %d digits", 11), "太短\n应为 11 位"},
		{fmt.Errorf("wrapped: %w", fault.New(fault.Invalid, "too short")), "太短"},
		{errors.New("foreign"), "foreign"},
	}
	for _, test := range tests {
		if got := say(s, test.err); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}
